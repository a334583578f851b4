"""What sort of release it is, and why, from the headline and the opening.

Breaking is what answers an event that has just happened (*statement*) and what tells of somebody at
immediate risk (*urgent*). A list of formulae alone finds a quarter of the statements: often the
event itself is the subject, or a demand leads and the event follows in a subordinate clause. So
cues (`cues*.py`) speak for and against, and the strongest case wins; nothing is learned at run time
and the same text always gives the same verdict and the same sentence of reason.

Events have no end of words, but they have a grammar: somebody has done something, the doing of it,
on Monday. Reports, previews and campaigns have formulae. So where Amnesty speaks, a deed is told
and nothing sounds calm, it is a statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from traynews.core.cues import Cue
from traynews.core.cues_english import ENGLISH
from traynews.core.cues_french import FRENCH
from traynews.core.cues_spanish import SPANISH
from traynews.core.folding import fold
from traynews.core.model import Kind
from traynews.core.phrases import LINE
from traynews.core.reading import ENDS, Reader, View, make_ready, tongue_of, view
from traynews.core.text import cut
from traynews.core.tokens import locate, split


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
_MARKS = " \"'“”‘’«»[]()|,.:;-–—…\n"

_ENOUGH = {Kind.CORRECTION: 5.0, Kind.URGENT: 3.0, Kind.STATEMENT: 2.0}
_ENOUGH_ELSE = 2.0

# Tone, demands and any deed at all stand in reports and appeals, too: they help, and never suffice.
_SUPPORT = 1.0
_MOST_SUPPORT = 1.9

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
    title = " ".join(title[:_LONGEST_TITLE].splitlines())
    written = f"{title}\n{_opening(standfirst, paragraphs)}"
    folded = fold(written)
    words = split(folded)
    reader = _reader(tongue_of(language, words, _TONGUES))
    broken = reader.opener.sub(LINE, written)
    if broken != written:
        written, folded = broken, fold(broken)
        words = split(folded)
    whole, unquoted = view(words, reader)
    found = list(_weigh(whole, unquoted, reader))
    kind = _decide(_sums(found))
    return Verdict(kind, _reason(kind, found, whole, words, written))


@dataclass(frozen=True, slots=True)
class _Evidence:
    cue: Cue
    first: int
    last: int


@cache
def _reader(code: str) -> Reader:
    return make_ready(_TONGUES[code])


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


def _decide(sums: dict[Kind, float]) -> Kind:
    calm = max(sums[kind] for kind in (Kind.PREVIEW, Kind.REPORT, Kind.NEWS))
    if sums[Kind.CORRECTION] >= _ENOUGH[Kind.CORRECTION]:
        return Kind.CORRECTION
    # Somebody's life outweighs how the release is framed: "Ahead of the execution", "Responding".
    if sums[Kind.URGENT] >= max(_ENOUGH[Kind.URGENT], calm):
        return Kind.URGENT
    if sums[Kind.STATEMENT] >= _ENOUGH[Kind.STATEMENT] and sums[Kind.STATEMENT] > calm:
        return Kind.STATEMENT
    for kind in (Kind.REPORT, Kind.PREVIEW):
        if sums[kind] >= _ENOUGH_ELSE and sums[kind] == calm:
            return kind
    return Kind.NEWS


def _reason(
    kind: Kind, found: Sequence[_Evidence], text: View, words: Sequence[str], written: str
) -> str:
    best = next((one for one in found if one.cue.kind is kind), None)  # the strongest is first
    if best is None:
        return _NO_SIGN
    # The text of characters has one line's end more, in front.
    where = locate(words[: best.last - 1], fold(written))
    if not where:
        return _NO_SIGN
    start, end = where[max(best.first - 1, 0)][0], where[-1][1]
    wording = written[start:end].strip(_MARKS)
    opening = "Its headline says" if best.first < text.title_end else "It says"
    if opening == "It says" and text.signs[best.first - 1] in ENDS:
        opening = "It opens with"
        wording = written[start:].lstrip(_MARKS)
    wording = cut(" ".join(wording.split()), _LONGEST_WORDING)
    return f"{opening} “{wording}”: {_MEANING[kind]}." if wording else _NO_SIGN
