"""feedparser, read from by the parse process alone: what it is asked, and what is adjusted in it.

The only user of feedparser. One adjustment is about a result (guids); all others make it cheaper
and change nothing that it returns. Measured on 6.0.14 with a feed of 25 long releases, half of the
time went into looking up plain keys of its dictionaries in Python, into copying flat ones deeply,
and into a table of 27 characters that misses, and raises inside, at every other letter of a text.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from traynews.sparing import without

# Nothing here may open an address, and to load what does is a sixth of a cold start.
with without("urllib.request", "feedparser.http"):
    from xml.sax import expatreader, xmlreader

    import feedparser.api
    import feedparser.mixin
    import feedparser.util

_CONTENT_TYPE = "application/xml; charset=utf-8"
# What feedparser maps to the characters of Windows-1252.
_CONTROLS = re.compile("[\x80-\x9f]")


def read_feed(data: bytes) -> Any:
    """Return what feedparser reads in a document in UTF-8; raises what feedparser raises.

    Neither links nor markup are touched: both are seen to later, from a text's own address.
    """
    # A stream, never bytes or text: feedparser would open the file, or fetch the address, that a
    # body may name. No address either: relative links are resolved later, guids never.
    return feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": _CONTENT_TYPE},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def create_parser() -> expatreader.ExpatParser:
    """Make the XML parser, as `xml.sax.make_parser` asks a driver's module to."""
    return _Expat()


class _Expat(expatreader.ExpatParser):
    """Hands a run of text over in one piece, not in one per line and per entity.

    The few names of a feed are taken apart once, and not at every tag.
    """

    _parser: Any  # pyexpat's; `reset` makes it
    _cont_handler: Any  # feedparser's

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        if attrs:
            super().start_element_ns(name, attrs)
        else:
            self._cont_handler.startElementNS(_split(name), None, _NO_ATTRIBUTES)

    def end_element_ns(self, name: str) -> None:
        self._cont_handler.endElementNS(_split(name), None)


_NO_ATTRIBUTES = xmlreader.AttributesNSImpl({}, {})


@functools.lru_cache(maxsize=256)
def _split(name: str) -> tuple[str | None, ...]:
    """Part a name of expat's (namespace, local name, prefix) into what SAX hands on of it."""
    match name.split():
        case [_]:
            return None, name
        case [namespace, local, _]:
            return namespace, local
        case parts:
            return tuple(parts)


class _Text(str):
    """A text beyond ASCII on its way out of feedparser, which translates every one as it leaves."""

    __slots__ = ()

    def translate(self, table: Any) -> str:
        return str.translate(self, table) if _CONTROLS.search(self) else str(self)


def _adjust() -> None:
    api, mixin = feedparser.api, feedparser.mixin
    # A guid is a key and stays as it came (identity rule I1); feedparser resolves it like a link.
    api.StrictFeedParser.can_be_relative_uri.discard("id")
    api.StrictFeedParser.decode_entities = staticmethod(_wrap)
    api.PREFERRED_XML_PARSERS = [__name__]
    mixin._urljoin = _join_quickly(mixin._urljoin)  # noqa: SLF001 -- once for every element
    _hasten(feedparser.util.FeedParserDict)


def _wrap(_: str, text: str) -> str:
    """Stand in for the decoding of entities (XML leaves none), just before texts are translated."""
    return text if text.isascii() else _Text(text)


def _join_quickly(join: Callable[[str, str], str]) -> Callable[[str, str], str]:
    return lambda base, uri: join(base, uri) if base or uri else ""


def _hasten(mapping: Any) -> None:
    """Let feedparser's dictionary find in C what it finds under the very name that is asked for."""
    slow_get, slow_set = mapping.__getitem__, mapping.__setitem__
    slow_contains, slow_default = mapping.__contains__, mapping.setdefault
    # It knows these by other names, or computes them.
    special = frozenset(mapping.keymap) | {
        "category", "enclosures", "license", "updated", "updated_parsed",
    }  # fmt: skip

    def get(self: dict[str, Any], key: str, default: Any = None) -> Any:
        if key not in special:
            return dict.get(self, key, default)
        try:
            return slow_get(self, key)
        except KeyError:
            return default

    def find(self: dict[str, Any], key: str) -> Any:
        return slow_get(self, key) if key in special else dict.__getitem__(self, key)

    def contains(self: dict[str, Any], key: str) -> Any:
        return slow_contains(self, key) if key in special else dict.__contains__(self, key)

    def put(self: dict[str, Any], key: str, value: Any) -> None:
        (slow_set if key in special else dict.__setitem__)(self, key, value)

    def setdefault(self: dict[str, Any], key: str, default: Any) -> Any:
        return (slow_default if key in special else dict.setdefault)(self, key, default)

    mapping.get, mapping.setdefault = get, setdefault
    mapping.__getitem__, mapping.__setitem__, mapping.__contains__ = find, put, contains
    # Copied are only the properties of a text (strings), and a <source> that is emptied afterwards.
    mapping.__deepcopy__ = lambda self, _: mapping(self)
    mapping.__hash__ = object.__hash__  # by identity, as before


_adjust()
