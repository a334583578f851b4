"""Which of an item's links leads to its page, by what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from traynews.core.text.address import web_address

_IANA = "http://www.iana.org/assignments/relation/"  # RFC 4287, 4.2.7.2: the full name of a rel
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_BARE_HOST = re.compile(r"www\.(?:[\w-]+\.)+\w{2,}(?=[/?#:]|$)", re.IGNORECASE)
_ORIGINAL = "feedburner_origlink"


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    relation: str
    type: str
    language: str


def page_link(entry: Any, url: str, language: str = "") -> str:
    """Return the address of the page of an entry (or feed) of feedparser's; empty for none.

    The address behind a counter of clicks comes first, then the alternate: of several the one in
    `language`, then HTML, then the first. Then a guid that is a permanent link, and last what is
    enclosed.
    """
    links = list(_links(entry, url))
    original = complete(_text(entry, _ORIGINAL), url)
    alternates = [link for link in links if link.relation == "alternate"]
    best = sorted(alternates, key=lambda link: _rank(link, language))
    if original or best:
        return original or best[0].address
    guid = web_address(_text(entry, "id")) if dict.get(entry, "guidislink") else ""
    if guid:
        return guid
    enclosed = [link for link in links if link.relation == "enclosure"]
    enclosed.sort(key=lambda link: link.type.startswith("image/"))
    return enclosed[0].address if enclosed else ""


def complete(href: str, url: str) -> str:
    """Return an address resolved against `url`; one that begins with `www.` names its host."""
    href = href.strip()
    return web_address(f"https://{href}" if _BARE_HOST.match(href) else href, url)


def _links(entry: Any, url: str) -> Iterable[_Link]:
    found = dict.get(entry, "links")
    for link in found if isinstance(found, list) else ():
        address = complete(_text(link, "href"), url)
        if address:
            yield _Link(
                address,
                _text(link, "rel").strip().lower().removeprefix(_IANA),
                _text(link, "type").strip().lower().partition(";")[0],
                _text(link, "hreflang").strip().lower(),
            )


def _rank(link: _Link, language: str) -> tuple[bool, int]:
    tongue = link.language.partition("-")[0]
    of_another = bool(tongue and language) and tongue != language.lower().partition("-")[0]
    is_page = link.type in _HTML or not link.type
    return of_another, 0 if is_page else 2 if link.type.startswith("image/") else 1


def _text(holder: Any, name: str) -> str:
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""
