"""Feeds of the corpus through the real parser into a real archive: the folder TRAYNEWS_CORPUS."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.feeds.samples import answer, parse_process
from traynews.archive.store import Store
from traynews.core.data.document import Document
from traynews.core.data.model import Feed, FeedState, Level
from traynews.core.data.plan import Plan, Verdict
from traynews.core.identity.reconcile import reconcile

pytestmark = pytest.mark.corpus

_MOST_WITH_TWINS = 8  # real feeds that give an item twice: the same guid and link, or the same text
NOW = datetime(2024, 11, 22, 12, tzinfo=UTC)  # an hour or two after the newest of the sequences
FIRST = Feed("first", "https://www.example.org/feed")
SECOND = Feed("second", "https://www.example.org/other/feed")

Poll = Callable[..., Plan]


@pytest.fixture(scope="module")
def parse() -> Iterator[Callable[[Path], Document]]:
    """Read a file with the parser that the program uses."""
    process = parse_process()

    def read(path: Path) -> Document:
        kind = "application/json" if path.suffix == ".json" else "application/xml"
        parsed = process.parse(answer(path.read_bytes(), content_type=kind), FIRST)
        assert isinstance(parsed, Document), parsed
        return parsed

    yield read
    process.rest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty archive."""
    with Store(tmp_path / "traynews.db") as opened:
        opened.sync_feeds([FIRST, SECOND])
        yield opened


@pytest.fixture
def poll(store: Store, parse: Callable[[Path], Document], corpus: Path) -> Poll:
    """Poll a file as a feed: the baseline is silent, old news is, and all the rest is owed."""

    def do(name: str, feed: Feed = FIRST, now: datetime = NOW) -> Plan:
        return poll_document(store, parse(corpus / "hostile" / "seq" / name), feed, now)

    return do


def poll_document(store: Store, document: Document, feed: Feed, now: datetime) -> Plan:
    """Reconcile, judge as the program does by default, and apply."""
    state = store.states().get(feed.id, FeedState(feed.id))
    plan = reconcile(document, state, store.known(feed.id, document), now)
    silent = Verdict(Level.SILENT)
    judged = tuple(
        replace(new, verdict=silent) if plan.baseline or new.age_silent or new.late else new
        for new in plan.new
    )
    store.apply(replace(plan, new=judged), replace(state, polled=True), now)
    return plan


def test_a_corrected_title_updates_one_entry(store: Store, poll: Poll) -> None:
    assert len(poll("title-edited/t0.xml").new) == 3
    plan = poll("title-edited/t1.xml")
    assert (len(plan.new), len(plan.updates)) == (0, 1)
    assert plan.updates[0].marked
    record = store.record(plan.updates[0].entry_id)
    assert record is not None
    assert [revision.title for revision in record.revisions] != [record.entry.title]
    assert store.owed(NOW) == []


def test_new_dates_for_all_tell_nothing(store: Store, poll: Poll) -> None:
    poll("redated/t0.xml")
    before = [entry.id for entry in store.recent(9)]
    plan = poll("redated/t1.xml")
    assert (len(plan.new), len(plan.updates)) == (0, 3)
    assert [entry.id for entry in store.recent(9)] == before
    assert store.owed(NOW) == []


@pytest.mark.parametrize("case", ["guid-http-to-https", "guid-scheme-churn"])
def test_new_guids_for_all_tell_nothing(store: Store, poll: Poll, case: str) -> None:
    poll(f"{case}/t0.xml")
    for name in ("t1.xml", "t1.xml", "t0.xml", "t1.xml"):
        assert poll(f"{case}/{name}").new == ()
    assert len(store.entries()) == 3


def test_items_that_vanish_and_return_are_not_new(store: Store, poll: Poll) -> None:
    for name, new in (("t0.xml", 3), ("t1.xml", 0), ("t2.xml", 0)):
        plan = poll(f"vanish-and-return/{name}")
        assert (len(plan.new), plan.updates) == (new, ())
    assert len(store.entries()) == 3


def test_forty_old_stories_are_kept_and_not_told(store: Store, poll: Poll) -> None:
    poll("flood-of-old/t0.xml")
    assert len(poll("flood-of-old/t1.xml").new) == 40
    assert len(store.entries()) == 43
    assert store.owed(NOW) == []


def test_an_item_dated_before_known_ones_is_told(store: Store, poll: Poll) -> None:
    poll("late-backdated/t0.xml")
    plan = poll("late-backdated/t1.xml")
    assert len(plan.new) == 1
    assert [entry.title for entry in store.owed(NOW)] == [plan.new[0].title]


def test_an_item_that_was_cut_is_new_exactly_once(store: Store, poll: Poll) -> None:
    assert len(poll("truncated-then-whole/t0.xml").new) == 2
    assert len(poll("truncated-then-whole/t1.xml").new) == 1
    assert poll("truncated-then-whole/t1.xml").new == ()
    assert len(store.entries()) == 3


@pytest.mark.parametrize("names", [("feed1", "feed2"), ("feed2", "feed1")])
def test_releases_in_two_feeds_are_told_once(
    store: Store, poll: Poll, names: tuple[str, str]
) -> None:
    for feed in (FIRST, SECOND):
        store.save_state(FeedState(feed.id, polled=True))  # no baseline: everything is told
    assert len(poll(f"two-feeds/{names[0]}.xml", FIRST).new) == 3
    for _ in range(2):
        assert poll(f"two-feeds/{names[1]}.xml", SECOND).new == ()
        assert poll(f"two-feeds/{names[0]}.xml", FIRST).updates == ()
    assert len(store.owed(NOW)) == 3
    for entry in store.entries():
        record = store.record(entry.id)
        assert record is not None
        assert {source.feed_id for source in record.sources} == {"first", "second"}


def test_every_feed_of_the_corpus_is_stored_once_in_any_order(
    store: Store, parse: Callable[[Path], Document], corpus: Path
) -> None:
    """Whole feeds as sites really published them: a second poll brings nothing, shuffled or not."""
    chance = random.Random(7)  # noqa: S311 - no secret
    unstable, lost = [], []
    for number, path in enumerate(sorted((corpus / "real").glob("*-*.*"))):
        if path.suffix not in {".xml", ".json", ".rss", ".atom"}:
            continue
        feed = Feed(f"feed-{number}", f"https://feed-{number}.example/")
        document = parse(path)
        plan = poll_document(store, document, feed, NOW)
        missing = len(document.items) - len(plan.new) - len(plan.sightings)
        assert missing <= 2, path.name
        if missing:
            lost.append(path.name)
        shuffled = list(document.items)
        chance.shuffle(shuffled)
        for again in (document, replace(document, items=tuple(shuffled))):
            plan = poll_document(store, again, feed, NOW + timedelta(hours=1))
            if plan.new or plan.updates or plan.sightings:
                unstable.append((path.name, len(plan.new), len(plan.updates), len(plan.sightings)))
    assert unstable == []
    for entry in store.entries():
        record = store.record(entry.id)
        assert record is not None
        assert record.sources
    assert len(lost) <= _MOST_WITH_TWINS
