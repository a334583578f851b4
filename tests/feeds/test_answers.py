"""What comes back: statuses, holds, packing, limits, and servers that misbehave."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import threading
import time
import zlib
from datetime import timedelta

import pytest

from tests.feeds.samples import NOW, ask, rss
from tests.server import FeedServer, Step
from traynews.core.model import Answer, Failure, TroubleKind
from traynews.core.text import clean_line
from traynews.feeds.exchange import Limits
from traynews.feeds.fetch import HttpFetcher

FEED = rss("<title>One</title>")
MIB = 1024 * 1024


def fail(fetcher: HttpFetcher, server: FeedServer, step: Step) -> Failure:
    """Poll a feed that answers by this step, and expect a failure in one clean line."""
    server.script("/feed", step)
    failure = fetcher.fetch(ask(server.url()))
    assert isinstance(failure, Failure), failure
    assert failure.reason == clean_line(failure.reason)
    assert failure.reason
    assert failure.received == NOW
    return failure


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
    failure = fail(fetcher, server, Step(status))
    assert (failure.kind, failure.status, failure.reason) == (TroubleKind.HTTP, status, reason)
    assert len(server.requests()) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_hold_in_seconds_is_read(status: int, server: FeedServer, fetcher: HttpFetcher) -> None:
    """P15: Retry-After in seconds."""
    failure = fail(fetcher, server, Step(status, {"Retry-After": "7200"}))
    assert (failure.status, failure.retry_after) == (status, timedelta(hours=2))


def test_a_hold_until_a_date_counts_from_the_servers_own_clock(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P16: relative to the Date header."""
    headers = {
        "Date": "Fri, 22 Nov 2024 10:00:00 GMT",
        "Retry-After": "Fri, 22 Nov 2024 10:30:00 GMT",
    }
    assert fail(fetcher, server, Step(429, headers)).retry_after == timedelta(minutes=30)


def test_a_challenge_page_is_recognised(server: FeedServer, fetcher: HttpFetcher) -> None:
    failure = fail(fetcher, server, Step(403, {"cf-mitigated": "challenge"}, b"<html>"))
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
    failure = fail(fetcher, server, step)
    assert (failure.kind, failure.reason) == (kind, reason)


def test_a_body_that_is_exactly_at_the_limit_is_read(server: FeedServer) -> None:
    fetcher = HttpFetcher(now=lambda: NOW, limits=Limits(body=1000))
    server.serve("/feed", b"x" * 1000)
    assert isinstance(fetcher.fetch(ask(server.url())), Answer)
    server.serve("/feed", b"x" * 1001)
    failure = fetcher.fetch(ask(server.url()))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TOO_LARGE


def test_a_server_that_keeps_silent_is_left_at_the_header_limit(
    server: FeedServer, hasty: HttpFetcher
) -> None:
    """P28: the header wait."""
    started = time.monotonic()
    failure = fail(hasty, server, Step(hang=True))
    assert (failure.kind, failure.reason) == (TroubleKind.TIMEOUT, "no answer within 0.5 s")
    assert 0.4 < time.monotonic() - started < 1.1


def test_a_header_that_drips_is_left_at_the_header_limit(
    server: FeedServer, hasty: HttpFetcher
) -> None:
    """P28: a byte now and then does not start the wait anew."""
    started = time.monotonic()
    failure = fail(hasty, server, Step(body=FEED, header_pause=0.05))
    assert failure.kind is TroubleKind.TIMEOUT
    assert time.monotonic() - started < 1.1


def test_a_body_that_drips_is_left_at_the_total_limit(
    server: FeedServer, hasty: HttpFetcher
) -> None:
    """P28: wall clock, not the wait for one read."""
    started = time.monotonic()
    failure = fail(hasty, server, Step(body=b"x" * 500, body_pause=0.05))
    assert failure.reason == "the answer did not end within 1.2 s"
    assert 1.0 < time.monotonic() - started < 1.8


def test_redirects_count_into_the_total(server: FeedServer) -> None:
    """P28: five slow hops do not make five waits."""
    fetcher = HttpFetcher(now=lambda: NOW, limits=Limits(header=0.6, total=1.0))
    for hop in range(5):
        step = Step(302, {"Location": f"/{hop + 1}"}, content_type="", header_pause=0.008)
        server.script(f"/{hop}", step)
    started = time.monotonic()
    failure = fetcher.fetch(ask(server.url("/0")))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TIMEOUT
    assert time.monotonic() - started < 1.6


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    """P28: name look-up is part of the total, although nothing can interrupt it."""
    released = threading.Event()

    def resolve(host: str, port: int) -> None:
        released.wait(10)
        raise OSError(f"{host}:{port}")

    fetcher = HttpFetcher(
        now=lambda: NOW,
        limits=Limits(header=0.3, total=0.5),
        resolve=resolve,  # type: ignore[arg-type] # it never returns
    )
    started = time.monotonic()
    failure = fetcher.fetch(ask("http://slow.example/feed"))
    took = time.monotonic() - started
    released.set()
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TIMEOUT
    assert took < 1.0


def test_closing_cuts_an_exchange_that_is_under_way(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """The program quits at once although a server keeps silent."""
    server.script("/feed", Step(hang=True))
    outcomes: list[Answer | Failure] = []
    poll = threading.Thread(target=lambda: outcomes.append(fetcher.fetch(ask(server.url()))))
    poll.start()
    server.wait_for_request()
    started = time.monotonic()
    fetcher.close()
    poll.join(5)
    assert time.monotonic() - started < 1
    assert isinstance(outcomes[0], Failure)


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


BOMBS = """
import gzip, itertools, resource, sys
from tests.feeds.samples import NOW, ask
from tests.server import FeedServer, Step
from traynews.feeds.fetch import HttpFetcher

def member():  # 10 GiB of zeros as gzip, made on the way: 1,280 members of 8 MiB
    yield from itertools.repeat(one, 1280)

one = gzip.compress(bytes(8 * 1024 * 1024))
nested = gzip.compress(gzip.compress(one * 25))
fetcher = HttpFetcher(now=lambda: NOW)
with FeedServer() as server:
    server.script("/warm", Step(body=b"x" * 8 * 1024 * 1024))
    fetcher.fetch(ask(server.url("/warm")))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    plain = {"Content-Encoding": "gzip"}
    server.script("/10G", Step(headers=plain, body=member()))
    server.script("/nested", Step(headers={"Content-Encoding": "gzip, gzip, gzip"}, body=nested))
    server.script("/blanks", Step(chunked=True, body=itertools.repeat(b" " * 4096)))
    for path in ("/10G", "/nested", "/blanks"):
        print(fetcher.fetch(ask(server.url(path))).kind)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures with getrusage")
def test_bombs_stop_at_the_limit_with_bounded_memory() -> None:
    """P28: 10 GiB of zeros, 200 MB thrice packed, endless chunks; memory measured from outside."""
    done = subprocess.run(
        [sys.executable, "-c", BOMBS], capture_output=True, text=True, timeout=60, check=True
    )
    *kinds, grown = done.stdout.split()
    assert kinds == ["too-large"] * 3
    assert int(grown) < 24 * 1024, "KiB above what a body at the limit takes anyway"


def test_many_polls_at_once_leave_no_thread_behind(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/feed", FEED)
    outcomes: list[Answer | Failure] = []
    polls = [
        threading.Thread(target=lambda: outcomes.append(fetcher.fetch(ask(server.url()))))
        for _ in itertools.repeat(None, 20)
    ]
    for poll in polls:
        poll.start()
    for poll in polls:
        poll.join(10)
    assert all(isinstance(outcome, Answer) for outcome in outcomes)
    assert len(outcomes) == 20
    deadline = time.monotonic() + 5
    while any(thread.name.startswith("fetch ") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
