"""What a poll leaves in the archive: entries, updates, sources, revisions, tombstones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import (
    DAY,
    HOUR,
    NOW,
    UK,
    WORLD,
    ids,
    plan_poll,
    poll,
    release,
    titles,
)
from tests.core.identity.memory import Memory
from tests.core.identity.test_properties import DOCUMENTS
from traynews.archive.deflated import deflate
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind, Item, Term, Validators
from traynews.core.data.model import FeedState, Kind, Level
from traynews.core.data.plan import Verdict
from traynews.errors import StoreError


def test_a_new_entry_is_kept_with_all_that_was_decided(store: Store) -> None:
    verdict = Verdict(Level.URGENT, "someone is at risk", Kind.URGENT, ("Iran", "Côte d’Ivoire"))
    applied = poll(store, release(1), verdicts=[verdict])
    entry = store.entry(applied.new_ids[0])
    assert entry is not None
    assert (entry.feed_id, entry.title, entry.url) == ("uk", release(1).title, release(1).link)
    assert (entry.published, entry.first_seen) == (NOW - HOUR, NOW)
    assert (entry.level, entry.reason, entry.kind) == (Level.URGENT, verdict.reason, Kind.URGENT)
    assert entry.countries == ("Iran", "Côte d’Ivoire")
    assert entry.summary == release(1).summary
    assert not entry.read
    assert (entry.opened, entry.announced, entry.updated) == (None, None, None)


def test_the_full_text_comes_back_block_by_block(store: Store) -> None:
    blocks = (
        Block(BlockKind.HEADING, "A heading", "title"),
        Block(BlockKind.PARAGRAPH, "", "empty"),
        Block(BlockKind.PARAGRAPH, "Two\nlines, 中文, 🕯️ and é"),
        Block(BlockKind.CAPTION, "© Somebody"),
    )
    terms = (Term("countries", "Iran", "1"), Term("category", "Freedom of expression"))
    item = release(1, blocks=blocks, terms=terms, author="A. Writer", language="fr")
    record = store.record(poll(store, item).new_ids[0])
    assert record is not None
    assert (record.item.blocks, record.item.terms) == (blocks, terms)
    assert (record.item.author, record.item.language) == ("A. Writer", "fr")
    assert record.item.published_raw == item.published_raw
    (source,) = record.sources
    assert (source.feed_id, source.url, source.guid) == ("uk", item.link, item.guid)
    assert record.revisions == ()


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.entry(99) is None
    assert store.record(99) is None


def test_entries_of_equal_date_keep_the_order_of_their_feed(store: Store) -> None:
    undated = [release(n, published=None) for n in (5, 3, 9)]
    poll(store, *undated)
    assert titles(store.recent(9)) == titles_of(undated)
    later = [release(n, published=None) for n in (8, 1)]
    poll(store, *later, *undated)
    assert titles(store.recent(9)) == titles_of([*later, *undated])


def test_new_ids_stand_in_the_order_of_the_document(store: Store) -> None:
    applied = poll(store, release(1), release(2), release(3))
    assert [titles([e])[0] for i in applied.new_ids if (e := store.entry(i))] == titles_of(
        [release(1), release(2), release(3)]
    )


def test_a_better_title_and_summary_are_shown_and_the_feeds_own_are_compared(store: Store) -> None:
    """What the program made of an item must not look like an edit at the next poll."""
    item = release(1, title="Iran: a headline | Press releases")
    plan = plan_poll(store, item)
    new = plan.new[0]
    better = replace(new, title="Iran: a headline", item=replace(item, summary="A better one."))
    store.apply(replace(plan, new=(better,)), FeedState("uk", polled=True), NOW)
    assert titles(store.recent(1)) == ["Iran: a headline"]
    assert store.recent(1)[0].summary == "A better one."
    again = plan_poll(store, item)
    assert (again.new, again.updates, again.sightings) == ((), (), ())
    poll(store, replace(item, link="https://www.uk.example/moved"))
    assert titles(store.recent(1)) == ["Iran: a headline"]


def test_entries_validators_and_due_time_are_committed_together(store: Store) -> None:
    """P09: if the entries cannot be stored, the validators are not either."""
    plan = plan_poll(store, release(1), release(2))
    state = FeedState("uk", validators=Validators('"new"'), polled=True, next_check=NOW)
    wrong = Verdict(level="no such thing", kind=object())  # type: ignore[arg-type]
    first, second = plan.new
    with pytest.raises(StoreError):
        store.apply(replace(plan, new=(first, replace(second, verdict=wrong))), state, NOW)
    assert store.states()["uk"] == FeedState("uk")
    assert store.recent(5) == ()
    store.apply(plan, state, NOW)
    assert store.states()["uk"] == state
    assert len(store.recent(5)) == 2


def test_an_edit_is_kept_as_a_revision(store: Store) -> None:
    """I5: the old title and text stay; the entry is marked, not told again, and keeps its place."""
    (entry_id,) = poll(store, release(1)).new_ids
    store.mark_announced([entry_id], NOW)
    edited = release(1, title="Corrected", summary="New.", blocks=(), published=NOW)
    applied = poll(store, edited, now=NOW + HOUR)
    assert (applied.new_ids, applied.updated_ids) == ((), (entry_id,))
    record = store.record(entry_id)
    assert record is not None
    assert (record.entry.title, record.entry.summary, record.item.blocks) == (
        "Corrected",
        "New.",
        (),
    )
    assert (record.entry.updated, record.entry.published) == (NOW + HOUR, NOW - HOUR)
    assert store.owed(NOW + DAY) == []
    (revision,) = record.revisions
    assert revision.changed == ("date", "text", "title")
    assert (revision.title, revision.summary) == (release(1).title, release(1).summary)
    assert revision.text.startswith("First paragraph of 1.\n")
    assert (revision.replaced, revision.stated) == (NOW + HOUR, NOW - HOUR)


def test_a_new_date_alone_marks_nothing(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    assert poll(store, release(1, published=NOW)).updated_ids == (entry_id,)
    record = store.record(entry_id)
    assert record is not None
    assert (record.entry.updated, record.entry.published) == (None, NOW - HOUR)
    assert poll(store, release(1, published=NOW)).updated_ids == ()


@pytest.mark.parametrize("said", [{}, {"blocks": ()}], ids=["text", "summary alone"])
@pytest.mark.parametrize("filed", [{"author": "B. Writer"}, {"terms": (Term("category", "Iran"),)}])
def test_another_author_or_category_is_no_correction(
    store: Store, filed: dict[str, Any], said: dict[str, Any]
) -> None:
    """It is taken in; what the release says has not changed, so there is no change to show."""
    (entry_id,) = poll(store, release(1, **said)).new_ids
    poll(store, release(1, **said, **filed), now=NOW + HOUR)
    record = store.record(entry_id)
    assert record is not None
    assert (record.entry.updated, record.revisions) == (None, ())
    assert record.item == replace(record.item, **filed)
    assert poll(store, release(1, **said, **filed)).updated_ids == ()


def test_a_text_that_is_taken_away_is_a_correction(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    poll(store, release(1, blocks=()), now=NOW + HOUR)
    record = store.record(entry_id)
    assert record is not None
    assert (record.entry.updated, len(record.revisions)) == (NOW + HOUR, 1)


def test_another_caption_is_a_correction(store: Store) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, "One.", "body"), Block(BlockKind.CAPTION, "A sea")]
    (entry_id,) = poll(store, release(1, blocks=tuple(blocks))).new_ids
    edited = release(1, blocks=(blocks[0], Block(BlockKind.CAPTION, "A lake")))
    poll(store, edited, now=NOW + HOUR)
    record = store.record(entry_id)
    assert record is not None
    assert record.entry.updated == NOW + HOUR
    assert [one.text for one in record.revisions] == ["One.\nA sea"]


def test_a_read_entry_stays_read_when_it_is_edited(store: Store) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    store.mark_read([entry_id])
    poll(store, release(1, title="Corrected"))
    assert store.unread_count() == 0


def test_one_release_in_two_feeds_is_one_entry_with_two_sources(store: Store) -> None:
    """I12: one entry, one alert, both feeds listed, the first one first."""
    (entry_id,) = poll(store, release(1)).new_ids
    twin = release(1, guid="1", link="http://uk.example/2026/release-1?utm_source=x", title="Other")
    assert poll(store, twin, feed=WORLD, now=NOW + HOUR).new_ids == ()
    record = store.record(entry_id)
    assert record is not None
    assert [(s.feed_id, s.title, s.first_seen) for s in record.sources] == [
        ("uk", release(1).title, NOW),
        ("world", "Other", NOW + HOUR),
    ]
    assert len(store.owed(NOW + HOUR)) == 1
    for feed in (UK, WORLD):
        assert ids(store.entries(5, feed_id=feed.id)) == [entry_id]
    plan = plan_poll(store, twin, feed=WORLD)
    assert (plan.new, plan.updates, plan.sightings) == ((), (), ())


def test_a_deleted_entry_leaves_no_text_and_does_not_return(store: Store) -> None:
    """I11: nothing of it can be read or found, and it is not new again."""
    (entry_id,) = poll(store, release(1)).new_ids
    poll(store, release(1, title="Edited"))
    poll(store, release(1), feed=WORLD)
    store.delete([entry_id], NOW)
    store.delete([entry_id], NOW)
    assert (store.recent(5), store.owed(NOW), store.unread_count()) == ((), [], 0)
    assert store.entry(entry_id) is None
    assert store.search("headline") == []
    for feed in (UK, WORLD):
        assert poll(store, release(1), feed=feed).new_ids == ()


def test_what_was_deleted_is_overwritten_in_the_file(store: Store, path: Path) -> None:
    """A freed page keeps what stood on it until it is used again, unless it is zeroed."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, f"Witness {n} spoke. " * 40) for n in range(50))
    poll(store, release(1, blocks=blocks), release(2))
    kept = deflate("\n".join(block.text for block in blocks))
    assert isinstance(kept, bytes)
    with store.reading() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert kept in path.read_bytes()
    found = next(entry for entry in store.entries() if entry.title == release(1).title)
    store.delete([found.id], NOW)
    with store.reading() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert kept[:64] not in path.read_bytes()
    assert kept[-64:] not in path.read_bytes()
    assert b"First paragraph of 2." in path.read_bytes()


def test_a_second_process_that_stored_the_same_items_makes_no_second_entries(
    store: Store, path: Path
) -> None:
    """Both asked what is known before either wrote: `traynews check` beside the running program."""
    poll(store, release(9))
    mine = plan_poll(store, release(1), release(2))
    with Store(path) as other:
        poll(other, release(1), release(3))
    applied = store.apply(mine, FeedState("uk", polled=True), NOW)
    assert len(applied.new_ids) == 1
    assert sorted(titles(store.recent(9))) == sorted(titles_of([release(n) for n in (1, 2, 3, 9)]))
    assert poll(store, release(1), release(2), release(3)).new_ids == ()


def test_a_second_process_that_polled_the_other_feed_makes_no_second_entry(
    store: Store, path: Path
) -> None:
    """I12 holds across processes."""
    mine = plan_poll(store, release(1))
    with Store(path) as other:
        poll(other, release(1, guid="other"), feed=WORLD)
    assert store.apply(mine, FeedState("uk", polled=True), NOW).new_ids == ()
    record = store.record(1)
    assert record is not None
    assert {source.feed_id for source in record.sources} == {"uk", "world"}


def test_what_was_forgotten_since_the_plan_was_made_says_nothing_again(store: Store) -> None:
    """Judging a flood takes seconds, in which what is too old goes."""
    (forgotten,) = poll(store, release(1)).new_ids
    edited = plan_poll(store, release(1, title="Iran: another headline", summary="Another."))
    carried = plan_poll(store, release(1, guid="other"), feed=WORLD)
    assert edited.updates
    assert carried.sightings
    store.delete([forgotten], NOW)
    for plan in (edited, carried):
        store.apply(plan, FeedState(plan.feed_id, polled=True), NOW)
    with store.reading() as db:
        (said,) = db.execute("SELECT title, url, summary, countries FROM entries").fetchall()
        assert said == ("", "", "", "[]")
        for table in ("texts", "sources", "revisions"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    assert poll(store, release(1)).new_ids == ()


def test_a_feed_with_six_thousand_items_is_stored_once(store: Store) -> None:
    items = [release(n, published=None) for n in range(6000)]
    assert len(poll(store, *items).new_ids) == 6000
    assert poll(store, *items).new_ids == ()


def test_when_a_feed_published_is_known(store: Store) -> None:
    poll(store, release(1), release(2, published=None), release(30), release(5))
    assert store.publication_times("uk", NOW - DAY) == [NOW - 5 * HOUR, NOW - HOUR]
    assert store.publication_times("world", NOW - DAY) == []


polls = st.lists(st.tuples(st.sampled_from([UK, WORLD]), DOCUMENTS), max_size=4)


@given(polls=polls)
def test_the_archive_knows_what_a_simple_memory_knows(
    polls: list[tuple[object, list[Item]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same polls give the same plans, whether names are kept in SQLite or in a dictionary."""
    memory = Memory()
    with Store(tmp_path_factory.mktemp("archive") / "traynews.db") as store:
        store.sync_feeds([UK, WORLD])
        for feed, document in polls:
            plan = plan_poll(store, *document, feed=feed)  # type: ignore[arg-type]
            expected = memory.poll(*document, feed=feed.id, now=NOW)  # type: ignore[attr-defined]
            assert [new.names for new in plan.new] == [new.names for new in expected.new]
            assert len(plan.updates) == len(expected.updates)
            assert len(plan.sightings) == len(expected.sightings)
            assert (plan.gap, plan.churn) == (expected.gap, expected.churn)
            poll(store, *document, feed=feed)  # type: ignore[arg-type]


def titles_of(items: list[Item]) -> list[str]:
    """Return what the items are called."""
    return [item.title for item in items]
