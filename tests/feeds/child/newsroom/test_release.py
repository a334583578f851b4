"""The page of one release: the same text from six systems, and nothing of the furniture."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.child.newsroom.shapes import EXPECTED, SITE, text_of
from traynews.core.data.document import BlockKind, Item
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


def dated(inside: str) -> str:
    """Return the day that a page with this beside its text is of; nothing where it tells none."""
    text = "<p>The court of Strelsau must hear the appeal of the five lanternists.</p>" * 4
    found = read_release(read_page(f"<main><h1>Title</h1>{inside}{text}</main>"), SITE, "UTC")
    assert found is not None
    return str(found.published)[:10] if found.published else ""


@pytest.mark.parametrize(
    "inside",
    [
        "<p>26 November 2026</p>",
        "<p>Published on 26 November 2026</p>",
        "<p>Press release · 26 November 2026, 10:30</p>",
        "<div><span>News</span> <span>Ruritania</span> <span>26 November 2026</span></div>",
        "<p>Updated: 27 November 2026</p><p>26 November 2026</p>",
        "<p>26 November 2026 (updated 27 November 2026)</p>",
        "<p>He was freed on 3 May 2019.</p><p>26 November 2026</p>",
        "<p>STRELSAU, 26 November 2026 –</p>",
    ],
)
def test_a_line_that_is_a_date_tells_the_day(inside: str) -> None:
    assert dated(inside) == "2026-11-26"


@pytest.mark.parametrize(
    "inside",
    [
        "<p>He was arrested in Strelsau on 3 May 2019.</p>",
        "<p>On 3 May 2019 he was arrested in Strelsau</p>",
        "<h2>What happened on 3 May 2019?</h2><p>Since 3 May 2019, nobody has seen her.</p>",
        "<p>Last updated 27 November 2026</p>",
        "<p>Modifié le 27/11/2026</p>",
        "<p>Zuletzt aktualisiert: 27. November 2026</p>",
    ],
)
def test_a_sentence_with_a_date_in_it_does_not_date_the_release(inside: str) -> None:
    """An old one would have silenced the alert."""
    assert dated(inside) == ""


@pytest.mark.parametrize(
    "whole",
    [
        '<html class="cookie-banner newsletter-open"><body><main>{}</main>',
        '<html><body class="single single-post right-sidebar">{}',
        '<html><body class="post-template sidebar-left"><article>{}</article>',
        '<html><body><main class="page-with-sidebar"><article>{}</article></main>',
        '<html><body><div class="content-sidebar-wrap"><main>{}</main></div>',
        '<html><body><form id="aspnetForm" method="post">{}</form>',
        '<html><body><div class="row with-sidebar"><div class="col">{}</div></div>',
        '<html><body><h1>A</h1><article class="post category-newsletter tag-donate">{}</article>',
    ],
)
def test_what_holds_the_release_is_no_furniture_whatever_its_classes_say(whole: str) -> None:
    text = "<p>The court of Strelsau must hear the appeal of the five lanternists.</p>" * 4
    heading = "" if "<h1>" in whole else "<h1>Title</h1>"
    inside = f'{heading}{text}<aside>Other</aside><div class="sidebar"><p>Give now!</p></div>'
    found = read_release(read_page(whole.format(inside)), SITE, "UTC")
    assert found is not None
    told = [block.text for block in found.blocks if block.kind is BlockKind.PARAGRAPH]
    assert told == ["The court of Strelsau must hear the appeal of the five lanternists."] * 4
