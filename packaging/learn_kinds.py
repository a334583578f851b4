"""Learn what evidence weighs: `python packaging/learn_kinds.py FOLDER` (needs scikit-learn).

FOLDER has `real.tsv`: releases that were really published, each labelled by two readers, masked
(rare words are x with their endings). The invented ones of the tests are learned from, too, with a
lower weight. It prints what docs/breaking.md says, all of it cross-validated by site: what a row is
told by was learned from other sites. Then it learns from all and writes
`traynews/core/kind/weights.bin`. Nothing is learned by the program itself.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from traynews.core.data.model import BREAKING, LIKELY, SURE, Kind
from traynews.core.kind.classify import _CERTAIN, evidence_of, look
from traynews.core.kind.labels import kind_by, label_of

ROOT = Path(__file__).parents[1]
INVENTED = ROOT / "tests" / "fixtures" / "releases"
WEIGHTS = ROOT / "traynews" / "core" / "kind" / "weights.bin"

FOLDS = 10
FEWEST = 3  # releases that evidence must stand in
PENALTY = 0.3  # scikit-learn's C
INVENTED_WEIGHT, DOUBTFUL_WEIGHT = 0.5, 0.7
JUDGED = ("en", "fr", "es", "de", "it")
KINDS = tuple(Kind)
RARE = {kind: 5.0 if kind is Kind.CORRECTION else 1.0 for kind in KINDS}
_WORD = re.compile("([TAO] )?[a-z]{2}:")
MASK = "xx"


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled release; `kinds` are those that two readers gave it."""

    title: str
    paragraphs: tuple[str, ...]
    language: str
    kinds: tuple[Kind, Kind]
    sure: bool = True
    filed: str = ""
    site: str = ""
    date: str = ""
    invented: bool = False

    @property
    def breaking(self) -> float:
        """How many of the two readers call it breaking, by halves."""
        return sum(kind in BREAKING for kind in self.kinds) / 2


def read_real(folder: Path) -> list[Row]:
    """Return the rows of `real.tsv`."""
    with (folder / "real.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(
            title=row["title"],
            paragraphs=tuple(row["opening"].split(" ¶ ")),
            language=row["lang"],
            kinds=(Kind(row["kind1"]), Kind(row["kind2"])),
            sure=row["sure"] == "1",
            filed=row["type"],
            site=_site(row["source"]),
            date=row["date"],
        )
        for row in rows
    ]


def read_invented(folder: Path = INVENTED) -> list[Row]:
    """Return the releases of the tests; the first lines of a file say how it is written."""
    rows = []
    for path in sorted(folder.glob("*.txt")):
        lines = [one for one in path.read_text("utf-8").splitlines() if not one.startswith("#")]
        for record in "\n".join(lines).split("\n\n"):
            if record.strip():
                head, *rest = record.strip().splitlines()
                label, title = head.split(" | ", 1)
                kind, language = label.split()
                text = tuple(line.removeprefix("* ") for line in rest)
                rows.append(Row(title, text, language, (Kind(kind),) * 2, invented=True))
    return rows


def _site(source: str) -> str:
    """Return the domain without what stands before it: `blog.amnesty.example` is one site."""
    parts = source.rstrip(".").split(":")[0].lower().split(".")
    is_second_level = len(parts) > 2 and (len(parts[-2]) <= 3 and len(parts[-1]) == 2)  # noqa: PLR2004 - "co.uk"
    return ".".join(parts[-3:] if is_second_level else parts[-2:])


def evidence(row: Row, *, label: bool = True) -> dict[str, float]:
    """Return the evidence of a row, by name, and how much each counts from the start."""
    seen = look(row.title, (), row.paragraphs, row.language)
    found = {name: _prior(name) for name in evidence_of(seen).found if MASK not in name}
    filed = label_of([row.filed])[0] if label else ""
    return found | ({f"label:{filed}": _prior("label:")} if filed else {})


def _prior(name: str) -> float:
    """Return how much a kind of evidence counts; what is rarer and says more counts more."""
    if name.startswith("label:"):
        return 2.5
    if name[1:2] == "%":
        return 1.5
    return 0.3 if _WORD.match(name) else 1.0


class Learner:
    """Evidence as a matrix, and what is learned from some of its rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        found = [evidence(row, label=False) for row in rows]
        found += [evidence(row) for row in rows]  # once more, with the label
        self.names = sorted({name for one in found for name in one})
        number = {name: at for at, name in enumerate(self.names)}
        data, columns, starts = [], [], [0]
        for one in found:
            columns += [number[name] for name in one]
            data += one.values()
            starts.append(len(columns))
        self.matrix = sparse.csr_matrix(
            (data, columns, starts), shape=(len(found), len(self.names))
        )

    def learn(self, among: Sequence[int]) -> dict[str, tuple[Any, float]]:
        """Return for every output the weights by column, and the bias."""
        at: list[int] = []
        kinds: list[str] = []
        counts: list[float] = []
        for number in among:
            row = self.rows[number]
            weight = INVENTED_WEIGHT if row.invented else 1.0 if row.sure else DOUBTFUL_WEIGHT
            for kind in row.kinds:
                # With its publisher's label and, as much, without.
                for copy in (number, number + len(self.rows)):
                    at.append(copy)
                    kinds.append(kind)
                    counts.append(weight / 4)
        chosen = self.matrix[at]
        often = np.asarray((self.matrix[list(among)] > 0).sum(axis=0)).ravel()
        often += np.asarray(
            (self.matrix[[one + len(self.rows) for one in among]] > 0).sum(axis=0)
        ).ravel()
        keep = np.flatnonzero(often >= 2 * FEWEST)
        labelled = [at for at, name in enumerate(self.names) if name.startswith("label:")]
        keep = np.union1d(keep, [one for one in labelled if often[one] >= FEWEST])
        found: dict[str, tuple[Any, float]] = {}
        two = LogisticRegression(C=PENALTY, solver="liblinear", tol=1e-4, random_state=0)
        two.fit(chosen[:, keep], [kind in BREAKING for kind in kinds], sample_weight=counts)
        found["breaking"] = (self._spread(two.coef_[0], keep), float(two.intercept_[0]))
        many = LogisticRegression(C=1.0, class_weight=RARE, tol=1e-4, max_iter=400)
        many.fit(chosen[:, keep], kinds, sample_weight=counts)
        for number, kind in enumerate(many.classes_):
            found[str(kind)] = (
                self._spread(many.coef_[number], keep),
                float(many.intercept_[number]),
            )
        return found

    def _spread(self, weights: Any, keep: Any) -> Any:
        spread = np.zeros(len(self.names))
        spread[keep] = weights
        return spread

    def scores(self, learned: dict[str, tuple[Any, float]], number: int, *, label: bool) -> Any:
        """Return the sums of a row, by output."""
        one = self.matrix[number + (len(self.rows) if label else 0)]
        return {name: float((one @ weights)[0]) + bias for name, (weights, bias) in learned.items()}


def folds_by_site(rows: Sequence[Row]) -> list[int]:
    """Return the fold of each row, a site in one fold, folds about as large as one another."""
    sizes = Counter(row.site for row in rows)
    load = [0] * FOLDS
    where: dict[str, int] = {}
    for site, size in sorted(sizes.items(), key=lambda one: (-one[1], crc32(one[0].encode()))):
        where[site] = min(range(FOLDS), key=lambda fold: load[fold])
        load[where[site]] += size
    return [where[row.site] for row in rows]


def calibrate(scores: Sequence[tuple[str, float, float]]) -> dict[str, list[float]]:
    """Return slope and shift, of English and of all others, from language, score and breaking.

    A line of its own for each of the others, drawn from few sites, was right for these sites only.
    """

    def fit(*, english: bool) -> list[float]:
        at, sides, counts = [], [], []
        for tongue, score, share in scores:
            for side, part in ((True, share), (False, 1 - share)):
                if part and (tongue == "en") is english:
                    at.append([score])
                    sides.append(side)
                    counts.append(part)
        line = LogisticRegression(C=100.0).fit(at, sides, sample_weight=counts)
        return [float(line.coef_[0][0]), float(line.intercept_[0])]

    return {"en": fit(english=True), "other": fit(english=False)}


@dataclass(frozen=True, slots=True)
class Told:
    """What was found out about a row by what was learned from other sites."""

    row: Row
    certainty: float
    kind: Kind


def cross_validate(
    learner: Learner, rows: Sequence[Row], folds: Sequence[int], *, label: bool = True
) -> tuple[list[Told], dict[str, list[float]]]:
    """Tell every row by other folds, calibrated by other folds; return the final calibration."""
    invented = range(len(rows), len(learner.rows))
    scores: list[Any] = [None] * len(rows)
    for fold in set(folds):
        among = [at for at in range(len(rows)) if folds[at] != fold]
        learned = learner.learn([*among, *invented])
        for at in range(len(rows)):
            if folds[at] == fold:
                scores[at] = learner.scores(learned, at, label=label)
    points = [
        (row.language, score["breaking"], row.breaking)
        for row, score in zip(rows, scores, strict=True)
    ]
    told = []
    lines = {
        fold: calibrate([one for one, own in zip(points, folds, strict=True) if own != fold])
        for fold in set(folds)
    }
    for at, row in enumerate(rows):
        slope, shift = lines[folds[at]].get(row.language) or lines[folds[at]]["other"]
        certainty = 1 / (1 + np.exp(-(slope * scores[at]["breaking"] + shift)))
        decided = kind_by(label_of([row.filed])[0], row.title) if label else None
        if decided is not None:
            told.append(Told(row, _CERTAIN[decided], decided))
            continue
        found = {kind: scores[at][kind] for kind in KINDS}
        kind = max(
            (one for one in KINDS if (one in BREAKING) == (certainty >= LIKELY)),
            key=lambda one: found[one],
        )
        told.append(Told(row, float(certainty), kind))
    return told, calibrate(points)


def figures(told: Iterable[Told], level: float = LIKELY) -> tuple[float, float, int]:
    """Return precision, recall and number; where readers disagree, a row is half right."""
    listed = list(told)
    called = [one for one in listed if one.certainty >= level]
    caught = sum(one.row.breaking for one in called)
    owed = sum(one.row.breaking for one in listed)
    return (
        caught / len(called) if called else float("nan"),
        caught / owed if owed else float("nan"),
        len(listed),
    )


def agreement(told: Iterable[Told]) -> tuple[float, float]:
    """Return precision and recall of the second reader against the first: the most to expect."""
    marks = [[kind in BREAKING for kind in one.row.kinds] for one in told]
    both = sum(first and second for first, second in marks)
    return both / sum(second for _, second in marks), both / sum(first for first, _ in marks)


def report(told: Sequence[Told]) -> Iterator[str]:
    """Yield the tables."""
    yield (
        "| | rows | precision | recall | sure rows | precision | recall "
        "| a reader: precision | recall |"
    )
    groups: dict[str, Callable[[Told], bool]] = {"all": lambda _: True}
    for tongue in JUDGED:
        groups[tongue] = lambda one, tongue=tongue: one.row.language == tongue  # type: ignore[misc]
    common = Counter((one.row.language, one.row.site) for one in told)
    for (tongue, site), size in common.most_common():
        if size >= 15:  # noqa: PLR2004 - fewer say nothing
            groups[f"{tongue} {site}"] = (  # type: ignore[misc]
                lambda one, tongue=tongue, site=site: (
                    (one.row.language, one.row.site) == (tongue, site)
                )
            )
    for name, belongs in groups.items():
        among = [one for one in told if belongs(one)]
        p, r, n = figures(among)
        ps, rs, ns = figures([one for one in among if one.row.sure])
        pa, ra = agreement(among)
        yield (
            f"| {name} | {n} | {p:.2f} | {r:.2f} | {ns} | {ps:.2f} | {rs:.2f} "
            f"| {pa:.2f} | {ra:.2f} |"
        )
    yield f"\nsurely breaking (certainty {SURE} or more): precision, recall, rows"
    for name, belongs in list(groups.items())[:6]:
        p, r, n = figures((one for one in told if belongs(one)), SURE)
        yield f"| {name} | {p:.2f} | {r:.2f} | {n} |"
    yield "\ncalibration: said, found, rows"
    for low in range(10):
        among = [one for one in told if low <= min(int(one.certainty * 10), 9) < low + 1]
        if among:
            said = sum(one.certainty for one in among) / len(among)
            share = sum(one.row.breaking for one in among) / len(among)
            name = f"{low / 10:.1f} to {low / 10 + 0.1:.1f}"
            yield f"| {name} | {said:.2f} | {share:.2f} | {len(among)} |"
    yield "\nkinds: rows are what the first reader says, columns what is told"
    counts = Counter((one.row.kinds[0], one.kind) for one in told)
    yield "| | " + " | ".join(KINDS) + " |"
    for kind in KINDS:
        yield f"| {kind} | " + " | ".join(str(counts[kind, to]) for to in KINDS) + " |"
    right = sum(counts[kind, kind] for kind in KINDS)
    yield f"kind right: {right / len(told):.2f}"
    yield from _by_week(told)


def _by_week(told: Sequence[Told]) -> Iterator[str]:
    weeks: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        if len(one.row.date) == len("2026-11-29"):
            year, week, _ = np.datetime64(one.row.date).astype(object).isocalendar()
            weeks[f"{year}-{week}"].append(one)
    number = max(len(weeks), 1)
    listed = [one for among in weeks.values() for one in among]
    yield (
        f"\nrows with a date: {len(listed)} in {number} weeks; pop-ups a week: all "
        f"{len(listed) / number:.2f}, breaking "
        f"{sum(one.certainty >= LIKELY for one in listed) / number:.2f}, sure "
        f"{sum(one.certainty >= SURE for one in listed) / number:.2f}, by the readers "
        f"{sum(one.row.breaking for one in listed) / number:.2f}"
    )


def write(learner: Learner, platt: dict[str, list[float]], path: Path = WEIGHTS) -> int:
    """Learn from all and write the weights; return how many bytes."""
    learned = learner.learn(range(len(learner.rows)))
    outputs = list(learned)
    priors = np.array([_prior(name) for name in learner.names])
    table = {output: learned[output][0] * priors for output in outputs}
    unit = {output: float(np.abs(table[output]).max() / 127) for output in outputs}
    whole = {output: np.rint(table[output] / unit[output]).astype(int) for output in outputs}
    keys = sorted(
        (crc32(name.encode()), at)
        for at, name in enumerate(learner.names)
        if any(whole[output][at] for output in outputs)
    )
    head = {
        "count": len(keys),
        "little": True,
        "bias": {output: learned[output][1] for output in outputs},
        "unit": unit,
        "platt": platt,
    }
    data = json.dumps(head).encode() + b"\n"
    data += b"".join(key.to_bytes(4, "little") for key, _ in keys)
    for output in outputs:
        data += bytes(int(whole[output][at]) & 0xFF for _, at in keys)
    path.write_bytes(data)
    return len(data)


def main(folder: str) -> None:
    """Print the figures, and write the weights."""
    real = read_real(Path(folder))
    learner = Learner([*real, *read_invented()])
    folds = folds_by_site(real)
    told, platt = cross_validate(learner, real, folds)
    print(f"cross-validated by site, {len(real)} rows\n", *report(told), sep="\n")  # noqa: T201
    for title, kept in (("without publishers' labels, by site", folds),):
        p, r, _ = figures(cross_validate(learner, real, kept, label=False)[0])
        print(f"\n{title}: {p:.2f} / {r:.2f}")  # noqa: T201
    by_row = [crc32(f"{row.title}{row.paragraphs}".encode()) % FOLDS for row in real]
    rows, _ = cross_validate(learner, real, by_row)
    print("\nby row (the same sites may be learned from)", *list(report(rows))[:7], sep="\n")  # noqa: T201
    print(f"\n{write(learner, platt)} bytes")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
