"""Who is being asked: one request at a time to a host, hosts left in peace between requests.

Runs on the worker's thread; only the waiting happens elsewhere (`lanes.py`), and what comes of it
arrives in the worker's inbox as `Fetched` and `Parsed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from traynews.core import timing
from traynews.core.model import Answer, Document, Failure, FeedState, Request
from traynews.core.ports import Fetcher, Parser
from traynews.lanes import Lane
from traynews.poll import Line

_FETCH_THREADS = 4
_PARSER_REST = 20.0  # seconds without a body after which the parse process ends
_HOST_REST = timedelta(seconds=2)  # between two requests to one server (P26)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a request."""

    request: Request
    result: Answer | Failure


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of an answer."""

    request: Request
    answer: Answer
    result: Document | Failure


class Rounds:
    """The polls under way. `post` hands what comes of them to the worker's inbox."""

    def __init__(
        self,
        line: Line,
        fetcher: Fetcher,
        parser: Parser,
        post: Callable[[object], None],
        now: Callable[[], datetime],
    ) -> None:
        self._line = line
        self._fetcher = fetcher
        self._parser = parser
        self._now = now
        self._fetching = Lane("fetch", post, threads=_FETCH_THREADS)
        self._parsing = Lane("parse", post, idle_seconds=_PARSER_REST, on_idle=parser.rest)
        self._feeds: set[str] = set()  # from the request to the last step
        self._hosts: set[str] = set()  # from the request to the answer
        self._host_ready: dict[str, datetime] = {}
        self._not_before: dict[str, datetime] = {}  # feeds whose last poll could not be stored

    @property
    def under_way(self) -> bool:
        """Whether anybody is being asked."""
        return bool(self._feeds)

    def poll(self) -> None:
        """Ask who is due, as far as their hosts are free."""
        for state in self._line.due():
            self._begin(state)

    def take(self, message: Fetched | Parsed) -> bool:
        """Take the next step with what arrived; whether that was the last one of its poll.

        Whatever a step raises, its feed is left alone for its usual gap: a fault of ours, or a
        full disk, must not become a burst of requests.
        """
        request = message.request
        if isinstance(message, Fetched):
            self._free_host(request)
        try:
            last = self._step(message)
        except BaseException:
            self._feeds.discard(request.feed_id)
            gap = timing.shortest_interval(request.url)
            self._not_before[request.feed_id] = self._now() + gap
            raise
        if last:
            self._feeds.discard(request.feed_id)
        return last

    def stop(self) -> None:
        """Let the threads go."""
        self._fetching.stop()
        self._parsing.stop()
        self._fetcher.close()

    def _begin(self, state: FeedState) -> None:
        request = self._line.request(state)
        host, now = timing.host_of(request.url), self._now()
        if state.feed_id in self._feeds or host in self._hosts:
            return
        if now < max(self._host_ready.get(host, now), self._not_before.get(state.feed_id, now)):
            return
        self._feeds.add(state.feed_id)
        self._hosts.add(host)
        self._fetching.submit(lambda: Fetched(request, self._fetcher.fetch(request)))

    def _free_host(self, request: Request) -> None:
        host = timing.host_of(request.url)
        self._hosts.discard(host)
        if not timing.is_loopback(request.url):
            self._host_ready[host] = self._now() + _HOST_REST

    def _step(self, message: Fetched | Parsed) -> bool:
        feed = self._line.feeds.get(message.request.feed_id)
        if feed is None:  # taken out of the settings meanwhile
            return True
        match message:
            case Parsed(request, answer, result):
                self._line.take_result(feed.id, answer, result)
            case Fetched(request, Failure() as failure):
                self._line.take_failure(feed.id, failure)
            case Fetched(request, Answer() as answer):
                if self._line.take_answer(feed.id, answer) is None:
                    parse = self._parser.parse
                    self._parsing.submit(lambda: Parsed(request, answer, parse(answer, feed)))
                    return False
        return True
