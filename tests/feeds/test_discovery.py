"""Finding feeds: what a page names, where feeds usually lie, and how politely they are sought."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.samples import NOW, rss
from tests.growth import assert_linear
from tests.server import FeedServer
from traynews.core.data.document import Failure, Reach, TroubleKind
from traynews.core.polling.moves import may_be_elsewhere, usual_places
from traynews.feeds.child.newsroom.answer import find_places
from traynews.feeds.discovery import (
    MOST_REQUESTS,
    Found,
    find_feed,
)
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.lookup import Whereabouts
from traynews.feeds.parse_process import ParseProcess

BODY = rss("<title>One</title>")
PAGE = "https://news.example/en/latest"


def links(html: str) -> tuple[str, ...]:
    return find_places(html.encode(), PAGE)


def named(href: str, kind: str = "application/rss+xml", more: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" {more}>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (named("/feed"), ("https://news.example/feed",)),
        (named("feed?a=1&amp;b=2"), ("https://news.example/en/feed?a=1&b=2",)),
        (named("/a", "application/atom+xml; charset=utf-8"), ("https://news.example/a",)),
        (named("/j", "application/feed+json"), ("https://news.example/j",)),
        (named("http://news.example/feed"), ("https://news.example/feed",)),
        (named("http://feeds.elsewhere.test/f"), ("http://feeds.elsewhere.test/f",)),
        ('<a href="http://www.news.example/rss.xml">RSS</a>', ()),
        ("<LINK REL=alternate HREF=/f TYPE=application/rss+xml>", ("https://news.example/f",)),
        (f"<base href='https://b.example/x/'>{named('y')}", ("https://b.example/x/y",)),
        (named("/comments/feed/") + named("/feed"), ("https://news.example/feed", "https://news.example/comments/feed/")),
        (named("/x") + named("/x#top"), ("https://news.example/x",)),
        (named("/feed", more='rel="stylesheet"').replace('rel="alternate"', ""), ()),
        (named("/wp-json/wp/v2/posts/1", "application/json"), ()),
        (named("/fr", "text/html", 'hreflang="fr"'), ()),
        (named("javascript:x"), ()),
        (named("https://me:secret@news.example/feed"), ()),
        (named("file:///etc/passwd"), ()),
        (f"<!-- {named('/old')} -->", ()),
        ("<!-- never closed " + named("/old"), ()),
        ('<a class="feed-icon" href="/rss.xml">RSS</a>', ("https://news.example/rss.xml",)),
        ('<a href="https://elsewhere.example/rss.xml">RSS</a>', ()),
        ('<a href="/news/feedback">us</a>', ()),
    ],
)  # fmt: skip
def test_a_page_names_its_feeds(html: str, found: tuple[str, ...]) -> None:
    assert links(html) == found


@given(st.binary(max_size=300) | st.text("<link rel='\"=/>a!-", max_size=200).map(str.encode))
def test_any_bytes_will_do_as_a_page(page: bytes) -> None:
    assert all(link.startswith("http") for link in find_places(page, PAGE))


@pytest.mark.long
@pytest.mark.parametrize("piece", ["<!--", "<a ", '<link "', '<a href="', "<link x='y' "])
def test_reading_a_page_takes_linear_time(piece: str) -> None:
    assert_linear(lambda text: find_places(text.encode(), PAGE), piece, length=800_000)


def test_the_usual_places_lie_below_the_page_and_at_the_root() -> None:
    assert usual_places("https://news.example/en/latest/?x=1#y") == (
        "https://news.example/en/latest/feed/",
        "https://news.example/feed/",
        "https://news.example/rss.xml",
        "https://news.example/en/latest/rss.xml",
    )
    assert len(usual_places("https://news.example")) == 2


def test_a_feeds_own_address_takes_one_request(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    server.serve("/feed", BODY)
    found = find_feed(server.url(), fetcher=fetcher, parser=parser)
    assert isinstance(found, Found)
    assert (found.url, found.document.title) == (server.url(), "Press")
    assert len(server.requests()) == 1


@pytest.mark.parametrize("scheme", ["feed:{}", "FEED://{}"])
def test_an_address_that_a_browser_hands_to_readers_is_read(
    scheme: str, server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    server.serve("/feed", BODY)
    address = scheme.format(server.url() if "//" not in scheme else server.url()[len("http://") :])
    found = find_feed(f" {address}", fetcher=fetcher, parser=parser)
    assert isinstance(found, Found)
    assert found.url == server.url()


def test_a_pages_feed_is_found_by_its_link(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    server.serve("/news", f"<html><head>{named('/feed')}", content_type="text/html")
    server.serve("/feed", BODY)
    found = find_feed(server.url("/news"), fetcher=fetcher, parser=parser)
    assert isinstance(found, Found)
    assert found.url == server.url("/feed")
    assert [seen.target for seen in server.requests()] == ["/news", "/feed"]


def test_a_page_that_names_nothing_is_searched_in_the_usual_places_once_each(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    server.serve("/news", "<html>Nothing here", content_type="text/html")
    failure = find_feed(server.url("/news"), fetcher=fetcher, parser=parser)
    assert isinstance(failure, Failure)
    assert failure.reason == "the address answers with a web page, not a feed"
    targets = [seen.target for seen in server.requests()]
    assert targets == ["/news", "/news/feed/", "/feed/", "/rss.xml", "/news/rss.xml"]


def test_a_page_that_names_a_hundred_feeds_costs_few_requests(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    page = "".join(named(f"/{number}") for number in range(100))
    server.serve("/news", f"<html>{page}", content_type="text/html")
    assert isinstance(find_feed(server.url("/news"), fetcher=fetcher, parser=parser), Failure)
    assert len(server.requests()) == MOST_REQUESTS


def fetch_by(reaches: dict[str, Reach]) -> HttpFetcher:
    """Return a fetcher for which these names lie here, and reach so far."""

    def resolve(host: str, port: int) -> Whereabouts:
        assert port
        return Whereabouts(("127.0.0.1",), reaches.get(host, Reach.LOOPBACK))

    return HttpFetcher(now=lambda: NOW, resolve=resolve)


@pytest.mark.parametrize("host", ["127.0.0.1", "router", "inner.example"])
def test_a_public_page_leads_to_no_inner_door(
    host: str, server: FeedServer, parser: ParseProcess
) -> None:
    """P23: `feeds add` asks what a stranger's page names."""
    door = named(server.url("/cgi-bin/reboot", host))
    server.serve("/news", door.encode(), content_type="text/html")
    fetcher = fetch_by({"news.example": Reach.PUBLIC, "inner.example": Reach.PRIVATE})
    page = server.url("/news", "news.example")
    assert isinstance(find_feed(page, fetcher=fetcher, parser=parser), Failure)
    assert len(server.requests("/news")) == 1
    assert not server.requests("/cgi-bin/reboot")


def test_a_page_that_came_to_mean_a_machine_inside_is_not_searched(
    server: FeedServer, parser: ParseProcess
) -> None:
    """P23: the second look-up of its name says something else than the first."""
    server.serve("/news", b"<html>", content_type="text/html")
    reaches = iter([Reach.PUBLIC])

    def resolve(_host: str, _port: int) -> Whereabouts:
        return Whereabouts(("127.0.0.1",), next(reaches, Reach.PRIVATE))

    fetcher = HttpFetcher(now=lambda: NOW, resolve=resolve)
    page = server.url("/news", "news.example")
    assert isinstance(find_feed(page, fetcher=fetcher, parser=parser), Failure)
    assert [seen.target for seen in server.requests()] == ["/news"]


def test_a_page_inside_that_the_user_wrote_leads_to_its_feed(
    server: FeedServer, parser: ParseProcess
) -> None:
    server.serve("/news", named("/feed").encode(), content_type="text/html")
    server.serve("/feed", BODY)
    fetcher = fetch_by({"intranet.example": Reach.PRIVATE})
    found = find_feed(server.url("/news", "intranet.example"), fetcher=fetcher, parser=parser)
    assert isinstance(found, Found)
    assert found.answer.reach is Reach.PRIVATE


def test_a_refusal_closes_a_host_at_every_port(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    """P20: https that refuses is not got round by http."""
    with FeedServer() as other:
        names = (named(other.url("/feed")) + named(server.url("/feed"))).encode()
        server.serve("/news", names, content_type="text/html")
        other.serve("/feed", status=403)
        find_feed(server.url("/news"), fetcher=fetcher, parser=parser)
        assert len(other.requests()) == 1
    assert [seen.target for seen in server.requests()] == ["/news"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_refusal_is_never_got_round(
    status: int, server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    """P20: no other address of that host is tried."""
    server.serve("/news", "<html>", status=status)
    failure = find_feed(server.url("/news"), fetcher=fetcher, parser=parser)
    assert isinstance(failure, Failure)
    assert failure.status == status
    assert len(server.requests()) == 1


def test_a_refusal_on_the_way_ends_the_search_on_that_host(
    server: FeedServer, fetcher: HttpFetcher, parser: ParseProcess
) -> None:
    server.serve("/news", f"<html>{named('/a')}{named('/b')}", content_type="text/html")
    server.serve("/a", status=403)
    server.serve("/b", BODY)
    assert isinstance(find_feed(server.url("/news"), fetcher=fetcher, parser=parser), Failure)
    assert [seen.target for seen in server.requests()] == ["/news", "/a"]


@pytest.mark.parametrize(
    ("kind", "status", "is_elsewhere"),
    [
        (TroubleKind.HTTP, 404, True),
        (TroubleKind.HTTP, 410, True),
        (TroubleKind.NOT_A_FEED, None, True),
        (TroubleKind.HTTP, 403, False),
        (TroubleKind.HTTP, 500, False),
        (TroubleKind.TIMEOUT, None, False),
        (TroubleKind.PARSER, None, False),
    ],
)
def test_only_what_is_gone_is_sought(
    kind: TroubleKind, status: int | None, is_elsewhere: object
) -> None:
    assert may_be_elsewhere(Failure(kind, "x", NOW, status=status)) is is_elsewhere
