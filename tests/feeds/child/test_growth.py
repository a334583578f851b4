"""Feeds that somebody made to be costly: read in a time that grows with their size."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.growth import assert_linear
from traynews.feeds.child.parse import parse_body

pytestmark = pytest.mark.long

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
MEDIA = "http://search.yahoo.com/mrss/"


def rss(items: str) -> str:
    return (
        f"<rss version='2.0' xmlns:media='{MEDIA}'><channel><title>N</title>{items}</channel></rss>"
    )


def item(inside: str) -> str:
    return rss(f"<item><title>One</title>{inside}</item>")


def atom(inside: str) -> str:
    return f"<feed xmlns='{ATOM}'><title>N</title><entry><title>One</title>{inside}</entry></feed>"


WRITERS: dict[str, Callable[[int], str]] = {
    "categories": lambda n: item("".join(f"<category>c{i}</category>" for i in range(n))),
    "links": lambda n: item("<link>https://a.example/x</link>" * n),
    "enclosures": lambda n: item("".join(f"<enclosure url='http://a/{i}'/>" for i in range(n))),
    "descriptions": lambda n: item("<description>x</description>" * n),
    "dates": lambda n: item("<pubDate>Mon, 02 Mar 2026 10:42:00 GMT</pubDate>" * n),
    "odd dates": lambda n: rss(
        "".join(f"<item><pubDate>{i} foo bar 2026</pubDate></item>" for i in range(n // 4))
    ),
    "items in items": lambda n: rss("<item>" * n),
    "markup in markup": lambda n: item(f"<description>{'&lt;div>' * n}</description>"),
    "marked text without end": lambda n: item("<![CDATA[&" * n),
    "bare ampersands": lambda n: item(f"<description>{'&' * n}</description>"),
    "media": lambda n: item("<media:group><media:content url='http://a/x'/></media:group>" * n),
    "authors": lambda n: atom("<author><name>x</name></author>" * (n // 2)),
    "relations": lambda n: atom("".join(f"<link rel='r{i}' href='/{i}'/>" for i in range(n))),
    "elements in elements": lambda n: atom(
        f"<content type='xhtml'><div xmlns='{XHTML}'>{'<b>' * n}x{'</b>' * n}</div></content>"
    ),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_feed_is_read_in_linear_time(name: str) -> None:
    def read(text: str) -> object:
        body = WRITERS[name](len(text)).encode()
        return parse_body(body, url="https://a.example/", content_type="text/xml", zone="UTC")

    assert_linear(read, "x", length=8_000)
