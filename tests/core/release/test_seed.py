"""Real releases, taken apart field by field; their texts are Amnesty's and stay out of here.

What is expected stands here as numbers, names of speakers and digests of the text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from traynews.core.data.document import BlockKind, Document, Item
from traynews.core.data.model import BREAKING, Feed, Kind
from traynews.core.release.take_apart import Release, describe, take_apart
from traynews.feeds.child.parse import parse_body

pytestmark = pytest.mark.corpus

FEED = Feed("uk", "https://www.amnesty.org.uk/", title="Press Releases | Amnesty International UK")


@dataclass(frozen=True, slots=True)
class Expected:
    """A release in numbers: how many of each, how long, and who is quoted."""

    prefix: str
    places: tuple[str, ...]
    standfirst: int
    paragraphs: int
    headings: int
    speakers: tuple[tuple[str, str], ...]
    quoted: tuple[int, ...]  # paragraphs of each quotation
    author: str
    caption: bool
    credit: bool
    digest: str


EXPECTED: tuple[Expected, ...] = (
    Expected(
        prefix="UK",
        places=("United Kingdom",),
        standfirst=0,
        paragraphs=6,
        headings=0,
        speakers=(("Gerhard Kemp", "Professor of Criminal Law at UWE Bristol"),),
        quoted=(3,),
        author="Neil Durkin",
        caption=False,
        credit=False,
        digest="56fdaf788cb012cc",
    ),
    Expected(
        prefix="Israel-OPT",
        places=("Israel", "Occupied Palestinian Territory"),
        standfirst=3,
        paragraphs=12,
        headings=1,
        speakers=(("Agnès Callamard", "Amnesty International’s Secretary General"),),
        quoted=(7,),
        author="Neil Durkin",
        caption=False,
        credit=True,
        digest="e307b1a37fa2fe4c",
    ),
    Expected(
        prefix="Australia",
        places=("Australia",),
        standfirst=3,
        paragraphs=11,
        headings=1,
        speakers=(("Nikita White", "Amnesty International Australia Campaigner"),),
        quoted=(6,),
        author="kai.akram",
        caption=True,
        credit=True,
        digest="30af842e33a98a4f",
    ),
    Expected(
        prefix="Israel-OPT",
        places=("Israel", "Occupied Palestinian Territory"),
        standfirst=0,
        paragraphs=5,
        headings=0,
        speakers=(("Sacha Deshmukh", "Amnesty International UK’s Chief Executive"),),
        quoted=(3,),
        author="Neil Durkin",
        caption=False,
        credit=False,
        digest="1d979a86258a7a0b",
    ),
    Expected(
        prefix="Thailand",
        places=("Thailand",),
        standfirst=4,
        paragraphs=10,
        headings=1,
        speakers=(
            ("Chanatip Tatiyakaroonwong", "Amnesty International’s Thailand Researcher"),
            ("Chanatip Tatiyakaroonwong", "Amnesty International’s Thailand Researcher"),
        ),
        quoted=(1, 3),
        author="Rachel.Reilly",
        caption=False,
        credit=False,
        digest="fce5a51cc049be13",
    ),
)


def digest(release: Release) -> str:
    """Return a fingerprint of all the text, in its order."""
    return hashlib.sha256(release.text.encode()).hexdigest()[:16]


def read(folder: Path, name: str) -> tuple[Item, ...]:
    """Return the items of one file of the seed, as the parse process would."""
    body = (folder / name).read_bytes()
    found = parse_body(body, url=FEED.url, content_type="application/rss+xml", zone="UTC")
    assert isinstance(found, Document)
    return found.items


def test_the_releases_of_2024_are_taken_apart_field_by_field(seed: Path) -> None:
    items = read(seed, "uk-press-releases-2024.xml")
    assert len(items) == len(EXPECTED)
    for item, expected in zip(items, EXPECTED, strict=True):
        release = take_apart(item, feed_title=FEED.title)
        headings = [block for block in release.passages if block.kind is BlockKind.HEADING]
        assert (
            Expected(
                prefix=release.prefix,
                places=release.places,
                standfirst=len(release.standfirst),
                paragraphs=len(release.paragraphs),
                headings=len(headings),
                speakers=tuple((quote.speaker, quote.role) for quote in release.quotes),
                quoted=tuple(quote.text.count("\n") + 1 for quote in release.quotes),
                author=release.author,
                caption=bool(release.image.caption),
                credit=bool(release.image.credit),
                digest=digest(release),
            )
            == expected
        )
        assert release.title == item.title
        assert item.title not in release.text
        assert release.lead
        assert release.lead != release.title


def test_the_releases_of_2024_are_all_statements(seed: Path) -> None:
    items = read(seed, "uk-press-releases-2024.xml")
    assert [describe(item, FEED.title).kind for item in items] == [Kind.STATEMENT] * 5


def test_the_excerpts_of_2023_keep_their_text_and_are_told_apart(seed: Path) -> None:
    items = read(seed, "uk-press-releases-2023.xml")
    assert len(items) == 10
    for item in items:
        release = take_apart(item, feed_title=FEED.title)
        assert release.paragraphs == (item.summary,)
        assert release.lead.endswith("…")
    found = [describe(item, FEED.title).kind for item in items]
    assert found[0] is Kind.URGENT
    breaking = [number for number, kind in enumerate(found) if kind in BREAKING]
    assert {0, 3, 5, 7} <= set(breaking)  # an execution feared, a welcome, a killing, a response
    assert not {1, 2, 8} & set(breaking)  # research, a general demand, an anniversary
