"""The page of one release: the same text from six systems, and nothing of the furniture."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.child.newsroom.shapes import EXPECTED, text_of
from traynews.core.data.document import Item
from traynews.feeds.child.markup import read_page
from traynews.feeds.child.newsroom.release import read_release

RELEASES: dict[str, Any] = EXPECTED["releases"]


def read(name: str) -> Item:
    found = read_release(read_page(text_of(name)), RELEASES[name]["url"], "UTC")
    assert found is not None
    return found


@pytest.mark.parametrize("name", RELEASES)
def test_the_text_is_that_of_the_release(name: str) -> None:
    found, expected = read(name), RELEASES[name]
    assert [[block.kind.value, block.text] for block in found.blocks] == expected["text"]
    told = " ".join(block.text for block in found.blocks)
    assert not [words for words in expected["never_in_text"] if words in told]


@pytest.mark.parametrize("name", RELEASES)
def test_what_the_page_says_of_the_release_is_taken(name: str) -> None:
    found, expected = read(name), RELEASES[name]
    assert found.link == expected["url"]
    assert found.title == expected["title"]
    assert found.summary == expected["standfirst"]
    assert found.published is not None
    shown = found.published.isoformat()
    assert (shown[:10] if expected["precision"] == "day" else shown) == expected["date"]
    countries = [term.name for term in found.terms if term.scheme == "countries"]
    assert countries == expected["countries"]


@pytest.mark.parametrize("name", ["listing-challenge.html", "listing-shell.html"])
def test_a_page_without_text_gives_nothing(name: str) -> None:
    assert read_release(read_page(text_of(name)), "https://x.example/a", "UTC") is None


@given(st.text(max_size=300))
def test_any_page_ends_well(nonsense: str) -> None:
    read_release(read_page(nonsense), "https://x.example/a", "UTC")
    read_release(
        read_page(text_of("release-next.html").replace("publishDate", nonsense)),
        "https://x.example/a",
        "UTC",
    )
