"""What becomes of entries when a feed changes, over the whole line: rules of identity, I1 to I14.

Each test serves successive states of feeds, polls, and looks at what is kept and what the user is
to be told. The dates of the items are relative to the made-up time of the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.server import Step
from tests.world import PRESS, START, World
from traynews.core.alerts.words import Words
from traynews.core.data.model import Level
from traynews.patterns import read_match

DAY = timedelta(days=1)
OTHER = "other.example"


@dataclass(frozen=True)
class Release:
    """One item of a feed; `age` is that of its date, None for no date, or the date as written."""

    name: str
    guid: str | None = "-"
    link: str | None = "-"
    title: str = ""
    age: timedelta | str | None = timedelta(0)
    text: str = ""

    def xml(self, site: str) -> str:
        """Return the item; `-` for guid and link means the usual ones."""
        guid = f"{site}/?p={self.name}" if self.guid == "-" else self.guid
        link = f"{site}/news/{self.name}/" if self.link == "-" else self.link
        age = self.age if self.age is not None else ""
        date = f"{START - age:%a, %d %b %Y %H:%M:%S} +0000" if isinstance(age, timedelta) else age
        parts = {
            "title": self.title or f"Graustark: case {self.name} before the court",
            "link": link,
            "guid": guid,
            "pubDate": date,
            "description": self.text or f"The court sat over case {self.name} on Monday.",
        }
        written = (f"<{key}>{value}</{key}>" for key, value in parts.items() if value)
        return f"<item>{''.join(written)}</item>".replace("<guid>", '<guid isPermaLink="false">')


def document(releases: Sequence[Release | str], site: str = f"http://{PRESS}") -> bytes:
    """Return a feed of these items, in this order; a text stands for a usual one of that name."""
    items = [Release(one) if isinstance(one, str) else one for one in releases]
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Press room</title>'
        f"<link>{site}/</link><description/>{''.join(one.xml(site) for one in items)}"
        "</channel></rss>"
    ).encode()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def show(world: World, *states: Sequence[Release | str], feed: str = "uk", site: str = "") -> None:
    """Serve each state in turn, and poll each."""
    for number, state in enumerate(states):
        body = document(state, site or f"http://{PRESS}")
        etag = {"ETag": f'"{len(world.log)}-{number}"'}
        world.server.script(f"/{feed}", Step(200, etag, body))
        world.run(hours=2)


def told(world: World) -> list[str]:
    """Return the titles of what the user is to be told."""
    return [entry.title for entry in world.owed()]


def kept(world: World) -> int:
    return len(world.store.entries())


def title(name: str) -> str:
    return f"Graustark: case {name} before the court"


# --- I1, I2: what an entry is known by -----------------------------------------------------------


@pytest.mark.parametrize(
    "items",
    [
        ["a", "b"],
        [Release("a", guid=None), Release("b", guid=None)],
        [Release("a", guid="  \n g-1 \t"), Release("b", guid="G-1")],
        [Release("a", guid=None, link=None), Release("b", guid=None, link=None)],
        [
            Release("a", guid=None, link=None, age=None),
            Release("b", guid=None, link=None, age=None),
        ],
        [Release("a", guid="same"), Release("b", guid="same")],
        [Release("a", guid=" "), Release("b", guid="")],
    ],
    ids=["guid", "link", "case", "title and date", "title and text", "one guid", "blank guid"],
)
def test_whatever_names_an_item_has_it_is_one_entry_on_every_run(
    items: list[Release], world: World
) -> None:
    """I1, I2."""
    with world:
        show(world, items, items, list(reversed(items)))
        assert kept(world) == 2
        assert told(world) == []
        show(world, ["c", *items])
        assert told(world) == [title("c")]


def test_an_item_with_nothing_to_know_it_by_is_skipped_and_the_feed_is_not(world: World) -> None:
    """I1."""
    with world:
        bare = b"<item><author>nobody</author></item></channel>"
        world.server.serve(
            "/uk", document(["a"]).replace(b"</channel>", bare), headers={"ETag": "1"}
        )
        world.run(minutes=5)
        assert kept(world) == 1
        assert world.state().trouble == ""


def test_the_same_guid_and_link_twice_is_one_entry(world: World) -> None:
    """I2."""
    with world:
        show(world, ["a", "a", "b"], ["b", "a", "a"])
        assert kept(world) == 2


# --- I3: dates are no names ----------------------------------------------------------------------


def test_new_dates_make_no_new_entries(world: World) -> None:
    """I3, I5."""
    with world:
        old = [Release(name, age=2 * DAY) for name in "abc"]
        fresh = [Release(name) for name in "abc"]
        show(world, old, fresh)
        assert kept(world) == 3
        assert told(world) == []


def test_new_is_what_was_not_seen_and_not_what_is_dated_later(world: World) -> None:
    """I3, I8: three days back is still told."""
    with world:
        show(world, ["a", "b"], ["a", "b", Release("late", age=3 * DAY)])
        assert told(world) == [title("late")]


# --- I4, I7: other names for the same -------------------------------------------------------------


def test_a_feed_that_moves_to_https_floods_nobody(world: World) -> None:
    """I4."""
    names = ["a", "b", "c", "d", "e", "f", "g"]
    with world:
        show(world, names, site="http://www.press.example")
        show(world, names, site="https://press.example")
        assert kept(world) == 7
        assert told(world) == []
        assert {entry.url[:21] for entry in world.store.entries()} == {"https://press.example"}


@pytest.mark.parametrize(
    "link",
    [
        "https://www.press.example/news/a",
        "http://PRESS.example:80/news/a/?utm_source=rss&amp;utm_medium=feed",
        "http://press.example/news/a/#top",
    ],
)
def test_a_link_dressed_up_is_the_same_link(link: str, world: World) -> None:
    """I4: the new guid is remembered."""
    with world:
        show(world, ["a"], [Release("a", guid="other", link=link)])
        show(world, [Release("a", guid="other", link="http://press.example/moved/")])
        assert kept(world) == 1
        assert told(world) == []


@pytest.mark.parametrize("size", [3, 12])
def test_new_guids_for_everything_are_recognised(size: int, world: World) -> None:
    """I7: by their links."""
    names = [str(number) for number in range(size)]
    with world:
        show(world, names, [Release(name, guid=f"new-{name}") for name in names])
        assert kept(world) == size
        assert told(world) == []


def test_new_guids_and_links_for_everything_are_recognised(world: World) -> None:
    """I7: by title and day."""
    names = [str(number) for number in range(8)]
    with world:
        changed = [
            Release(name, guid=f"new-{name}", link=f"http://{PRESS}/node/{name}") for name in names
        ]
        show(world, names, changed, ["8", *changed])
        assert kept(world) == 9
        assert told(world) == [title("8")]


def test_many_new_ones_at_once_are_one_summary(world: World) -> None:
    """I7: the alerts make one digest of them; here it is that all are owed, and once."""
    with world:
        fresh = [f"new{number}" for number in range(7)]
        show(world, ["a"], [*fresh, "a"], [*fresh, "a"])
        assert len(told(world)) == 7


# --- I5: edits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edited", "changed"),
    [
        (Release("a", title="Graustark: case a, corrected"), {"title"}),
        (Release("a", text="The court sat over case a on Tuesday."), {"text"}),
        (Release("a", link=f"http://{PRESS}/news/a-corrected/"), {"link"}),
        (Release("a", age=DAY), {"date"}),
    ],
)
def test_an_edit_is_a_revision_and_no_news(
    edited: Release, changed: set[str], world: World
) -> None:
    """I5."""
    with world:
        show(world, ["a", "b"], [edited, "b"], [edited, "b"])
        assert kept(world) == 2
        assert told(world) == []
        records = [world.store.record(entry.id) for entry in world.store.entries()]
        revisions = [one for record in records if record for one in record.revisions]
        assert [set(one.changed) for one in revisions] == [changed]


def test_a_page_that_changes_by_itself_fills_no_archive(world: World) -> None:
    """I5: at most 24 revisions of the text alone."""
    with world:
        states = [[Release("a", text=f"Read {number} times.")] for number in range(30)]
        show(world, *states)
        (entry,) = world.store.entries()
        record = world.store.record(entry.id)
        assert record is not None
        assert len(record.revisions) == 24


# --- I6, I8: what was there, and what is old ------------------------------------------------------


def test_what_was_there_at_first_is_kept_and_not_told(world: World) -> None:
    """I6."""
    with world:
        show(world, [str(number) for number in range(30)])
        assert kept(world) == 30
        assert told(world) == []
        assert world.store.unread_count() == 0


def test_a_first_answer_that_was_empty_is_a_baseline_too(world: World) -> None:
    """I6: the first release ever is news."""
    with world:
        show(world, [], ["a"])
        assert told(world) == [title("a")]


def test_a_flood_of_old_stories_is_kept_without_a_word(world: World) -> None:
    """I8."""
    with world:
        old = [Release(f"old{number}", age=(400 + number) * DAY) for number in range(40)]
        show(world, ["a"], ["a", *old])
        assert kept(world) == 41
        assert told(world) == []
        assert {one.level for one in world.store.entries()} == {Level.SILENT}


# --- I9, I10: dates ------------------------------------------------------------------------------


@pytest.mark.parametrize("date", [None, "soon", "1 Jan 99999"])
def test_without_a_usable_date_it_is_the_time_of_first_sight_for_good(
    date: str | None, world: World
) -> None:
    """I9."""
    with world:
        show(world, ["a"], [Release("b", age=date), "a"])
        assert told(world) == [title("b")]
        (first,) = (one.published for one in world.store.entries() if one.title == title("b"))
        assert timedelta(0) <= first - START <= DAY
        show(world, [Release("b", age=date), "a"], ["c", Release("b", age=date)])
        (again,) = (one.published for one in world.store.entries() if one.title == title("b"))
        assert again == first


def test_the_zero_of_a_clock_is_no_date_and_no_news(world: World) -> None:
    """I8, I9: kept by first sight, so that no clean-up takes it for fifty years old."""
    with world:
        show(world, ["a"], [Release("b", age="Thu, 01 Jan 1970 00:00:00 +0000"), "a"])
        assert told(world) == []
        assert {one.published.year for one in world.store.entries()} == {START.year}


def test_a_date_in_the_future_sorts_by_first_sight(world: World) -> None:
    """I10: what the feed said is kept raw."""
    with world:
        show(world, ["a"], [Release("b", age="Tue, 01 Jan 2999 00:00:00 +0000"), "a"])
        show(world, ["c", "a"])
        newest = max(world.store.entries(), key=lambda one: one.published)
        record = world.store.record(newest.id)
        assert record is not None
        assert newest.published < START + DAY
        assert "2999" in (record.item.published_raw or "")
        assert len(told(world)) == 2


# --- I11: absence --------------------------------------------------------------------------------


def test_what_vanishes_stays_and_what_returns_is_not_new(world: World) -> None:
    """I11: across a restart."""
    with world:
        show(world, ["a", "b", "c"], ["c"])
        world.restart()
        show(world, [], ["a", "b", "c"])
        assert kept(world) == 3
        assert told(world) == []


def test_what_the_user_deleted_never_comes_back(world: World) -> None:
    """I11: tombstones, also under other names."""
    with world:
        show(world, ["a", "b"])
        gone = next(one for one in world.store.entries() if one.title == title("a"))
        world.store.delete([gone.id], world.now)
        show(world, ["a", "b", "c"], [Release("a", guid="new"), "b"])
        assert sorted(one.title for one in world.store.entries()) == [title("b"), title("c")]
        assert told(world) == [title("c")]


def test_half_an_item_is_not_kept_and_the_whole_one_comes_once(world: World) -> None:
    """P09, I11: a document that is cut."""
    with world:
        whole = document(["c", "b", "a"])
        show(world, ["a"])
        cut = whole[: whole.index(b"case a")]
        world.server.script(
            "/uk", Step(200, {"ETag": '"cut"'}, cut), Step(200, {"ETag": "x"}, whole)
        )
        world.run(hours=2)
        assert kept(world) == 3
        assert sorted(told(world)) == [title("b"), title("c")]


# --- I12, I13: several feeds, one entry -----------------------------------------------------------


def show_both(world: World, uk: Sequence[Release | str], other: Sequence[Release | str]) -> None:
    """Serve a state of both feeds, and poll them."""
    etag = {"ETag": f'"{len(world.log)}"'}
    world.server.script("/uk", Step(200, etag, document(uk)))
    world.server.script("/world", Step(200, etag, document(other, f"http://{OTHER}")))
    world.run(hours=2)


@pytest.fixture
def pair(tmp_path: Path) -> World:
    return World(tmp_path, {"uk": PRESS, "world": OTHER})


def test_the_same_release_in_two_feeds_is_one_entry_two_sources_one_alert(pair: World) -> None:
    """I12: under another guid, http, no www, with tracking and a suffix to its title."""
    with pair:
        show_both(pair, ["a"], ["z"])
        again = Release(
            "b",
            guid="other-b",
            link=f"https://www.{PRESS}/news/b?utm_source=x",
            title=f"{title('b')} | World",
        )
        show_both(pair, ["b", "a"], [again, "z"])
        assert len(told(pair)) == 1
        assert kept(pair) == 3
        record = pair.store.record(pair.owed()[0].id)
        assert record is not None
        assert {source.feed_id for source in record.sources} == {"uk", "world"}


def test_equal_titles_alone_are_two_entries(pair: World) -> None:
    """I12: "Public statement" is no name; language editions stay apart."""
    with pair:
        same = Release("s", title="Public statement")
        show_both(pair, ["a"], ["z"])
        show_both(pair, [same, "a"], [same, "z"])
        assert told(pair) == ["Public statement", "Public statement"]


def test_a_feed_that_moves_keeps_its_entries(world: World) -> None:
    """I13, P22."""
    with world:
        world.server.redirect("/uk", "/new", 301)
        show(world, ["a", "b"], feed="new")
        world.run(days=4)
        assert world.state().url == world.url("/new")
        show(world, ["c", "a", "b"], feed="new")
        assert told(world) == [title("c")]
        assert {one.feed_id for one in world.store.entries()} == {"uk"}


# --- I14, gaps -----------------------------------------------------------------------------------


def test_what_is_stored_and_untold_is_told_after_a_crash(world: World) -> None:
    """I14."""
    with world:
        show(world, ["a"], ["b", "a"])
        world.restart()
        assert told(world) == [title("b")]
        ids = [entry.id for entry in world.owed()]
        world.store.mark_announcing(ids, world.now)
        world.restart()  # in the middle of showing it
        assert told(world) == [title("b")]
        world.store.mark_announcing(ids, world.now)
        world.store.mark_announced(ids, world.now)
        world.restart()
        assert told(world) == []


def test_an_answer_without_anything_known_is_told_as_a_gap_with_a_link(world: World) -> None:
    """Twelve items may cover five days: what was published in between is nowhere any more."""
    with world:
        world.change_feed(home=f"http://{PRESS}/news")
        show(world, ["a", "b"])
        assert world.state().notice == ""
        world.run(days=9)
        show(world, ["x", "y"])
        assert "some releases may be missing" in world.state().notice
        assert f"see http://{PRESS}/news" in world.state().notice
        show(world, ["z", "x", "y"])
        assert "some releases may be missing" in world.state().notice
        world.run(days=8)
        assert world.state().notice == ""


def test_an_ordinary_answer_is_no_gap(world: World) -> None:
    with world:
        show(world, ["a", "b"], ["c", "b"], [], ["d", "c"])
        assert world.state().notice == ""


# --- news sources that seldom name Amnesty -------------------------------------------------------


def test_of_a_news_source_only_what_names_amnesty_is_kept(world: World) -> None:
    """In the title, the text or the terms; in any case, and as a whole word."""
    with world:
        world.change_feed(mentions=Words("Amnesty"))
        show(
            world,
            [Release("old", text="Said AMNESTY International."), "weather"],
            [
                Release("a", title="Amnesty calls for his release"),
                Release("b", text="The report by Amnesty International says so."),
                Release("c", title="An amnestyless day", text="Nothing."),
                "sports",
            ],
        )
        assert kept(world) == 3
        assert len(told(world)) == 2
        assert world.state().notice == ""  # nothing known, and yet no gap that anyone could tell


def test_an_item_that_names_amnesty_after_an_edit_is_news_then(world: World) -> None:
    with world:
        world.change_feed(mentions=read_match("/amnesty|a\\.i\\./"))
        show(world, [Release("a")], [Release("a", text="Now with a word of A.I. on it.")])
        assert told(world) == [title("a")]
