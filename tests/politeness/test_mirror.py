"""With a mirror, every request for a feed of the catalogue goes there, at the usual intervals."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import World, press
from traynews.core.data.model import Feed
from traynews.settings.text import parse

SITE = "https://www.press.example"
KNOWN = Feed("uk", f"{SITE}/en/feed/", home=f"{SITE}/en/")
PATH = "/www.press.example/en/feed/"


def office(tmp_path: Path, text: str = "") -> World:
    """Return a world with a mirror, which is the server, and one feed of the catalogue."""
    world = World(tmp_path)
    mirror = world.url("/", "news.office.example")
    own = world.url("/own", "own.example")
    written = f'[network]\nmirror = "{mirror}"\n{text.format(own=own)}'
    world.settings = parse(written, lambda: [KNOWN], name="config.toml")
    world.inner.add("news.office.example")
    return world


def test_a_feed_of_the_catalogue_is_polled_at_the_mirror_and_its_links_are_those_of_its_site(
    tmp_path: Path,
) -> None:
    body = press(1, site="").replace(b"<link>/release", b"<link>../release")
    with office(tmp_path) as world:
        world.server.script(PATH, Step(200, {"ETag": '"1"'}, body), Step(304, {"ETag": '"1"'}))
        world.run(hours=6)
        assert {one.host for one in world.log} == {"news.office.example"}
        assert {one.path for one in world.log} == {PATH}
        assert [one.header("If-None-Match") for one in world.seen(PATH)][:2] == ["", '"1"']
        assert min(world.gaps()) >= timedelta(minutes=15)
        assert [one.url for one in world.store.entries()] == [f"{SITE}/en/release/1"]
        assert not world.errors


def test_a_feed_that_the_user_added_is_asked_directly_and_so_is_one_with_an_address_of_his(
    tmp_path: Path,
) -> None:
    feeds = '[[feeds]]\nid = "mine"\nurl = "{own}"\n[[feeds]]\nid = "uk"\nurl = "{own}2"\n'
    with office(tmp_path, feeds) as world:
        world.server.serve("/own", press(1))
        world.server.serve("/own2", press(2))
        world.run(hours=1)
        assert {one.host for one in world.log} == {"own.example"}
        assert len(world.titles()) == 2


@pytest.mark.parametrize("step", [Step(502), Step(404), Step(403), Step(reset=True)])
def test_a_mirror_that_fails_for_a_day_is_the_trouble_and_no_site_is_asked(
    step: Step, tmp_path: Path
) -> None:
    with office(tmp_path) as world:
        for path in (PATH, "/www.press.example/robots.txt", "/www.press.example/en/"):
            world.server.script(path, step)
        world.run(hours=24)
        assert world.log
        assert {one.host for one in world.log} == {"news.office.example"}
        assert all(one.path.startswith("/www.press.example/") for one in world.log)
        troubles = {one.trouble for one in world.outcomes} - {""}  # a robots.txt is no trouble
        assert troubles
        assert all("mirror news.office.example" in one or "robots" in one for one in troubles)
        assert min(world.gaps(PATH), default=timedelta(hours=1)) >= timedelta(minutes=5)
