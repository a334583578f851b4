"""What a poll sends: the politeness rules that concern one request, read from the server's log."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds.samples import ask, rss
from tests.server import FeedServer, Step
from traynews import PROJECT_URL, __version__
from traynews.core.data.document import Answer, Failure
from traynews.feeds.http.fetch import HttpFetcher

FEED = rss("<title>One</title>")


def test_the_first_poll_is_one_get_and_nothing_else(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P01: no HEAD, favicon, robots, discovery or validators."""
    server.serve("/feed", FEED, headers={"ETag": '"1"'})
    answer = fetcher.fetch(ask(server.url("/feed")))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.moved_to) == (200, FEED, None)
    (seen,) = server.requests()
    assert (seen.method, seen.target, seen.version) == ("GET", "/feed", "HTTP/1.1")
    assert not {"if-none-match", "if-modified-since"} & seen.headers.keys()


@pytest.mark.parametrize(
    "etag", ['"abc-123"', 'W/"abc"', "abc123", '"a,b"', '""', "W/abc;gzip", '"caf\xe9"']
)
def test_an_etag_comes_back_byte_for_byte(
    etag: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P02: quotes, weakness, commas and the lack of quotes are kept."""
    server.script("/feed", Step(headers={"ETag": etag}, body=FEED), Step(304))
    first = fetcher.fetch(ask(server.url()))
    assert isinstance(first, Answer)
    assert first.headers["etag"] == etag
    second = fetcher.fetch(ask(server.url(), etag=first.headers["etag"]))
    assert isinstance(second, Answer)
    assert (second.status, second.body) == (304, None)
    assert f"If-None-Match: {etag}" in server.requests()[1].lines


@pytest.mark.parametrize(
    "date", ["Sat, 1 Jan 2022 0:00:00 GMT", "Fri, 22 Nov 2999 10:00:00 GMT", "yesterday", "0"]
)
def test_a_last_modified_comes_back_byte_for_byte(
    date: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P03: odd and future dates are not reformatted."""
    server.script("/feed", Step(headers={"Last-Modified": date}, body=FEED), Step(304))
    first = fetcher.fetch(ask(server.url()))
    assert isinstance(first, Answer)
    fetcher.fetch(ask(server.url(), last_modified=first.headers["last-modified"]))
    assert f"If-Modified-Since: {date}" in server.requests()[1].lines


def test_both_validators_are_sent_when_both_are_given(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P04: both given, both sent."""
    server.script("/feed", Step(304))
    fetcher.fetch(ask(server.url(), etag='"1"', last_modified="Fri, 22 Nov 2024 10:00:00 GMT"))
    seen = server.requests()[0]
    assert seen.header("If-None-Match") == '"1"'
    assert seen.header("If-Modified-Since") == "Fri, 22 Nov 2024 10:00:00 GMT"


@pytest.mark.parametrize("given_one", ["etag", "last_modified"])
def test_no_validator_is_invented(given_one: str, server: FeedServer, fetcher: HttpFetcher) -> None:
    """P04: one given, one sent; the Date header is no validator."""
    server.serve("/feed", FEED, headers={"Date": "Fri, 22 Nov 2024 18:00:00 GMT"})
    fetcher.fetch(ask(server.url(), **{given_one: "x"}))
    sent = {"if-none-match", "if-modified-since"} & server.requests()[0].headers.keys()
    assert sent == {"if-none-match" if given_one == "etag" else "if-modified-since"}


def test_a_304_ends_the_exchange_and_may_bring_new_validators(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P06, P08: the headers of a 304 are passed on, and nothing else is asked."""
    server.script("/feed", Step(304, {"ETag": '"2"'}))
    answer = fetcher.fetch(ask(server.url(), etag='"1"'))
    assert isinstance(answer, Answer)
    assert answer.headers["etag"] == '"2"'
    assert len(server.requests()) == 1


def test_the_headers_are_these_and_no_others(server: FeedServer, fetcher: HttpFetcher) -> None:
    """P24, P25, P27: who we are, what we read; no Cookie, Referer, Cache-Control, Range, A-IM."""
    server.serve("/feed", FEED, headers={"Set-Cookie": "sid=1; Path=/"})
    for _ in range(3):
        fetcher.fetch(ask(server.url()))
    for seen in server.requests():
        names = [line.partition(":")[0] for line in seen.lines]
        assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]
        assert seen.header("User-Agent") == f"TrayNews/{__version__} (+{PROJECT_URL})"
        assert "application/rss+xml" in seen.header("Accept")
        assert "application/atom+xml" in seen.header("Accept")
        assert seen.header("Accept-Encoding") == "gzip, deflate"
        assert seen.header("Host") == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize(
    "target", ["/feed?a=%2f%2F&b=c;d", "/a//b/../c", "/?", "/feed?x=%7Eme&y=~me", "/%zz", "/a'b(c)"]
)
def test_the_target_goes_out_byte_for_byte(
    target: str, server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P24: nothing is normalised and nothing appended."""
    fetcher.fetch(ask(server.url(target)))
    assert server.requests()[0].target == target


def test_what_cannot_go_over_the_wire_is_encoded_and_nothing_else(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    fetcher.fetch(ask(server.url("/résumé?q=%C3%A9 x#part")))
    assert server.requests()[0].target == "/r%C3%A9sum%C3%A9?q=%C3%A9%20x"


def test_the_connection_is_closed_after_the_exchange(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    """P26: one connection, none kept for hours."""
    server.serve("/feed", FEED)
    fetcher.fetch(ask(server.url()))
    assert server.requests()[0].header("Connection") == "close"


def test_a_226_is_a_success_with_a_body(server: FeedServer, fetcher: HttpFetcher) -> None:
    """P27: accepted, although never asked for."""
    server.script("/feed", Step(226, {"IM": "feed"}, FEED))
    answer = fetcher.fetch(ask(server.url()))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (226, FEED)


def test_a_validator_that_would_break_the_request_is_left_out(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    fetcher.fetch(ask(server.url(), etag='"1"\r\nX-Evil: 1', last_modified="\u2603"))
    assert len(server.requests()[0].lines) == 5


def test_ipv6_is_spoken(fetcher: HttpFetcher) -> None:
    with FeedServer("::1") as six:
        six.serve("/feed", FEED)
        answer = fetcher.fetch(ask(six.url()))
        assert isinstance(answer, Answer), answer
        assert six.requests()[0].header("Host") == f"[::1]:{six.port}"


@given(
    etag=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1).filter(
        lambda text: text == text.strip()
    )
)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_etag_makes_the_round_trip(etag: str, server: FeedServer, fetcher: HttpFetcher) -> None:
    """P02, for whatever a server may think of."""
    server.script("/feed", Step(304))
    assert not isinstance(fetcher.fetch(ask(server.url(), etag=etag)), Failure)
    assert f"If-None-Match: {etag}" in server.requests()[-1].lines
