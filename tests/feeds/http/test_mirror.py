"""An office's mirror is asked instead of a feed's own server, and nobody else if it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from tests.feeds.samples import NOW, ask, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, Reach, Request, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.lookup import Whereabouts

FEED = rss("<title>One</title>")
ADDRESS = "https://www.press.example/en/feed/?kind=release&page=1"
PATH = "/www.press.example/en/feed/?kind=release&page=1"


@pytest.fixture
def looked_up() -> list[str]:
    """Hold the names that were looked up."""
    return []


@pytest.fixture
def office(server: FeedServer, looked_up: list[str]) -> Iterator[HttpFetcher]:
    """Fetch where the mirror lies in the office's network, and no other name can be found."""

    def resolve(host: str, _port: int) -> Whereabouts:
        looked_up.append(host)
        if host != "news.office.example":
            raise OSError("not found")
        return Whereabouts((server.host,), Reach.PRIVATE)

    with closing(HttpFetcher(now=lambda: NOW, resolve=resolve)) as made:
        yield made


def through(server: FeedServer, url: str = ADDRESS, **validators: str) -> Request:
    mirror = server.url("/", "news.office.example")
    return replace(ask(url, **validators), mirror=mirror, reach=Reach.PUBLIC)


def test_the_mirror_is_asked_with_host_path_and_query_and_the_validators(
    server: FeedServer, office: HttpFetcher, looked_up: list[str]
) -> None:
    server.serve(PATH, FEED)
    answer = office.fetch(through(server, etag='"1"'))
    assert isinstance(answer, Answer)
    assert (answer.url, answer.body, answer.reach) == (ADDRESS, FEED, Reach.PUBLIC)
    (seen,) = server.requests()
    assert (seen.target, seen.header("If-None-Match")) == (PATH, '"1"')
    assert seen.header("Host") == f"news.office.example:{server.port}"
    assert looked_up == ["news.office.example"]


def test_a_mirror_may_lie_below_a_path_and_a_port_that_is_not_the_usual_one_is_told(
    server: FeedServer, office: HttpFetcher
) -> None:
    server.serve("/news/press.example:8443/a", FEED)
    mirror = server.url("/news/", "news.office.example")
    request = replace(ask("https://press.example:8443/a"), mirror=mirror)
    assert isinstance(office.fetch(request), Answer)


@pytest.mark.parametrize(
    "location",
    ["https://press.example/new", "//press.example/new", "{mirror}press.example/new"],
)
def test_a_redirect_is_followed_through_the_mirror_and_teaches_the_address_that_is_meant(
    location: str, server: FeedServer, office: HttpFetcher, looked_up: list[str]
) -> None:
    request = through(server)
    step = Step(301, {"Location": location.format(mirror=request.mirror)})
    server.script(PATH, step)
    server.serve("/press.example/new", FEED)
    answer = office.fetch(request)
    assert isinstance(answer, Answer)
    assert (answer.url, answer.moved_to) == ("https://press.example/new",) * 2
    assert set(looked_up) == {"news.office.example"}


def test_a_redirect_to_a_path_is_resolved_against_the_address_that_is_meant(
    server: FeedServer, office: HttpFetcher
) -> None:
    server.redirect(PATH, "/en/latest/feed/")
    server.serve("/www.press.example/en/latest/feed/", FEED)
    answer = office.fetch(through(server))
    assert isinstance(answer, Answer)
    assert answer.url == "https://www.press.example/en/latest/feed/"


@pytest.mark.parametrize("location", ["https://192.168.1.1/", "https://localhost/", "http://a.b/"])
def test_a_redirect_through_the_mirror_leads_no_further_inside_and_out_of_no_https(
    location: str, server: FeedServer, office: HttpFetcher
) -> None:
    server.redirect(PATH, location)
    failure = office.fetch(through(server))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.REFUSED
    assert len(server.requests()) == 1


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (Step(502), "the server says 502 Bad Gateway"),
        (Step(403), "the server says 403 Forbidden"),
        (Step(reset=True), ""),
    ],
)
def test_a_mirror_that_fails_is_the_trouble_and_nobody_else_is_asked(
    step: Step, says: str, server: FeedServer, office: HttpFetcher, looked_up: list[str]
) -> None:
    server.script(PATH, step)
    failure = office.fetch(through(server))
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(f"the mirror news.office.example: {says}")
    assert looked_up == ["news.office.example"]


def test_a_mirror_that_cannot_be_found_is_the_trouble(
    office: HttpFetcher, looked_up: list[str]
) -> None:
    failure = office.fetch(replace(ask(ADDRESS), mirror="http://elsewhere.office.example/"))
    assert isinstance(failure, Failure)
    assert "the mirror elsewhere.office.example" in failure.reason
    assert not failure.reached
    assert looked_up == ["elsewhere.office.example"]
