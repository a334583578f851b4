"""How often the judgement of breaking is right: on releases really published, and on invented ones.

The weights in the house were learned from all of these, so the figures guard what was reached; what
a release of a new site can expect stands in docs/breaking.md, cross-validated.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.core.kind import labelled
from traynews.core.data.model import BREAKING, LIKELY, SURE, Kind
from traynews.core.kind.classify import Verdict, classify

CORPUS = os.environ.get("TRAYNEWS_CORPUS")


@dataclass(frozen=True, slots=True)
class Told:
    """A published release: what two readers say, and what is told."""

    language: str
    breaking: float
    sure: bool
    kind: Kind
    verdict: Verdict


def read_published(folder: Path) -> list[Told]:
    with (folder / "releases" / "real.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Told(
            row["lang"],
            (int(row["breaking1"]) + int(row["breaking2"])) / 2,
            row["sure"] == "1",
            Kind(row["kind1"]),
            classify(
                row["title"], (), row["opening"].split(" ¶ "), row["lang"], filed=[row["type"]]
            ),
        )
        for row in rows
    ]


def figures(told: Iterable[Told], level: float = LIKELY) -> tuple[float, float]:
    listed = list(told)
    called = [one for one in listed if (one.verdict.certainty or 0) >= level]
    caught = sum(one.breaking for one in called)
    return caught / len(called), caught / sum(one.breaking for one in listed)


@pytest.fixture(scope="module")
def published() -> list[Told]:
    if CORPUS is None:
        pytest.skip("TRAYNEWS_CORPUS is not given")
    return read_published(Path(CORPUS))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("language", "precision", "recall"),
    [
        ("en", 0.92, 0.93),
        ("fr", 0.85, 0.83),
        ("es", 0.83, 0.89),
        ("de", 0.81, 0.68),
        ("it", 0.92, 0.76),
    ],
)
def test_published_releases_are_told_apart(
    published: list[Told], language: str, precision: float, recall: float
) -> None:
    reached = figures(one for one in published if one.language == language)
    assert reached >= (precision, 0)
    assert reached[1] >= recall


@pytest.mark.corpus
def test_where_readers_are_sure_english_is_nearly_always_right(published: list[Told]) -> None:
    precision, recall = figures(one for one in published if one.language == "en" and one.sure)
    assert precision >= 0.99
    assert recall >= 0.98


@pytest.mark.corpus
def test_what_is_surely_breaking_is(published: list[Told]) -> None:
    precision, recall = figures(published, SURE)
    assert precision >= 0.98
    assert recall >= 0.53


@pytest.mark.corpus
def test_kinds_of_published_releases_are_mostly_right(published: list[Told]) -> None:
    right = sum(one.kind is one.verdict.kind for one in published)
    assert right / len(published) >= 0.88


def test_breaking_is_told_in_invented_releases_that_nothing_was_learned_from() -> None:
    releases = [one for name in "123" for one in labelled.read(name, labelled.UNSEEN)]
    score = labelled.judge(releases)
    assert len(releases) >= 300
    assert score.precision >= 0.9, score.wrong
    assert score.recall >= 0.9, score.wrong


@pytest.mark.parametrize("name", sorted(path.stem for path in labelled.FOLDER.glob("*.txt")))
def test_breaking_is_told_in_invented_releases(name: str) -> None:
    releases = labelled.read(name)
    score = labelled.judge(releases)
    assert score.precision >= (0.65 if name == "misleading" else 0.85), score.wrong
    assert score.recall >= 0.85, score.wrong
    assert sum(one.guess is one.kind for one in releases) / len(releases) >= 0.75


def test_corrections_are_told() -> None:
    releases = [
        one
        for path in labelled.FOLDER.glob("*.txt")
        for one in labelled.read(path.stem)
        if one.kind is Kind.CORRECTION
    ]
    assert sum(one.guess is Kind.CORRECTION for one in releases) / len(releases) >= 0.8


def test_whoever_is_at_risk_is_breaking_in_every_language_that_is_judged() -> None:
    releases = [
        one
        for path in labelled.FOLDER.glob("*.txt")
        for one in labelled.read(path.stem)
        if one.kind is Kind.URGENT
    ]
    for language in ("en", "fr", "es", "de", "it"):
        among = [one for one in releases if one.language == language]
        assert sum(one.guess in BREAKING for one in among) / len(among) >= 0.8, language
