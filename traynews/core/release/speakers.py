"""Who said it: the speaker and the role in the words around a quotation.

Names are told by their shape (two to five capitalised words, none of which is a word for a post),
since nothing in a feed marks them. Where the shape is in doubt the speaker stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from traynews.core.release.places import place
from traynews.core.text.fold import fold

Speaker = tuple[str, str]
"""Name and role; either may be empty."""

NOBODY: Speaker = ("", "")

_LONGEST = 600  # characters next to a quotation that are looked at
_MOST_NAMES = 5
_FEWEST_NAMES = 2

_WORD = re.compile(r"[a-z-]+")
_PARTICLES = frozenset(
    _WORD.findall(
        "abd abu al am ap ben bin bint da dal de del della den der di do dos du e el ibn la las le "
        "los o ould st te ter ul ur van vom von y zu"
    )
)
_POSTS = frozenset(
    _WORD.findall(
        "adviser advisers advisor advocacy affairs ambassador amnestie amnesty amnistia asesor "
        "asesora assistant association attorney board campaign campaigner campaigners campaigning "
        "campaigns captain ceo chair chairman chairperson chairwoman charge chargee chef chercheur "
        "chercheuse chief commission commissioner conseiller conseillere coordinador coordinadora "
        "coordinator council counsel country court crisis department deputy directeur director "
        "directora directrice doctor dr editor europe executive expert experta experte experto "
        "foundation general government head high human institutions interim international "
        "internationale internacional investigador investigadora judge jurist justice lawyer lead "
        "leader legal manager media minister ministry mr mrs ms network office officer "
        "organisation organization party police policy portavoz porte-parole president presidenta "
        "presidente prime prof professor program programme prosecutor refugee regional "
        "representative research researcher researchers response responsable rights secretaire "
        "secretaria secretario secretary section security senior sir specialist spokesman "
        "spokesperson spokeswoman state strategist subdirector subdirectora supreme team "
        "technologist union united unit university vice watch writer"
    )
)
_SAID = (
    r"(?:said|says|stated|states|added|adds|commented|comments|explained|explains|warned|warns"
    r"|recalls|recalled|asks|asked|writes|wrote|puts it this way|put it this way|replied|replies"
    r"|answers|answered|remembers|remembered|argues|argued|recounts|recounted|testified|observed"
    r"|continued|concluded|noted|told \w+|declared|urged|insisted|remarked|went on to say"
    r"|(?:a|ont) (?:declare|dit|ajoute|explique|affirme|souligne|reagi|commente|conclu|averti"
    r"|poursuivi|denonce|indique|rappele)|declare|souligne|explique|ajoute|poursuit|affirme|conclut|reagit"
    r"|(?:ha|han) (?:dicho|declarado|afirmado|senalado|manifestado|anadido|explicado|advertido"
    r"|comentado|asegurado|concluido)|dijo|declaro|afirmo|senalo|anadio|manifesto|explico|aseguro"
    r"|advirtio|concluyo|indico|agrego|sostuvo)"
)
_BEFORE = rf"(?:^|[\s,])(?:today )?{_SAID}\b(?P<rest>[^:,\"]{{0,60}}):?\s*$"
_AFTER = rf"^\W*(?:(?:also|today|later|then|nous|me) )?{_SAID}\b\s*"
_LATER = rf"^\W*(?P<who>[^\n]{{2,200}}?),? {_SAID}\b"
_WITHIN = rf"(?:^|[\s,]){_SAID} (?=\S)"
_PRONOUN = re.compile(r"^\W*(?:she|he|they|elle|il|ella|el)\b")
_STOP = re.compile(
    r"^(?:after|as|in|on|at|who|when|while|where|which|following|adding|ahead|about|referring"
    r"|tras|despues|cuando|quien|apres|alors|lors|suite|en reaction|responding|commenting"
    r"|speaking)\b"
)
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!Dr)(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Prof)[.!?](?=\s|$)|[;“”«»\"]"
)
_OURS = re.compile(r"\b(?:Amnesty|Amnistía)\b")
_JOINT = re.compile(r",\s+|\s+[-–—]\s+")
_OF = re.compile(r"^(?:of|from|at|for|de|d['’]|chez)\s*")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # With the first release, not at start-up: these are long.
    return re.compile(pattern)


def speaker_before(text: str, last: Speaker = NOBODY) -> Speaker | None:
    """Return who speaks after `text` ("…, X, Amnesty International's Director, said:").

    None where it does not introduce a quotation. `last` is who spoke before, for "She added:".
    """
    tail = text[-_LONGEST:].strip()
    if not tail.endswith(":"):
        return None
    found = _compiled(_BEFORE).search(fold(tail))
    if found is None:
        return _speaker_after_verb(tail)
    head = tail[: found.start()].strip(" ,")
    return _read_backwards(_split(head), last) if head else NOBODY


def speaker_after(text: str, last: Speaker = NOBODY) -> Speaker | None:
    """Return who spoke, from what follows a quotation (`said X, Amnesty International's Y.`).

    None where nothing is attributed there.
    """
    text = text[:_LONGEST]
    folded = fold(text)
    verb = _compiled(_AFTER).match(folded)
    if verb is not None:
        rest = text[verb.end() :]
        end = _SENTENCE_END.search(rest)
        return _read_forwards(_split(rest[: end.start()] if end else rest), last)
    later = _compiled(_LATER).match(folded)
    if later is None:
        return None
    start, end_ = later.span("who")
    return _read_backwards(_split(text[start:end_].strip(" ,-–—")), last)


def speaker_told(text: str) -> Speaker | None:
    """Return who of Amnesty a paragraph begins with, if it tells what they said or did.

    "Gwen Hughes, Amnesty's Wales Campaigner, has applauded the order": what is quoted next is hers.
    None where it begins with nobody of Amnesty, whose releases these are.
    """
    parts = _split(text[:_LONGEST])
    if parts and _is_name(parts[0]):
        role = parts[1] if len(parts) > _FEWEST_NAMES and _has_post(parts[1].split()[-1]) else ""
        return (parts[0], role) if _OURS.search(role) else None
    said = _compiled(_WITHIN).search(fold(parts[0])) if parts else None
    who = _mixed(parts[0][: said.start()].strip()) if said else NOBODY
    return who if _OURS.search(who[1]) else None


def named(text: str) -> Speaker:
    """Return the name and role in an attribution line: "Ana Prieto, Regional Director"."""
    parts = _split(text.strip(" .-–—,"))
    found = _read_forwards(parts, NOBODY)
    return found if found[0] else (text.strip(" .-–—,"), "")


def _speaker_after_verb(tail: str) -> Speaker | None:
    # French and Spanish put the name behind the verb, too: a déclaré X, chercheuse à Amnesty.
    found = list(_compiled(_WITHIN).finditer(fold(tail)))
    if not found:
        return None
    who = _read_forwards(_split(tail[found[-1].end() : -1]), NOBODY)
    return who if who[0] else None


def _split(text: str) -> list[str]:
    return [part.strip() for part in _JOINT.split(text) if part.strip()]


def _read_backwards(parts: Sequence[str], last: Speaker) -> Speaker:
    """Find the last name among the parts before "said"; what follows it is the role."""
    if not parts:
        return NOBODY
    if _is_same(parts[-1], last):
        return last
    for index in range(len(parts) - 1, max(-1, len(parts) - 6), -1):
        part, after = parts[index], parts[index + 1 :]
        if _is_name(part):
            role = ", ".join(after) or (_role_in(parts[index - 1]) if index else "")
            return (part, role)
        name, role = _mixed(part)
        if name:
            return (name, ", ".join([role, *after] if role else after))
    return _organisation(parts[-1])


def _read_forwards(parts: Sequence[str], last: Speaker) -> Speaker:
    """Find the first name among the parts after "said"; the role stands after or before it."""
    if not parts:
        return NOBODY
    if _is_same(parts[0], last):
        return last
    kept: list[str] = []
    for part in parts:
        if kept and _STOP.match(fold(part)):
            break
        kept.append(part)
    first, others = kept[0], kept[1:]
    if _is_name(first):
        return (first, ", ".join(others))
    name, role = _mixed(first)
    if name:
        return (name, ", ".join([role, *others] if role else others))
    if others and _is_name(others[0]) and _role_in(first):
        return (others[0], first)
    return _organisation(first)


def _is_same(part: str, last: Speaker) -> bool:
    """Whether it is whoever spoke last: "she said", "said Vula"."""
    is_pronoun = _PRONOUN.match(fold(part)) and len(part.split()) <= _FEWEST_NAMES
    return bool(is_pronoun) or part == last[0].rpartition(" ")[2]


def _organisation(part: str) -> Speaker:
    found = re.search(r"\b(?:Amnesty|Amnistía)(?: [A-Z][\w]+)*$", part)
    return (found.group(), "") if found else NOBODY


def _mixed(part: str) -> Speaker:
    """Split "Amnesty International's Myanmar Researcher Joe Freeman" and "Ana Luque of Amnesty"."""
    words = part.split()
    lead = _run(words)
    of = _OF.match(fold(" ".join(words[len(lead) :])))
    tail = list(reversed(_run(list(reversed(words)))))
    while tail and fold(tail[0]) in _PARTICLES:
        tail = tail[1:]
    before = words[: len(words) - len(tail)]
    is_last = _FEWEST_NAMES <= len(tail) <= _MOST_NAMES and before and _has_post(before[-1])
    if _FEWEST_NAMES <= len(lead) < len(words):
        rest = " ".join(words[len(lead) :])
        if of is not None:
            return (" ".join(lead), rest[of.end() :])
        # "Senate Minority Leader Carla Ruiz": whoever is named behind the post has it.
        if _has_post(words[len(lead)]) and not (is_last and _is_name(" ".join(tail))):
            return (" ".join(lead), rest)
    return (" ".join(tail), _role_in(" ".join(before))) if is_last else NOBODY


def _role_in(part: str) -> str:
    """Return the role that a part ends with; text before the organisation's name is no role."""
    if not any(_has_post(word) for word in part.split()):
        return ""
    found = re.search(r"\b(?:Amnesty|Amnistía)\b", part)
    if found:
        return part[found.start() :]
    return part if len(part.split()) <= 2 * _MOST_NAMES else ""


def _is_name(part: str) -> bool:
    words = part.split()
    if not _FEWEST_NAMES <= len(words) <= _MOST_NAMES + 1 or place(part):
        return False
    return len(_run(words)) == len(words)


def _run(words: Sequence[str]) -> list[str]:
    """Return the words from the first on that may belong to a name."""
    run: list[str] = []
    for word in words:
        bare = word.strip("()'’‘“”\".")
        if not bare or (not _is_capital(bare) and fold(bare) not in _PARTICLES):
            break
        if _has_post(word) or bare.endswith(("'s", "’s", "s’")):
            break
        run.append(word)
    return run


def _is_capital(word: str) -> bool:
    if any(char.isdigit() for char in word):
        return False
    start = word.rsplit("-", maxsplit=1)[-1] if word[0].islower() else word
    return bool(start) and start[0].isupper()


def _has_post(word: str) -> bool:
    bare = fold(word.strip("()'’‘“”\".,"))
    for end in ("'s", "s'"):
        bare = bare.removesuffix(end)
    bare = bare.removeprefix("d'").removeprefix("l'")
    return any(piece in _POSTS for piece in {bare, *bare.split("-"), *bare.split("/")})
