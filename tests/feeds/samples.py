"""What the tests of this wing share: feeds in a few words, answers, and where fixtures lie."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Document, Failure, Request, Validators
from traynews.core.data.model import Feed
from traynews.core.text.clean import clean_line
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.parse_process import ParseProcess

FIXTURES = Path(__file__).parent.parent / "fixtures" / "feeds"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FEED = Feed("press", "https://news.example/feed", zone="Europe/London")
PARSE_COMMAND = [
    sys.executable,
    "-P",
    "-c",
    "from traynews.feeds.child.parse import serve_parse_requests; serve_parse_requests()",
]


def parse_process() -> ParseProcess:
    """Return a real one, with time for a busy machine: it holds itself to its processor time."""
    return ParseProcess(PARSE_COMMAND, time_limit=120.0)


def rss(*items: str, channel: str = "", version: str = "2.0") -> bytes:
    """Return an RSS document of these items' insides."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="{version}"><channel>'
        f"<title>Press</title><link>https://news.example/</link>{channel}{inside}"
        "</channel></rss>"
    ).encode()


def answer(
    body: bytes,
    *,
    url: str = "https://news.example/feed",
    content_type: str = "application/rss+xml",
) -> Answer:
    """Return a whole answer with this body."""
    return Answer(url, 200, {"content-type": content_type}, body, NOW)


def ask(url: str, *, etag: str | None = None, last_modified: str | None = None) -> Request:
    """Return a request, conditional if validators are given."""
    return Request("press", url, Validators(etag, last_modified))


def read(parser: ParseProcess, body: bytes, feed: Feed = FEED) -> Document:
    """Parse a body that is a feed."""
    found = parser.parse(answer(body), feed)
    assert isinstance(found, Document), found
    return found


def refuse(parser: ParseProcess, body: bytes) -> Failure:
    """Parse a body that is none."""
    found = parser.parse(answer(body), FEED)
    assert isinstance(found, Failure), found
    return found


def fetch_failure(fetcher: HttpFetcher, server: FeedServer, step: Step) -> Failure:
    """Poll a feed that answers by this step, and expect a failure in one clean line."""
    server.script("/feed", step)
    failure = fetcher.fetch(ask(server.url()))
    assert isinstance(failure, Failure), failure
    assert failure.reason == clean_line(failure.reason)
    assert failure.reason
    assert failure.received == NOW
    return failure
