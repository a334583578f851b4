"""The index in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser_page.chromium import Chromium


@pytest.fixture
def index(browser: Chromium, pages: Path) -> Chromium:
    """Give the browser with the index open."""
    browser.open("about:blank")
    browser.open((pages / "index.html").as_uri())
    return browser


def test_years_and_newest_releases_are_there(index: Chromium) -> None:
    assert index.texts(".years a") == ["The 2026 News Feed", "Older News – 2025"]
    assert index.texts(".newest .title")[0] == "إيران: الحكم على ناشطة حقوقية"


def test_a_headline_leads_to_the_release_on_its_years_page(index: Chromium) -> None:
    index.click(".newest .release:nth-of-type(2) .title a")
    index.wait_until("location.pathname.endsWith('2026.html')")
    assert index.run("return document.querySelector(':target .title').textContent.trim()") == (
        "Città: l’élection “contestée”"
    )


def test_words_go_along_to_the_year_that_is_chosen(index: Chromium) -> None:
    index.type("#query", "older one")
    index.wait_until("document.querySelector('.years li:last-child a').hash !== ''")
    index.click(".years li:last-child a")
    index.wait_until("location.pathname.endsWith('2025.html')")
    assert index.run("return document.getElementById('query').value") == "older one"
    assert index.texts(".release .title") == ["An older one"]


def test_enter_searches_the_newest_year(index: Chromium) -> None:
    index.type("#query", "needle17")
    index.wait_until("document.querySelector('a.year').hash !== ''")
    index.press("Enter")
    index.wait_until("location.pathname.endsWith('2026.html')")
    assert index.texts(".release .title") == ["Country 17: Court frees protester number 17"]


def test_bars_have_words_for_those_who_cannot_see_them(index: Chromium) -> None:
    labels = index.run(
        "return [...document.querySelectorAll('svg[role=img]')].map(e => e.ariaLabel)"
    )
    assert "2025: 1 release, most in the week of 17–23 December 2025 (1)" in labels
    assert any(label.startswith("Chad: 31 releases") for label in labels)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_at_any_width(index: Chromium, width: int) -> None:
    index.show_as(width=width, height=900)
    assert index.run("return document.documentElement.scrollWidth") <= width
