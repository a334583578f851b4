"""What a page names: its feeds, and the root of its REST interface."""

from __future__ import annotations

from urllib.parse import urlsplit

from traynews.core.text.address import server_of, web_address
from traynews.feeds.child.newsroom.listed import own_address
from traynews.feeds.child.newsroom.wordpress import types_address
from traynews.feeds.child.tree import Element

MOST_PLACES = 50

_REST = "https://api.w.org/"
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LATER_TYPES = ("application/rdf+xml", "application/xml", "text/xml", "application/json")
_FEED_NAMES = frozenset({"rss", "rss.xml", "feed", "feed.xml", "feed.json", "atom", "atom.xml"})


def named_places(page: Element, url: str) -> tuple[str, ...]:
    """Return where a page at `url` says that its releases are: addresses, the likeliest first.

    `<link rel="alternate">` of the types of feeds come first, then links in the text whose address
    ends like a feed's on the same host, then the list of post types of a WordPress site; feeds of
    comments come last.
    """
    base = url
    ranked: list[tuple[int, str]] = []
    for one in page.elements():
        href = one.attributes.get("href", "")
        link = own_address(href, url, base) or web_address(href, base)
        if one.tag == "base":
            base = link or base
        elif link and (rank := _rank(one, link, url)) is not None:
            address = types_address(link) if rank == _REST_RANK else link
            ranked.append((rank, address.partition("#")[0]))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(link for _, link in ranked if link))[:MOST_PLACES]


_REST_RANK = 8


def _rank(one: Element, link: str, page: str) -> int | None:
    if one.tag == "a":
        last = urlsplit(link).path.rstrip("/").rpartition("/")[2].lower()
        return 5 if server_of(link) == server_of(page) and last in _FEED_NAMES else None
    if one.tag != "link":
        return None
    relations = one.attributes.get("rel", "").lower().split()
    if _REST in relations:
        return _REST_RANK
    kind = one.attributes.get("type", "").lower().partition(";")[0].strip()
    if "alternate" not in relations or "stylesheet" in relations:
        return None
    if kind not in _FEED_TYPES + _LATER_TYPES or "wp-json" in link or "oembed" in link:
        return None
    about_comments = "comment" in (one.attributes.get("title", "") + link).lower()
    return (0 if kind in _FEED_TYPES else 1) + (10 if about_comments else 0)
