"""Redirects: which are followed, which are refused, and which teach a new address."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.feeds.samples import NOW, ask, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, Reach, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.lookup import Whereabouts

FEED = rss("<title>One</title>")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_each_kind_of_redirect_is_followed(
    status: int, server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.redirect("/feed", "/new", status)
    server.serve("/new", FEED)
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer)
    assert (answer.url, answer.body) == (server.url("/new"), FEED)


@pytest.mark.parametrize(
    ("statuses", "is_permanent"),
    [([301], True), ([308], True), ([301, 308], True), ([302], False), ([301, 302], False)],
)
def test_only_a_chain_of_permanent_redirects_moves_a_feed(
    statuses: list[int], is_permanent: object, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P22: one temporary hop, and the address stays."""
    for hop, status in enumerate(statuses):
        server.redirect(f"/{hop}", f"/{hop + 1}", status)
    last = f"/{len(statuses)}"
    server.serve(last, FEED)
    answer = fetcher.fetch(ask(server.url("/0")))
    assert isinstance(answer, Answer)
    assert answer.moved_to == (server.url(last) if is_permanent else None)


def test_validators_travel_along_a_redirect(server: FeedServer, fetcher: HttpFetcher) -> None:
    """P02: they came from the last address, by way of the first."""
    server.redirect("/feed", "/new", 302)
    server.serve("/new", FEED)
    fetcher.fetch(ask(server.url(), etag='"1"'))
    assert server.requests("/new")[0].header("If-None-Match") == '"1"'
    assert server.requests("/new")[0].header("Referer") == ""


def test_at_most_five_hops_are_followed(server: FeedServer, fetcher: HttpFetcher) -> None:
    """P23: six requests, then an error."""
    for hop in range(10):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    failure = fetcher.fetch(ask(server.url("/0")))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.REFUSED
    assert len(server.requests()) == 6


def test_a_circle_of_redirects_is_left_at_once(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    failure = fetcher.fetch(ask(server.url("/a")))
    assert isinstance(failure, Failure)
    assert failure.reason == "the address redirects in a circle"
    assert len(server.requests()) == 2


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/feed",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/feed",
        "http:///feed",
        "\\\\host\\share",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:25/",
        "https://127.0.0.1:22/",
        "http://127.0.0.1:6667/feed",
    ],
)
def test_a_redirect_to_anything_but_a_web_address_is_refused(
    target: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P23: only http and https, nothing hidden in the address."""
    server.redirect("/feed", target)
    failure = fetcher.fetch(ask(server.url()))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.REFUSED
    assert len(server.requests()) == 1


def test_an_address_with_a_password_is_refused_with_the_reason(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """Neither sent nor repeated: not as the address, and not as where a redirect leads."""
    place = server.url("/feed").replace("://", "://me:secret@")
    server.redirect("/feed", place)
    for url, what in ((place, "the address"), (server.url(), "the redirect")):
        failure = fetcher.fetch(ask(url))
        assert isinstance(failure, Failure)
        assert failure.reason == f"{what} has a user name in it, and none is sent"
    assert len(server.requests()) == 1


def test_a_redirect_in_bare_utf_8_is_followed(server: FeedServer, fetcher: HttpFetcher) -> None:
    """RFC 9110 allows ASCII only; servers send what their editors typed."""
    line = "Location: /communiqués/flux\r\n".encode()
    server.script("/feed", Step(raw=b"HTTP/1.1 302 Found\r\n" + line + b"\r\n"))
    server.serve("/communiqu%C3%A9s/flux", FEED)
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer), answer


def test_a_redirect_without_location_is_told_as_its_status(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/feed", status=302)
    failure = fetcher.fetch(ask(server.url()))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.status) == (TroubleKind.HTTP, 302)


@pytest.mark.parametrize(
    ("first", "second", "is_followed"),
    [
        (Reach.PUBLIC, Reach.PUBLIC, True),
        (Reach.PUBLIC, Reach.PRIVATE, False),
        (Reach.PUBLIC, Reach.LOOPBACK, False),
        (Reach.PRIVATE, Reach.LOOPBACK, False),
        (Reach.PRIVATE, Reach.PRIVATE, True),
        (Reach.LOOPBACK, Reach.LOOPBACK, True),
        (Reach.LOOPBACK, Reach.PUBLIC, True),
    ],
)
def test_no_redirect_leads_further_inside(
    first: Reach, second: Reach, is_followed: object, server: FeedServer
) -> None:
    """P23: a public server must not make us knock at the user's own network."""
    reaches = {"first.example": first, "second.example": second}
    server.redirect("/feed", server.url("/inside", host="second.example"))
    server.serve("/inside", FEED)

    def resolve(host: str, port: int) -> Whereabouts:
        assert port == server.port
        return Whereabouts(("127.0.0.1",), reaches[host])

    with closing(HttpFetcher(now=lambda: NOW, resolve=resolve)) as fetcher:
        outcome = fetcher.fetch(ask(server.url("/feed", host="first.example")))
    assert isinstance(outcome, Answer) is is_followed
    assert bool(server.requests("/inside")) is is_followed


def test_a_numeric_address_inside_is_recognised_behind_a_public_name(server: FeedServer) -> None:
    """P23, with the reach of 127.0.0.1 told from the number itself."""
    server.redirect("/feed", server.url("/inside"))
    server.serve("/inside", FEED)

    def resolve(host: str, port: int) -> Whereabouts:
        assert port
        reach = Reach.LOOPBACK if host == "127.0.0.1" else Reach.PUBLIC
        return Whereabouts(("127.0.0.1",), reach)

    with closing(HttpFetcher(now=lambda: NOW, resolve=resolve)) as fetcher:
        failure = fetcher.fetch(ask(server.url("/feed", host="first.example")))
    assert isinstance(failure, Failure)
    assert failure.reason == "the redirect leads into a private network"
    assert not server.requests("/inside")
