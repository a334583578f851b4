"""Who is owed an alert, who has read what; lists for the menu."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, ids, poll, release, titles
from traynews.archive import ledger, queries
from traynews.archive.rows import to_stamp
from traynews.archive.store import Store
from traynews.core.data.model import FOREVER, Level
from traynews.core.data.plan import Verdict
from traynews.errors import StoreError


def test_what_is_stored_and_not_told_is_owed_in_the_order_of_publication(store: Store) -> None:
    poll(store, release(1), release(3), release(2))
    assert titles(store.owed(NOW)) == [release(n).title for n in (3, 2, 1)]


def test_silent_entries_are_never_owed(store: Store) -> None:
    levels = [Level.SILENT, Level.DIGEST, Level.URGENT]
    poll(store, *map(release, (1, 2, 3)), verdicts=[Verdict(level) for level in levels])
    assert [entry.level for entry in store.owed(NOW)] == [Level.URGENT, Level.DIGEST]


def test_what_was_told_is_owed_no_more(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    store.mark_announcing([first], NOW)
    store.mark_announced([first], NOW + HOUR)
    assert ids(store.owed(NOW)) == [second]
    entry = store.entry(first)
    assert entry is not None
    assert entry.announced == NOW + HOUR


def test_a_pop_up_begun_and_never_confirmed_is_repeated_once(store: Store, path: Path) -> None:
    """I14: the program died while it was shown: again once; then it counts as told."""
    (entry_id,) = poll(store, release(1)).new_ids
    for attempt in (1, 2):
        assert ids(store.owed(NOW)) == [entry_id]
        store.mark_announcing([entry_id], NOW + attempt * HOUR)
        store.close()
        store = Store(path)
        store.open()
    assert store.owed(NOW + DAY) == []
    entry = store.entry(entry_id)
    assert entry is not None
    assert entry.announced == NOW + 2 * HOUR
    store.close()


def test_later_brings_it_back_in_time(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    store.mark_announcing([entry_id], NOW)
    store.mark_announced([entry_id], NOW)
    store.defer([entry_id], NOW + HOUR)
    assert store.owed(NOW + HOUR - DAY / 1000) == []
    assert ids(store.owed(NOW + HOUR)) == [entry_id]
    store.mark_announcing([entry_id], NOW + HOUR)
    store.mark_announced([entry_id], NOW + HOUR)
    assert store.owed(NOW + DAY) == []


def test_a_pop_up_that_could_not_be_shown_stays_owed_however_often(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    for attempt in range(5):
        store.mark_announcing([entry_id], NOW)
        store.defer([entry_id], NOW + attempt * HOUR)
    assert ids(store.owed(NOW + DAY)) == [entry_id]


def test_what_was_held_is_away_once_it_was_told_until_it_is_read(store: Store) -> None:
    first, second, third = poll(store, *map(release, (1, 2, 3))).new_ids
    store.hold([first, second], NOW)
    assert store.away() == ()
    assert len(store.owed(NOW)) == 3
    store.mark_announced([first, second, third], NOW + HOUR)
    assert ids(store.away()) == [first, second]
    assert ids(store.away(limit=1)) == [first]
    store.mark_read([first])
    assert ids(store.away()) == [second]


def test_opening_is_reading(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    store.mark_opened([first], NOW + HOUR)
    entry = store.entry(first)
    assert entry is not None
    assert (entry.read, entry.opened) == (True, NOW + HOUR)
    assert store.unread_count() == 1
    assert ids(store.entries(9, unread_only=True)) == [second]


def test_reading_concerns_those_named_or_all(store: Store) -> None:
    first, _, _ = poll(store, *map(release, (1, 2, 3))).new_ids
    store.mark_read([first])
    assert store.unread_count() == 2
    store.mark_read([])
    assert store.unread_count() == 2
    store.mark_read(None)
    assert store.unread_count() == 0


def test_a_baseline_may_come_as_read(store: Store) -> None:
    poll(store, release(1), verdicts=[Verdict(Level.SILENT, "baseline", read=True)])
    assert (store.unread_count(), len(store.recent(5))) == (0, 1)


def test_lists_are_newest_first_and_can_be_narrowed(store: Store) -> None:
    poll(store, release(1), release(400 * 24), release(2))
    poll(store, release(3, link="https://w.example/3"), feed=WORLD)
    newest = [release(n).title for n in (1, 2, 3)]
    assert titles(store.recent(3)) == newest
    assert titles(store.entries()) == [*newest, release(400 * 24).title]
    assert titles(store.entries(year=2026)) == newest
    assert titles(store.entries(1, year=2025)) == [release(400 * 24).title]
    assert titles(store.entries(feed_id=WORLD.id)) == [release(3).title]
    assert titles(store.entries(feed_id=UK.id, year=2026)) == newest[:2]
    assert store.entries(feed_id="nobody") == ()
    with store.reading() as db:
        assert queries.years(db) == {2026: 3, 2025: 1}


def test_years_of_an_empty_archive_are_none(store: Store) -> None:
    with store.reading() as db:
        assert queries.years(db) == {}


def tell_once(store: Store, new: int, other: int, *, instead: bool = False) -> None:
    with store.writing() as db:
        ledger.tell_once(db, new, other, instead=instead)


def raise_level(store: Store, entry_id: int) -> None:
    with store.writing() as db:
        ledger.raise_level(db, entry_id, Verdict(Level.URGENT, "another feed wants it"))


def test_what_was_kept_quiet_is_owed_once_a_louder_feed_carries_it(store: Store) -> None:
    (entry_id,) = poll(store, release(1), level=Level.SILENT).new_ids
    raise_level(store, entry_id)
    (entry,) = store.owed(NOW)
    assert (entry.level, entry.reason) == (Level.URGENT, "another feed wants it")


def test_what_was_told_is_not_told_again_louder(store: Store) -> None:
    loud, told, read, deleted = poll(store, *map(release, (1, 2, 3, 4))).new_ids
    with store.writing() as db:
        db.execute("UPDATE entries SET level = 'silent' WHERE id <> ?", (loud,))
    store.mark_announced([told], NOW)
    store.mark_read([read])
    store.delete([deleted], NOW)
    for entry_id in (loud, told, read, deleted):
        raise_level(store, entry_id)
    assert [(entry.id, entry.level) for entry in store.owed(NOW)] == [(loud, Level.ALERT)]
    assert {one.level for one in map(store.entry, (told, read)) if one} == {Level.SILENT}


def test_the_same_story_is_not_told_because_a_third_feed_carries_it(store: Store) -> None:
    """The other site's entry speaks for both: it was told, or will be."""
    told, twin = poll(store, release(1), release(2)).new_ids
    tell_once(store, twin, told)
    with store.writing() as db:
        db.execute("UPDATE entries SET read = 0 WHERE id = ?", (twin,))
    raise_level(store, twin)
    assert ids(store.owed(NOW)) == [told]


def test_of_one_story_the_first_is_told_and_listed(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    tell_once(store, second, first)
    assert ids(store.owed(NOW)) == ids(store.recent(9)) == [first]
    quiet = store.entry(second)
    assert quiet is not None
    assert (quiet.level, quiet.read) == (Level.SILENT, True)
    assert quiet.reason == f"it is the same story as release {first} from uk"
    assert store.unread_count() == 1


def test_instead_of_one_not_yet_told_the_new_one_is(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    tell_once(store, second, first, instead=True)
    assert ids(store.owed(NOW)) == ids(store.recent(9)) == [second]


@pytest.mark.parametrize("state", ["announcing", "announced", "both"])
def test_instead_of_one_told_or_being_told_it_is_listed_and_nobody_told_twice(
    store: Store, state: str
) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    if state != "announced":
        store.mark_announcing([first], NOW)
    if state != "announcing":
        store.mark_announced([first], NOW)
    tell_once(store, second, first, instead=True)
    assert second not in ids(store.owed(NOW))
    assert ids(store.recent(9)) == [second]


def test_a_story_whose_other_half_is_gone_stands_alone(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    tell_once(store, entry_id, 99)
    assert ids(store.owed(NOW)) == [entry_id]


def test_later_is_heard_also_where_another_site_is_listed_by_then(store: Store) -> None:
    """The pop-up still stands when the same story comes from the site that is listed first."""
    first, second = poll(store, release(1), release(2)).new_ids
    store.mark_announcing([first], NOW)
    store.mark_announced([first], NOW)
    tell_once(store, second, first, instead=True)
    raise_level(store, second)
    assert store.owed(NOW) == [], "it was told"
    store.defer([first], NOW + HOUR)
    assert store.owed(NOW) == []
    (owed,) = store.owed(NOW + HOUR)
    assert (owed.id, owed.level, owed.reason) == (second, Level.ALERT, "a test wants it")
    quiet = store.entry(first)
    assert quiet is not None
    assert quiet.reason == f"it is the same story as release {second} from uk"
    store.mark_read([first])
    assert store.owed(NOW + HOUR) == [], "who has read it needs no telling"


def test_later_for_what_was_read_meanwhile_owes_nothing(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    store.mark_announced([first], NOW)
    tell_once(store, second, first, instead=True)
    store.mark_read([second])
    store.defer([first], NOW)
    assert store.owed(NOW) == []


def test_reading_a_story_reads_it_on_every_site(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    tell_once(store, second, first)
    store.mark_read([second])
    assert store.unread_count() == 0


def test_a_story_already_read_on_one_site_is_read_on_the_other(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    store.mark_read([first])
    tell_once(store, second, first, instead=True)
    assert store.unread_count() == 0


def test_values_of_the_program_are_kept(store: Store, path: Path) -> None:
    assert store.get("paused_until") == ""
    store.set("paused_until", FOREVER.isoformat())
    store.set("paused_until", NOW.isoformat())
    store.close()
    with Store(path) as again:
        assert again.get("paused_until") == NOW.isoformat()


def test_a_closed_archive_says_so(path: Path) -> None:
    store = Store(path)
    assert not path.exists()
    with pytest.raises(StoreError, match="not open"):
        store.recent(1)
    store.open()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="not open"):
        store.mark_read(None)


def test_one_feed_of_two_is_counted_alone(store: Store) -> None:
    poll(store, release(1), release(2))
    poll(store, release(3, link="https://w.example/3"), feed=WORLD)
    assert [status.unread for status in store.feed_statuses([UK, WORLD], NOW)] == [2, 1]


def test_what_is_held_back_again_is_held_since_the_first_time(store: Store) -> None:
    first, second = poll(store, release(1), release(2)).new_ids
    store.hold([first], NOW)
    store.hold([first, second], NOW + HOUR)
    with store.reading() as db:
        held = dict(db.execute("SELECT id, held FROM entries"))
    assert held == {first: to_stamp(NOW), second: to_stamp(NOW + HOUR)}


def test_who_is_held_back_is_so_until_it_is_told(store: Store) -> None:
    first, second, _ = poll(store, *map(release, (1, 2, 3))).new_ids
    assert store.held() == frozenset()
    store.hold([first, second], NOW)
    assert store.held() == {first, second}
    store.mark_announced([first], NOW + HOUR)
    assert store.held() == {second}
    store.defer([first], NOW + DAY)
    assert store.held() == {first, second}


def test_of_those_named_the_read_and_the_deleted_are_found(store: Store) -> None:
    """A pop-up about them is taken back; of others nothing is said."""
    unread, read, opened, deleted, unnamed = poll(store, *map(release, range(5))).new_ids
    store.mark_read([read, unnamed])
    store.mark_opened([opened], NOW)
    store.delete([deleted], NOW)
    with store.writing() as db:
        db.execute("UPDATE entries SET read = 0 WHERE id = ?", (deleted,))
    assert store.find_read([unread, read, opened, deleted, 99]) == {read, opened, deleted}
    assert store.find_read([]) == frozenset()


def test_unread_again_are_those_named_and_no_others(store: Store) -> None:
    first, second, third = poll(store, *map(release, (1, 2, 3))).new_ids
    store.mark_read(None)
    store.mark_unread([first, second])
    assert ids(store.entries(9, unread_only=True)) == [first, second]
    store.mark_unread([])
    assert store.find_read([first, second, third]) == {third}


def test_a_story_unread_on_one_site_is_unread_where_it_is_listed(store: Store) -> None:
    """Named is the half that menus do not list; a story that nobody named stays read."""
    first, second, other, twin = poll(store, *map(release, (1, 2, 3, 4))).new_ids
    tell_once(store, second, first)
    tell_once(store, twin, other)
    store.mark_read(None)
    store.mark_unread([second])
    assert ids(store.recent(9)) == [first, other]
    assert store.find_read([first, second, other, twin]) == {second, other, twin}
    assert store.unread_count() == 1


def test_what_was_deleted_is_neither_owed_nor_away(store: Store) -> None:
    kept, owed, away = poll(store, *map(release, (1, 2, 3))).new_ids
    store.hold([kept, away], NOW)
    store.mark_announced([kept, away], NOW)
    store.delete([owed, away], NOW)
    with store.writing() as db:  # whatever else deleting does
        db.execute("UPDATE entries SET read = 0")
    assert store.owed(NOW + DAY) == []
    assert ids(store.away()) == [kept]


def test_what_was_deleted_is_not_read_with_all_others(store: Store) -> None:
    kept, deleted = poll(store, release(1), release(2)).new_ids
    store.delete([deleted], NOW)
    with store.writing() as db:
        db.execute("UPDATE entries SET read = 0")
    store.mark_read(None)
    with store.reading() as db:
        assert dict(db.execute("SELECT id, read FROM entries")) == {kept: 1, deleted: 0}


def test_what_was_held_is_away_newest_first_and_fifty_at_most(store: Store) -> None:
    """Of the same moment the one that came in last stands first."""
    moment = NOW - DAY
    new = poll(store, *(release(n, published=moment) for n in range(51))).new_ids
    store.hold(new, NOW)
    store.mark_announced(new, NOW)
    assert ids(store.away()) == sorted(new, reverse=True)[:50]


def test_of_the_same_moment_the_first_that_came_is_owed_first(store: Store) -> None:
    new = poll(store, *(release(n, published=NOW - DAY) for n in range(4))).new_ids
    assert ids(store.owed(NOW)) == sorted(new)


def test_who_has_read_is_owed_nothing(store: Store) -> None:
    read, opened, unread = poll(store, *map(release, (1, 2, 3))).new_ids
    store.mark_read([read])
    store.mark_opened([opened], NOW)
    assert ids(store.owed(NOW)) == [unread]


def test_a_story_goes_on_as_read_or_unread_as_it_was(store: Store) -> None:
    """The shown half takes over what was read; the hidden one never counts."""
    first, second, third, fourth = poll(store, *map(release, (1, 2, 3, 4))).new_ids
    store.mark_read([second, third])
    tell_once(store, second, first, instead=True)  # the new one was read, the other was not
    tell_once(store, fourth, third, instead=True)
    assert store.find_read([first, second, third, fourth]) == {first, third, fourth}
    assert ids(store.recent(9)) == [second, fourth]


def test_a_story_told_elsewhere_says_of_which_release_and_feed(store: Store) -> None:
    (told,) = poll(store, release(1)).new_ids
    (new,) = poll(store, release(2, link="https://w.example/2"), feed=WORLD).new_ids
    tell_once(store, new, told, instead=True)
    quiet = store.entry(told)
    assert quiet is not None
    assert (quiet.level, quiet.reason) == (
        Level.SILENT,
        f"it is the same story as release {new} from world",
    )


def test_later_forgets_what_was_tried(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    for _ in range(2):
        store.mark_announcing([entry_id], NOW)
    assert store.owed(NOW) == []
    store.defer([entry_id], NOW)
    with store.reading() as db:
        row = db.execute("SELECT announced, announcing, attempts FROM entries").fetchone()
    assert row == (None, None, 0)
    assert ids(store.owed(NOW)) == [entry_id]


def test_what_was_told_is_put_off_no_more(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    store.defer([entry_id], NOW + HOUR)
    store.mark_announced([entry_id], NOW + HOUR)
    with store.reading() as db:
        assert db.execute("SELECT deferred FROM entries").fetchone() == (None,)


def test_what_was_deleted_is_raised_to_nothing(store: Store) -> None:
    (entry_id,) = poll(store, release(1), level=Level.SILENT).new_ids
    store.delete([entry_id], NOW)
    with store.writing() as db:  # whatever else deleting does
        db.execute("UPDATE entries SET read = 0")
    raise_level(store, entry_id)
    with store.reading() as db:
        assert db.execute("SELECT level FROM entries").fetchone() == ("silent",)


def test_what_was_published_later_is_away_first_whenever_it_came(store: Store) -> None:
    (new,) = poll(store, release(1)).new_ids
    (old,) = poll(store, release(1), release(5)).new_ids
    store.hold([new, old], NOW)
    store.mark_announced([new, old], NOW)
    assert ids(store.away()) == [new, old]
    assert old > new
