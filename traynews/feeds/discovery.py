"""Finding a feed: from the address that a user gave, or what a page names.

Politely (P1, P20): each address is asked at most once, few of them, and never the next on a host
that has said no (401, 403, 429), that is down, or that could not be reached.
"""

from __future__ import annotations

from dataclasses import dataclass

from traynews.core.data.document import Answer, Document, Door, Failure, Reach, Request
from traynews.core.data.model import Feed
from traynews.core.polling.moves import may_be_elsewhere, usual_places
from traynews.core.ports import Fetcher, Parser
from traynews.core.text.address import host_of, without_feed_scheme

MOST_REQUESTS = 6
"""Requests for one search, the given address included."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that answered: what it answered, and what was in it."""

    answer: Answer
    document: Document

    @property
    def url(self) -> str:
        """The address to keep: where the feed was found, or has moved to for good."""
        return self.answer.moved_to or self.answer.url


def find_feed(address: str, *, fetcher: Fetcher, parser: Parser) -> Found | Failure:
    """Find the feed at an address, or of the page at it, for `feeds add`.

    An address without a scheme is taken for https. The failure is that of the address itself, where
    nothing was found. Blocks for as long as the requests take; the parser must be the caller's own.
    """
    url = without_feed_scheme(address.strip())
    url = url if "://" in url else f"https://{url}"
    search = _Search(fetcher, parser)
    outcome = search.run([url], pages={url})
    if isinstance(outcome, Found):
        return outcome
    return search.read_listing() or outcome[0]


class _Search:
    """One search: what was asked already, and which hosts have said no."""

    def __init__(self, fetcher: Fetcher, parser: Parser) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._asked: set[str] = set()
        self._closed_hosts: set[str] = set()
        self._left = MOST_REQUESTS
        self._page: Answer | None = None  # what the first address gave, where it is a web page
        self._reach = Reach.LOOPBACK  # what the user wrote may lead anywhere; what a page names, …

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
                waiting = [*failure.places, *waiting, *usual_places(page or url)]
        return failures

    def read_listing(self) -> Found | None:
        """Return what the page itself lists, where it names no feed; it was asked for already."""
        if self._page is None:
            return None
        feed = Feed("", self._page.url)
        document = self._parser.parse(self._page, feed, frozenset({Door.PAGE}))
        return Found(self._page, document) if isinstance(document, Document) else None

    def _ask(self, url: str) -> Found | tuple[Failure, str] | None:
        host = host_of(url)
        if url in self._asked or host in self._closed_hosts or self._left <= 0:
            return None
        self._asked.add(url)
        self._left -= 1
        answer = self._fetcher.fetch(Request("", url, reach=self._reach))
        self._reach = max(self._reach, answer.reach or self._reach)  # … no further inside than it
        if isinstance(answer, Failure):
            if not may_be_elsewhere(answer):
                self._closed_hosts.add(host)
            return answer, ""
        document = self._parser.parse(answer, Feed("", url))
        if isinstance(document, Document):
            return Found(answer, document)
        self._page = self._page or answer
        return document, answer.url
