"""Sitemaps of news, of posts, of sitemaps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.child.newsroom.shapes import EXPECTED, SITE, text_of
from traynews.core.data.document import Document
from traynews.feeds.child.newsroom.sitemap import looks_like_sitemap, read_sitemap

SITEMAPS: dict[str, Any] = EXPECTED["sitemaps"]
URL = f"{SITE}/sitemap.xml"


def read(name: str) -> Document:
    found = read_sitemap(text_of(name), URL, "UTC")
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("name", [name for name, row in SITEMAPS.items() if "entries" in row])
def test_a_sitemap_gives_its_releases_and_never_the_day_of_an_edit(name: str) -> None:
    expected = SITEMAPS[name]
    found = {item.link: item for item in read(name).items}
    for url in expected.get("baseline", []):
        assert found.pop(url).published is None
    assert list(found) == [row["url"] for row in expected["entries"]]
    for row in expected["entries"]:
        item = found[row["url"]]
        assert item.title == row["title"]
        shown = item.published.isoformat() if item.published else None
        assert (shown or "")[: len(row.get("date") or "")] == (row.get("date") or "")
        assert ("date" in row) == (item.published is not None)


def test_of_an_index_the_map_of_news_comes_first_then_the_newest_of_posts() -> None:
    found = read_sitemap(text_of("sitemap-index.xml"), URL, "UTC")
    assert found == tuple(f"{SITE}/{name}" for name in SITEMAPS["sitemap-index.xml"]["take"])


def test_an_empty_sitemap_is_a_sitemap_and_a_page_is_none() -> None:
    assert read("sitemap-news-empty.xml").items == ()
    assert read_sitemap(text_of("sitemap-html.xml"), URL, "UTC") is None
    assert not looks_like_sitemap(text_of("sitemap-html.xml"))
    assert looks_like_sitemap(text_of("sitemap-index.xml"))


def test_a_cut_sitemap_gives_what_is_whole() -> None:
    text = text_of("sitemap-posts.xml")
    found = read_sitemap(text[: text.rindex("<url>") + 30], URL, "UTC")
    assert isinstance(found, Document)
    assert not found.whole
    assert len(found.items) == len(read("sitemap-posts.xml").items) - 1


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE urlset [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><urlset/>',
    ],
)
def test_entities_are_refused(text: str) -> None:
    assert read_sitemap(text, URL, "UTC") is None


def test_addresses_of_other_sites_are_left_out() -> None:
    text = text_of("sitemap-plain.xml").replace(SITE, "https://router.example")
    found = read_sitemap(text, URL, "UTC")
    assert isinstance(found, Document)
    assert found.items == ()


@given(st.text(max_size=300))
def test_any_text_ends_well(nonsense: str) -> None:
    read_sitemap(nonsense, URL, "UTC")
    read_sitemap(f"<urlset><url><loc>{nonsense}</loc></url></urlset>", URL, "UTC")


def test_a_site_that_lists_itself_by_http_is_meant_by_https() -> None:
    plain = SITE.replace("https:", "http:")
    rows = f"<url><loc>{plain}/a/b</loc></url><url><loc>{plain}:8080/a/c</loc></url>"
    found = read_sitemap(f"<urlset>{rows}</urlset>", URL, "UTC")
    assert isinstance(found, Document)
    assert [item.link for item in found.items] == [f"{SITE}/a/b"]
    index = f"<sitemapindex><sitemap><loc>{plain}/news.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(index, URL, "UTC") == (f"{SITE}/news.xml",)


def test_an_ampersand_that_nobody_escaped_hides_no_release() -> None:
    text = (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{SITE}/a/1?x=1&lang=en</loc><n:news><n:title>Q&A: what now?</n:title></n:news>"
        f"</url><url><loc>{SITE}/a/2</loc><n:news><n:title>caf&eacute; &amp; co</n:title></n:news>"
        "</url></urlset>"
    )
    found = read_sitemap(text, URL, "UTC")
    assert isinstance(found, Document)
    assert found.whole
    assert [(item.link, item.title) for item in found.items] == [
        (f"{SITE}/a/1?x=1&lang=en", "Q&A: what now?"),
        (f"{SITE}/a/2", "café & co"),
    ]
