"""Feeds that move, vanish, or are looked for elsewhere: P22, P23, and one request a cycle."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from tests.server import Step
from tests.world import PRESS, World, press
from traynews.core.data.document import TroubleKind

ETAG = {"ETag": '"1"'}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PAGE = b"<html><head>%s</head><body>News</body></html>"


def move(world: World, status: int = 301) -> None:
    world.server.redirect("/uk", "/new", status)
    world.server.script("/new", Step(200, ETAG, press(1)), Step(304))


# --- redirects -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_followed_each_time_and_adopted_after_days(
    status: int, world: World
) -> None:
    """P22, I13: then the old address is asked no more, and the entries are the same."""
    with world:
        move(world, status)
        world.run(days=2, hours=23)
        assert len(world.asked("/uk")) == len(world.asked("/new")) > 100
        assert world.state().url == ""
        world.run(hours=2)
        assert world.state().url == world.url("/new")
        old = len(world.asked("/uk"))
        world.server.script("/new", Step(200, {"ETag": '"2"'}, press(2, 1)), Step(304))
        world.run(days=2)
        assert len(world.asked("/uk")) == old
        assert world.seen("/new")[-2].header("If-None-Match") == '"2"'
        assert {entry.feed_id for entry in world.store.entries()} == {"uk"}
        assert len(world.titles()) == 2
        assert world.url("/new") in world.state().notice


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_never_adopted(status: int, world: World) -> None:
    """P22."""
    with world:
        move(world, status)
        world.run(days=5)
        assert len(world.asked("/uk")) == len(world.asked("/new"))
        assert world.state().url == ""


def test_a_redirect_that_ends_is_forgotten(world: World) -> None:
    """P22: one good answer from the old address starts the count anew."""
    with world:
        move(world)
        world.run(days=2, hours=20)
        world.server.script("/uk", Step(200, {"ETag": '"3"'}, press(1)))
        world.run(minutes=90)
        move(world)
        world.run(days=2)
        assert world.state().url == ""


def test_a_redirect_to_another_place_each_time_is_never_adopted(world: World) -> None:
    """P22: identical answers only."""
    with world:
        steps = [Step(301, {"Location": f"/new?{n % 2}"}, content_type="") for n in range(2000)]
        world.server.script("/uk", *steps)
        world.server.serve("/new", press(1), headers=ETAG)
        world.run(days=6)
        assert world.state().url == ""


def test_a_permanent_redirect_to_a_maintenance_page_moves_nothing(world: World) -> None:
    """P22: it has to lead to a feed."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)))
        world.run(minutes=5)
        world.server.redirect("/uk", "/sorry", 301)
        world.server.serve("/sorry", PAGE % b"", content_type="text/html")
        world.run(days=9)
        assert world.state().url == ""
        assert world.state().trouble_kind is TroubleKind.NOT_A_FEED
        world.server.script("/uk", Step(200, {"ETag": '"2"'}, press(2, 1)))
        world.run(days=2)
        assert len(world.titles()) == 2


def test_an_adopted_address_that_dies_leads_back_to_the_configured_one(world: World) -> None:
    """P22: the new house may burn down."""
    with world:
        move(world)
        world.run(days=4)
        assert world.state().url == world.url("/new")
        world.server.script("/uk", Step(200, {"ETag": '"9"'}, press(2, 1)))
        world.server.script("/new", Step(404))
        world.run(days=2)
        assert world.state().url == ""
        assert len(world.titles()) == 2


def test_six_requests_are_the_most_that_one_poll_makes(world: World) -> None:
    """P23: and the trouble says why."""
    with world:
        for hop in range(9):
            path = "/uk" if hop == 0 else f"/{hop}"
            world.server.redirect(path, f"/{hop + 1}")
        world.poll()
        assert len(world.log) == 6
        assert "redirects" in world.state().trouble


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://press.example/uk",
        "http://127.0.0.1/uk",
        "http://localhost/uk",
        "http://192.168.1.1/",
        "http://[::1]/",
        "javascript:alert(1)",
    ],
)
def test_no_redirect_leads_anywhere_but_to_the_public_web(target: str, world: World) -> None:
    """P23."""
    with world:
        world.server.redirect("/uk", target)
        world.poll()
        assert len(world.log) == 1
        assert world.state().trouble_kind is TroubleKind.REFUSED


# --- other addresses -----------------------------------------------------------------------------


def seek(world: World, *candidates: str, page: str = "") -> None:
    """Give the feed other addresses, as the catalogue does."""
    world.change_feed(
        candidates=tuple(world.url(path) for path in candidates),
        home=world.url(page) if page else "",
    )


@pytest.mark.parametrize(
    "dead", [Step(404), Step(410), Step(200, {}, PAGE % b"", content_type="text/html")]
)
def test_a_feed_that_never_answered_is_looked_for_one_address_a_poll(
    dead: Step, world: World
) -> None:
    """What works is kept, across restarts, and said; the baseline stays silent (I6)."""
    with world:
        seek(world, "/a", "/b", "/c")
        world.server.script("/uk", dead)
        world.server.script("/b", Step(200, ETAG, press(2, 1)), Step(304))
        world.run(minutes=20)
        assert [one.path for one in world.log] == ["/uk", "/a"]
        assert world.url("/b") in world.state().notice
        world.restart()
        world.run(days=3)
        paths = [one.path for one in world.log]
        assert paths[:3] == ["/uk", "/a", "/b"]
        assert set(paths[3:]) == {"/b"}
        assert min(world.gaps()) >= 15 * MINUTE
        state = world.state()
        assert (state.url, state.trouble, state.stopped) == (world.url("/b"), "", False)
        assert world.url("/b") in state.notice
        assert world.owed() == []
        assert len(world.titles()) == 2


def test_a_feed_that_worked_gets_a_second_chance_before_it_is_looked_for(world: World) -> None:
    with world:
        seek(world, "/a")
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(404), Step(304))
        world.server.serve("/a", press(1), headers=ETAG)
        world.run(hours=2)
        assert world.asked("/a") == []
        assert world.state().failures == 0


def test_the_feed_that_a_page_names_is_asked_after_the_candidates(world: World) -> None:
    with world:
        seek(world, "/a", page="/news/")
        link = b'<link rel="alternate" type="application/rss+xml" href="/found?a=1&amp;b=2">'
        world.server.serve("/news/", PAGE % link, content_type="text/html")
        world.server.script("/found", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=3)
        paths = [one.path for one in world.log]
        assert paths[:5] == ["/uk", "/a", "/robots.txt", "/news/", "/found?a=1&b=2"]
        assert world.state().url == world.url("/found?a=1&b=2")


def test_a_page_cannot_send_us_to_another_site_or_into_the_users_network(world: World) -> None:
    """P23."""
    with world:
        seek(world, page="/news/")
        links = b"".join(
            b'<link rel="alternate" type="application/rss+xml" href="%b">' % href
            for href in (
                b"http://192.168.1.1/feed",
                b"http://127.0.0.1/feed",
                b"http://evil.example/feed",
                b"http://notpress.example/feed",
            )
        )
        world.server.serve("/news/", PAGE % links, content_type="text/html")
        world.run(days=12)
        assert {one.host for one in world.log} == {PRESS}


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_who_refuses_is_never_got_round(status: int, world: World) -> None:
    """P20: neither by another address at once, nor later."""
    with world:
        seek(world, "/a", page="/news/")
        world.server.script("/uk", Step(status))
        world.run(days=5)
        assert {one.path for one in world.log} == {"/uk"}


def test_a_refusal_ends_the_search(world: World) -> None:
    with world:
        seek(world, "/a", "/b", "/c")
        world.server.script("/uk", Step(404))
        world.server.script("/a", Step(403))
        world.run(hours=12)
        assert [one.path for one in world.log] == ["/uk", "/a"]
        assert "404" in world.state().trouble


def test_a_search_without_end_costs_one_request_a_day(world: World) -> None:
    """P20: after the first round, each address in its turn."""
    with world:
        seek(world, "/a", "/b", page="/news/")
        world.run(days=1)
        first_round = len(world.log)
        assert first_round <= 5
        world.run(days=20)
        later = [one for one in world.log[first_round:] if one.path != "/robots.txt"]
        gaps = [second.at - first.at for first, second in itertools.pairwise(later)]
        assert min(gaps) >= DAY
        assert {one.path for one in later} == {"/uk", "/a", "/b", "/news/"}
        assert "404" in world.state().trouble


def test_gone_for_good_stops_when_no_other_address_is_left(world: World) -> None:
    """P21: the address that said 410 is never asked again, not even to end the search."""
    with world:
        seek(world, "/a")
        world.server.script("/uk", Step(410))
        world.run(days=9)
        assert [one.path for one in world.log] == ["/uk", "/a"]
        assert world.state().stopped


def test_the_users_own_address_is_not_replaced_by_the_catalogues(world: World) -> None:
    """The page belongs to the catalogue's address, on another site."""
    with world:
        world.change_feed(home="http://elsewhere.example/news/")
        world.server.script("/uk", Step(404))
        world.run(days=5)
        assert {one.path for one in world.log} == {"/uk"}


def test_an_unreachable_network_uses_no_address_up(world: World) -> None:
    with world:
        seek(world, "/a")
        world.server.serve("/a", press(1), headers=ETAG)
        world.run(minutes=1)
        world.unreachable = True
        world.run(hours=2)
        world.unreachable = False
        world.run(hours=2)
        assert [one.path for one in world.log][:2] == ["/uk", "/a"]
        assert world.state().url == world.url("/a")
