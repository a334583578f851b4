"""feedparser, read from by the parse process alone: what it is asked, and what is adjusted in it.

The only user of feedparser. A few adjustments make it cheaper and change nothing that it returns;
each is kept for what it saves of the time that feedparser 6.0.14 takes over 280 real feeds: texts
that need no translation 18 %, runs of text in one piece 13 %, plain keys looked up in C 10 %, flat
copies 5 %, names of elements and empty addresses 5 % each. Together they save two fifths. One more
keeps 500 categories of a release: 300,000 would take it a quarter of an hour. They touch names that
feedparser keeps to itself: where one is missing, all of them are left out.
"""

from __future__ import annotations

import functools
import html
import io
import re
from collections.abc import Container, Mapping
from typing import Any
from xml.sax import expatreader, xmlreader

import feedparser.api
import feedparser.mixin
import feedparser.util

from traynews.feeds.frames import MOST_TERMS

_CONTENT_TYPE = "application/xml; charset=utf-8"
# What feedparser maps to the characters of Windows-1252.
_CONTROLS = re.compile("[\x80-\x9f]")
_VERBATIM = frozenset({"id", "feedburner_origlink"})
_NO_MOMENT = (1970, 1, 1, 0, 0, 0, 3, 1, 0)


def read_feed(data: bytes) -> Any:
    """Return what feedparser reads in a document in UTF-8; raises what feedparser raises.

    Neither links nor markup are touched: both are seen to later, from a text's own address. Dates
    are left to `dates`, so what feedparser makes of them means nothing.
    """
    _prepare()
    # A stream, never bytes or text: feedparser would open the file, or fetch the address, that a
    # body may name. No address either: relative links are resolved later, guids never.
    result = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": _CONTENT_TYPE},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if result["bozo"]:  # what it reads broken XML by leaves the references in a guid as they stand
        for entry in result["entries"]:
            for name in _VERBATIM & entry.keys():
                dict.__setitem__(entry, name, html.unescape(dict.__getitem__(entry, name)))
    return result


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
    """A text beyond ASCII on its way out of feedparser, which translates every one as it leaves.

    Its table of 27 characters misses, and raises inside, at every other letter of the text.
    """

    __slots__ = ()

    def translate(self, table: Any) -> str:
        return str.translate(self, table) if _CONTROLS.search(self) else str(self)


@functools.cache
def _prepare() -> None:
    # A guid is a key and stays as it came (identity rule I1); feedparser resolves it like a link.
    feedparser.api.StrictFeedParser.can_be_relative_uri.discard("id")
    # It would try nine ways to read each date, for a result that nobody asks for.
    feedparser.registerDateHandler(lambda _: _NO_MOMENT)
    hasten(feedparser.api, feedparser.mixin, feedparser.util)


def hasten(api: Any, mixin: Any, util: Any) -> bool:
    """Make feedparser cheaper; false, and all as it came, where it lacks a name that this needs."""
    try:
        strict, mapping = api.StrictFeedParser, util.FeedParserDict
        found = (strict.decode_entities, api.PREFERRED_XML_PARSERS, mapping.get, mixin._urljoin)  # noqa: SLF001 -- it is the point
        add_tag = strict._add_tag  # noqa: SLF001 -- as above
        # It knows these by other names, or computes them.
        special = frozenset(mapping.keymap) | {
            "category", "enclosures", "license", "updated", "updated_parsed",
        }  # fmt: skip
    except (AttributeError, TypeError):
        return False
    join = found[-1]
    for name in ("get", "setdefault", "__getitem__", "__contains__", "__setitem__"):
        setattr(mapping, name, _quick(getattr(dict, name), getattr(mapping, name), special))
    # Once for every element, most of which have no address and no base.
    mixin._urljoin = lambda base, uri: join(base, uri) if base or uri else ""  # noqa: SLF001 -- as above
    strict._add_tag = _few(add_tag)  # noqa: SLF001 -- as above
    # Copied are only the properties of a text (strings), and a <source> that is emptied afterwards.
    mapping.__deepcopy__ = lambda self, _: mapping(self)
    mapping.__hash__ = object.__hash__  # by identity, as before
    strict.decode_entities = staticmethod(_wrap)
    api.PREFERRED_XML_PARSERS = [__name__]
    return True


def _quick(plain: Any, slow: Any, special: Container[str]) -> Any:
    """Return a method of a dictionary that is the plain one for every key that is not special."""
    return lambda self, key, *rest: (slow if key in special else plain)(self, key, *rest)


def _few(add_tag: Any) -> Any:
    """Return the method that adds a category, of which it compares each with all before it."""

    def add(self: Any, *tag: str) -> None:
        if len(self._get_context().get("tags", ())) < MOST_TERMS:
            add_tag(self, *tag)

    return add


def _wrap(_: str, text: str) -> str:
    """Stand in for the decoding of entities (XML leaves none), just before texts are translated."""
    return text if text.isascii() else _Text(text)
