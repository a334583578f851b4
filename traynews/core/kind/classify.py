"""What sort of release it is, and why, from the headline and the opening.

Breaking is what answers an event that has just happened (*statement*) and what tells of somebody at
immediate risk (*urgent*). A list of formulae alone finds a quarter of the statements: often the
event itself is the subject, or a demand leads and the event follows in a subordinate clause. So
cues (`cues*.py`) speak for and against, and so do single words, by what they weigh in releases that
were labelled by hand (`weighing`). The strongest case wins; nothing is learned at run time, and the
same text always gives the same verdict and the same sentence of reason.

Events have no end of words, but they have a grammar: somebody has done something, the doing of it,
on Monday. Reports, previews and campaigns have formulae. So where Amnesty speaks, a deed is told
and nothing sounds calm, it is a statement. What no rule foresees, the weight of words decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind.cues import Cue
from traynews.core.kind.en.cues import ENGLISH
from traynews.core.kind.es.cues import SPANISH
from traynews.core.kind.fr.cues import FRENCH
from traynews.core.kind.opening import ENDS, Reader, View, make_ready, tongue_of, view
from traynews.core.kind.phrases import LINE, compile_pattern
from traynews.core.kind.tokens import LINE_MARK, locate, split
from traynews.core.kind.topics import TOPICS
from traynews.core.kind.weighing import Feature, Lists, Weighed, make_lists, read_weights, weigh
from traynews.core.text.clean import cut
from traynews.core.text.fold import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a release, and the reason in one sentence that a user can read."""

    kind: Kind
    reason: str


_TONGUES = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}

# The opening tells; later paragraphs are background and full of other events.
_LONGEST_TITLE = 400
_LONGEST_PARAGRAPH = 700
_LONGEST_LEAD = 1200
_MOST_PARAGRAPHS = 4
_MOST_STANDFIRST = 6
# A release says what it is in its first paragraph. What follows may tell of what Amnesty found in
# other years, which makes no report. A first paragraph shorter than this is a mere remark.
_ENOUGH_ANNOUNCING = 80

_LONGEST_WORDING = 60
_WORDS_AROUND = 3
_MARKS = " \"'“”‘’«»[]()|,.:;-–—…\n"

_ENOUGH = {Kind.CORRECTION: 5.0, Kind.URGENT: 3.0, Kind.STATEMENT: 2.0}
_ENOUGH_ELSE = 2.0

# How far cues lead counts against what words weigh, up to where they are sure. Both as they told
# best of releases that neither had learned from.
_WEIGHT_OF_LEAD = 1.75
_SURE_LEAD = 4.0
_LIFE = 1.5

# Tone, demands and any deed at all stand in reports and appeals, too: they help, and never suffice.
_SUPPORT = 1.0
_MOST_SUPPORT = 1.9

_BREAKS = (LINE_MARK, ".", "!", "?", "…")
_CALM = (Kind.PREVIEW, Kind.REPORT, Kind.NEWS)

_MEANING = {
    Kind.STATEMENT: "it answers something that has just happened",
    Kind.URGENT: "somebody is at immediate risk",
    Kind.PREVIEW: "it looks ahead to something that is still to come",
    Kind.REPORT: "it presents research",
    Kind.CORRECTION: "it corrects an earlier release",
    Kind.NEWS: "it is about a campaign, an anniversary or the organisation itself",
}
_NO_SIGN = "Nothing in its opening tells of a fresh event, of research or of somebody at risk."


def classify(
    title: str, standfirst: Sequence[str], paragraphs: Sequence[str], language: str = "en"
) -> Verdict:
    """Say what sort of release it is. Never raises; looks at the first 2,000 characters or so.

    `language` is a tag such as `en-GB`; text that is plainly in another of the three languages is
    read in that one.
    """
    seen = look(title, standfirst, paragraphs, language)
    reader = _reader(seen.tongue)
    whole, unquoted = view(seen.words, reader)
    found = list(_weigh(whole, unquoted, reader))
    weighed = weigh(seen.words, seen.capitals, lists_of(seen.tongue))
    sums = _sums(found)
    kind = _decide(sums, weighed.sum)
    return Verdict(kind, _reason(kind, _choose(kind, sums, found, weighed), whole, seen))


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a release is looked at: the text, its words, and the tongue to read them in."""

    written: str
    words: list[str]
    capitals: list[bool]  # whether each word begins with a capital letter
    tongue: str


def look(
    title: str, standfirst: Sequence[str], paragraphs: Sequence[str], language: str = "en"
) -> Seen:
    """Return the headline and the opening, an empty line before what is background."""
    title = " ".join(title[:_LONGEST_TITLE].splitlines())
    written = f"{title}\n{_opening(standfirst, paragraphs)}"
    folded = fold(written)
    words = split(folded)
    tongue = tongue_of(language, words, _TONGUES)
    broken = _reader(tongue).opener.sub(LINE, written)
    if broken != written:
        written, folded = broken, fold(broken)
        words = split(folded)
    capitals = [written[start].isupper() for start, _ in locate(words, folded)]
    return Seen(written, words, capitals, tongue)


@cache
def lists_of(tongue: str) -> Lists:
    """Return the lists of words of a tongue."""
    return make_lists(_TONGUES[tongue].vocabulary, TOPICS[tongue])


@dataclass(frozen=True, slots=True)
class _Evidence:
    cue: Cue
    first: int
    last: int


@cache
def _reader(code: str) -> Reader:
    return make_ready(_TONGUES[code])


def forget_readers() -> None:
    """Let go of what was made ready for reading: some megabytes, and a twentieth of a second."""
    for made in (lists_of, _reader, compile_pattern, read_weights):
        made.cache_clear()


def _opening(standfirst: Sequence[str], paragraphs: Sequence[str]) -> str:
    """Return the lines that tell, an empty one between what announces and the background."""
    lines = [line[:_LONGEST_PARAGRAPH] for line in standfirst[:_MOST_STANDFIRST]]
    announcing = True
    for paragraph in paragraphs[:_MOST_PARAGRAPHS]:
        lines.append(paragraph[:_LONGEST_PARAGRAPH])
        if announcing and len(paragraph) >= _ENOUGH_ANNOUNCING:
            announcing = False
            lines.append("")
    return "\n".join(lines)[:_LONGEST_LEAD]


def _weigh(whole: View, unquoted: View, reader: Reader) -> Iterator[_Evidence]:
    """Yield what cues find, the strongest of every family."""
    # What somebody says of reports and anniversaries is not what the release is.
    for text, cues in ((whole, reader.breaking), (unquoted, reader.calm)):
        settled: set[str] = set()
        for ready, way in cues.possible(text.present):
            if ready.family in settled:
                continue
            found = ready.find(way, text)
            if found is not None:
                settled.add(ready.family)
                yield _Evidence(ready.cue, *found)


def _sums(found: Iterable[_Evidence]) -> dict[Kind, float]:
    sums, support = dict.fromkeys(Kind, 0.0), dict.fromkeys(Kind, 0.0)
    for one in found:
        (support if one.cue.weight <= _SUPPORT else sums)[one.cue.kind] += one.cue.weight
    return {kind: sums[kind] + min(support[kind], _MOST_SUPPORT) for kind in Kind}


def _lead(sums: Mapping[Kind, float]) -> float:
    """Return how far the cues for breaking lead; below 0, they do not suffice."""
    calm = max(sums[kind] for kind in _CALM)
    statement = sums[Kind.STATEMENT] - max(_ENOUGH[Kind.STATEMENT], calm)
    urgent = sums[Kind.URGENT] - max(_ENOUGH[Kind.URGENT], calm)
    # Somebody's life outweighs how it is framed: "Ahead of the execution", "Responding".
    return max(statement, urgent + _LIFE if urgent >= 0 else urgent)


def _decide(sums: Mapping[Kind, float], weight: float) -> Kind:
    if sums[Kind.CORRECTION] >= _ENOUGH[Kind.CORRECTION]:
        return Kind.CORRECTION
    lead = min(max(_lead(sums), -_SURE_LEAD), _SURE_LEAD)
    if lead * _WEIGHT_OF_LEAD + weight > 0:
        enough = min(_ENOUGH[Kind.URGENT], max(sums[Kind.STATEMENT], _SUPPORT))
        return Kind.URGENT if sums[Kind.URGENT] >= enough else Kind.STATEMENT
    calm = max(sums[kind] for kind in _CALM)
    for kind in (Kind.REPORT, Kind.PREVIEW):
        if sums[kind] >= _ENOUGH_ELSE and sums[kind] == calm:
            return kind
    return Kind.NEWS


def _choose(
    kind: Kind, sums: Mapping[Kind, float], found: Sequence[_Evidence], weighed: Weighed
) -> _Evidence | Feature | None:
    """Return what decided: the strongest cue for this kind, or the words against the cues."""
    breaking = kind in BREAKING
    word = weighed.most_for if breaking else weighed.most_against
    if kind is not Kind.CORRECTION and breaking is not (_lead(sums) > 0) and word is not None:
        return word
    return next((one for one in found if one.cue.kind is kind), word if breaking else None)


def _reason(kind: Kind, why: _Evidence | Feature | None, text: View, seen: Seen) -> str:
    if why is None:
        return _NO_SIGN
    if isinstance(why, Feature):
        first, last = _around(why, seen.words)
    else:
        first, last = max(why.first - 1, 0), why.last - 2  # the text begins with a line's end
    where = locate(seen.words[: last + 1], fold(seen.written))
    if not where:
        return _NO_SIGN
    wording = seen.written[where[first][0] : where[-1][1]].strip(_MARKS)
    opening = "Its headline says" if first + 1 < text.title_end else "It says"
    if opening == "It says" and text.signs[first] in ENDS:
        opening = "It opens with"
        wording = seen.written[where[first][0] :].lstrip(_MARKS)
    wording = cut(" ".join(wording.split()), _LONGEST_WORDING)
    return f"{opening} “{wording}”: {_MEANING[kind]}." if wording else _NO_SIGN


def _around(word: Feature, words: Sequence[str]) -> tuple[int, int]:
    """Return the first and the last of the words around one, within its line."""
    first, last = word.first, word.last
    for _ in range(_WORDS_AROUND):
        if first > 0 and words[first - 1] not in _BREAKS:
            first -= 1
        if last + 1 < len(words) and words[last + 1] not in _BREAKS:
            last += 1
    return first, last
