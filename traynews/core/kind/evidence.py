"""What may tell the sort of a release: meanings, patterns of them in a sentence, words.

Every piece has a name, by which it has a weight (`model`), and a place, so that it can be shown.
Regions: `T` the headline, `A` what announces (the first sentences), `O` the rest of the opening.

- `A/VERDICT` a meaning, `*/VERDICT` anywhere, `A/VERDICT!` by a phrase of several words;
- `A^AHEAD` one that opens a sentence, `A~AHEAD` the first one, among the sentence's first words;
- `A%fresh deed` a pattern, `D%demand alone` one of the whole text;
- `A en:word`, `en:word` a word. Names of people and places never count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from traynews.core.kind.meanings import read_meanings
from traynews.core.kind.patterns import FRESH, patterns_in, patterns_of
from traynews.core.kind.tokens import LINE_MARK, QUOTE_MARK

Place = tuple[int, int]
"""The numbers of a first and a last word."""

_STOPS = ".!?…"
_ENOUGH_ANNOUNCING = 12  # words
_NEAR_BEGINNING = 5
_JUST_BEFORE = 3
_TITLE_WORD = 4
_IN_CAPITALS = 0.7
_NOT_FRESH_WORDS = (
    "until every next by before each jusqu chaque prochain proximo cada bis jeden nachsten ogni "
    "prossimo ate"
)
_NOT_FRESH = frozenset(_NOT_FRESH_WORDS.split())
_SPELT = str.maketrans({"ß": "ss", "œ": "oe"})  # as `meanings.txt` has them, and Switzerland
_OURS = frozenset(("amnesty", "amnistia", "anistia", "international", "internacional"))


@dataclass(slots=True)
class Evidence:
    """What was found, by name, and where first."""

    found: dict[str, Place] = field(default_factory=dict)

    def add(self, name: str, first: int, last: int) -> None:
        """Keep where it was met first."""
        self.found.setdefault(name, (first, last))


def gather(words: Sequence[str], capitals: Sequence[bool], tongue: str) -> Evidence:
    """Return the evidence in the words of `tokens.split`; the first line is the headline."""
    return _Gatherer([word.translate(_SPELT) for word in words], capitals, tongue).gather()


class _Gatherer:
    def __init__(self, words: Sequence[str], capitals: Sequence[bool], tongue: str) -> None:
        self.words, self.capitals, self.tongue = words, capitals, tongue
        self.meanings = read_meanings(tongue)
        self.evidence = Evidence()
        self.region = "T"
        self.sentence: list[tuple[str, int]] = []
        self.begins = 0
        self.count = 0
        self.is_fresh = True  # at a sentence's beginning
        self.in_capitals = self._writes_capitals()

    def gather(self) -> Evidence:
        number = 0
        while number < len(self.words):
            word = self.words[number]
            if word == LINE_MARK or word[0] in _STOPS:
                self._stop(word, number)
            elif word in {",", ";", QUOTE_MARK}:
                pass
            elif word in {":", '"'}:
                self._mark(word, number)
            else:
                number = self._take(number)
                continue
            number += 1
        self._finish(number)
        for name in patterns_of(self.evidence.found):
            self.evidence.add(f"D%{name}", 0, 0)
        return self.evidence

    def _writes_capitals(self) -> bool:
        """Whether all words of the headline begin with capitals, so that these tell no name."""
        end = self.words.index(LINE_MARK) if LINE_MARK in self.words else len(self.words)
        long = [number for number in range(end) if len(self.words[number]) >= _TITLE_WORD]
        return sum(self.capitals[number] for number in long) > _IN_CAPITALS * len(long)

    def _stop(self, word: str, number: int) -> None:
        if word in {"?", "!"}:
            self.evidence.add(f"{self.region}/{word}", number, number)
        if word != LINE_MARK and self.region == "T":
            return  # a headline is one sentence: "France. A court acquits"
        self._open(number + 1)
        if self.region == "T":
            self.region, self.count = "A", 0
        elif self.count >= _ENOUGH_ANNOUNCING:
            self.region = "O"

    def _open(self, number: int) -> None:
        """Begin a sentence."""
        self._finish(number)
        self.begins, self.is_fresh = number, True

    def _mark(self, word: str, number: int) -> None:
        self.evidence.add(f"{self.region}/{word}", number, number)
        if self.is_fresh and word == '"':
            self.evidence.add(f'{self.region}^"', number, number)
        following = self.words[number + 1] if number + 1 < len(self.words) else ""
        if word == ":" and following == LINE_MARK and self.region != "T":
            self.evidence.add("said:", number, number)

    def _take(self, number: int) -> int:
        """Take a word, or a phrase, and return the number of the next."""
        word = self.words[number]
        phrase = self.meanings.phrase_at(self.words, number)
        after = number + (len(phrase[0]) if phrase else 1)
        meant = set(self.meanings.of(word)) if phrase is None else {phrase[1]}
        if "REACTING" in meant and self.region != "T" and self.capitals[number]:
            # A formula with a capital opens a sentence: excerpts run the standfirst into the text.
            self._open(number)
        if word.isdigit():
            meant.add("YEARNO" if len(word) == len("2000") and word[:2] in {"19", "20"} else "NUM")
        if meant & FRESH:
            meant = self._freshness(meant, number)
        if "REACTING" in meant and not self.is_fresh:
            meant.remove("REACTING")
            # "A raid in response to" is no formula, "Amnesty responds to" is; elsewhere the verb
            # mostly comes first.
            if self.tongue != "en" or self._has_spoken():
                meant.add("RESPONSE")
        self._keep_meanings(meant, number, after - 1, is_phrase=phrase is not None)
        for one in range(number, after):
            self._keep_word(one, self.is_fresh and one == number)
        self.count += 1
        self.is_fresh = False
        return after

    def _has_spoken(self) -> bool:
        return any(meaning in {"VOICE", "SAID", "TODAY"} for meaning, _ in self.sentence)

    def _freshness(self, meant: set[str], number: int) -> set[str]:
        """Tell a day that dates the event from one that is to come, or on which somebody speaks."""
        if number and self.words[number - 1] in _NOT_FRESH:
            return (meant - FRESH) | {"AHEAD"}
        near = {meaning for meaning, where in self.sentence if number - where <= _JUST_BEFORE}
        return (meant - FRESH) | {"SAIDTODAY"} if near & {"SAID", "VOICE"} else meant

    def _keep_meanings(self, meant: set[str], first: int, last: int, *, is_phrase: bool) -> None:
        region, add = self.region, self.evidence.add
        is_first = not self.sentence and first - self.begins < _NEAR_BEGINNING
        for meaning in meant:
            add(f"{region}/{meaning}", first, last)
            add(f"*/{meaning}", first, last)
            if is_phrase:
                add(f"{region}/{meaning}!", first, last)
            if self.is_fresh:
                add(f"{region}^{meaning}", first, last)
            elif is_first:
                add(f"{region}~{meaning}", first, last)
        self.sentence += [(meaning, first) for meaning in meant]

    def _keep_word(self, number: int, opens: bool) -> None:  # noqa: FBT001 - called once
        word = self.words[number]
        if not word[0].isalnum():
            return
        is_name = (
            self.capitals[number]
            and not opens
            and self.tongue != "de"  # where every noun has one
            and not (self.region == "T" and self.in_capitals)
            and word not in _OURS
            and not self.meanings.of(word)
        )
        if word.isdigit():
            word = "#"
        elif is_name:
            return
        for name in (f"{self.tongue}:{word}", f"{self.region} {self.tongue}:{word}"):
            self.evidence.add(name, number, number)

    def _finish(self, end: int) -> None:
        if self.sentence:
            for name in patterns_in(self.sentence):
                self.evidence.add(f"{self.region}%{name}", self.begins, end - 1)
        self.sentence = []
