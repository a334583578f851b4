"""What sort of release it is, and why, from the headline and the opening.

Breaking is what answers an event that has just happened (*statement*) and what tells of somebody at
immediate risk (*urgent*). A list of formulae alone finds a quarter of the statements: often the
event itself is the subject, or a demand leads and the event follows in a subordinate clause. So
cues (`cues*.py`) speak for and against, and the strongest case wins; nothing is learned at run time
and the same text always gives the same verdict and the same sentence of reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from traynews.core.cues import Cue
from traynews.core.cues_english import ENGLISH
from traynews.core.cues_french import FRENCH
from traynews.core.cues_spanish import SPANISH
from traynews.core.folding import fold
from traynews.core.model import BREAKING, Kind
from traynews.core.text import cut


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

_LONGEST_WORDING = 60
_MARKS = " \"'“”‘’«»[]()|,.:;-–—…"

_ENOUGH = {Kind.CORRECTION: 5.0, Kind.URGENT: 3.0, Kind.STATEMENT: 2.0}
_ENOUGH_ELSE = 2.0

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
    title = title[:_LONGEST_TITLE]
    lead = _opening(standfirst, paragraphs)
    reader = _reader(_tongue(language, f"{title}\n{lead}"))
    sentences = [_Sentence(title, fold(title), title=True), *_sentences(lead, reader)]
    found = list(_weigh(sentences, reader))
    kind = _decide(_sums(found))
    return Verdict(kind, _reason(kind, found))


@dataclass(frozen=True, slots=True)
class _Sentence:
    written: str
    folded: str
    title: bool = False
    quoted: bool = False
    seen: dict[str, bool] = field(default_factory=dict)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern occurs; the same ones are asked for by many cues."""
        key = pattern.pattern  # a compiled pattern computes its hash anew each time
        answer = self.seen.get(key)
        if answer is None:
            answer = self.seen[key] = pattern.search(self.folded) is not None
        return answer


@dataclass(frozen=True, slots=True)
class _Evidence:
    cue: Cue
    wording: str
    title: bool


@dataclass(frozen=True, slots=True)
class _Compiled:
    cue: Cue
    look: Callable[[str], re.Match[str] | None]
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    needs: frozenset[str]

    def find(self, sentences: Iterable[_Sentence]) -> _Evidence | None:
        """Return the wording that fits in the first sentence where one does, as written."""
        for sentence in sentences:
            if self.beside and not sentence.says(self.beside):
                continue
            found = self.look(sentence.folded)
            if found is None or (self.unless and sentence.says(self.unless)):
                continue
            if self.cue.place == "start" and not sentence.title:
                wording = sentence.written.lstrip(_MARKS)
            else:
                wording = sentence.written[found.start() : found.end()].strip(_MARKS)
            return _Evidence(self.cue, cut(wording, _LONGEST_WORDING), sentence.title)
        return None


def _opening(standfirst: Sequence[str], paragraphs: Sequence[str]) -> str:
    lines = [*standfirst[:_MOST_STANDFIRST], *paragraphs[:_MOST_PARAGRAPHS]]
    return "\n".join(line[:_LONGEST_PARAGRAPH] for line in lines)[:_LONGEST_LEAD]


_OPENS_QUOTE = ("“", "«", "„", '"', "‘")
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*[^\S\n]+(?=\S)|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A tongue, ready to read."""

    opener: re.Pattern[str]
    spoken: re.Pattern[str]
    cues: tuple[_Compiled, ...]


@cache
def _reader(code: str) -> _Reader:
    # Compiled when the first release arrives, not at start-up: that is a tenth of a second.
    tongue = _TONGUES[code]
    cues = tuple(
        _Compiled(
            cue,
            getattr(re.compile(cue.pattern), "match" if cue.place == "start" else "search"),
            re.compile(cue.beside) if cue.beside else None,
            re.compile(cue.unless) if cue.unless else None,
            frozenset(cue.needs.split()),
        )
        for cue in tongue.cues
    )
    opener = re.compile(rf"(?<=[^\s.,;:]) (?={tongue.opener})")
    return _Reader(opener, re.compile(tongue.spoken), cues)


def _sentences(lead: str, reader: _Reader) -> Iterator[_Sentence]:
    """Yield the sentences, "said today" taken out: that dates the release, not the event."""
    written = reader.opener.sub("\n", lead)
    folded = fold(written)
    for found in reversed(list(reader.spoken.finditer(folded))):
        start, end = found.span(found.lastindex or 0)
        written = written[:start] + written[end:]
        folded = folded[:start] + folded[end:]
    start, quoted = 0, written.startswith(_OPENS_QUOTE)
    for found in _END.finditer(written + "\n"):
        if written[start : found.end()].strip():
            yield _Sentence(
                written[start : found.end()], folded[start : found.end()], quoted=quoted
            )
        start = found.end()
        if "\n" in found.group():
            quoted = written.startswith(_OPENS_QUOTE, start)


def _weigh(sentences: Sequence[_Sentence], reader: _Reader) -> Iterator[_Evidence]:
    begun = _beginnings(sentences)
    title = [one for one in sentences if one.title]
    lead = [one for one in sentences if not one.title]
    places = {"title": title, "lead": lead, "start": sentences, "any": sentences}
    # What somebody says of reports and anniversaries is not what the release is.
    calm = {place: [one for one in among if not one.quoted] for place, among in places.items()}
    for compiled in reader.cues:
        if compiled.needs and compiled.needs.isdisjoint(begun):
            continue
        cue = compiled.cue
        evidence = compiled.find((places if cue.kind in BREAKING else calm)[cue.place])
        if evidence is not None:
            yield evidence


_WORD = re.compile(r"[a-z0-9]+")
_BEGINNINGS = (3, 4, 5)


def _beginnings(sentences: Iterable[_Sentence]) -> frozenset[str]:
    """Return the first three to five letters of every word: `Cue.needs` is held against them."""
    words = set(_WORD.findall("\n".join(sentence.folded for sentence in sentences)))
    return frozenset().union(*({word[:length] for word in words} for length in _BEGINNINGS))


def _sums(found: Iterable[_Evidence]) -> dict[Kind, float]:
    best: dict[tuple[Kind, str], float] = {}
    for one in found:
        key = (one.cue.kind, one.cue.family)
        best[key] = max(best.get(key, 0), one.cue.weight)
    sums = dict.fromkeys(Kind, 0.0)
    for (kind, _), weight in best.items():
        sums[kind] += weight
    return sums


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


def _reason(kind: Kind, found: Sequence[_Evidence]) -> str:
    speaking = [one for one in found if one.cue.kind is kind and one.wording]
    if not speaking:
        return _NO_SIGN
    best = max(speaking, key=lambda one: one.cue.weight)
    where = "Its headline says" if best.title else "It says"
    if best.cue.place == "start" and not best.title:
        where = "It opens with"
    return f"{where} “{best.wording}”: {_MEANING[kind]}."


_COMMON = {
    "en": re.compile(r"\b(?:the|of|and|to|in|for|is|by|that|has|must|said)\b"),
    "fr": re.compile(r"\b(?:le|la|les|des|du|et|une?|est|dans|pour|par|qui|au|aux|a)\b"),
    "es": re.compile(r"\b(?:el|la|los|las|del?|y|una?|es|en|para|por|que|al|ha|se)\b"),
}
_CLEARLY = 2


def _tongue(language: str, text: str) -> str:
    """Return the language to read in. A Spanish release may stand in the English feed."""
    code = language.casefold().replace("_", "-").split("-")[0]
    code = code if code in _TONGUES else "en"
    folded = fold(text)
    counts = {name: len(words.findall(folded)) for name, words in _COMMON.items()}
    likely = max(counts, key=lambda name: counts[name])
    if counts[likely] > counts[code] * _CLEARLY + 1:
        code = likely
    return code
