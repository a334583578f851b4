"""Entries that their feed dropped: which pages are asked for, how often, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.archive.samples import DAY, HOUR, NOW, UK, ids, poll, release
from traynews.archive import absences
from traynews.archive.store import Store
from traynews.core.data.model import Level
from traynews.core.polling.retraction import LONGEST_AHEAD, MOST_ASKS, PAUSE, Finding, Suspect

MOMENT = timedelta(microseconds=1)


def lose(store: Store, *entry_ids: int) -> None:
    with store.writing() as db:
        absences.note_absent(db, entry_ids, NOW)


def regain(store: Store, *entry_ids: int) -> None:
    with store.writing() as db:
        absences.note_returned(db, entry_ids)


def suspected(store: Store, moment: timedelta = timedelta(0)) -> list[int]:
    return [one.entry_id for one in store.suspects(NOW + moment)]


@pytest.fixture
def kept(store: Store) -> int:
    """Return an entry of an archive that was told to the user."""
    (entry_id,) = poll(store, release(1)).new_ids
    store.mark_announced([entry_id], NOW)
    return entry_id


def test_a_lost_entry_is_suspect_once_and_with_its_address(store: Store, kept: int) -> None:
    lose(store, kept)
    lose(store, kept)
    assert store.suspects(NOW) == [Suspect(kept, UK.id, release(1).link, 0)]


def test_its_page_is_asked_for_again_after_the_pause_and_not_before(
    store: Store, kept: int
) -> None:
    lose(store, kept)
    store.note_ask(kept, NOW)
    assert suspected(store, PAUSE - MOMENT) == []
    assert suspected(store, PAUSE) == [kept]


def test_a_page_that_a_wrong_clock_asked_for_ahead_of_time_is_not_waited_for(
    store: Store, kept: int
) -> None:
    """P32."""
    lose(store, kept)
    store.note_ask(kept, NOW + LONGEST_AHEAD)
    assert suspected(store) == []
    store.note_ask(kept, NOW + LONGEST_AHEAD + MOMENT)
    assert suspected(store) == [kept]


def test_a_page_is_asked_for_so_often_and_no_oftener(store: Store, kept: int) -> None:
    lose(store, kept)
    for time in range(MOST_ASKS):
        assert suspected(store, time * DAY) == [kept]
        store.note_ask(kept, NOW + time * DAY)
    assert suspected(store, 99 * DAY) == []


def test_five_pages_at_a_time_the_longest_missed_first(store: Store) -> None:
    entries = poll(store, *(release(number) for number in range(1, 8))).new_ids
    for hours, entry_id in enumerate(entries):
        with store.writing() as db:
            absences.note_absent(db, [entry_id], NOW + hours * HOUR)
    assert suspected(store) == list(entries[:5])


def test_an_entry_that_is_back_is_suspect_no_more_and_not_retracted(
    store: Store, kept: int
) -> None:
    lose(store, kept)
    store.note_finding(kept, Finding.RETRACTED, NOW)
    regain(store, kept)
    assert suspected(store) == []
    entry = store.entry(kept)
    assert entry is not None
    assert entry.retracted is None


def test_misses_are_counted_and_a_page_that_stands_is_none(store: Store, kept: int) -> None:
    lose(store, kept)
    for finding, misses in ((Finding.STANDS, 0), (Finding.MISSED, 1), (Finding.MISSED, 2)):
        store.note_finding(kept, finding, NOW)
        assert [one.misses for one in store.suspects(NOW)] == [misses]
        entry = store.entry(kept)
        assert entry is not None
        assert entry.retracted is None


def test_a_retraction_is_kept_with_a_revision_and_the_page_left_in_peace(
    store: Store, kept: int
) -> None:
    lose(store, kept)
    store.note_finding(kept, Finding.RETRACTED, NOW + HOUR)
    record = store.record(kept)
    assert record is not None
    assert record.entry.retracted == NOW + HOUR
    assert [one.changed for one in record.revisions] == [("retracted",)]
    assert (record.entry.level, record.entry.announced) == (Level.ALERT, NOW)
    assert suspected(store, DAY) == []


def test_nobody_is_told_of_what_was_taken_back_before_its_turn(store: Store) -> None:
    owed, begun = poll(store, release(1), release(2)).new_ids
    store.mark_announcing([begun], NOW)
    lose(store, owed, begun)
    for entry_id in (owed, begun):
        store.note_finding(entry_id, Finding.RETRACTED, NOW)
    assert ids(store.owed(NOW)) == [begun]  # its pop-up may stand there already
    entry = store.entry(owed)
    assert entry is not None
    assert "took it back" in entry.reason


def test_a_deleted_entry_is_not_asked_for(store: Store, kept: int) -> None:
    lose(store, kept)
    store.delete([kept], NOW)
    assert suspected(store) == []
