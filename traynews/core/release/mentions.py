"""Places that a sentence names: by name, code or adjective ("Iranian"), in the languages we know.

Headlines say "Court frees Bolivian miners' leader", not "Bolivia:". Names that are also those of
people count only where nothing looks like a person, and Georgia is the one whose neighbours stand
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from traynews.core.release.places import REGIONS, further_names, lacks_its_mark, spellings
from traynews.core.text.fold import fold

_WORD = re.compile(r"\w+")
_LONGEST_TEXT = 600
_LONGEST_CODE = 4
_SHORTEST_STEM = 3
_USA, _GEORGIA = "United States of America", "Georgia"

_OF_PEOPLE = frozenset(("jordan", "chad", "georgia", "kenya", "india", "jersey", "israel"))
_SELDOM_OF_PEOPLE = frozenset(("kenya", "india", "israel"))
_NEVER = frozenset(
    ("maurice", "mauricio", "dominique", "salvador", "granada", "guadalupe", "grenada", "papua")
)
_TITLES = frozenset(("mr", "mrs", "ms", "mme", "dr", "don"))
_NO_ADJECTIVE_AFTER = frozenset(
    ("latin", "latino", "latina", "south", "sud", "central", "north", "nord", "inter", "pan")
)
_LEADING = "in of to from for by and s en de a di au du aus nach et y e und the across"
_LEADS_TO_A_PLACE = frozenset(_LEADING.split())
_BESIDE_ATLANTA = (
    "us usa atlanta parole clemency execution executions execute executed lethal row savannah"
)
_AMERICAN_GEORGIA = frozenset(_BESIDE_ATLANTA.split())
# Adjectives of the languages that write them small; in large letters they are names of people.
_SURNAMES = frozenset(
    (
        "albanese", "chino", "danese", "frances", "giordano", "greco", "griego", "polacco", "russo",
        "spagnolo", "tedesco", "turco",
    )
)  # fmt: skip
_FIRST_NAMES = frozenset(("germán",))  # without its mark it is an adjective
# Names in one language that are words in others: "Manus Island", "Gana la derecha".
_ONLY_AFTER = {
    "island": frozenset(("aus", "fur", "gegen", "in", "nach", "uber", "und", "von")),
    "gana": frozenset(("a", "ao", "de", "do", "e", "em", "no", "o", "para", "pelo")),
}
_OTHER_THINGS = frozenset((("guinea", "pig"), ("guinea", "pigs")))
_OF_OTHER_THINGS = frozenset(("style", "dollar", "dollars", "dolar", "dolares", "dollari"))
_SECTION = frozenset(("amnesty", "international", "amnistia", "internacional", "anistia"))


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by their first word, the longest first, codes in capitals; adjectives by stem."""

    names: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()  # first words of adjectives of two: "Sri Lankan"
    proper: frozenset[str] = frozenset()  # adjectives that are other words in small letters


def find_places(text: str) -> tuple[str, ...]:
    """Return the English names of the places in a headline or a sentence, in their order.

    The name of a section ("Amnesty International USA") counts where no other place stands.
    """
    text = text[:_LONGEST_TEXT]
    found, of_section = _Reader(text).read()
    return tuple(dict.fromkeys(found or of_section))


class _Reader:
    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.text = text
        self.spans = [one.span() for one in _WORD.finditer(folded)]
        self.words = [folded[start:end] for start, end in self.spans]
        self.all_names = _names()
        written = [text[start:end] for start, end in self.spans if end - start > _LONGEST_CODE]
        self.in_capitals = bool(written) and all(one.isupper() for one in written)
        capitals = sum(one[0].isupper() for one in written)
        self.title_case = capitals > 0.7 * len(written)

    def read(self) -> tuple[list[str], list[str]]:
        found: list[str] = []
        of_section: list[str] = []
        number = 0
        while number < len(self.words):
            length, place = self._name_at(number)
            if not place:
                length, place = self._adjective_at(number)
            if place:
                after_section = number and self.words[number - 1] in _SECTION
                (of_section if after_section else found).append(self._settle(place))
            number += length
        return found, of_section

    def _name_at(self, number: int) -> tuple[int, str]:
        for words, place in self.all_names.names.get(self.words[number], ()):
            end = number + len(words)
            if tuple(self.words[number:end]) == words and self._is_written_so(number, end):
                is_other = len(words) == 1 and self._is_other(number)
                return len(words), "" if is_other else place
        return 1, ""

    def _is_written_so(self, first: int, end: int) -> bool:
        written = self.text[self.spans[first][0] : self.spans[end - 1][1]]
        if " ".join(self.words[first:end]) in self.all_names.codes:
            return written.isupper() and (not self.in_capitals or len(written) > 2)  # noqa: PLR2004
        return not written[0].islower() and not lacks_its_mark(written)

    def _is_other(self, number: int) -> bool:
        """Whether a name is a person's, or of a manner or a coin: "India-style", "US-Dollar"."""
        word, before = self.words[number], self.words[number - 1] if number else ""
        after = self._after(number)
        if after in _OF_OTHER_THINGS or (word, after) in _OTHER_THINGS or before in _TITLES:
            return True
        if word in _ONLY_AFTER:
            return before not in _ONLY_AFTER[word]
        return word in _OF_PEOPLE and self._is_person(number)

    def _after(self, number: int) -> str:
        """Return the next word; empty where more than a blank or a hyphen is before it."""
        after = number + 1
        touches = after < len(self.words) and self._touches(number, after, " -")
        return self.words[after] if touches else ""

    def _is_person(self, number: int) -> bool:
        """Whether a first or a last name stands beside, as far as capitals tell."""
        before = self.words[number - 1] if number else ""
        is_author = before == "by" and self.words[number] not in _SELDOM_OF_PEOPLE
        if before in _LEADS_TO_A_PLACE and not is_author:
            return False
        if self.title_case and self.words[number] in _SELDOM_OF_PEOPLE:
            return False
        beside = [one for one in (number - 1, number + 1) if 0 <= one < len(self.words)]
        return any(self._is_capital(one) and self._touches(number, one) for one in beside)

    def _is_capital(self, number: int) -> bool:
        return self.text[self.spans[number][0]].isupper()

    def _touches(self, one: int, other: int, by: str = " ") -> bool:
        """Whether nothing but one of these signs stands between two words."""
        first, second = sorted((one, other))
        between = self.text[self.spans[first][1] : self.spans[second][0]]
        return len(between) == 1 and between in by

    def _adjective_at(self, number: int) -> tuple[int, str]:
        word = self.words[number]
        before = self.words[number - 1] if number else ""
        two = self._adjective(f"{before} {word}") if before in self.all_names.leading else ""
        if two or before in _NO_ADJECTIVE_AFTER:
            return 1, two
        if self._after(number) in _OF_OTHER_THINGS:
            return 1, ""
        is_capital = self._is_capital(number)
        if word in self.all_names.proper and not is_capital:
            return 1, ""
        if is_capital and not self.in_capitals and self._is_name(number):
            return 1, ""
        return 1, self._adjective(word)

    def _is_name(self, number: int) -> bool:
        start, end = self.spans[number]
        return self.words[number] in _SURNAMES or self.text[start:end].casefold() in _FIRST_NAMES

    def _adjective(self, word: str) -> str:
        if word in self.all_names.words:
            return self.all_names.words[word]
        for length in range(len(word), _SHORTEST_STEM, -1):
            if word[:length] in self.all_names.stems:
                return self.all_names.stems[word[:length]]
        return ""

    def _settle(self, place: str) -> str:
        """Tell the state of the USA from the country by what stands beside."""
        american = place == _GEORGIA and not _AMERICAN_GEORGIA.isdisjoint(self.words)
        return _USA if american else place


def forget_names() -> None:
    """Let go of the names that were made ready: half a megabyte, and three milliseconds."""
    _names.cache_clear()
    further_names.cache_clear()


@cache
def _names() -> _Names:
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    codes: set[str] = set()
    for spelling, place in spellings():
        words = tuple(_WORD.findall(fold(spelling)))
        if not words or place in REGIONS or " ".join(words) in _NEVER:
            continue
        if spelling.isupper() and len(spelling.replace(" ", "")) <= 2 * _LONGEST_CODE:
            codes.add(" ".join(words))
        names.setdefault(words[0], []).append((words, place))
    for listed in names.values():
        listed.sort(key=lambda one: -len(one[0]))
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    proper: set[str] = set()
    for place, _, adjectives in further_names():
        for adjective in adjectives:
            folded = fold(adjective)
            (stems if folded.endswith("*") else whole)[folded.rstrip("*")] = place
            if adjective[0].isupper():
                proper.add(folded)
    leading = frozenset(one.split()[0] for one in (*whole, *stems) if " " in one)
    return _Names(names, frozenset(codes), whole, stems, leading, frozenset(proper))
