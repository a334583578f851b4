"""The headline and the opening of a release as phrases see them: words, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from traynews.core.data.model import BREAKING
from traynews.core.kind.cues import Cue, Tongue
from traynews.core.kind.phrases import (
    BLANK,
    LINE,
    QUESTION,
    STOP,
    Lexicon,
    Phrase,
    Way,
    compile_phrases,
)

ENDS = (STOP, QUESTION, LINE)
_END = re.compile(f"[{STOP}{QUESTION}{LINE}]")


@dataclass(frozen=True, slots=True)
class View:
    """The words as characters (see `phrases`), a line's end before the first and after the last."""

    signs: str
    title_end: int
    present: frozenset[str]
    answers: dict[tuple[int, int], tuple[int, int] | None] = field(default_factory=dict)

    def says(self, phrase: Phrase, first: int, last: int) -> tuple[int, int] | None:
        """Return where a sentence has the phrase; many cues ask for the same ones."""
        key = (id(phrase), first)
        if key not in self.answers:
            self.answers[key] = phrase.search(self.signs, first, last, self.present)
        return self.answers[key]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return where the sentence around a place begins and ends, the ends included.

        A headline is one sentence.
        """
        if place < self.title_end:
            return 0, self.title_end + 1
        end = _END.search(self.signs, place)
        first = place
        while self.signs[first] not in ENDS:
            first -= 1
        return first, end.end() if end else len(self.signs)


@dataclass(frozen=True, slots=True)
class Ready:
    """A cue, ready to be sought."""

    cue: Cue
    name: str
    phrase: Phrase
    beside: Phrase | None
    unless: tuple[Phrase, ...]

    def find(self, way: Way, view: View) -> tuple[int, int] | None:
        """Return the words where its phrase fits so, in the first sentence that allows it."""
        place = self.cue.place
        start = view.title_end if place == "lead" else 0
        end = view.title_end + 1 if place == "title" else len(view.signs)
        search = way.compiled.search
        while (found := search(view.signs, start, end)) is not None:
            if self.beside is None and not self.unless:
                return found.span()
            begins, ends = view.sentence(found.start())
            words = self._wording(view, found.span(), begins, ends)
            if words is not None:
                return words
            start = max(ends - 1, found.start() + 1)
        return None

    def _wording(
        self, view: View, words: tuple[int, int], begins: int, ends: int
    ) -> tuple[int, int] | None:
        """Return the words with those that must stand beside; None where the sentence forbids."""
        if self.beside is not None:
            also = view.says(self.beside, begins, ends)
            if also is None:
                return None
            words = min(words[0], also[0]), max(words[1], also[1])
        for unless in self.unless:
            if view.says(unless, begins, ends) is not None:
                return None
        return words


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues with the ways to fit them, and by what each way needs."""

    ways: tuple[tuple[Ready, Way], ...]
    by_sign: Mapping[str, frozenset[int]]

    def possible(self, present: Iterable[str]) -> Iterator[tuple[Ready, Way]]:
        """Yield the ways that a text of these characters may fit, cue by cue."""
        known = self.by_sign
        numbers = frozenset().union(*[known[sign] for sign in present if sign in known])
        for number in sorted(numbers):
            yield self.ways[number]


@dataclass(frozen=True, slots=True)
class Reader:
    """A tongue, ready to read."""

    lexicon: Lexicon
    opener: re.Pattern[str]
    spoken: Phrase
    breaking: Cues
    calm: Cues


def make_ready(tongue: Tongue) -> Reader:
    """Prepare a tongue: some hundredths of a second, and most patterns are compiled later still."""
    written = [tongue.spoken]
    for cue in tongue.cues:
        written += [cue.phrase, cue.beside, *cue.unless]
    lexicon = compile_phrases(tongue.vocabulary, dict.fromkeys(written))
    phrases = lexicon.phrases
    met: Counter[str] = Counter()
    cues = []
    for cue in tongue.cues:
        family = f"{cue.kind} {cue.family}"
        met[family] += 1
        cues.append(
            Ready(
                cue,
                f"cue:{family} {met[family]}",
                phrases[cue.phrase],
                phrases[cue.beside] if cue.beside else None,
                tuple(phrases[unless] for unless in cue.unless),
            )
        )
    opener = re.compile(rf" (?={tongue.opener})(?<=[^\s.,;:] )")
    return Reader(
        lexicon,
        opener,
        phrases[tongue.spoken],
        breaking=_sort(ready for ready in cues if ready.cue.kind in BREAKING),
        calm=_sort(ready for ready in cues if ready.cue.kind not in BREAKING),
    )


def _sort(cues: Iterable[Ready]) -> Cues:
    ways = [(ready, way) for ready in cues for way in ready.phrase.ways]
    by_sign: dict[str, set[int]] = {}
    for number, (_, way) in enumerate(ways):
        for sign in way.needs:
            by_sign.setdefault(sign, set()).add(number)
    return Cues(tuple(ways), {sign: frozenset(among) for sign, among in by_sign.items()})


# A paragraph may leave its quotation open, and a line of the standfirst is signed by a dash.
_QUOTED = re.compile(r"""\"[^"\n]*\"?|(?<=\n)'[^\n]*|'[^'\n]*'""")


def view(words: Sequence[str], reader: Reader) -> tuple[View, View]:
    """Return what is written, and what of it stands outside quotations and before an empty line."""
    signs = f"{LINE}{reader.lexicon.sign(words)}{LINE}"
    title_end = signs.index(LINE, 1)
    # A headline is one sentence: "France. A court acquits".
    signs = signs[:title_end].replace(STOP, BLANK) + signs[title_end:]
    present = frozenset(signs)
    for way in reader.spoken.ways:
        if not way.needs.isdisjoint(present):
            signs = way.compiled.sub(_unsay, signs)
    background = signs.find(LINE + LINE, title_end + 1)
    unquoted = _QUOTED.sub(_hush, signs if background < 0 else signs[: background + 1])
    return View(signs, title_end, present), View(unquoted, title_end, frozenset(unquoted))


def _unsay(found: re.Match[str]) -> str:
    return found[0][:-1] + BLANK


def _hush(found: re.Match[str]) -> str:
    return BLANK * len(found[0])
