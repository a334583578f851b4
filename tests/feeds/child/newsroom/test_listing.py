"""Listings of newsrooms: every shape gives the same releases, however its markup is shuffled."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.child.newsroom.shapes import EXPECTED, SITE, text_of
from traynews.core.data.document import Document, Item
from traynews.feeds.child.markup import read_page
from traynews.feeds.child.newsroom.listing import language_of, read_listing
from traynews.feeds.child.tree import Element
from traynews.feeds.frames import place

LISTINGS: dict[str, Any] = EXPECTED["listings"]
STRUCTURED = [
    "listing-wp-block.html",
    "listing-wp-classic.html",
    "listing-drupal-views.html",
    "listing-cards.html",
]
"""Those that are read by their structure alone."""


def read(name: str, page: Element | None = None) -> dict[str, Item]:
    expected = LISTINGS[name]
    found = read_listing(
        page or read_page(text_of(name)), expected["page"], expected.get("zone", "UTC")
    )
    assert isinstance(found, Document), found
    return {item.link: item for item in found.items if item.link not in expected.get("may", [])}


def shown_date(item: Item, row: dict[str, Any], zone: str) -> str | None:
    if item.published is None:
        return None
    moment = place(item.published, zone)
    there = moment.astimezone(ZoneInfo(zone))
    return there.date().isoformat() if row["precision"] == "day" else moment.isoformat()


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_gives_its_releases_in_their_order(name: str) -> None:
    expected, found = LISTINGS[name], read(name)
    assert list(found) == [row["url"] for row in expected["entries"]]
    assert not found.keys() & set(expected["never"])


@pytest.mark.parametrize(
    ("name", "row"),
    [(name, row) for name, expected in LISTINGS.items() for row in expected["entries"]],
    ids=lambda value: value if isinstance(value, str) else value["url"][-30:],
)
def test_a_listed_release_says_what_the_page_says(name: str, row: dict[str, Any]) -> None:
    item, expected = read(name)[row["url"]], LISTINGS[name]
    assert item.title == row["title"]
    assert shown_date(item, row, expected.get("zone", "UTC")) == row["date"]
    assert (item.terms[0].name if item.terms else "") == row["category"]
    if "excerpt_cut" in expected:
        assert row["excerpt"].startswith(item.summary)
        assert len(item.summary) >= expected["excerpt_cut"] - len(" jud...")
    else:
        assert item.summary == row["excerpt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("listing-redesigned.html", "no list of releases"),
        ("listing-empty.html", "no list of releases"),
        ("listing-challenge.html", "proof that a person reads it"),
        ("listing-shell.html", "put together by scripts"),
    ],
)
def test_a_page_without_a_list_says_why(name: str, reason: str) -> None:
    found = read_listing(read_page(text_of(name)), f"{SITE}/latest/", "UTC")
    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize("name", STRUCTURED)
@given(seed=st.integers(0, 10_000))
def test_order_of_attributes_names_of_classes_and_wrappers_do_not_matter(
    name: str, seed: int
) -> None:
    page, chance = read_page(text_of(name)), random.Random(seed)  # noqa: S311 - no secret
    for one in list(page.elements()):
        pairs = list(one.attributes.items())
        chance.shuffle(pairs)
        one.attributes = dict(pairs)
        if chance.random() < 0.2:
            wrap(one)
    assert list(read(name, page)) == [row["url"] for row in LISTINGS[name]["entries"]]


@pytest.mark.parametrize("name", STRUCTURED)
def test_cards_in_another_order_give_the_same_releases_in_that_order(name: str) -> None:
    page = read_page(text_of(name))
    wanted = [row["url"] for row in LISTINGS[name]["entries"]]
    holder = max(
        (one for one in page.elements()), key=lambda one: sum(map(has_release, one.children))
    )
    holder.children.reverse()
    assert list(read(name, page)) == wanted[::-1]


@pytest.mark.parametrize("name", STRUCTURED)
def test_without_any_date_the_releases_are_found_by_where_they_lie(name: str) -> None:
    page = read_page(text_of(name))
    for one in page.elements():
        one.attributes.pop("datetime", None)
        one.children = [
            "" if isinstance(child, str) and "2026" in child else child for child in one.children
        ]
    found = read(name, page)
    assert set(found) == {row["url"] for row in LISTINGS[name]["entries"]}
    assert all(item.published is None for item in found.values())


@given(st.text(max_size=400), st.integers(0, 3000))
def test_broken_pages_end_well(nonsense: str, at: int) -> None:
    text = text_of("listing-cards.html")
    read_listing(read_page(text[:at] + nonsense + text[at + 50 :]), f"{SITE}/latest/", "UTC")
    read_listing(read_page(nonsense), f"{SITE}/latest/", "UTC")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "<a href=/latest/a-b/>Some title here</a>",
        "<a href=/latest/a/>" * 20_000,
        "<ul>" + "<li><a href='/latest/x-%d/'><h2>A title here</h2></a></li>" * 5_000,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
    ],
    ids=["deep", "nested links", "many", "deep data"],
)
def test_hostile_pages_are_read_in_linear_time(page: str) -> None:
    steps = []
    for size in (len(page) // 2, len(page)):
        tree = read_page(page[:size])
        steps.append(sum(1 for _ in tree.elements()))
        read_listing(tree, f"{SITE}/latest/", "UTC")
    assert steps[-1] <= 50_000


def has_release(child: Element | str) -> bool:
    return isinstance(child, Element) and any(
        one.tag == "h3" or "title" in one.classes for one in child.elements()
    )


def wrap(one: Element) -> None:
    """Put an element into another that means nothing."""
    if one.parent is None or one.tag in {"head", "body", "base", "title", "script", "td", "tr"}:
        return
    around = Element("div", {"class": "x"}, one.parent, [one])
    at = next(index for index, child in enumerate(one.parent.children) if child is one)
    one.parent.children[at] = around
    one.parent = around


def test_a_release_of_another_site_is_none() -> None:
    page = text_of("listing-cards.html").replace(
        'href="/latest/', 'href="https://evil.example/latest/'
    )
    found = read_listing(read_page(page), f"{SITE}/latest/", "UTC")
    assert isinstance(found, str)


def test_items_are_known_by_their_address_alone() -> None:
    for item in read("listing-cards.html").values():
        assert item == replace(item, guid="")


@pytest.mark.parametrize(
    ("start", "language"),
    [
        ('<html lang="fr-FR"><body>', "fr-FR"),
        ('<!doctype html><!-- x --><html class="no-js" lang="de"><head></head><body>', "de"),
        ('<html><body lang="es">', "es"),
        ('<html lang="x-klingon"><body><main lang="it">', "it"),
        ("<html><body>", ""),
    ],
)
def test_a_page_is_in_the_language_that_it_says_and_not_in_those_it_links_to(
    start: str, language: str
) -> None:
    page = f'{start}<ul><li lang="ar"><a lang="ar" href="/ar/">العربية</a></ul><main>One</main>'
    assert language_of(read_page(page)) == language


def cards(
    days: list[str],
    *,
    language: str = "en",
    site: str = SITE,
    said: str = "What was said on day ",
    around: str = "{}",
) -> list[Item]:
    """Read a list of releases with these days beside their headlines."""
    rows = "".join(
        f'<article><h3><a href="{site}/news/{number}">{said}{number}</a></h3><p>{day}</p></article>'
        for number, day in enumerate(days)
    )
    page = f'<html lang="{language}"><body>{around.format(f"<main>{rows}</main>")}</body></html>'
    found = read_listing(read_page(page), f"{SITE}/news/", "UTC")
    assert isinstance(found, Document), found
    return list(found.items)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("ja", "2026年11月2日", "2026年10月13日"),
        ("ja", "2026.11.02", "2026.10.13"),
        ("zh-Hant", "2026/11/2", "2026/10/13"),
        ("ko", "2026. 11. 2.", "2026. 10. 13."),
        ("ko", "2026년 11월 2일", "2026년 10월 13일"),
        ("nl", "02-11-2026", "13-10-2026"),
        ("fr", "02/11/2026", "13/10/2026"),
        ("en-GB", "02/11/2026", "13/10/2026"),
        ("en-US", "11/02/2026", "10/13/2026"),
        ("de", "2. November 2026", "13. Oktober 2026"),
        ("en", "2 November, 2026", "13th of October, 2026"),
        ("ar", "2 نوفمبر، 2026", "13 أكتوبر، 2026"),
        ("hu", "2026. november 2.", "2026. október 13."),
        ("ca", "2 de novembre de 2026", "13 d’octubre del 2026"),
        ("es", "2 de noviembre del 2026", "13 de octubre, 2026"),
    ],
)
def test_days_are_read_as_the_language_of_the_page_writes_them(
    language: str, first: str, second: str
) -> None:
    dated = [item.published for item in cards([first, second], language=language)]
    assert [str(one)[:10] for one in dated] == ["2026-11-02", "2026-10-13"]


def test_a_site_that_lists_itself_by_http_is_asked_and_opened_by_https() -> None:
    """It moved there, and its templates did not."""
    plain = SITE.replace("https:", "http:")
    found = cards(["2 November 2026", "13 October 2026"], site=plain)
    assert [item.link for item in found] == [f"{SITE}/news/0", f"{SITE}/news/1"]


@pytest.mark.parametrize(
    "said", ["イラン：死刑執行の停止を求める", "伊朗必须停止处决", "ยุติโทษประหารชีวิต"]
)
def test_headlines_of_scripts_without_blanks_are_headlines(said: str) -> None:
    found = cards(["2026.11.02", "2026.10.13"], language="ja", said=said)
    assert [item.title for item in found] == [f"{said}0", f"{said}1"]


def test_a_sentence_with_a_date_in_it_does_not_date_a_card_and_is_its_excerpt() -> None:
    """An old one would have silenced the alert."""
    arrested = "He was arrested in Strelsau on 3 May 2019, and tried."
    found = cards([arrested, "Last updated on 27 November 2026", "Nobody knows when"])
    assert [item.published for item in found] == [None, None, None]
    assert [item.summary for item in found] == [arrested, "", ""]
    told = [
        "26 November 2026 – The court of Strelsau must hear the appeal.",
        "News · 13 October 2026",
    ]
    dated = [item.published for item in cards(told)]
    assert [str(one)[:10] for one in dated] == ["2026-11-26", "2026-10-13"]


def test_a_page_that_is_all_in_a_form_is_read() -> None:
    """As ASP.NET writes it; a form beside the list is none of it."""
    found = cards(["2 November 2026", "13 October 2026"], around="<form action='/x'>{}</form>")
    assert [item.link for item in found] == [f"{SITE}/news/0", f"{SITE}/news/1"]
