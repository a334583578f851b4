"""What a document comes to at the very edges: too many, too old, from another feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.core.identity.memory import NOW, Memory, release
from traynews.core.data.document import Document, Item
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Known, KnownEntry, Plan, Sighting, Update
from traynews.core.identity.names import keys, text_hash
from traynews.core.identity.reconcile import LATE, MOST_CHANGED, MOST_NEW, OLD, reconcile

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
POLLED, FRESH = FeedState("uk", polled=True), FeedState("uk")


def plan(*items: Item, state: FeedState = POLLED, known: Known | None = None) -> Plan:
    return reconcile(Document(items=items), state, known or Known(), NOW)


def entry_of(item: Item, **changes: object) -> KnownEntry:
    assert item.published is not None
    known = KnownEntry(
        1, "uk", item.title, item.link, item.published, item.published, text_hash(item),
        feeds=frozenset({"uk"}),
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def knowing(item: Item, **changes: object) -> Known:
    return Known(own={name: (entry_of(item, **changes),) for name in keys(item)})


# --- too many -------------------------------------------------------------------------------------


def many(count: int) -> tuple[Item, ...]:
    """Return so many releases, the oldest at the top."""
    return tuple(release(n, published=NOW - n * SECOND) for n in range(count, 0, -1))


def test_of_a_first_document_all_is_kept() -> None:
    first = plan(*many(MOST_NEW + 1), state=FRESH)
    assert (len(first.new), first.unkept, first.cut) == (MOST_NEW + 1, 0, False)


def test_of_too_many_new_ones_the_newest_are_kept_in_the_feeds_order() -> None:
    exact = plan(*many(MOST_NEW))
    assert (len(exact.new), exact.unkept, exact.cut) == (MOST_NEW, 0, False)
    items = many(MOST_NEW + 2)
    beyond = plan(*items)
    assert [new.item for new in beyond.new] == list(items[2:])
    assert (beyond.unkept, beyond.cut) == (2, True)


def test_of_too_many_without_a_date_those_at_the_top_are_kept() -> None:
    items = [replace(item, published=None) for item in many(MOST_NEW + 1)]
    assert [new.item for new in plan(*items).new] == items[:-1]


def test_too_many_changes_are_left_for_the_next_document() -> None:
    for count, cut in ((MOST_CHANGED, False), (MOST_CHANGED + 1, True)):
        items = [release(n) for n in range(count)]
        own = {
            name: (entry_of(item, entry_id=n, title="As it was"),)
            for n, item in enumerate(items)
            for name in keys(item)
        }
        found = plan(*items, known=Known(own=own))
        assert (len(found.updates), found.cut, found.unkept) == (MOST_CHANGED, cut, 0)


# --- too old, too new, absurd ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behind", "late", "silent"),
    [
        (timedelta(0), False, False),
        (LATE, False, False),
        (LATE + SECOND, True, False),
        (OLD, True, False),
        (OLD + SECOND, True, True),
    ],
)
def test_an_age_is_measured_from_the_feeds_newest(
    behind: timedelta, *, late: bool, silent: bool
) -> None:
    """I8."""
    newest = NOW - 100 * DAY
    for known in (Known(newest=newest), Known()):
        leader = () if known.newest else (release(9, published=newest),)
        found = plan(*leader, release(1, published=newest - behind), known=known)
        new = next(new for new in found.new if new.title == release(1).title)
        assert (new.late, new.age_silent) == (late, silent)


@pytest.mark.parametrize(
    ("stated", "sound"),
    [
        (NOW + DAY, True),
        (NOW + DAY + SECOND, False),
        (NOW.replace(year=1961), True),
        (NOW.replace(year=1960), False),
        (NOW.replace(year=1970, month=1, day=1), False),
        (NOW.replace(year=1970, month=1, day=2), True),
    ],
)
def test_a_date_that_no_release_has_is_replaced_by_now_and_makes_nothing_old(
    stated: datetime, *, sound: bool
) -> None:
    """I9, I10."""
    found = plan(release(1, published=stated), release(2, published=NOW - 2 * OLD))
    odd, other = found.new
    assert odd.published == (stated if sound else NOW)
    assert odd.dated_by_us is not sound
    assert other.age_silent is (sound and stated > NOW - OLD)


# --- what known entries learn ---------------------------------------------------------------------


def test_an_update_carries_what_the_feed_says_now() -> None:
    item = release(1, title="Edited", summary="More.")
    old = replace(entry_of(release(1)), title="As it was")
    known = Known(own=dict.fromkeys(keys(item), (old,)))
    (update,) = plan(item, known=known).updates
    assert update == Update(1, item, "Edited", text_hash(item), frozenset({"title", "text"}))


def test_a_deleted_entry_learns_nothing_and_the_next_one_does() -> None:
    """I11."""
    gone, kept = release(1), release(2)
    own = {name: (entry_of(gone, tombstone=True, title="x"),) for name in keys(gone)}
    own |= {name: (entry_of(kept, entry_id=2, title="x"),) for name in keys(kept)}
    found = plan(gone, kept, known=Known(own=own))
    assert [update.entry_id for update in found.updates] == [2]
    assert found.sightings == ()


@pytest.mark.parametrize(
    ("published", "late"),
    [(NOW - LATE, False), (NOW - LATE - SECOND, True), (None, True)],
)
def test_a_sighting_carries_the_item_and_whether_it_is_late(
    published: datetime | None, *, late: bool
) -> None:
    """I12."""
    item = release(1, published=published, guid="new")
    old = entry_of(release(1), feed_id="world", feeds=frozenset({"world"}), published=NOW - OLD)
    known = Known(elsewhere={keys(item).link: (old,)}, newest=NOW)
    assert plan(item, known=known).sightings == (
        Sighting(1, item, tuple(sorted(keys(item))), new_source=True, late=late),
    )


@pytest.mark.parametrize(
    ("superiors", "takes_over"),
    [(None, False), ({"world"}, False), (set(), True), ({"usa"}, True)],
)
def test_a_feed_speaks_for_an_entry_where_no_superior_carries_it(
    superiors: set[str] | None, *, takes_over: bool
) -> None:
    item = release(1, title="Edited")
    old = entry_of(release(1), feed_id="world", feeds=frozenset({"world", "uk"}))
    known = Known(own=dict.fromkeys(keys(item), (old,)))
    found = reconcile(Document(items=(item,)), POLLED, known, NOW, superiors)
    assert [update.takes_over for update in found.updates] == [True] * takes_over


def test_what_a_superior_says_the_same_of_is_taken_over_unchanged() -> None:
    item = release(1)
    old = entry_of(item, feed_id="world", feeds=frozenset({"world", "uk"}))
    known = Known(own=dict.fromkeys(keys(item), (old,)))
    (update,) = reconcile(Document(items=(item,)), POLLED, known, NOW, set()).updates
    assert (update.takes_over, update.changed) == (True, frozenset())


def test_only_what_is_seen_again_returns() -> None:
    item = release(1)
    known = replace(knowing(item), missed=frozenset({1, 7}))
    assert plan(item, known=known).returned == (1,)
    assert plan(item, known=knowing(item)).returned == ()


def test_the_same_document_twice_teaches_nothing() -> None:
    memory = Memory()
    memory.poll(release(1), release(2))
    again = memory.poll(release(2), release(1))
    assert (again.new, again.updates, again.sightings, again.cut, again.churn) == (
        (), (), (), False, False,
    )  # fmt: skip
