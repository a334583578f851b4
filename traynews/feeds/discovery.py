"""Finding a feed: from the address that a user gave, or what a page names.

Politely (P1, P20): each address is asked at most once, few of them, and never the next on a host
that has said no (401, 403, 429), that is down, or that could not be reached.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from traynews.core.data.document import Answer, Document, Failure, Request
from traynews.core.data.model import Feed
from traynews.core.polling.moves import may_be_elsewhere
from traynews.core.ports import Fetcher, Parser
from traynews.core.text.address import server_of, web_address

MOST_REQUESTS = 6
"""Requests for one search, the given address included."""

_LONGEST_PAGE = 1_000_000
_MOST_TAGS = 5_000
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LATER_TYPES = ("application/rdf+xml", "application/xml", "text/xml", "application/json")
# A tag's inside ends at ">", at an unclosed quotation mark, or after enough: always linear.
_TAG = re.compile(
    r"""<(link|a|base)(?=[\s/])((?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000})""", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_FEED_NAMES = frozenset({"rss", "rss.xml", "feed", "feed.xml", "feed.json", "atom", "atom.xml"})


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that answered: what it answered, and what was in it."""

    answer: Answer
    document: Document

    @property
    def url(self) -> str:
        """The address to keep: where the feed was found, or has moved to for good."""
        return self.answer.moved_to or self.answer.url


def feed_links(page: bytes, url: str) -> tuple[str, ...]:
    """Return the feeds a page names, the likeliest first: absolute http(s) addresses, each once.

    First `<link rel="alternate">` of the types of feeds, then links in the text whose address ends
    like a feed's on the same host; comment feeds come last. Any bytes will do as a page.
    """
    text = _without_comments(page[:_LONGEST_PAGE].decode("utf-8", "replace"))
    base = url
    ranked: list[tuple[int, str]] = []
    for count, tag in enumerate(_TAG.finditer(text)):
        if count >= _MOST_TAGS:
            break
        attributes = {
            found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "").strip()
            for found in _ATTRIBUTE.finditer(tag[2])
        }
        name = tag[1].lower()
        link = web_address(attributes.get("href", ""), base)
        if name == "base":
            base = link or base
        elif link:
            rank = _rank_link(attributes, link) if name == "link" else _rank_anchor(link, url)
            if rank is not None:
                ranked.append((rank, link.partition("#")[0]))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(link for _, link in ranked))


def usual_places(url: str) -> tuple[str, ...]:
    """Return where the feed of a page mostly lives: below the page itself, then at the root."""
    below = url.partition("#")[0].partition("?")[0].rstrip("/")
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    places = (f"{below}/feed/", f"{root}/feed/", f"{root}/rss.xml", f"{below}/rss.xml")
    return tuple(dict.fromkeys(place for place in places if web_address(place)))


def named_places(page: Answer) -> tuple[str, ...]:
    """Return where the feed of a page may be: what the page names, then the usual places."""
    return tuple(dict.fromkeys((*feed_links(page.body or b"", page.url), *usual_places(page.url))))


def find_feed(
    address: str, *, fetcher: Fetcher, parser: Parser, zone: str = "UTC"
) -> Found | Failure:
    """Find the feed at an address, or of the page at it, for `feeds add`.

    An address without a scheme is taken for https. The failure is that of the address itself, where
    nothing was found. Blocks for as long as the requests take; the parser must be the caller's own.
    """
    url = address if "://" in address else f"https://{address.strip()}"
    outcome = _Search(fetcher, parser, zone).run([url], pages={url})
    return outcome if isinstance(outcome, Found) else outcome[0]


class _Search:
    """One search: what was asked already, and which hosts have said no."""

    def __init__(self, fetcher: Fetcher, parser: Parser, zone: str) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._zone = zone
        self._asked: set[str] = set()
        self._closed_hosts: set[str] = set()
        self._left = MOST_REQUESTS

    def run(self, addresses: list[str], pages: set[str]) -> Found | list[Failure]:
        """Ask one address after the other; pages that are no feed add what they name."""
        failures: list[Failure] = []
        waiting = list(addresses)
        while waiting:
            url = waiting.pop(0)
            outcome = self._ask(url)
            if isinstance(outcome, Found):
                return outcome
            if outcome is None:
                continue
            failure, page = outcome
            failures.append(failure)
            if url in pages and may_be_elsewhere(failure):
                named = feed_links(page.body or b"", page.url) if page else ()
                waiting = [*named, *waiting, *usual_places(page.url if page else url)]
        return failures

    def _ask(self, url: str) -> Found | tuple[Failure, Answer | None] | None:
        host = server_of(url)
        if url in self._asked or host in self._closed_hosts or self._left <= 0:
            return None
        self._asked.add(url)
        self._left -= 1
        answer = self._fetcher.fetch(Request("", url))
        if isinstance(answer, Failure):
            if not may_be_elsewhere(answer):
                self._closed_hosts.add(host)
            return answer, None
        document = self._parser.parse(answer, Feed("", url, zone=self._zone))
        if isinstance(document, Document):
            return Found(answer, document)
        return document, answer


def _without_comments(text: str) -> str:
    # Not by a pattern: a page of unclosed comments would make that quadratic.
    pieces = []
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        pieces.append(text[end:start])
        close = text.find("-->", start)
        if close < 0:
            return "".join(pieces)
        end = close + 3
    return "".join([*pieces, text[end:]])


def _rank_link(attributes: dict[str, str], link: str) -> int | None:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if "alternate" not in relations or "stylesheet" in relations:
        return None
    if kind not in _FEED_TYPES + _LATER_TYPES or "wp-json" in link or "oembed" in link:
        return None
    about_comments = "comment" in (attributes.get("title", "") + link).lower()
    return (0 if kind in _FEED_TYPES else 1) + (10 if about_comments else 0)


def _rank_anchor(link: str, page: str) -> int | None:
    parts = urlsplit(link)
    last = parts.path.rstrip("/").rpartition("/")[2].lower()
    is_here = server_of(link) == server_of(page)
    return 5 if is_here and last in _FEED_NAMES else None
