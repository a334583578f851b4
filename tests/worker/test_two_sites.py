"""The same story on two sites, over the whole line: told once, by the site that is listed first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.release.test_stories import HOME, HOME_TEXT, WORLD, WORLD_TEXT
from tests.server import Step
from tests.worker.test_feed_states import OTHER, Release, document, told
from tests.world import PRESS, World
from traynews.core.data.model import Level

TEN = timedelta(minutes=10)
SITES = {"uk": PRESS, "world": OTHER, "third": "third.example"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two sites; the home section is listed first."""
    return World(tmp_path, {"uk": PRESS, "world": OTHER})


def serve(world: World, feed: str, *releases: Release | str) -> None:
    site = f"http://{SITES[feed]}"
    etag = {"ETag": f'"{feed}-{len(releases)}-{len(world.log)}"'}
    world.server.script(f"/{feed}", Step(200, etag, document(releases, site)), Step(304))


def begin(world: World) -> None:
    serve(world, "uk", "old")
    serve(world, "world", "past")
    world.run(hours=2)


AT_HOME = Release("h", title=HOME.title, text=HOME_TEXT, age=-timedelta(hours=1))
ABROAD = Release("w", title=WORLD.title, text=WORLD_TEXT, age=-timedelta(hours=1))


def listed(world: World) -> list[str]:
    return [entry.title for entry in world.store.recent(9)]


def test_the_second_to_come_is_kept_and_not_told_and_not_listed(world: World) -> None:
    with world:
        begin(world)
        serve(world, "uk", AT_HOME, "old")
        world.run(hours=2)
        serve(world, "world", ABROAD, "past")
        world.run(hours=2)
        assert told(world) == [HOME.title]
        assert WORLD.title not in listed(world)
        (quiet,) = [one for one in world.store.entries() if one.title == WORLD.title]
        assert quiet.level is Level.SILENT
        assert quiet.reason == f"it is the same story as release {world.owed()[0].id} from uk"
        assert world.store.unread_count() == 1
        assert [hit.entry.id for hit in world.store.search("background")] == [quiet.id]


def test_the_site_listed_first_speaks_even_if_it_comes_second(world: World) -> None:
    with world:
        begin(world)
        serve(world, "world", ABROAD, "past")
        world.run(hours=2)
        assert told(world) == [WORLD.title]
        serve(world, "uk", AT_HOME, "old")
        world.run(hours=2)
        assert told(world) == [HOME.title]
        assert WORLD.title not in listed(world)


def test_nobody_is_told_twice(world: World) -> None:
    with world:
        begin(world)
        serve(world, "world", ABROAD, "past")
        world.run(hours=2)
        first = [entry.id for entry in world.owed()]
        world.store.mark_announcing(first, world.now)
        world.store.mark_announced(first, world.now)
        serve(world, "uk", AT_HOME, "old")
        world.run(hours=2)
        assert told(world) == []
        assert WORLD.title not in listed(world)
        assert listed(world)[0] == HOME.title
        assert world.store.unread_count() == 1
        world.store.mark_opened(first, world.now)
        assert world.store.unread_count() == 0


def test_nobody_is_told_twice_by_a_third_site_either(tmp_path: Path) -> None:
    """Told by the one that is listed last; then the others bring it, each listed before."""
    with World(tmp_path, SITES) as world:
        serve(world, "third", "first")
        begin(world)
        serve(world, "third", ABROAD, "first")
        world.run(hours=2)
        (first,) = world.owed()
        world.store.mark_announcing([first.id], world.now)
        world.store.mark_announced([first.id], world.now)
        for feed, release, old in (("world", ABROAD, "past"), ("uk", AT_HOME, "old")):
            serve(world, feed, release, old)
            world.run(hours=2)
            assert told(world) == []
            assert world.store.unread_count() == 1
        (shown,) = [one for one in world.store.recent(9) if not one.read]
        assert (shown.feed_id, shown.title) == ("uk", HOME.title)
        world.store.mark_opened([first.id], world.now)
        assert world.store.unread_count() == 0, "who has read one of them has read the story"


def shared(by: str) -> Release:
    return Release("s", link="http://shared.example/story/", title=f"Told by {by}")


def test_for_a_shared_link_the_site_listed_first_takes_over(world: World) -> None:
    """I12: one entry with both as sources; quietly, and what the other said is kept."""
    with world:
        begin(world)
        serve(world, "world", shared("the world"), "past")
        world.run(hours=2)
        (entry,) = world.owed()
        serve(world, "uk", shared("home"), "old")
        world.run(hours=2)
        (after,) = world.owed()
        assert (after.id, after.feed_id, after.title) == (entry.id, "uk", "Told by home")
        assert after.updated is None
        record = world.store.record(entry.id)
        assert record is not None
        assert {source.feed_id for source in record.sources} == {"uk", "world"}
        assert [one.title for one in record.revisions] == ["Told by the world"]
        serve(world, "world", shared("the world, edited"), "past")
        world.run(hours=2)
        assert world.owed() == [after]


def test_a_site_listed_later_takes_nothing_over(world: World) -> None:
    with world:
        begin(world)
        serve(world, "uk", shared("home"), "old")
        world.run(hours=2)
        (entry,) = world.owed()
        serve(world, "world", shared("the world"), "past")
        world.run(hours=2)
        assert world.owed() == [entry]


def test_what_a_silent_feed_kept_quiet_is_told_once_a_louder_one_carries_it(world: World) -> None:
    with world:
        world.change_feed("world", alerts="none")
        begin(world)
        serve(world, "world", shared("the world"), "past")
        world.run(hours=2)
        assert told(world) == []
        serve(world, "uk", shared("home"), "old")
        world.run(hours=2)
        assert told(world) == ["Told by home"]


def test_what_was_read_or_stood_there_from_the_first_is_not_told_by_a_louder_one(
    world: World,
) -> None:
    with world:
        world.change_feed("world", alerts="none")
        serve(world, "uk", "old")
        serve(world, "world", shared("the world"), "past")
        world.run(hours=2)
        serve(world, "uk", shared("home"), "old")
        world.run(hours=2)
        assert told(world) == []


def test_an_edit_says_anew_what_it_is_about(world: World) -> None:
    with world:
        begin(world)
        serve(world, "uk", Release("a", title="Iran: A new exhibition opens", age=-TEN), "old")
        world.run(hours=2)
        (before,) = world.owed()
        serve(
            world,
            "uk",
            Release(
                "a",
                title="Egypt: Poet arrested",
                text="Responding to the arrest of a poet today, Mira Holm said:",
                age=-TEN,
            ),
            "old",
        )
        world.run(hours=2)
        (after,) = world.owed()
        assert (before.countries, before.breaking) == (("Iran",), False)
        assert (after.countries, after.breaking, after.id) == (("Egypt",), True, before.id)
        assert [hit.entry.id for hit in world.store.search("country:Egypt")] == [after.id]
        assert world.store.search("country:Iran") == []
