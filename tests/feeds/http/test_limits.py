"""The limits of a poll: time by wall clock, bytes after unpacking, and what they leave behind."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading

import pytest

from tests.desktop.programs import wait_for
from tests.feeds.samples import NOW, ask, fetch_failure, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.patience import Limits

FEED = rss("<title>One</title>")


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
    failure = fetch_failure(hasty, server, Step(hang=True))
    assert (failure.kind, failure.reason) == (TroubleKind.TIMEOUT, "no answer within 0.5 s")


def test_a_header_that_drips_is_left_at_the_header_limit(
    server: FeedServer, hasty: HttpFetcher
) -> None:
    """P28: a byte now and then does not start the wait anew."""
    failure = fetch_failure(hasty, server, Step(body=FEED, header_pause=0.05))
    assert (failure.kind, failure.reason) == (TroubleKind.TIMEOUT, "no answer within 0.5 s")


def test_a_body_that_drips_is_left_at_the_total_limit(server: FeedServer) -> None:
    """P28: wall clock, not the wait for one read."""
    fetcher = HttpFetcher(now=lambda: NOW, limits=Limits(header=60, total=1.2))
    failure = fetch_failure(fetcher, server, Step(body=b"x" * 5000, body_pause=0.05))
    assert failure.reason == "the answer did not end within 1.2 s"


def test_redirects_count_into_the_total(server: FeedServer) -> None:
    """P28: five slow hops do not make five waits."""
    fetcher = HttpFetcher(now=lambda: NOW, limits=Limits(header=0.6, total=1.0))
    for hop in range(5):
        step = Step(302, {"Location": f"/{hop + 1}"}, content_type="", header_pause=0.008)
        server.script(f"/{hop}", step)
    failure = fetcher.fetch(ask(server.url("/0")))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TIMEOUT


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    """P28: name look-up is part of the total, although nothing can interrupt it."""
    released, given_up = threading.Event(), threading.Event()

    def resolve(host: str, port: int) -> None:
        if not released.wait(60):
            given_up.set()
        raise OSError(f"{host}:{port}")

    fetcher = HttpFetcher(
        now=lambda: NOW,
        limits=Limits(header=0.3, total=0.5),
        resolve=resolve,  # type: ignore[arg-type] # it never returns
    )
    failure = fetcher.fetch(ask("http://slow.example/feed"))
    released.set()
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TIMEOUT
    assert not given_up.is_set()


@pytest.mark.skipif(
    sys.platform == "win32", reason="a shutdown wakes no reader there; quitting takes 5 s at most"
)
def test_closing_cuts_an_exchange_that_is_under_way(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """The program quits at once although a server keeps silent."""
    server.script("/feed", Step(hang=True))
    outcomes: list[Answer | Failure] = []
    poll = threading.Thread(target=lambda: outcomes.append(fetcher.fetch(ask(server.url()))))
    poll.start()
    server.wait_for_request()
    fetcher.close()
    poll.join(60)
    assert isinstance(outcomes[0], Failure)
    assert outcomes[0].kind is not TroubleKind.TIMEOUT, "it waited for the server"


BOMBS = """
import gzip, itertools, resource, sys
from tests.feeds.samples import NOW, ask
from tests.server import FeedServer, Step
from traynews.feeds.http.fetch import HttpFetcher

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
        poll.join(30)
    assert all(isinstance(outcome, Answer) for outcome in outcomes)
    assert len(outcomes) == 20

    def all_gone() -> bool:
        return not any(one.name.startswith("look up ") for one in threading.enumerate())

    wait_for(all_gone, 5, "no thread is left that looks up a name")
