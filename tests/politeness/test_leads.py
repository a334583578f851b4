"""Pages that redirect: none leads past a robots.txt, or to a site whose rules were not heard.

P35, for each site on the way.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.politeness.test_doors import HTML, listing, page, paths, serve_listing
from tests.server import Step
from tests.world import World
from traynews.core.data.document import Door

NEW = "new.example"
FORBIDDING = b"User-agent: *\nDisallow: /news/\n"


def follow(world: World) -> None:
    """Follow a page of `press.example` alone."""
    world.change_feed(url=world.url("/latest/"), door=Door.PAGE)


def lead_away(world: World, path: str = "/news/", host: str = NEW) -> None:
    """Have that page redirect."""
    world.server.redirect("/latest/", world.url(path, host))


def asked_of(world: World, host: str = NEW) -> list[str]:
    return [one.path for one in world.log if one.host == host]


def test_a_page_that_redirects_to_another_site_hears_its_rules_first(world: World) -> None:
    with world:
        follow(world)
        lead_away(world)
        world.server.serve("/news/", listing(2, 1), content_type=HTML)
        world.run(hours=2)
        assert asked_of(world)[:2] == ["/robots.txt", "/news/"]
        assert asked_of(world).count("/robots.txt") == 1
        assert world.state().trouble == ""
        assert len(world.titles()) == 2
        world.restart()
        world.run(days=2)
        assert min(world.gaps("/news/")) >= timedelta(minutes=55)


def test_a_page_is_not_followed_to_where_the_rules_of_another_site_forbid_it(
    world: World,
) -> None:
    with world:
        follow(world)
        lead_away(world)
        world.server.serve("/robots.txt", FORBIDDING, content_type="text/plain")
        world.server.serve("/news/", listing(2, 1), content_type=HTML)
        world.run(days=3)
        assert set(asked_of(world)) == {"/robots.txt"}
        assert world.state().trouble == (
            "the robots.txt of new.example asks programs not to read this page"
        )
        assert min(world.gaps("/latest/")) >= timedelta(minutes=15)


def test_nor_to_a_forbidden_page_of_its_own_site(world: World) -> None:
    with world:
        follow(world)
        world.server.redirect("/latest/", "/news/")
        world.server.serve("/robots.txt", FORBIDDING, content_type="text/plain")
        world.server.serve("/news/", listing(2, 1), content_type=HTML)
        world.run(days=2)
        assert "/news/" not in paths(world)
        assert "robots.txt of press.example" in world.state().trouble


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_site_that_keeps_its_rules_to_itself_is_not_followed_to(
    status: int, world: World
) -> None:
    with world:
        follow(world)
        lead_away(world)
        allowed = Step(200, {}, b"User-agent: *\nAllow: /\n", content_type="text/plain")
        world.server.script("/robots.txt", allowed, Step(status))
        world.server.serve("/news/", listing(2, 1), content_type=HTML)
        world.run(hours=20)
        assert set(asked_of(world)) == {"/robots.txt"}


def test_a_page_that_leads_on_and_on_is_trouble(world: World) -> None:
    with world:
        follow(world)
        for number in range(12):
            place = "/latest/" if not number else f"/n{number}"
            world.server.redirect(place, world.url(f"/n{number + 1}", f"n{number + 1}.example"))
        world.run(hours=1)
        assert world.state().failures >= 1
        assert len(world.log) < 30


def test_no_page_leads_to_the_robots_txt_of_a_machine_inside(world: World) -> None:
    """P23: not even for its rules."""
    with world:
        follow(world)
        lead_away(world, host="router.example")
        world.inner.add("router.example")
        world.run(hours=5)
        assert asked_of(world, "router.example") == []
        assert "private network" in world.state().trouble


def test_the_page_of_a_release_that_leads_to_another_site_is_left_unread(world: World) -> None:
    """P37: the release is told with the words of the listing."""
    with world:
        follow(world)
        serve_listing(world, 3, 2, 1)
        world.run(hours=3)
        serve_listing(world, 4, 3, 2, 1)
        world.server.redirect("/latest/release-number-4/", world.url("/4/", NEW))
        world.server.serve("/4/", page(4), content_type=HTML)
        world.run(hours=26)
        assert [entry.title[-1] for entry in world.owed()] == ["4"]
        assert asked_of(world) == []


def test_once_a_page_leads_nowhere_any_more_nobody_else_is_asked_for_rules(world: World) -> None:
    with world:
        follow(world)
        lead_away(world)
        world.server.serve("/news/", listing(2, 1), content_type=HTML)
        world.run(hours=2)
        before = len(asked_of(world))
        world.server.serve("/latest/", listing(3, 2, 1), content_type=HTML)
        world.run(days=4)
        assert len(asked_of(world)) == before
        assert len(world.titles()) == 3
