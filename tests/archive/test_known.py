"""What the archive tells the planner about a document: names, and what the document lacks."""

from __future__ import annotations

from dataclasses import replace

from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, poll, release
from traynews.archive import absences
from traynews.archive.store import Store
from traynews.core.data.document import Document, Item
from traynews.core.data.plan import Known
from traynews.core.polling.retraction import Finding


def ask(store: Store, *items: Item, feed: str = UK.id) -> Known:
    return store.known(feed, Document(items=items))


def test_nothing_is_known_of_a_feed_never_polled(store: Store) -> None:
    assert ask(store, release(1), feed="nobody") == Known()


def test_own_names_lead_to_entries_with_all_that_they_are_compared_by(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    known = ask(store, release(1))
    assert f"guid:{release(1).guid}" in known.own
    assert known.elsewhere == {}
    ((entry,), *others) = known.own.values()
    assert all(one == (entry,) for one in others)
    assert (entry.entry_id, entry.feed_id, entry.title) == (entry_id, "uk", release(1).title)
    assert (entry.published, entry.stated) == (NOW - HOUR, NOW - HOUR)
    assert (entry.feeds, entry.tombstone) == (frozenset({"uk"}), False)
    assert (known.last_id, known.feed_has_entries) == (entry_id, True)
    assert known.newest == NOW - HOUR


def test_of_other_feeds_only_links_are_known(store: Store) -> None:
    """I12: `?p=1`, or a title and a day, are those of hundreds."""
    poll(store, release(1), feed=WORLD)
    known = ask(store, release(1))
    assert known.own == {}
    assert {name.split(":")[0] for name in known.elsewhere} == {"link"}
    elsewhere = replace(release(1), link="https://www.uk.example/another")
    assert ask(store, elsewhere).elsewhere == {}
    assert not known.feed_has_entries


def test_a_tombstone_is_known_by_its_date_alone(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    store.delete([entry_id], NOW)
    ((entry, *_), *_) = ask(store, release(1)).own.values()
    assert (entry.tombstone, entry.title, entry.url) == (True, "", "")
    assert entry.stated == NOW - HOUR


def test_what_is_dated_within_the_document_and_not_in_it_is_absent(store: Store) -> None:
    missing = poll(store, *(release(number) for number in range(1, 6))).new_ids[1]
    assert ask(store, *(release(number) for number in (1, 3, 4, 5))).absent == (missing,)


def test_the_oldest_item_sets_no_bound_the_second_oldest_does(store: Store) -> None:
    """Feeds keep one old release at the top for months."""
    poll(store, *(release(number) for number in (1, 2, 3, 4, 500)))
    assert ask(store, release(1), release(2), release(500)).absent == ()
    third = store.entries()[2].id
    assert ask(store, release(1), release(2), release(4), release(500)).absent == (third,)
    # As old as the second oldest: it may have slid off the end.
    twin = release(2, guid="twin", link="https://www.uk.example/twin", title="A twin")
    poll(store, twin)
    assert ask(store, release(1), release(2), release(500)).absent == ()


def test_a_document_of_two_dates_lacks_nothing(store: Store) -> None:
    poll(store, *(release(number) for number in (1, 2, 3)))
    undated = [release(number, published=None) for number in range(10, 15)]
    assert ask(store, release(1), release(3), *undated).absent == ()
    assert ask(store, release(2), release(3), *undated).absent == ()


def test_what_has_no_date_of_its_own_or_another_owner_is_never_absent(store: Store) -> None:
    poll(store, *(release(number) for number in (1, 2, 3, 4)))
    poll(store, release(5, published=None))
    items = [release(number) for number in (1, 2, 3, 4)]
    assert ask(store, *items).absent == ()
    poll(store, *items, feed=WORLD)
    assert ask(store, items[0], items[2], items[3], feed=WORLD.id).absent == ()


def test_what_is_absent_already_retracted_or_deleted_is_not_found_absent_again(
    store: Store,
) -> None:
    entries = poll(store, *(release(number) for number in range(1, 8))).new_ids
    with store.writing() as db:
        absences.note_absent(db, [entries[1]], NOW)
    store.note_finding(entries[2], Finding.RETRACTED, NOW)
    store.delete([entries[3]], NOW)
    left = [release(number) for number in (1, 5, 6, 7)]
    assert ask(store, *left).absent == ()
    known = ask(store, *(release(number) for number in range(1, 8)))
    assert known.missed == {entries[1], entries[2]}


def test_the_newest_date_is_that_of_the_feed_itself(store: Store) -> None:
    poll(store, release(48))
    poll(store, replace(release(1), link="https://www.world.example/1"), feed=WORLD)
    assert ask(store, release(1)).newest == NOW - 2 * DAY
