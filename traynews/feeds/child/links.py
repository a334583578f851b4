"""Which of an item's links leads to its page, by what they are said to be."""

from __future__ import annotations

import re
from typing import Any

from traynews.core.text.address import web_address
from traynews.feeds.child.fields import text_of

_IANA = "http://www.iana.org/assignments/relation/"  # RFC 4287, 4.2.7.2: the full name of a rel
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_BARE_HOST = re.compile(r"www\.(?:[\w-]+\.)+\w{2,}(?=[/?#:]|$)", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:amp|#0{0,5}38|#x26);", re.IGNORECASE)
_ORIGINAL = "feedburner_origlink"


def page_link(entry: Any, url: str, language: str = "") -> str:
    """Return the address of the page of an entry (or feed) of feedparser's; empty for none.

    The address behind a counter of clicks comes first, then the alternate: of several the one in
    `language`, then HTML, then the first. Then a guid that is a permanent link, and last what is
    enclosed.
    """
    original = complete(text_of(entry, _ORIGINAL), url)
    if original:
        return original
    found = dict.get(entry, "links")
    links = [link for link in (found if isinstance(found, list) else ()) if text_of(link, "href")]
    alternates = [link for link in links if _relation(link) == "alternate"]
    if len(alternates) > 1:
        alternates.sort(key=lambda link: _rank(link, language))
    enclosed = [link for link in links if _relation(link) == "enclosure"]
    enclosed.sort(key=_is_picture)
    guid = text_of(entry, "id") if dict.get(entry, "guidislink") else ""
    guid = web_address(_ESCAPED.sub("&", guid))
    return _first(alternates, url) or guid or _first(enclosed, url)


def _first(links: list[Any], url: str) -> str:
    addresses = (complete(text_of(link, "href"), url) for link in links)
    return next((address for address in addresses if address), "")


def complete(href: str, url: str) -> str:
    """Return an address resolved against `url`; one that begins with `www.` names its host."""
    href = _ESCAPED.sub("&", href.strip())  # once too often: no address has a reference in it
    return web_address(f"https://{href}" if _BARE_HOST.match(href) else href, url)


def _relation(link: Any) -> str:
    relation = text_of(link, "rel")
    return relation if relation.isalpha() and relation.islower() else _plain(relation)


def _plain(relation: str) -> str:
    return relation.strip().lower().removeprefix(_IANA)


def _rank(link: Any, language: str) -> tuple[bool, int]:
    tongue = text_of(link, "hreflang").strip().lower().partition("-")[0]
    of_another = bool(tongue and language) and tongue != language.lower().partition("-")[0]
    kind = text_of(link, "type").strip().lower().partition(";")[0]
    return of_another, 0 if not kind or kind in _HTML else 2 if _is_picture(link) else 1


def _is_picture(link: Any) -> bool:
    return text_of(link, "type").strip().lower().startswith("image/")
