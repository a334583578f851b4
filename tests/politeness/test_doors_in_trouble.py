"""Sources that are no feeds, when something comes between: other settings, refusals, no network."""

from __future__ import annotations

import contextlib
import queue
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.politeness.test_doors import (
    HOUR,
    HTML,
    feed_of,
    follow_page,
    listing,
    page,
    paths,
    serve_listing,
)
from tests.server import Step
from tests.world import World
from traynews.core.data.document import Door
from traynews.core.text.address import server_of
from traynews.errors import StoreError
from traynews.worker.inbox import Fetched, Parsed


def follow_listing(world: World, *numbers: int) -> None:
    """Have a page be followed that lists these releases."""
    follow_page(world)
    serve_listing(world, *numbers)
    world.run(hours=3)
    assert world.state().door is Door.PAGE


def begin_reading(world: World, *numbers: int) -> None:
    """Have the listing bring these releases, whose pages are still to be read."""
    serve_listing(world, *numbers)
    world.check()
    assert world.rounds.under_way


def number_pages(world: World) -> list[str]:
    return [path for path in paths(world) if "number" in path]


def adopt_the_same(world: World) -> None:
    world.adopt(world.settings)


def adopt_other_alerts(world: World) -> None:
    alerts = replace(world.settings.alerts, discreet=True)
    world.adopt(replace(world.settings, alerts=alerts))


@pytest.mark.parametrize("adopt", [adopt_the_same, adopt_other_alerts])
def test_other_settings_cost_no_release_whose_page_is_being_read(
    adopt: Callable[[World], None], world: World
) -> None:
    with world:
        follow_listing(world, 3, 2, 1)
        begin_reading(world, 5, 4, 3, 2, 1)
        adopt(world)
        world.run(minutes=10)
        assert not world.rounds.under_way
        assert [entry.title[-1] for entry in world.owed()] == ["4", "5"]
        asked = number_pages(world)
        assert len(set(asked)) == len(asked) == 2


def test_a_feed_taken_out_while_its_pages_are_read_is_asked_again_once_it_is_back(
    world: World,
) -> None:
    with world:
        follow_listing(world, 3, 2, 1)
        begin_reading(world, 5, 4, 3, 2, 1)
        settings = world.settings
        world.adopt(replace(settings, feeds=()))
        world.run(minutes=10)
        assert not world.rounds.under_way
        assert number_pages(world) == []
        world.adopt(settings)
        world.run(days=2)
        assert [entry.title[-1] for entry in world.owed()] == ["4", "5"]


def test_of_very_many_new_releases_five_pages_are_asked_for(world: World) -> None:
    """P37: judging them takes several steps, none of which begins to read anew."""
    with world:
        follow_listing(world, 3, 2, 1)
        serve_listing(world, *range(23, 0, -1))
        world.check()
        world.run(minutes=10)
        assert len(number_pages(world)) == 5


def test_an_archive_that_fails_while_an_answer_comes_leaves_no_feed_unasked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world:
        world.server.script("/uk", Step(500))

        def fail(_: str) -> None:
            raise StoreError("the archive cannot be read")

        with monkeypatch.context() as patched:
            patched.setattr(world.store, "site_rules", fail)
            world.run(minutes=1)
        assert not world.rounds.under_way
        before = len(world.log)
        world.run(days=1)
        assert len(world.log) > before


def test_rules_that_no_network_could_bring_close_no_page(world: World) -> None:
    """P35: that nobody can be reached says nothing about a site."""
    with world:
        follow_listing(world, 3, 2, 1)
        world.run(hours=22)
        world.unreachable = True
        world.run(hours=6)
        world.unreachable = False
        serve_listing(world, 4, 3, 2, 1)
        world.run(hours=2)
        assert [entry.title[-1] for entry in world.owed()] == ["4"]


@pytest.mark.parametrize("status", [401, 403, 429, 451, 503])
def test_a_refusal_of_a_release_page_ends_the_reading(status: int, world: World) -> None:
    """P18, P36, P37: the others are told with the listing's words."""
    with world:
        follow_listing(world, 3, 2, 1)
        serve_listing(world, *range(8, 0, -1))
        for number in range(4, 9):
            refusal = Step(status, {"Retry-After": "7200"})
            world.server.script(f"/latest/release-number-{number}/", refusal)
        world.check()
        world.run(minutes=10)
        assert len(number_pages(world)) == 1
        assert len(world.owed()) == 5
        if status == 429:
            assert world.held() is not None


def test_rules_that_are_asked_for_too_often_hold_their_server(world: World) -> None:
    """P18."""
    with world:
        follow_page(world)
        world.server.script("/robots.txt", Step(429, {"Retry-After": "86400"}))
        world.run(hours=12)
        assert world.held() is not None


def test_a_server_that_is_held_is_asked_for_no_release(world: World) -> None:
    """P18."""
    with world:
        follow_listing(world, 3, 2, 1)
        begin_reading(world, 5, 4, 3, 2, 1)
        world.store.hold_host(server_of(world.url("/")), world.now + timedelta(days=1))
        world.run(minutes=10)
        assert number_pages(world) == []
        assert len(world.owed()) == 2


def undated(world: World, *numbers: int) -> None:
    world.server.serve("/latest/", listing(*numbers, date=False), content_type=HTML)


def sitemap(world: World, *numbers: int) -> None:
    rows = "".join(
        f"<url><loc>{world.url(f'/latest/release-number-{n}/')}</loc></url>" for n in numbers
    )
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    nothing = b"<html><body><h1>Latest</h1></body></html>"
    world.server.serve("/latest/", nothing, content_type=HTML)
    world.server.serve("/sitemap.xml", text.encode(), content_type="application/xml")


@pytest.mark.parametrize("serve", [undated, sitemap])
@pytest.mark.parametrize("has_pages", [True, False])
def test_what_another_door_shows_besides_is_no_flood_of_news(
    serve: Callable[..., None], world: World, *, has_pages: bool
) -> None:
    with world:
        world.change_feed(home=world.url("/latest/"))
        world.server.script("/uk", Step(200, {}, feed_of(world, 38, 39, 40)))
        world.run(minutes=5)
        world.server.script("/uk", Step(404))
        if has_pages:
            for number in range(1, 41):
                world.server.serve(
                    f"/latest/release-number-{number}/", page(number), content_type=HTML
                )
        serve(world, *range(40, 0, -1))
        world.run(days=3)
        assert world.state().door in {Door.PAGE, Door.SITEMAP}
        assert world.owed() == []
        assert all(title.startswith("Graustark") for title in world.titles()[-3:])
        serve(world, *range(41, 0, -1))
        world.server.serve("/latest/release-number-41/", page(41), content_type=HTML)
        world.run(days=1)
        assert len(world.owed()) == 1


@pytest.mark.parametrize("guid", [True, False])
def test_a_feed_that_returns_marks_nothing_that_its_page_told(world: World, *, guid: bool) -> None:
    def feed(*numbers: int) -> bytes:
        made = feed_of(world, *numbers)
        return made if guid else re.sub(rb"<guid.*?</guid>", b"", made)

    with world:
        world.change_feed(home=world.url("/latest/"))
        world.server.script("/uk", Step(200, {}, feed(1, 2, 3)))
        world.run(minutes=5)
        world.server.script("/uk", Step(404))
        serve_listing(world, 3, 2, 1)
        world.run(days=3)
        serve_listing(world, 4, 3, 2, 1)
        world.run(days=1)
        assert [entry.title[-1] for entry in world.owed()] == ["4"]
        world.server.script("/uk", Step(200, {"ETag": '"9"'}, feed(1, 2, 3, 4)), Step(304))
        world.run(days=9)
        assert world.state().door is Door.FEED
        assert len(world.titles()) == 4
        assert len(world.owed()) == 1
        assert [entry.title for entry in world.store.entries() if entry.updated] == []
        record = world.store.record(world.owed()[0].id)
        assert record is not None
        assert len(record.item.blocks) == 2  # the page says more than the feed


@pytest.mark.parametrize("status", [401, 403, 451])
def test_who_refuses_is_named_with_the_page_to_read(status: int, world: World) -> None:
    """P20, P36: asked daily, under our own name, and nowhere else."""
    with world:
        world.change_feed(home=world.url("/latest/"))
        world.server.script("/uk", Step(status))
        world.run(days=4)
        told = f"press.example refuses TrayNews ({status}); read it at {world.url('/latest/')}"
        assert world.state().trouble == told
        assert {one.trouble for one in world.outcomes} == {told}
        assert set(paths(world)) == {"/uk"}
        assert min(world.gaps("/uk")[1:]) >= timedelta(days=1)


def check_once(world: World) -> None:
    """Ask whoever is due now, and nobody else, until all have answered."""
    world.line.hurry(world.line.feeds)
    world.rounds.poll()
    end = world.now + HOUR
    while world.rounds.under_way or world.rounds.patience() is not None:
        assert world.now < end
        if world.rounds.patience() is not None:
            world.now += timedelta(seconds=1)
        with contextlib.suppress(queue.Empty):
            message = world.inbox.get(timeout=0.2)
            assert isinstance(message, Fetched | Parsed)
            world.rounds.take(message)
        world.rounds.go_on()


def test_a_check_hears_the_rules_reads_the_pages_and_ends(world: World) -> None:
    """Also where nobody polls any more meanwhile, as with the command."""
    with world:
        follow_listing(world, 3, 2, 1)
        world.run(hours=30)
        serve_listing(world, 5, 4, 3, 2, 1)
        world.now += timedelta(hours=30)  # the rules are to be heard again
        world.outcomes.clear()
        check_once(world)
        assert [entry.title[-1] for entry in world.owed()] == ["4", "5"]
        assert [one.new for one in world.outcomes] == [2]


def test_a_check_tells_that_a_page_is_not_to_be_read(world: World) -> None:
    with world:
        follow_listing(world, 3, 2, 1)
        rules = b"User-agent: *\nDisallow: /latest/\n"
        world.server.serve("/robots.txt", rules, content_type="text/plain")
        world.now += timedelta(hours=30)
        world.outcomes.clear()
        check_once(world)
        (outcome,) = world.outcomes
        assert "robots.txt" in outcome.trouble
