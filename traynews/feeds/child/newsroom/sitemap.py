"""Sitemaps: lists of addresses, of news of the last days, or of other sitemaps.

Source: sitemaps.org protocol 0.9; Google's news extension. What counts is that an address was never
seen: `lastmod` tells of the last edit, so it never becomes the date of a release.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.parsers import expat

from traynews.core.data.document import Document, Item
from traynews.feeds.child.fields import clean_language
from traynews.feeds.child.newsroom.listed import make_item, own_address, read_moment
from traynews.feeds.child.references import mend_references

MOST_ADDRESSES = 10_000
MOST_LOCATIONS = 50_000
"""Addresses that the protocol allows in one sitemap; what is beyond is not read."""

_NEWS = "http://www.google.com/schemas/sitemap-news/0.9 "
_LEAD = re.compile(r"\s*<(?:urlset|sitemapindex)[\s>]|<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]")
_POSTS = re.compile(r"post|news|press|article|release|latest|story|stories|blog")
_OTHERS = re.compile(r"page|categor|tag|author|topic|location|image|video|attachment|product")


_Entry = dict[str, str]
"""One `<url>` or `<sitemap>`: its texts by their names."""


class _Reader:
    """Gathers the entries; deep, entity-ridden or endless documents end it."""

    def __init__(self) -> None:
        self.root = ""
        self.entries: list[_Entry] = []
        self._open: list[str] = []
        self._pieces: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        short = name.rpartition(" ")[2]
        if not self._open:
            self.root = short
        elif len(self._open) == 1 and len(self.entries) < MOST_LOCATIONS:
            self.entries.append({})
        self._open.append(name)
        self._pieces = []

    def end(self, name: str) -> None:
        self._open.pop()
        depth = len(self._open)
        # Deeper ones are images and videos, which have locations of their own.
        is_news = name.startswith(_NEWS)
        if self.entries and (depth == 2 or is_news):  # noqa: PLR2004 - urlset, url
            key = f"news:{name.removeprefix(_NEWS)}" if is_news else name.rpartition(" ")[2]
            self.entries[-1].setdefault(key, "".join(self._pieces).strip())
        self._pieces = []

    def text(self, text: str) -> None:
        if len(self._pieces) < MOST_ADDRESSES:
            self._pieces.append(text)


def looks_like_sitemap(text: str) -> bool:
    """Whether a body says that it is a sitemap."""
    return _LEAD.search(text[:4096]) is not None


def read_sitemap(text: str, url: str, zone: str) -> Document | tuple[str, ...] | None:
    """Return a sitemap's releases; of an index the sitemaps to look at; None where it is neither.

    Releases are those of `url`'s own site, in the sitemap's order; without news they have no title.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse
    whole = True
    try:
        parser.Parse(mend_references(text).encode("utf-8"), True)  # noqa: FBT003 - the only way to call it
    except _RefusedError:
        return None
    except expat.ExpatError:
        whole = False
    if reader.root == "sitemapindex":
        return _children(reader.entries, url)
    if reader.root != "urlset":
        return None
    entries = reader.entries if whole else reader.entries[:-1]
    items = [_read_entry(entry, url, zone) for entry in entries[:MOST_ADDRESSES]]
    return Document(items=tuple(item for item in items if item is not None), whole=whole)


class _RefusedError(Exception):
    """The document declares entities, which no sitemap needs."""


def _refuse(*_: object) -> None:
    raise _RefusedError


def _read_entry(entry: _Entry, url: str, zone: str) -> Item | None:
    link = own_address(entry.get("loc", ""), url)
    if not link or len(urlsplit(link).path.strip("/").split("/")) < 2:  # noqa: PLR2004 - home and sections are no releases
        return None
    return make_item(
        link,
        entry.get("news:title", ""),
        read_moment(entry.get("news:publication_date", ""), zone),
        language=clean_language(entry.get("news:language", "")),
    )


def _children(entries: list[_Entry], url: str) -> tuple[str, ...]:
    """Return the sitemaps worth a look: a map of news first, then the newest of posts."""
    found = []
    for entry in entries:
        link = own_address(entry.get("loc", ""), url)
        name = urlsplit(link).path.rpartition("/")[2].lower()
        if not link or (_OTHERS.search(name) and "post" not in name):
            continue
        rank = 2 if "news" in name else 1 if _POSTS.search(name) else 0
        found.append((rank, entry.get("lastmod", ""), link))
    found.sort(reverse=True)
    news = [link for rank, _, link in found if rank == 2][:1]  # noqa: PLR2004 - see above
    posts = [link for rank, _, link in found if rank == 1][:1]
    return tuple(news + (posts or [link for rank, _, link in found if rank == 0][:1]))
