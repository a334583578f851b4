"""What the words of a release weigh: for breaking, or against it.

Cues know formulae and grammar; what they do not foresee, the words around tell: "exhibition" in a
headline, "was told" in an opening. Their weights were learned from the labelled releases of the
tests by `packaging/weigh_words.py` and stand in `weights`; nothing is learned at run time. Names
never count, so no country and no person speaks for or against a release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import sqrt

from traynews.core.kind.phrases import Vocabulary
from traynews.core.kind.tokens import LINE_MARK, QUOTE_MARK
from traynews.core.kind.weights import BIAS, UNIT, WEIGHTS

_TITLE, _OPENING = "t:", "o:"
_START, _NAME, _NUMBER, _YEAR = "^", "@", "#", "#year"
_OURS = frozenset(("amnesty", "amnistia", "international", "internacional"))
_SHORTEST_STEM = 3
_FULL_STOPS = ".!…"
# A text of this many features weighs what they do; a longer one no more for being longer.
_USUAL = 150


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that weighs: a word, two in a row, or a list that a word is in.

    Its name begins with `t:` where it is one of the headline, with `o:` where of the opening; a
    word weighs for itself, too, wherever it stands.
    """

    name: str
    first: int
    last: int  # the numbers of its words, the last included


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the words weigh together, above 0 for breaking; the features that weigh most."""

    sum: float
    most_for: Feature | None
    most_against: Feature | None


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a language by word, among them those that go by endings."""

    by_word: Mapping[str, tuple[str, ...]]
    by_ending: tuple[tuple[str, str], ...]
    plain: frozenset[str]
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the names of the lists that a word is in."""
        found = self.met.get(word)
        if found is None:
            found = self.met[word] = self._of(word)
        return found

    def _of(self, word: str) -> tuple[str, ...]:
        names = list(self.by_word.get(word, ()))
        if word not in self.plain:
            names += [
                name
                for ending, name in self.by_ending
                if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STEM
            ]
        return tuple(dict.fromkeys(names))


def make_lists(vocabulary: Vocabulary, topics: Mapping[str, str]) -> Lists:
    """Turn a vocabulary and words by topic round, so that a word tells its lists."""
    by_word: dict[str, tuple[str, ...]] = {}
    for name, listed in (*vocabulary.lists.items(), *topics.items()):
        for word in listed.split():
            by_word[word] = (*by_word.get(word, ()), name)
    endings = [(end, name) for name, ends in vocabulary.endings.items() for end in ends.split()]
    return Lists(by_word, tuple(endings), frozenset(vocabulary.plain.split()))


def features(words: Sequence[str], capitals: Sequence[bool], lists: Lists) -> dict[str, int]:
    """Return what may weigh in the words of `tokens.split`, and where each is met first.

    That is the number of its last word. What follows an empty line is background and left out.
    `capitals` says which words begin with a capital letter: within a sentence, these are names.
    """
    found: dict[str, int] = {}
    place, before, fresh = _TITLE, _START, True
    for number, word in enumerate(words):
        if word == LINE_MARK or word[0] in _FULL_STOPS:
            if word == LINE_MARK:
                if place == _OPENING and words[number - 1] == LINE_MARK:
                    break
                place = _OPENING
            before, fresh = _START, True
            continue
        among = lists.of(word)
        token = word
        if not word.isalpha():
            token = _mark(word)
        elif capitals[number] and not fresh and not among and word not in _OURS:
            token = _NAME
        fresh = fresh and not word[0].isalnum()
        for name in (token, place + token, f"{place}{before}_{token}"):
            found.setdefault(name, number)
        for name in among:
            found.setdefault(place + name, number)
        before = token
    return found


def _mark(word: str) -> str:
    if word[0].isdigit():
        return _YEAR if len(word) == len("2000") and word[:2] in {"19", "20"} else _NUMBER
    return "'" if word == QUOTE_MARK else word


def weigh(words: Sequence[str], capitals: Sequence[bool], lists: Lists) -> Weighed:
    """Weigh the words of a release; what comes twice weighs once."""
    weights = read_weights()
    found = features(words, capitals, lists)
    weighty = [(weights[name], name) for name in found if name in weights]
    total = sum(weight for weight, _ in weighty)
    heaviest, lightest = max(weighty, default=(0.0, "")), min(weighty, default=(0.0, ""))
    return Weighed(
        BIAS * UNIT + scale_of(len(found)) * total,
        _feature(heaviest[1], found) if heaviest[0] > 0 else None,
        _feature(lightest[1], found) if lightest[0] < 0 else None,
    )


def _feature(name: str, found: Mapping[str, int]) -> Feature:
    last = found[name]
    is_two = "_" in name and _START not in name
    return Feature(name, last - is_two, last)


def scale_of(count: int) -> float:
    """Return what the features of a text are multiplied with that has `count` of them."""
    return min(1.0, sqrt(_USUAL / max(count, 1)))


@cache
def read_weights() -> dict[str, float]:
    """Return the learned weight of every feature."""
    return {name: weight * UNIT for weight, names in WEIGHTS.items() for name in names.split()}
