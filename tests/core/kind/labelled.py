"""The labelled releases of the fixtures, and how the classifier does on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from traynews.core.data.model import BREAKING, Kind
from traynews.core.kind.classify import classify

FOLDER = Path(__file__).parents[2] / "fixtures" / "releases"
UNSEEN = Path(__file__).parents[2] / "fixtures" / "releases_unseen"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A headline with its opening, and what a careful reader calls it."""

    kind: Kind
    language: str
    title: str
    standfirst: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def guess(self) -> Kind:
        """What the classifier calls it."""
        return classify(self.title, self.standfirst, self.paragraphs, self.language).kind


@dataclass(frozen=True, slots=True)
class Score:
    """How often the classifier was right; `precision` and `recall` are those of breaking."""

    precision: float
    recall: float
    matrix: str
    wrong: tuple[str, ...]


def read(name: str, folder: Path = FOLDER) -> list[Labelled]:
    """Return the releases of one fixture; its first lines say how it is written."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(_records("\n".join(lines)))


def judge(releases: Sequence[Labelled]) -> Score:
    """Classify all of them and count."""
    guesses = [(one, one.guess) for one in releases]
    counts = Counter((one.kind, guess) for one, guess in guesses)
    caught = sum(one.kind in BREAKING and guess in BREAKING for one, guess in guesses)
    called = sum(guess in BREAKING for _, guess in guesses)
    owed = sum(one.kind in BREAKING for one in releases)
    return Score(
        precision=caught / called,
        recall=caught / owed,
        matrix=_matrix(counts),
        wrong=tuple(
            f"{one.kind} called {guess}: {one.title}"
            for one, guess in guesses
            if (one.kind in BREAKING) != (guess in BREAKING)
        ),
    )


def _records(text: str) -> Iterator[Labelled]:
    for record in text.split("\n\n"):
        if not record.strip():
            continue
        head, *lines = record.strip().splitlines()
        label, title = head.split(" | ", 1)
        kind, language = label.split()
        yield Labelled(
            kind=Kind(kind),
            language=language,
            title=title,
            standfirst=tuple(line[2:] for line in lines if line.startswith("* ")),
            paragraphs=tuple(line for line in lines if not line.startswith("* ")),
        )


def _matrix(counts: Counter[tuple[Kind, Kind]]) -> str:
    rows = [" " * 11 + "".join(f"{kind:>11}" for kind in Kind)]
    rows += [f"{kind:>11}" + "".join(f"{counts[kind, to]:>11}" for to in Kind) for kind in Kind]
    return "\n".join(rows)
