"""Canonical links: which spellings are one page (I4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.identity.names import canonical_link, headline, keys, link_name

CANONICAL = "https://news.example/a/b"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a/b",
        "HTTPS://NEWS.Example/a/b",
        "https://www.news.example/a/b",
        "https://www.news.example./a/b",
        "https://news.example/a/b/",
        "https://news.example:443/a/b",
        "http://news.example:80/a/b",
        "https://news.example/a/b#section-2",
        "https://news.example/a/b?utm_source=rss&utm_medium=feed",
        "https://news.example/a/b?fbclid=xyz&UTM_Campaign=1",
        "https://news.example/a/b?",
        "https://news.example/%61/b",
        " https://news.example/a/b ",
    ],
)
def test_spellings_of_one_page_are_one_link(url: str) -> None:
    assert canonical_link(url) == CANONICAL


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a/B",
        "https://news.example/a/b?p=2",
        "https://news.example:8080/a/b",
        "https://fr.news.example/a/b",
        "https://news.example/fr/a/b",
        "https://news.example/a%2Fb",
        "https://wwwnews.example/a/b",
    ],
)
def test_other_pages_stay_other_pages(url: str) -> None:
    assert canonical_link(url) not in {CANONICAL, ""}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/a/b",
        "//news.example/a",
        "https://",
        "https://[::1",
        "https://news.example:99999/a",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_web_page_has_no_canonical_link(url: str) -> None:
    assert canonical_link(url) == ""


def test_kept_parameters_keep_their_order() -> None:
    assert canonical_link("https://n.example/?b=1&utm_id=3&a=2") == "https://n.example?b=1&a=2"


def test_other_scripts_and_their_escapes_are_one_link() -> None:
    assert canonical_link("https://n.example/né") == canonical_link("https://n.example/n%c3%a9")


@given(st.text(max_size=80) | st.builds("https://{}/{}".format, st.text(), st.text(max_size=60)))
def test_canonical_links_are_canonical(url: str) -> None:
    once = canonical_link(url)
    assert canonical_link(once) == once


@given(
    st.integers(0, 999),
    st.sampled_from(["", "www."]),
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "?utm_x=1", "#top"]),
)
def test_every_harmless_spelling_gives_the_same_link(
    number: int, www: str, slash: str, tail: str
) -> None:
    url = f"http://{www}news.example/release-{number}{slash}{tail}"
    assert canonical_link(url) == f"https://news.example/release-{number}"


@pytest.mark.parametrize("url", ["https://news.example", "https://www.news.example/#x", "nonsense"])
def test_a_bare_host_names_a_site_and_no_release(url: str) -> None:
    assert link_name(url) == ""
    assert keys(Item(guid="", link=url, title="A title")).link == ""


def test_an_item_without_title_is_called_by_its_text_or_address() -> None:
    block = Block(BlockKind.PARAGRAPH, "Three people were freed today. More follows.")
    assert headline(Item(title="Named", summary="Text")) == "Named"
    assert headline(Item(blocks=(block,))) == "Three people were freed today."
    assert headline(Item(link="https://news.example/a")) == "https://news.example/a"
