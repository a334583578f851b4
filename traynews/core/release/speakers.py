"""Who said it: the speaker and the role in the words around a quotation.

Names are told by their shape (`person_names`); where that is in doubt the speaker stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from traynews.core.release.person_names import (
    FEWEST_NAMES,
    MOST_NAMES,
    has_post,
    in_full,
    is_name,
    name_run,
)
from traynews.core.release.speaker_words import PARTICLES, SAID
from traynews.core.text.fold import fold

Speaker = tuple[str, str]
"""Name and role; either may be empty."""

NOBODY: Speaker = ("", "")

_LONGEST = 600  # characters next to a quotation that are looked at
_LONGEST_SIGNATURE = 120
_SIGNATURE = re.compile(r"^[-–—]\s*(?P<who>[^“”«»]{2,})$")
_BEFORE = rf"(?:^|[\s,])(?:today )?{SAID}\b(?P<rest>(?:[^:,\".!?]|\.(?!\s)){{0,60}}):?\s*$"
_AFTER = rf"^\W*(?:(?:also|today|later|then|nous|me) )?{SAID}\b\s*"
_LATER = rf"^\W*(?P<who>[^\n]{{2,200}}?),? {SAID}\b"
_WITHIN = rf"(?:^|[\s,]){SAID} (?=\S)"
_ENDING = rf"[\s,]{SAID}(?: that)?$"
_VERB = rf"^(?:also )?{SAID}\b"
_SO = re.compile(r"^[\s,–-]*so (?=[^\W\d_a-z])")  # “…”, so Julia Duchrow, Generalsekretärin
_SUBJECT = re.compile(
    r"^\W*(?:an?|the|she|he|they|another|one|la|le|les|un|une|elle|il|el|los|las|ella|der|die|das"
    r"|sie|er|lo|gli|il|lei|lui|o|os|as|ela|ele|de|het|zij|hij|his|her|their|my|l')\b"
)
_PRONOUN = re.compile(r"^\W*(?:she|he|they|elle|il|ella|el)\b")
_STOP = re.compile(
    r"^(?:after|as|in|on|at|to|who|when|while|where|which|following|adding|ahead|about|referring"
    r"|tras|despues|cuando|quien|apres|alors|lors|suite|dans|devant|en reaction"
    r"|responding|commenting|speaking)\b"
)
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!Dr)(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Prof)[.!?](?=\s|$)|[;“”«»\"]"
)
_OURS = re.compile(r"\b(?:Amnesty|Amnistía)\b")
_HANDLE = re.compile(r"\s*\(@\w+\)[^()]*$")  # below a post that is shown: its account and day
_HEAD_OF = re.compile(r"\b(?:deputy )?(?:head|chief|director|chair|leiter(?:in)?) (?:of|von) $")
_NO_ROLE = re.compile(r"(?:^|\s+)(?:also|today|yesterday|later|then|further)$|(?<=[A-Z]{2})\.$")
_JOINT = re.compile(r",\s+|\s+[-–—]\s+")
_OF = re.compile(r"^(?:(?:of|from|at|for|de|chez)\b|d['’])\s*")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # With the first release, not at start-up: these are long.
    return re.compile(pattern)


def speaker_before(text: str, last: Speaker = NOBODY, whole: str = "") -> Speaker | None:
    """Return who speaks after `text` ("…, X, Amnesty International's Director, said:").

    None where it does not introduce a quotation. `last` is who spoke before, for "She added:";
    `whole` the release, where a surname alone may stand in full.
    """
    tail = text[-_LONGEST:].strip()
    if not tail.endswith(":"):
        return None
    found = _compiled(_BEFORE).search(fold(tail))
    if found is None:
        return _speaker_after_verb(tail)
    head = tail[: found.start()].strip(" ,")
    return _read_backwards(_split(head), last, whole) if head else NOBODY


def speaker_after(text: str, last: Speaker = NOBODY, whole: str = "") -> Speaker | None:
    """Return who spoke, from what follows a quotation (`said X, Amnesty International's Y.`).

    None where nothing is attributed there. `last` and `whole` are as in `speaker_before`.
    """
    text = text[:_LONGEST]
    folded = fold(text)
    verb = _compiled(_AFTER).match(folded) or _SO.match(text)
    if verb is not None:
        rest = text[verb.end() :]
        end = _SENTENCE_END.search(rest)
        return _read_forwards(_split(rest[: end.start()] if end else rest), last, whole)
    later = _compiled(_LATER).match(folded)
    if later is None:
        return None
    start, end_ = later.span("who")
    who = text[start:end_].strip(" ,-–—")
    # "“Free and fair” elections were held, it said": the sentence goes on, and nobody spoke.
    if not (who[:1].isupper() or _SUBJECT.match(folded)) or _SENTENCE_END.search(who):
        return None
    return _read_backwards(_split(who), last, whole)


def signer(text: str) -> Speaker | None:
    """Return who signed a quotation with a name behind it ("– Ana Paz, Director"); None if nobody.

    Only a name counts: a sentence can go on behind a dash as well.
    """
    parts = _split(text[:_LONGEST].strip(" .-–—,"))
    if not parts or _SENTENCE_END.search(text.strip(" .")):
        return None
    who = _read_forwards(parts, NOBODY)
    goes_on = len(parts) > 1 and (_STOP.match(fold(parts[1])) or parts[1][:1].isdigit())
    return who if is_name(who[0]) and not goes_on else None


def signature(line: str) -> Speaker | None:
    """Return whom a line below a quotation names; None for one of a talk ("— We all do.")."""
    found = _SIGNATURE.match(line) if len(line) <= _LONGEST_SIGNATURE else None
    if found is None or (line.endswith((".", "!", "?", "…")) and signer(found["who"]) is None):
        return None
    return named(found["who"])


def ends_in_verb(text: str) -> bool:
    """Whether the last words are who speaks, and that they do: "Ana Paz told reporters"."""
    return _compiled(_ENDING).search(fold(text[-_LONGEST:])) is not None


def speaker_told(text: str) -> Speaker | None:
    """Return who of Amnesty a paragraph begins with, if it tells what they said or did.

    "Gwen Hughes, Amnesty's Wales Campaigner, has applauded the order": what is quoted next is hers.
    None where it begins with nobody of Amnesty, whose releases these are.
    """
    parts = _split(text[:_LONGEST])
    if parts and is_name(parts[0]):
        role = parts[1] if len(parts) > FEWEST_NAMES and has_post(parts[1].split()[-1]) else ""
        return (parts[0], role) if _OURS.search(role) else None
    said = _compiled(_WITHIN).search(fold(parts[0])) if parts else None
    who = _mixed(parts[0][: said.start()].strip()) if said else NOBODY
    return who if _OURS.search(who[1]) else None


def named(text: str) -> Speaker:
    """Return the name and role in an attribution line: "Ana Prieto, Regional Director"."""
    text = _HANDLE.sub("", text).strip(" .-–—,")
    found = _read_forwards(_split(text), NOBODY)
    return found if found[0] else (text, "")


def _speaker_after_verb(tail: str) -> Speaker | None:
    # French and Spanish put the name behind the verb, too: a déclaré X, chercheuse à Amnesty.
    found = list(_compiled(_WITHIN).finditer(fold(tail)))
    if not found:
        return None
    who = _read_forwards(_split(tail[found[-1].end() : -1]), NOBODY)
    return who if who[0] else None


def _split(text: str) -> list[str]:
    return [part.strip() for part in _JOINT.split(text) if part.strip()]


def _read_backwards(parts: Sequence[str], last: Speaker, whole: str = "") -> Speaker:
    """Find the last name among the parts before "said"; what follows it is the role."""
    parts = [*parts[:-1], *filter(None, [_NO_ROLE.sub("", parts[-1])])] if parts else parts
    if not parts:
        return NOBODY
    if _is_same(parts[-1], last):
        return last
    if len(parts) > 1 and parts[-1].endswith((" and", " et", " y", " und", " e")):
        parts = parts[:-1]  # "…, refuted the claim and said"
    nearest = range(len(parts) - 1, max(-1, len(parts) - 6), -1)
    for index in nearest:
        name, role = (parts[index], "") if is_name(parts[index]) else _mixed(parts[index])
        if name:
            return (name, _role_beside(parts, index, role))
    # Nobody is named in full; London in "Ana Paz, Director, London" is no surname.
    for index in nearest:
        if full := in_full(parts[index], whole):
            return (full, _role_beside(parts, index))
    return _organisation(parts[-1])


def _role_beside(parts: Sequence[str], index: int, role: str = "") -> str:
    """Return what follows a name as its role; what stands before it where nothing does."""
    following = ", ".join([role, *parts[index + 1 :]] if role else parts[index + 1 :])
    return following or (_role_in(parts[index - 1]) if index else "")


def _read_forwards(parts: Sequence[str], last: Speaker, whole: str = "") -> Speaker:
    """Find the first name among the parts after "said"; the role stands after or before it."""
    if not parts:
        return NOBODY
    if _is_same(parts[0], last):
        return last
    kept: list[str] = []
    for part in parts:
        if kept and (_STOP.match(fold(part)) or _compiled(_VERB).match(fold(part))):
            break
        kept.append(part)
    first, others = kept[0], kept[1:]
    full = first if is_name(first) else in_full(first, whole)
    name, role = (full, "") if full else _mixed(first)
    if name:
        return (name, _NO_ROLE.sub("", ", ".join([role, *others] if role else others)))
    if others and is_name(others[0]) and _role_in(first):
        return (others[0], first)
    return _organisation(first)


def _is_same(part: str, last: Speaker) -> bool:
    """Whether it is whoever spoke last: "she said", "said Vula"."""
    is_pronoun = _PRONOUN.match(fold(part)) and len(part.split()) <= FEWEST_NAMES
    return bool(is_pronoun) or part == last[0].rpartition(" ")[2]


def _organisation(part: str) -> Speaker:
    found = re.search(r"\b(?:Amnesty|Amnistía)(?: [A-Z][\w]+)*$", part)
    return (found.group(), "") if found else NOBODY


def _mixed(part: str) -> Speaker:
    """Split "Amnesty International's Myanmar Researcher Joe Freeman" and "Ana Luque of Amnesty"."""
    words = part.split()
    lead = name_run(words)
    while lead and fold(lead[-1]) in PARTICLES:  # "Ana Luque de Amnistía"
        lead = lead[:-1]
    of = _OF.match(fold(" ".join(words[len(lead) :])))
    tail = list(reversed(name_run(list(reversed(words)))))
    while tail and fold(tail[0]) in PARTICLES:
        tail = tail[1:]
    before = words[: len(words) - len(tail)]
    is_last = FEWEST_NAMES <= len(tail) <= MOST_NAMES and before and has_post(before[-1])
    if FEWEST_NAMES <= len(lead) < len(words):
        rest = " ".join(words[len(lead) :])
        if of is not None:
            return (" ".join(lead), rest[of.end() :])
        # "Senate Minority Leader Carla Ruiz": whoever is named behind the post has it.
        if has_post(words[len(lead)]) and not (is_last and is_name(" ".join(tail))):
            return (" ".join(lead), rest)
    return (" ".join(tail), _role_in(" ".join(before))) if is_last else NOBODY


def _role_in(part: str) -> str:
    """Return the role that a part ends with; text before the organisation's name is no role."""
    if not any(has_post(word) for word in part.split()):
        return ""
    found = _OURS.search(part)
    if found:
        before = part[: found.start()]
        headed = _HEAD_OF.search(fold(before))
        return part[headed.start() if headed else found.start() :]
    return part if len(part.split()) <= 2 * MOST_NAMES else ""
