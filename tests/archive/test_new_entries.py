"""New entries are gathered, and written a table at a time."""

from __future__ import annotations

from dataclasses import replace

from tests.archive.samples import NOW, UK, plan_poll, release
from traynews.archive.feed_states import feed_number
from traynews.archive.known import last_id
from traynews.archive.new_entries import Additions
from traynews.archive.rows import to_stamp
from traynews.archive.store import Store
from traynews.core.data.document import Item, Term
from traynews.core.data.model import Kind, Level, Record, Source
from traynews.core.data.plan import Verdict

VERDICT = Verdict(
    Level.DIGEST, "a test says so", Kind.REPORT, ("Iran",), ("Torture",), ("Mira Holm",), read=True
)


def add(store: Store, *items: Item, verdict: Verdict = VERDICT) -> list[int]:
    """Write items through `Additions` alone."""
    plan = plan_poll(store, *items)
    with store.writing() as db:
        additions = Additions(feed_number(db, UK.id), to_stamp(NOW), last_id(db))
        taken = [additions.take(replace(new, verdict=verdict)) for new in plan.new]
        assert last_id(db) == taken[0] - 1
        additions.write(db)
    return taken


def record(store: Store, entry_id: int) -> Record:
    found = store.record(entry_id)
    assert found is not None
    return found


def test_ids_go_on_from_the_newest_entry(store: Store) -> None:
    assert add(store, release(1), release(2)) == [1, 2]
    assert add(store, release(3)) == [3]


def test_every_field_reaches_its_column(store: Store) -> None:
    item = release(1, terms=(Term("topics", "Torture", "7"),))
    (entry_id,) = add(store, item)
    found = record(store, entry_id)
    entry = found.entry
    assert (entry.title, entry.url, entry.summary) == (item.title, item.link, item.summary)
    assert (entry.published, entry.first_seen) == (item.published, NOW)
    assert (entry.level, entry.reason, entry.kind) == (Level.DIGEST, "a test says so", Kind.REPORT)
    assert (entry.countries, found.topics, found.speakers) == (
        ("Iran",), ("Torture",), ("Mira Holm",),
    )  # fmt: skip
    assert entry.read
    assert replace(found.item, guid=item.guid, published=item.published) == item
    assert found.sources == (Source("uk", item.link, item.title, item.guid, NOW),)
    assert plan_poll(store, item).new == ()


def test_without_a_kind_it_waits_to_be_taken_apart(store: Store) -> None:
    (entry_id,) = add(store, release(1), verdict=replace(VERDICT, kind=None))
    assert record(store, entry_id).entry.kind is Kind.NEWS
    with store.reading() as db:
        assert db.execute("SELECT kind FROM entries").fetchone() == ("",)


def test_a_source_keeps_what_the_feed_called_it(store: Store) -> None:
    plan = plan_poll(store, release(1))
    better = replace(plan.new[0], title="Better", verdict=VERDICT)
    with store.writing() as db:
        additions = Additions(feed_number(db, UK.id), to_stamp(NOW), 0)
        entry_id = additions.take(better)
        additions.write(db)
    found = record(store, entry_id)
    assert (found.entry.title, found.sources[0].title) == ("Better", release(1).title)
