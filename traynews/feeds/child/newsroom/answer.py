"""What an answer is that is no feed: a sitemap, posts, a listing, or a page that leads on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from traynews.core.data.document import Document, Door, TroubleKind
from traynews.feeds.child.markup import read_page
from traynews.feeds.child.newsroom.listing import read_listing
from traynews.feeds.child.newsroom.places import named_places
from traynews.feeds.child.newsroom.sitemap import looks_like_sitemap, read_sitemap
from traynews.feeds.child.newsroom.wordpress import read_json
from traynews.feeds.frames import Trouble

_SITEMAPS = frozenset({Door.SITEMAP, Door.NEWS_SITEMAP})


def read_answer(
    text: str, url: str, zone: str, doors: Collection[Door]
) -> Document | Trouble | None:
    """Read an answer as what comes through one of these doors; None where it may be a feed.

    What only leads on (an index of sitemaps, a list of post types) is trouble that says where to.
    """
    start = text.lstrip()[:1]
    if start in {"[", "{"}:
        return _read_posts(text, url) if Door.WORDPRESS in doors else None
    if looks_like_sitemap(text):
        return _read_map(text, url, zone, doors)
    if Door.PAGE not in doors:
        return None
    page = read_page(text)
    found = read_listing(page, url, zone)
    if isinstance(found, Document):
        return replace(found, door=Door.PAGE)
    return Trouble(TroubleKind.NOT_A_FEED, found, named_places(page, url))


def find_places(body: bytes, url: str) -> tuple[str, ...]:
    """Return where a body that is no feed leads; any bytes will do."""
    return named_places(read_page(body.decode("utf-8", "replace")), url)


def _read_posts(text: str, url: str) -> Document | Trouble | None:
    found = read_json(text, url)
    if isinstance(found, Document):
        return replace(found, door=Door.WORDPRESS)
    if not found:
        return None
    return Trouble(TroubleKind.NOT_A_FEED, "the address lists the site's kinds of posts", found)


def _read_map(text: str, url: str, zone: str, doors: Collection[Door]) -> Document | Trouble:
    found = read_sitemap(text, url, zone)
    if found is None:
        return Trouble(TroubleKind.NOT_A_FEED, "the address answers with a sitemap beyond reading")
    if isinstance(found, Document):
        is_news = not found.items or any(item.title for item in found.items)
        door = Door.NEWS_SITEMAP if is_news else Door.SITEMAP
        if door in doors or (not found.items and _SITEMAPS & set(doors)):
            return replace(found, door=door)
        return Trouble(TroubleKind.NOT_A_FEED, "the address answers with a sitemap, not a feed")
    return Trouble(TroubleKind.NOT_A_FEED, "the address answers with a list of sitemaps", found)
