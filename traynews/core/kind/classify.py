"""What sort of release it is, how sure that is, and why, from the headline and the opening.

Breaking is what answers an event that has just happened (*statement*) and what tells of somebody at
immediate risk (*urgent*). What the publisher filed it under decides where it says so (`labels`);
else all evidence is added up (`evidence`), with weights learned from releases
that were really published (`model`). Nothing is learned at run time, and the same text always gives
the same verdict and the same sentence of reason. `docs/breaking.md` tells how often it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from traynews.core.data.model import BREAKING, LIKELY, SURE, Kind
from traynews.core.kind import reasons
from traynews.core.kind.evidence import Evidence, gather
from traynews.core.kind.labels import kind_by, label_of
from traynews.core.kind.meanings import read_meanings
from traynews.core.kind.model import read_model
from traynews.core.kind.tokens import locate, split
from traynews.core.kind.tongue import UNREAD, name_of, tongue_of
from traynews.core.text.fold import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a release, and the reason in words that a user can read.

    `certainty` is the probability that it is breaking, 0 to 1; None where it was not judged, since
    it is in a language that is not read.
    """

    kind: Kind
    reason: str
    certainty: float | None = None


# The opening tells; later paragraphs are background and full of other events.
_LONGEST_TITLE = 400
_LONGEST_PARAGRAPH = 700
_LONGEST_LEAD = 1200
_MOST_PARAGRAPHS = 4
_MOST_STANDFIRST = 6

# How many of those that were filed so are breaking, in the releases that were learned from.
_CERTAIN = {Kind.URGENT: 0.95, Kind.REPORT: 0.05}


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a release is looked at: the text, its words, and the tongue to read them in."""

    written: str
    words: list[str]
    capitals: list[bool]  # whether each word begins with a capital letter
    tongue: str


def classify(
    title: str,
    standfirst: Sequence[str],
    paragraphs: Sequence[str],
    language: str = "en",
    filed: Iterable[str] = (),
) -> Verdict:
    """Say what sort of release it is. Never raises; looks at the first 2,000 characters or so.

    `language` is a tag such as `en-GB`; text that is plainly in another language is read in that
    one. `filed` are the names that the publisher filed it under.
    """
    label, named = label_of(filed)
    decided = kind_by(label, title)
    if decided is not None:
        return Verdict(decided, reasons.by_label(named, decided), _CERTAIN[decided])
    seen = look(title, standfirst, paragraphs, language)
    if seen.tongue == UNREAD:
        return Verdict(Kind.NEWS, reasons.unread(name_of(language)))
    evidence = evidence_of(seen)
    if label:
        evidence.add(f"label:{label}", 0, 0)
    model = read_model()
    scores = model.scores(evidence.found)
    certainty = round(model.probability(scores["breaking"], seen.tongue), 2)
    kind = _kind(scores, breaking=certainty >= LIKELY)
    reason = reasons.by_evidence(kind, evidence, seen.words, seen.written)
    unsure = 1 - SURE < certainty < SURE
    return Verdict(kind, f"{reason} {reasons.unsure(certainty)}" if unsure else reason, certainty)


def look(
    title: str, standfirst: Sequence[str], paragraphs: Sequence[str], language: str = "en"
) -> Seen:
    """Return the headline and the opening, in words."""
    title = " ".join(title[:_LONGEST_TITLE].splitlines())
    written = f"{title}\n{_opening(standfirst, paragraphs)}"
    folded = fold(written)
    words = split(folded)
    tongue = tongue_of(language, words)
    capitals = [written[start].isupper() for start, _ in locate(words, folded)]
    return Seen(written, words, capitals, tongue)


def evidence_of(seen: Seen) -> Evidence:
    """Return all that may tell the sort of a release."""
    return gather(seen.words, seen.capitals, seen.tongue)


def forget_readers() -> None:
    """Let go of what was made ready for reading: some megabytes, and a twentieth of a second."""
    read_meanings.cache_clear()
    read_model.cache_clear()


def _opening(standfirst: Sequence[str], paragraphs: Sequence[str]) -> str:
    """Return the lines that tell."""
    lines = [*standfirst[:_MOST_STANDFIRST], *paragraphs[:_MOST_PARAGRAPHS]]
    return "\n".join(line[:_LONGEST_PARAGRAPH] for line in lines)[:_LONGEST_LEAD]


def _kind(scores: dict[str, float], *, breaking: bool) -> Kind:
    # A correction is none of the others, whatever it corrects.
    if scores[Kind.CORRECTION] == max(scores[kind] for kind in Kind):
        return Kind.CORRECTION
    return max(
        (kind for kind in Kind if (kind in BREAKING) is breaking and kind is not Kind.CORRECTION),
        key=lambda kind: scores[kind],
    )
