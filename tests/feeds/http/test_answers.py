"""What comes back: statuses, holds, packing, and servers that misbehave."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import os
import socket
import zlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.samples import ask, fetch_failure, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.patience import ExchangeError, Limits, Patience
from traynews.feeds.http.wire import OddAnswerError, Wire

FEED = rss("<title>One</title>")


def pack(body: bytes) -> bytes:
    """Pack without the time of day: every process must find tests of the same name."""
    return gzip.compress(body, mtime=0)


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
        ("gzip", pack(FEED)),
        ("GZIP", pack(FEED)),
        ("x-gzip", pack(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
        ("none", FEED),
        ("UTF-8", FEED),
        ("utf-8, gzip", pack(FEED)),
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
    "hints",
    [
        b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
        b"HTTP/1.1 102 Processing\r\n\r\n" * 3,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nETag: x\r\n\r\n",
    ],
)
def test_hints_before_the_answer_are_passed_over(
    hints: bytes, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """RFC 9110, 15.2: a client has to be able to."""
    server.script("/feed", Step(raw=hints + b'HTTP/1.1 200 OK\r\nETag: "1"\r\n\r\n' + FEED))
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer), answer
    assert (answer.status, answer.headers, answer.body) == (200, {"etag": '"1"'}, FEED)


@pytest.mark.parametrize(
    "headers",
    [
        {f"X-{number}": "y" for number in range(900)},
        {"Content-Security-Policy": "x" * 200_000},
        {f"X-{number}": "y" * 70_000 for number in range(3)},
    ],
)
def test_many_headers_and_long_ones_are_read(
    headers: dict[str, str], server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/feed", FEED, headers=headers)
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer), answer
    assert answer.body == FEED


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        b"HTTP/1.1 102 P\r\n\r\n" * 20_000 + b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_a_head_over_the_limit_is_refused(
    head: bytes, server: FeedServer, fetcher: HttpFetcher
) -> None:
    assert "something odd" in fetch_failure(fetcher, server, Step(raw=head)).reason


def test_headers_stand_as_they_were_sent(server: FeedServer, fetcher: HttpFetcher) -> None:
    """Folded lines, repeated names, names without a colon: read as servers mean them."""
    head = (
        b'HTTP/1.0  200\nEtag:\t"1" \nCache-Control: public\nCACHE-CONTROL: max-age=7200\n'
        b'X-Folded: one\n  two\nnonsense\nEtag : "2"\n\n'
    )
    server.script("/feed", Step(raw=head + FEED))
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer), answer
    assert answer.headers == {
        "etag": '"2"',
        "cache-control": "public, max-age=7200",
        "x-folded": "one two",
    }


def test_an_answer_of_a_proxy_that_changed_it_is_a_success(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """203 Non-Authoritative Information: RFC 9110, 15.3.4."""
    server.serve("/feed", FEED, status=203)
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (203, FEED)


@pytest.mark.parametrize(
    ("body", "unpacked"),
    [
        (pack(FEED), FEED),
        (pack(FEED[:50]) + pack(FEED[50:]), FEED),
        (pack(FEED) + b"\0" * 512, FEED),
        (pack(b"") * 999 + pack(FEED), FEED),
        (b"\x1f\x8bno gzip at all", b"\x1f\x8bno gzip at all"),
    ],
)
def test_a_packed_file_is_unpacked_though_no_header_says_so(
    body: bytes, unpacked: bytes, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """`feed.xml.gz`, served as it lies there; files in several members, padded ones."""
    server.serve("/feed", body)
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer)
    assert answer.body == unpacked


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (
            Step(headers={"Content-Encoding": "gzip"}, body=pack(b"") * 400_000),
            "the answer is packed in too many parts",
        ),
        (
            Step(chunked=True, body=itertools.repeat(b"x")),
            "127.0.0.1 answers with something odd (more frame than body)",
        ),
        (
            Step(
                headers={"Transfer-Encoding": "chunked"},
                body=itertools.repeat(b"4;" + b"x" * 60_000 + b"\r\nbody\r\n"),
            ),
            "127.0.0.1 answers with something odd (more frame than body)",
        ),
    ],
)
def test_work_that_brings_nothing_is_cut(
    step: Step, reason: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """Empty gzip members, chunks of a byte and endless extensions cost seconds of processor."""
    assert fetch_failure(fetcher, server, step).reason == reason


def test_what_follows_the_last_chunk_is_not_waited_for(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """Trailers may never end, and say nothing that is wanted."""
    body = itertools.chain([b"5\r\n<rss/\r\n1\r\n>\r\n0\r\n"], itertools.repeat(b"X: y\r\n"))
    server.script("/feed", Step(headers={"Transfer-Encoding": "chunked"}, body=body))
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer), answer
    assert answer.body == b"<rss/>"


@pytest.mark.parametrize(
    "body", [b"-5\r\nhello\r\n0\r\n", b"0x5\r\nhello\r\n", b"\r\n", b"5\r\nhello!\r\n0\r\n"]
)
def test_broken_chunks_are_no_answer(body: bytes, server: FeedServer, fetcher: HttpFetcher) -> None:
    step = Step(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    assert "something odd" in fetch_failure(fetcher, server, step).reason


@given(
    st.lists(
        st.sampled_from(
            [
                b"HTTP/1.1 200 OK",
                b"HTTP/1.1 103 X",
                b"\r\n",
                b"\n",
                b":",
                b"a: b",
                b" ",
                b"5",
                b"Transfer-Encoding: chunked",
                b"Content-Length: 3",
                b"Content-Encoding: gzip",
                b"0",
                b"hello",
                b"\0",
                b"\x1f\x8b",
                pack(b"x"),
            ]
        )
        | st.binary(max_size=8),
        max_size=14,
    ).map(b"".join)
)
def test_whatever_a_server_sends_ends_in_a_reply_or_one_named_error(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        wire = Wire(ours, Patience(Limits(header=5, total=5)))
        with contextlib.suppress(ExchangeError, OddAnswerError):
            reply = wire.read_reply(limit=1000, has_body=True)
            assert len(reply.body or b"") <= 1000


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
        pytest.param(
            Step(reset=True),
            TroubleKind.NETWORK,
            "Connection reset by peer",
            marks=pytest.mark.skipif(os.name == "nt", reason="Windows has words of its own"),
        ),
        (
            Step(raw=b"what?\r\n\r\n"),
            TroubleKind.NETWORK,
            "127.0.0.1 answers with something odd (no status line)",
        ),
        (
            Step(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n"),
            TroubleKind.NETWORK,
            "127.0.0.1 answers with something odd (too many headers)",
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
