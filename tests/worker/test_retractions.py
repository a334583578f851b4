"""Releases that their publisher takes back: found out politely, kept, and marked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, World, press
from traynews.core.data.model import Level

DAY = timedelta(days=1)
PAGE = "/release/4"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def publish(world: World, *numbers: int) -> None:
    """Let the feed list these from now on; their pages are on the feed's own server."""
    etag = {"ETag": '"' + "-".join(map(str, numbers)) + '"'}
    site = world.url("").rstrip("/")
    world.server.script("/uk", Step(200, etag, press(*numbers, site=site)), Step(304))


def lose_the_fourth(world: World, *page: Step) -> None:
    """Publish five, then take the fourth out of the feed; its page answers like this."""
    world.server.script(PAGE, *page)
    publish(world, 4, 3, 2, 1)
    world.run(hours=2)
    publish(world, 5, 3, 2, 1)
    world.run(hours=2)


def retracted(world: World) -> list[str]:
    return [entry.title for entry in world.store.entries() if entry.retracted]


def test_a_page_that_is_gone_settles_it_with_one_request(world: World) -> None:
    with world:
        lose_the_fourth(world, Step(410))
        assert retracted(world) == ["Graustark: release 4"]
        (asked,) = world.seen(PAGE)
        assert asked.method == "HEAD"
        assert asked.header("If-None-Match") == ""
        assert asked.header("User-Agent").startswith("TrayNews/")
        world.run(days=9)
        assert len(world.seen(PAGE)) == 1


def test_it_is_kept_with_its_text_and_says_so(world: World) -> None:
    with world:
        lose_the_fourth(world, Step(410))
        (entry,) = [one for one in world.store.entries() if one.retracted]
        record = world.store.record(entry.id)
        assert record is not None
        assert "Case 4" in record.item.blocks[0].text
        assert record.revisions[-1].changed == ("retracted",)


def test_a_page_not_found_settles_it_the_second_time_a_day_later(world: World) -> None:
    with world:
        lose_the_fourth(world, Step(404))
        assert retracted(world) == []
        world.run(hours=20)
        assert len(world.seen(PAGE)) == 1
        world.run(hours=8)
        assert retracted(world) == ["Graustark: release 4"]
        first, second = world.asked(PAGE)
        assert second - first >= DAY


@pytest.mark.long
@pytest.mark.parametrize("status", [200, 301, 403, 405, 500])
def test_a_page_that_stands_or_tells_nothing_is_left_in_peace_after_three(
    world: World, status: int
) -> None:
    with world:
        lose_the_fourth(world, Step(status))
        world.run(days=9)
        assert retracted(world) == []
        assert len(world.seen(PAGE)) == 3


def test_a_passing_fault_of_the_page_retracts_nothing(world: World) -> None:
    with world:
        lose_the_fourth(world, Step(404), Step(200))
        world.run(days=9)
        assert retracted(world) == []


def test_a_release_that_comes_back_is_as_it_was(world: World) -> None:
    with world:
        lose_the_fourth(world, Step(410))
        publish(world, 5, 4, 3, 2, 1)
        world.run(hours=2)
        assert retracted(world) == []
        assert [entry.title for entry in world.owed()] == ["Graustark: release 5"]


def test_what_was_retracted_before_it_was_told_is_told_no_more(world: World) -> None:
    with world:
        world.server.script("/release/5", Step(410))
        publish(world, 4, 3, 2, 1)
        world.run(hours=2)
        publish(world, 5, 4, 3, 2, 1)
        world.run(hours=2)
        (owed,) = world.owed()
        publish(world, 6, 4, 3, 2, 1)
        world.run(hours=2)
        assert [entry.title for entry in world.owed()] == ["Graustark: release 6"]
        entry = world.store.entry(owed.id)
        assert entry is not None
        assert entry.level is Level.SILENT
        assert "took it back" in entry.reason


def test_what_rolls_out_of_a_feed_at_its_end_is_no_suspect(world: World) -> None:
    with world:
        publish(world, 4, 3, 2, 1)
        world.run(hours=2)
        for newest in range(5, 12):
            publish(world, *range(newest, newest - 4, -1))
            world.run(hours=2)
        assert {one.seen.method for one in world.log} == {"GET"}


def test_a_feed_that_lists_others_now_costs_no_request(world: World) -> None:
    with world:
        publish(world, 9, 8, 7, 6, 5, 4, 3, 2, 1)
        world.run(hours=2)
        publish(world, 10, 3, 2, 1)
        world.run(days=3)
        assert {one.seen.method for one in world.log} == {"GET"}


def test_a_part_of_a_feed_makes_nobody_suspect(world: World) -> None:
    """P27: a 226 brings only what is new."""
    with world:
        publish(world, 4, 3, 2, 1)
        world.run(hours=2)
        site = world.url("").rstrip("/")
        world.server.script(
            "/uk", Step(226, {"ETag": '"2"'}, press(5, 3, 2, 1, site=site)), Step(304)
        )
        world.run(days=2)
        assert {one.seen.method for one in world.log} == {"GET"}


def test_a_page_of_another_site_is_never_asked_for(world: World) -> None:
    """P23: a feed could name a router of the user's as its release's page."""
    with world:
        elsewhere = world.url("", "router.example").rstrip("/")
        world.server.script(
            "/uk", Step(200, {"ETag": '"1"'}, press(4, 3, 2, 1, site=elsewhere)), Step(304)
        )
        world.run(hours=2)
        world.server.script(
            "/uk", Step(200, {"ETag": '"2"'}, press(5, 3, 2, 1, site=elsewhere)), Step(304)
        )
        world.run(days=2)
        assert {one.host for one in world.log} == {PRESS}


def test_a_server_that_has_had_enough_holds_its_feeds_too(world: World) -> None:
    """P18."""
    with world:
        lose_the_fourth(world, Step(429, {"Retry-After": "7200"}))
        assert world.held() is not None
        before = len(world.log)
        world.run(minutes=30)
        assert len(world.log) == before


def test_nobody_is_asked_for_pages_while_no_network_is_there(world: World) -> None:
    with world:
        world.server.script(PAGE, Step(410))
        publish(world, 4, 3, 2, 1)
        world.run(hours=2)
        publish(world, 5, 3, 2, 1)
        world.poll()
        world.unreachable = True
        world.run(hours=2)
        assert retracted(world) == []
