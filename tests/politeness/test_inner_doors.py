"""P23: nobody outside makes TrayNews knock at machines of the user's own network.

Every request carries the innermost reach that it may have; a name that has come to mean another
machine, a page, a redirect, a release's link: none of them leads further inside.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, World, press
from traynews.core.data.document import Reach
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings

ETAG = {"ETag": '"1"'}
INSIDE = "leads into a private network"


def test_a_name_that_comes_to_mean_a_machine_inside_is_asked_no_more(world: World) -> None:
    """After a success outside; also after a restart."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=1)
        asked = len(world.log)
        assert world.state().reach is Reach.PUBLIC
        world.inner = {PRESS}
        world.run(hours=3)
        world.restart()
        world.check("uk")
        world.run(days=2)
        assert len(world.log) == asked
        assert INSIDE in world.state().trouble
        world.inner = set()
        world.run(days=2)
        assert world.state().trouble == ""


def test_a_feed_that_the_user_configured_inside_is_polled_like_any(world: World) -> None:
    with world:
        world.inner = {PRESS}
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=3)
        assert world.state().reach is Reach.PRIVATE
        assert len(world.asked("/uk")) > 3


def test_a_feed_inside_may_come_to_lie_outside_and_go_back(world: World) -> None:
    """A laptop that leaves the office."""
    with world:
        world.inner = {PRESS}
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=1)
        world.inner = set()
        world.run(hours=1)
        world.inner = {PRESS}
        world.run(hours=1)
        assert world.state().trouble == ""


@pytest.mark.parametrize("has_worked", [True, False])
def test_the_page_of_a_lost_feed_leads_nowhere_inside(
    has_worked: bool,  # noqa: FBT001 - a case of two
    tmp_path: Path,
) -> None:
    """Its name is of the feed's own site, as that server may have named it; the router's number."""
    with World(tmp_path) as world:
        home = world.url("/cgi-bin/reboot", f"router.{PRESS}")
        world.adopt(Settings(feeds=(Feed("uk", world.url("/uk"), home=home),)))
        world.inner = {f"router.{PRESS}"}
        good = (Step(200, ETAG, press(1)),) if has_worked else ()
        world.server.script("/uk", *good, Step(404))
        world.run(days=9)
        assert world.asked("/cgi-bin/reboot") == []
        assert {one.host for one in world.log} == {PRESS}
        assert len(world.asked("/uk")) > 3


def test_what_a_page_names_leads_nowhere_inside(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        world.adopt(Settings(feeds=(Feed("uk", world.url("/uk"), home=world.url("/home")),)))
        inside = world.url("/cgi-bin/reboot.rss", f"router.{PRESS}")
        page = f'<link rel="alternate" type="application/rss+xml" href="{inside}">'.encode()
        world.inner = {f"router.{PRESS}"}
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(404))
        world.server.serve("/home", page, content_type="text/html")
        world.run(days=9)
        assert len(world.asked("/home")) > 1
        assert {one.host for one in world.log} == {PRESS}


def test_the_page_of_a_vanished_release_leads_nowhere_inside(world: World) -> None:
    """A HEAD, too, makes some doors do something."""
    with world:
        world.inner = {f"router.{PRESS}"}
        site = world.url("", f"router.{PRESS}").rstrip("/")
        for etag, numbers in (("1", (4, 3, 2, 1)), ("2", (5, 3, 2, 1))):
            step = Step(200, {"ETag": f'"{etag}"'}, press(*numbers, site=site))
            world.server.script("/uk", step, Step(304))
            world.run(hours=2)
        world.run(days=5)
        assert {one.host for one in world.log} == {PRESS}
        assert [entry.title for entry in world.store.entries() if entry.retracted] == []


def test_another_configured_address_begins_anew(world: World) -> None:
    """What the user writes counts, and nothing that was learned of the address before."""
    with world:
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.run(hours=1)
        world.inner = {"intranet.example"}
        world.change_feed(url=world.url("/uk", "intranet.example"))
        world.server.script("/uk", Step(200, ETAG, press(1)), Step(304))
        world.now += timedelta(minutes=10)
        world.run(hours=2)
        assert world.state().reach is Reach.PRIVATE
        assert world.state().trouble == ""
