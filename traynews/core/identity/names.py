"""Names by which an item is known again: guid, canonical link, title and date, title and text.

A name is a short readable string with its sort in front (`guid:…`, `link:…`); the archive keeps the
names of every entry, per feed, and hands back those that a document asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote, urlsplit

from traynews.core.data.document import Item
from traynews.core.text.address import is_tracker
from traynews.core.text.clean import cut
from traynews.core.text.sentences import first_sentence

HINTS = ("bare:", "day:")
"""How the names begin that are only ever hints."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"^(?:www\.)+")
_HOST = re.compile(r"[^\s\x00-\x1f/?#@%<>\"{}|\\^`\[\]]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_ADDRESS = re.compile(r"https?://[^/\s?#]*", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_LONGEST_HEADLINE = 300


def canonical_link(url: str) -> str:
    """Return the address by which two spellings of one page are equal; empty if it is no web page.

    https, lower-case host without `www.`, no default port, fragment, tracking parameters or closing
    slash; escapes as in RFC 3986, section 6.2.2. For comparing only, never for opening (I4).
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return ""
    host = _WWW.sub("", host.rstrip("."))
    if scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = _normal(parts.path).rstrip("/")
    kept = "&".join(part for part in parts.query.split("&") if part and not is_tracker(part))
    return f"https://{host}{path}" + (f"?{_normal(kept)}" if kept else "")


def headline(item: Item) -> str:
    """Return what to call an item: its title, else the start of its text, else its address."""
    if item.title:
        return item.title
    text = item.summary or next((block.text for block in item.blocks if block.text), "")
    return cut(first_sentence(text), _LONGEST_HEADLINE) or item.link


def text_hash(item: Item) -> str:
    """Return a fingerprint of all that an item says besides title, link and date."""
    parts = [item.summary, item.author]
    parts += [f"{block.kind}\x1f{block.label}\x1f{block.text}" for block in item.blocks]
    parts += sorted(f"{term.scheme}\x1f{term.name}\x1f{term.id}" for term in item.terms)
    return _digest(*parts)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one item; an empty string is a name that it has not.

    `guid` and `link` are keys (I1, I3); `said` is the key of an item that has neither, or no guid
    and a link to a place on a page (`#…`; a newsletter's 111 issues were seen to link to one page).
    `bare` (a guid, or where there is none a link, without scheme and host) and `day` (title and
    day) are only ever hints. `link` is empty for a bare host: that names a site, not a release.
    """

    guid: str = ""
    link: str = ""
    said: str = ""
    bare: str = ""
    day: str = ""

    def __iter__(self) -> Iterator[str]:
        """Give the names that are there, the strongest first."""
        every = (self.guid, self.link, self.said, self.bare, self.day)
        return (name for name in every if name)


def keys(item: Item) -> Names:
    """Return the names of an item; an item without any has to be skipped (I1, I2, I4)."""
    guid, link = item.guid.strip(), _page(item.link)
    title, day = headline(item), ""
    if title and item.published is not None:
        day = f"day:{_digest(title.casefold(), item.published.date().isoformat())}"
    return Names(
        guid=f"guid:{guid}" if guid else "",
        link=f"link:{link}" if link else "",
        said="" if guid else _said(item, link),
        bare=_bare(guid or link),
        day=day,
    )


def link_name(url: str) -> str:
    """Return the name that an address gives; empty where it gives none."""
    link = _page(url)
    return f"link:{link}" if link else ""


def names_of(items: Sequence[Item]) -> frozenset[str]:
    """Return every name by which the archive has to be asked for these items."""
    return frozenset(name for item in items for name in keys(item))


@lru_cache(maxsize=512)  # the archive is asked for the names of a document just before it is judged
def _page(url: str) -> str:
    """Return the canonical link unless it is a bare host, which names a site and no release."""
    link = canonical_link(url)
    rest = link.removeprefix("https://")
    return link if "/" in rest or "?" in rest else ""


def _said(item: Item, link: str) -> str:
    """Return the key of an item without guid; a date that cannot be read is no help."""
    if link:
        place = item.link.partition("#")[2]
        return f"place:{link}#{place}" if place else ""
    date = item.published.isoformat() if item.published is not None else ""
    if item.title and date:
        return f"date:{_digest(item.title, date)}"
    text = [block.text for block in item.blocks]
    if not item.title and not item.summary and not any(text):
        return ""
    return f"text:{_digest(item.title, date, item.summary, *text)}"


def _bare(name: str) -> str:
    """Return a guid without scheme and host; empty where that leaves it unchanged or empty."""
    bare = _ADDRESS.sub("", name).strip("/ ")
    return f"bare:{bare}" if bare and bare != name else ""


def _normal(text: str) -> str:
    """Return a path or query with its escapes written in one way."""

    def rewrite(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if char in _UNRESERVED else found[0].upper()

    return quote(_ESCAPE.sub(rewrite, text), safe="%/:?#[]@!$&'()*+,;=-._~")


def _digest(*parts: str) -> str:
    return blake2b("\x1e".join(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()
