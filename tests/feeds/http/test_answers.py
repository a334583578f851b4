"""What comes back: statuses, holds, packing, and servers that misbehave."""

from __future__ import annotations

import gzip
import zlib
from datetime import timedelta

import pytest

from tests.feeds.samples import ask, fetch_failure, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher

FEED = rss("<title>One</title>")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "the server says 401 Unauthorized"),
        (403, "the server says 403 Forbidden"),
        (404, "the server says 404 Not Found"),
        (410, "the server says 410 Gone"),
        (500, "the server says 500 Internal Server Error"),
        (799, "the server says 799"),
        (204, "the server says 204 No Content"),
    ],
)
def test_a_status_that_is_no_success_is_told_in_a_line(
    status: int, reason: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P20, P21: the status is passed on, and there is no second request."""
    failure = fetch_failure(fetcher, server, Step(status))
    assert (failure.kind, failure.status, failure.reason) == (TroubleKind.HTTP, status, reason)
    assert len(server.requests()) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_hold_in_seconds_is_read(status: int, server: FeedServer, fetcher: HttpFetcher) -> None:
    """P15: Retry-After in seconds."""
    failure = fetch_failure(fetcher, server, Step(status, {"Retry-After": "7200"}))
    assert (failure.status, failure.retry_after) == (status, timedelta(hours=2))


def test_a_hold_until_a_date_counts_from_the_servers_own_clock(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P16: relative to the Date header."""
    headers = {
        "Date": "Fri, 22 Nov 2024 10:00:00 GMT",
        "Retry-After": "Fri, 22 Nov 2024 10:30:00 GMT",
    }
    assert fetch_failure(fetcher, server, Step(429, headers)).retry_after == timedelta(minutes=30)


def test_a_challenge_page_is_recognised(server: FeedServer, fetcher: HttpFetcher) -> None:
    failure = fetch_failure(fetcher, server, Step(403, {"cf-mitigated": "challenge"}, b"<html>"))
    assert failure.reason == "the server says 403 Forbidden (it wants to see a browser)"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("GZIP", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
    ],
)
def test_packed_bodies_arrive_unpacked(
    coding: str, packed: bytes, server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/feed", packed, headers={"Content-Encoding": coding})
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer)
    assert answer.body == FEED


@pytest.mark.parametrize(
    ("step", "kind", "reason"),
    [
        (
            Step(headers={"Content-Encoding": "gzip"}, body=FEED),
            TroubleKind.NETWORK,
            "the answer is packed wrongly",
        ),
        (
            Step(headers={"Content-Encoding": "br"}, body=FEED),
            TroubleKind.NETWORK,
            "the answer is packed in a way not asked for (br)",
        ),
        (
            Step(body=FEED, length=99_999_999_999),
            TroubleKind.TOO_LARGE,
            "the answer is larger than 8 MiB",
        ),
        (
            Step(body=FEED, length=5000, cut_after=50),
            TroubleKind.NETWORK,
            "the answer was cut short",
        ),
        (
            Step(body=[b"x" * 100], chunked=True, cut_after=0),
            TroubleKind.NETWORK,
            "the answer was cut short",
        ),
        (Step(reset=True), TroubleKind.NETWORK, "Connection reset by peer"),
        (Step(raw=b"what?\r\n\r\n"), TroubleKind.NETWORK, "127.0.0.1 answers with something odd"),
        (
            Step(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n"),
            TroubleKind.NETWORK,
            "127.0.0.1 answers with something odd",
        ),
    ],
)
def test_a_server_that_lies_or_breaks_off_gives_one_clean_failure(
    step: Step, kind: TroubleKind, reason: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P28, and the hazards of the wire."""
    failure = fetch_failure(fetcher, server, step)
    assert (failure.kind, failure.reason) == (kind, reason)


def test_nobody_listening_is_a_network_failure(fetcher: HttpFetcher) -> None:
    with FeedServer() as gone:
        url = gone.url()
    failure = fetcher.fetch(ask(url))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.reason) == (TroubleKind.NETWORK, "Connection refused")


def test_a_name_that_does_not_exist_is_a_network_failure(fetcher: HttpFetcher) -> None:
    failure = fetcher.fetch(ask("http://nowhere.invalid/feed"))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.NETWORK
    assert failure.reason == "the name nowhere.invalid cannot be found"


@pytest.mark.parametrize("url", ["", "feed", "file:///etc/passwd", "http://", "http://[::1"])
def test_what_is_no_web_address_is_refused(url: str, fetcher: HttpFetcher) -> None:
    failure = fetcher.fetch(ask(url))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.REFUSED
