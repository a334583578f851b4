"""Sources that are no feeds: which doors are tried, what is read of them, what their sites ask for.

P34 one door a source, and the search for it; P35 robots.txt before any page; P36 a refusal is never
got round; P37 the pages of releases: one each, few a poll, never twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.feeds.child.newsroom.shapes import SITE, text_of
from tests.server import Step
from tests.world import PRESS, World, press
from traynews.core.data.document import Door, TroubleKind
from traynews.core.data.model import Level

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HTML = "text/html; charset=utf-8"
TEXT = (
    "<html><body><main><h1>{title}</h1><article><p>Mira Holm said that it was a relief to hear of"
    " it after so many years, and that the others must be freed as well, today.</p><p>A second"
    " paragraph of the release {number}, long enough to be read.</p></article></main></body></html>"
)


def card(number: int, *, date: bool = True) -> str:
    day = f"<time datetime='2026-03-02T{number:02}:00:00Z'>2 March 2026</time>" if date else ""
    return (
        f"<li><h2><a href='/latest/release-number-{number}/'>Graustark: release {number}</a></h2>"
        f"{day}<p>Case {number}: Mira Holm said it was a relief.</p></li>"
    )


def listing(*numbers: int, head: str = "", date: bool = True) -> bytes:
    """Return a page that lists these releases, the first at the top."""
    cards = "".join(card(number, date=date) for number in numbers)
    return (
        f"<html lang='en'><head><title>Latest</title>{head}</head><body><main><ul>{cards}</ul>"
        "</main></body></html>"
    ).encode()


def page(number: int) -> bytes:
    return TEXT.format(title=f"Graustark: release {number}", number=number).encode()


def serve_listing(world: World, *numbers: int, head: str = "", date: bool = True) -> None:
    world.server.serve("/latest/", listing(*numbers, head=head, date=date), content_type=HTML)
    for number in numbers:
        world.server.serve(f"/latest/release-number-{number}/", page(number), content_type=HTML)


def follow_page(world: World) -> None:
    """Have the feed's address be gone, and its page be known."""
    world.change_feed(home=world.url("/latest/"))
    world.server.script("/uk", Step(404))


def feed_of(world: World, *numbers: int) -> bytes:
    """Return a feed of the releases that the page lists, as it is dated there."""
    feed = press(*numbers, site=world.url("/").rstrip("/"))
    return feed.replace(b"/release/", b"/latest/release-number-")


def paths(world: World) -> list[str]:
    return [one.path for one in world.log]


def test_where_there_is_no_feed_the_page_is_read_at_last(world: World) -> None:
    """P34: feeds first, then a map of news, then the listing; the baseline stays silent."""
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        assert paths(world)[:8] == [
            "/uk", "/robots.txt", "/latest/", "/latest/feed/", "/feed/", "/rss.xml",
            "/latest/rss.xml", "/news-sitemap.xml",
        ]  # fmt: skip
        assert paths(world)[8] == "/latest/"
        state = world.state()
        assert (state.door, state.url, state.trouble) == (Door.PAGE, world.url("/latest/"), "")
        assert [title[-1] for title in world.titles()] == ["3", "2", "1"]
        assert world.owed() == []


def test_a_new_release_on_the_page_is_told_with_the_text_of_its_own_page(world: World) -> None:
    """P37: one page a release, two seconds apart, and never again."""
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        serve_listing(world, 5, 4, 3, 2, 1)
        world.run(hours=26)
        owed = world.owed()
        assert [entry.title[-1] for entry in owed] == ["4", "5"]
        record = world.store.record(owed[0].id)
        assert record is not None
        assert [block.text[:9] for block in record.item.blocks] == ["Mira Holm", "A second "]
        asked = [path for path in paths(world) if "number" in path]
        assert sorted(asked) == ["/latest/release-number-4/", "/latest/release-number-5/"]
        first, second = (world.asked(path)[0] for path in asked)
        assert second - first >= timedelta(seconds=2)


def test_a_page_that_says_nothing_costs_no_alert(world: World) -> None:
    """P37: the release is told with the words of the listing, and its page not asked again."""
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        serve_listing(world, 4, 3, 2, 1)
        world.server.script("/latest/release-number-4/", Step(500))
        world.run(hours=26)
        assert [entry.title[-1] for entry in world.owed()] == ["4"]
        assert len(world.asked("/latest/release-number-4/")) == 1


def test_of_many_new_releases_five_pages_are_asked_for(world: World) -> None:
    """P37."""
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        serve_listing(world, *range(9, 0, -1))
        world.run(hours=26)
        assert len(world.owed()) == 6
        asked = {path for path in paths(world) if "number" in path}
        assert asked == {f"/latest/release-number-{number}/" for number in range(5, 10)}


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_site_that_refuses_its_rules_has_its_pages_left_alone_for_a_day(
    status: int, world: World
) -> None:
    """P35."""
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        world.server.script("/robots.txt", Step(status))
        world.run(hours=20)
        assert "/latest/" not in paths(world)


def test_a_page_that_robots_txt_forbids_is_not_asked_for(world: World) -> None:
    """P35: nor the pages of releases that it forbids."""
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        rules = b"User-agent: TrayNews\nDisallow: /latest/\n"
        world.server.serve("/robots.txt", rules, content_type="text/plain")
        world.run(days=2)
        assert "/latest/" not in paths(world)


def test_rules_are_asked_for_once_a_day_with_their_validators(world: World) -> None:
    """P35."""
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        rules = Step(200, {"ETag": '"r"'}, b"User-agent: *\nDisallow: /private/\n")
        world.server.script("/robots.txt", rules, Step(304))
        world.run(days=5)
        gaps = world.gaps("/robots.txt")
        assert len(gaps) >= 3
        assert min(gaps) >= DAY
        assert world.seen("/robots.txt")[-1].header("If-None-Match") == '"r"'


def test_a_crawl_delay_is_kept_between_the_pages(world: World) -> None:
    """P35."""
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        rules = b"User-agent: *\nCrawl-delay: 20\n"
        world.server.serve("/robots.txt", rules, content_type="text/plain")
        world.run(hours=3)
        serve_listing(world, 4, 3, 2, 1)
        world.run(hours=26)
        assert len(world.owed()) == 2
        (four,), (five,) = (world.asked(f"/latest/release-number-{n}/") for n in (3, 4))
        assert abs(four - five) >= timedelta(seconds=20)


def test_feeds_are_asked_for_without_any_rules(world: World) -> None:
    """P35: a feed is made for programs; its first poll is one request (P01)."""
    with world:
        world.server.script("/uk", Step(200, {"ETag": '"1"'}, press(1)), Step(304))
        world.run(days=2)
        assert set(paths(world)) == {"/uk"}


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_a_refusal_of_the_page_ends_the_search(status: int, world: World) -> None:
    """P36."""
    with world:
        follow_page(world)
        world.server.script("/latest/", Step(status))
        world.run(hours=12)
        assert set(paths(world)) <= {"/uk", "/robots.txt", "/latest/"}


def test_what_vanishes_from_a_listing_was_not_retracted(world: World) -> None:
    with world:
        follow_page(world)
        serve_listing(world, 6, 5, 4, 3, 2, 1)
        world.run(hours=3)
        serve_listing(world, 6, 5, 3, 2, 1)
        world.run(days=3)
        assert list(world.store.suspects(world.now)) == []
        assert not [path for path in paths(world) if "number-4" in path]


def test_a_listing_never_takes_the_text_of_a_feed_away(world: World) -> None:
    """And back: when the feed answers again nothing is new, doubled or marked as updated."""
    with world:
        feed = feed_of(world, 1, 2, 3)
        world.change_feed(home=world.url("/latest/"))
        world.server.script("/uk", Step(200, {}, feed))
        world.run(minutes=5)
        before = [world.store.record(entry.id) for entry in world.store.entries()]
        world.server.script("/uk", Step(404))
        serve_listing(world, 3, 2, 1)
        world.run(days=3)
        assert world.state().door is Door.PAGE
        after = [world.store.record(entry.id) for entry in world.store.entries()]
        assert [one.item.blocks for one in after if one] == [
            one.item.blocks for one in before if one
        ]
        world.server.script("/uk", Step(200, {"ETag": '"9"'}, feed), Step(304))
        world.run(days=9)
        assert world.state().door is Door.FEED
        assert len(world.titles()) == 3
        assert world.owed() == []
        assert all(entry.updated is None for entry in world.store.entries())


def test_alerts_go_on_when_a_feed_ends_and_the_newsroom_stays(world: World) -> None:
    with world:
        world.change_feed(home=world.url("/latest/"))
        world.server.script("/uk", Step(200, {}, feed_of(world, 1, 2, 3)))
        world.run(minutes=5)
        world.server.script("/uk", Step(404))
        serve_listing(world, 4, 3, 2, 1)
        world.run(days=3)
        assert [entry.title[-1] for entry in world.owed()] == ["4"]
        assert len(world.titles()) == 4


@pytest.mark.parametrize(
    "changed",
    [
        b"<html><body><h1>We have moved</h1></body></html>",
        listing(1, 2, 3, 4, date=False),
        listing(1, 2),
    ],
    ids=["no list", "no dates", "few"],
)
def test_a_page_that_changed_is_asked_once_more_then_said_and_looked_for(
    changed: bytes, world: World
) -> None:
    with world:
        follow_page(world)
        serve_listing(world, *range(8, 0, -1))
        world.run(hours=3)
        known = len(world.titles())
        world.server.serve("/latest/", changed, content_type=HTML)
        world.run(days=2)
        state = world.state()
        assert state.trouble_kind is TroubleKind.NOT_A_FEED
        assert len(world.titles()) == known
        assert world.owed() == []


def test_a_door_that_the_user_chose_is_the_only_one(world: World) -> None:
    with world:
        world.change_feed(door=Door.PAGE)
        world.server.serve("/uk", listing(2, 1), content_type=HTML)
        world.run(hours=5)
        assert set(paths(world)) == {"/robots.txt", "/uk"}
        assert world.state().door is Door.PAGE
        assert len(world.titles()) == 2


def test_posts_by_rest_are_preferred_to_the_page(world: World) -> None:
    with world:
        follow_page(world)
        root = world.url("/wp-json/")
        serve_listing(world, 2, 1, head=f'<link rel="https://api.w.org/" href="{root}">')
        here = world.url("/").rstrip("/")
        for path, name in (
            ("/wp-json/wp/v2/types", "wp-json-types.json"),
            ("/wp-json/wp/v2/press-release", "wp-json-posts.json"),
        ):
            text = text_of(name).replace(SITE, here)
            world.server.serve(path, text.encode(), content_type="application/json")
        world.run(hours=4)
        assert world.state().door is Door.WORDPRESS
        assert len(world.titles()) == 6


def test_a_map_of_news_is_preferred_to_the_page(world: World) -> None:
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        here = world.url("/").rstrip("/")
        body = text_of("sitemap-news.xml").replace(SITE, here).encode()
        world.server.serve("/news-sitemap.xml", body, content_type="application/xml")
        world.run(hours=4)
        assert world.state().door is Door.NEWS_SITEMAP
        world.run(days=3)
        assert world.state().missed is None


def test_another_host_of_a_listing_is_never_asked(world: World) -> None:
    """P23, P37."""
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        evil = listing(9, 3, 2, 1).replace(b"/latest/release-number-9/", b"http://192.168.1.1/a-b/")
        world.server.serve("/latest/", evil, content_type=HTML)
        world.run(hours=26)
        assert {one.host for one in world.log} == {PRESS}
        assert len(world.titles()) == 3


def test_the_level_of_a_new_listed_release_is_that_of_any_other(world: World) -> None:
    with world:
        follow_page(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        world.adopt(replace(world.settings, alerts=replace(world.settings.alerts, level="none")))
        serve_listing(world, 4, 3, 2, 1)
        world.run(hours=26)
        assert world.store.entries()[0].level is Level.SILENT


def test_html_is_accepted_for_pages_only(world: World) -> None:
    """P38: under our own name everywhere."""
    with world:
        follow_page(world)
        serve_listing(world, 2, 1)
        world.run(hours=3)
        accepted = {one.path: one.seen.header("Accept") for one in world.log}
        assert accepted["/robots.txt"].startswith("text/plain")
        assert accepted["/uk"].startswith("application/rss+xml")
        assert accepted["/latest/"].startswith("text/html")
        names = {one.seen.header("User-Agent").partition("/")[0] for one in world.log}
        assert names == {"TrayNews"}
