"""Learn what words weigh from the labelled releases: `python packaging/weigh_words.py`.

It writes `traynews/core/kind/weights.py`; a test asks that the weights there are those this learns.

The words are weighed by logistic regression. What a feature says by itself (the logarithm of how
much likelier it is in what is breaking) is its unit, so that rare words that always stand on one
side count from the start; a strong quadratic penalty keeps all of them small. It is solved in its
dual form, one release after the other, in their order: the same fixtures give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from textwrap import wrap

from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind.classify import lists_of, look
from traynews.core.kind.weighing import features, scale_of

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures" / "releases"
MODULE = ROOT / "traynews" / "core" / "weights.py"

UNIT = 0.1
_FEWEST = 3  # releases that a feature must stand in
_FIT = 1.0  # what a release on the wrong side costs, against the penalty on weights
_ROUNDS = 40
_HALVINGS = 30
_BIAS = "bias"
_HIGHEST = 100.0  # beyond, `exp` is as good as without end

_WIDEST = 96
_HEAD = '''"""What words weigh for breaking, as `python packaging/weigh_words.py` learned it.

By weight, in units of `UNIT`: words of the headline (`t:`), of the opening (`o:`) and of both, two
in a row (`the_death`), `@` for a name, `#` for a number, `^` for a sentence's beginning, and in
capitals lists of words that the cues know.
"""

from __future__ import annotations

from collections.abc import Mapping
'''


@dataclass(frozen=True, slots=True)
class Example:
    """What a release says, and whether it is breaking."""

    features: frozenset[str]
    breaking: bool
    lower: frozenset[str]

    @property
    def scale(self) -> float:
        """What every feature of it counts."""
        return scale_of(len(self.features))


def read_examples(texts: Iterable[str]) -> list[Example]:
    """Return the releases of fixtures; the first lines of a fixture say how it is written."""
    examples = []
    for text in texts:
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        records = "\n".join(lines).split("\n\n")
        examples += [_example(record.strip()) for record in records if record.strip()]
    return examples


def _example(record: str) -> Example:
    head, *lines = record.splitlines()
    label, title = head.split(" | ", 1)
    kind, language = label.split()
    standfirst = [line[2:] for line in lines if line.startswith("* ")]
    paragraphs = [line for line in lines if not line.startswith("* ")]
    seen = look(title, standfirst, paragraphs, language)
    lists = lists_of(seen.tongue)
    return Example(
        frozenset(features(seen.words, seen.capitals, lists)),
        Kind(kind) in BREAKING,
        frozenset(
            word
            for word, capital in zip(seen.words, seen.capitals, strict=True)
            if not capital or lists.of(word)
        ),
    )


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of features and of `bias`, as many as matter, in whole `UNIT`s."""
    usual = _usual(examples)
    among = Counter(name for one in examples if one.breaking for name in one.features & usual)
    aside = Counter(name for one in examples if not one.breaking for name in one.features & usual)
    all_among, all_aside = among.total() + len(usual), aside.total() + len(usual)
    said = {
        name: log((among[name] + 1) / all_among) - log((aside[name] + 1) / all_aside)
        for name in sorted(usual)
    }
    rows = [
        {name: said[name] * one.scale for name in sorted(one.features & usual)} | {_BIAS: 1.0}
        for one in examples
    ]
    found = _fit(rows, [1.0 if one.breaking else -1.0 for one in examples])
    weights = {name: found[name] * said[name] for name in sorted(usual)} | {_BIAS: found[_BIAS]}
    rounded = {name: round(weight / UNIT) * UNIT for name, weight in weights.items()}
    return {
        name: weight for name, weight in rounded.items() if abs(weight) >= UNIT / 2 or name == _BIAS
    }


def _usual(examples: Sequence[Example]) -> frozenset[str]:
    """Return the features that are in several releases and are no names."""
    counts = Counter(name for one in examples for name in one.features)
    lower = Counter(word for one in examples for word in one.lower)
    return frozenset(
        name
        for name, count in counts.items()
        if count >= _FEWEST
        and all(
            lower[part] > 1 or not part.isalpha() or part.isupper()
            for part in name.split(":", 1)[-1].split("_")
        )
    )


def _fit(rows: Sequence[Mapping[str, float]], sides: Sequence[float]) -> dict[str, float]:
    """Return the weights of a logistic regression, by ascent of its dual along each release."""
    weights = dict.fromkeys((name for row in rows for name in row), 0.0)
    pulls = [0.0] * len(rows)
    squares = [sum(value * value for value in row.values()) for row in rows]
    for _ in range(_ROUNDS):
        for number, row in enumerate(rows):
            side = sides[number]
            margin = side * sum(weights[name] * value for name, value in row.items())
            pull = _pull(margin, pulls[number], squares[number])
            step = side * (pull - pulls[number])
            pulls[number] = pull
            for name, value in row.items():
                weights[name] += step * value
    return weights


def _pull(margin: float, pull: float, square: float) -> float:
    """Return how hard a release pulls best: where pull is `_FIT` / (1 + e ** margin), halved in."""
    low, high = 0.0, _FIT
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        then = margin + (middle - pull) * square
        if middle * (1 + exp(min(then, _HIGHEST))) < _FIT:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def make_module(weights: Mapping[str, float]) -> str:
    """Return the text of the module with the weights."""
    units = {name: round(weight / UNIT) for name, weight in weights.items()}
    bias = units.pop(_BIAS)
    lines = [_HEAD, f"UNIT = {UNIT}", f"BIAS = {bias}", "WEIGHTS: Mapping[int, str] = {"]
    for unit in sorted(set(units.values())):
        names = " ".join(sorted(name for name in units if units[name] == unit))
        lines += [
            f'    {unit}: """',
            *wrap(names, _WIDEST, break_long_words=False, break_on_hyphens=False),
        ]
        lines[-1] += ' """,' if lines[-1].endswith('"') else '""",'
    return "\n".join([*lines, "}", ""])


if __name__ == "__main__":
    found = sorted(FIXTURES.glob("*.txt"))
    made = make_module(learn(read_examples(one.read_text(encoding="utf-8") for one in found)))
    MODULE.write_text(made, encoding="utf-8")
