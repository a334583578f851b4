"""Short ways to make releases, polls and archives for the tests of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from traynews.archive.apply import Applied
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind, Document, Item
from traynews.core.data.model import Entry, Feed, FeedState, Level
from traynews.core.data.plan import Plan, Verdict
from traynews.core.identity.reconcile import reconcile

NOW = datetime(2026, 3, 10, 12, 0, 0, 123456, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

UK = Feed("uk", "https://www.uk.example/feed/")
WORLD = Feed("world", "https://www.world.example/en/feed/")


def release(number: int, **changes: object) -> Item:
    """Return a plausible release, some of it changed; the higher the number, the older."""
    plain = Item(
        guid=f"https://www.uk.example/?p={number}",
        link=f"https://www.uk.example/2026/release-{number}/",
        title=f"Country {number}: a headline",
        published=NOW - number * HOUR,
        published_raw=f"{number} hours ago",
        summary=f"What happened in country {number}.",
        blocks=(
            Block(BlockKind.PARAGRAPH, f"First paragraph of {number}.", "body"),
            Block(BlockKind.QUOTE, "“We were there,” she said."),
        ),
        author="Press office",
        language="en",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def plan_poll(store: Store, *items: Item, feed: Feed = UK, now: datetime = NOW) -> Plan:
    """Ask the archive and decide, without writing."""
    document = Document(items=items)
    state = store.states().get(feed.id, FeedState(feed.id))
    return reconcile(document, state, store.known(feed.id, document), now)


def poll(
    store: Store,
    *items: Item,
    feed: Feed = UK,
    now: datetime = NOW,
    verdicts: Sequence[Verdict] | None = None,
    level: Level = Level.ALERT,
) -> Applied:
    """Do what a poll does with these items; all new ones get one level unless verdicts say more."""
    plan = plan_poll(store, *items, feed=feed, now=now)
    state = store.states().get(feed.id, FeedState(feed.id))
    after = replace(state, polled=True, last_checked=now, last_success=now, next_check=now + HOUR)
    if verdicts is None:
        verdicts = [Verdict(level, "a test wants it")] * len(plan.new)
    judged = zip(plan.new, verdicts, strict=True)
    new = tuple(replace(one, verdict=verdict) for one, verdict in judged)
    return store.apply(replace(plan, new=new), after, now)


def data_version(store: Store) -> int:
    """Return SQLite's number that changes when another connection has written."""
    with store.reading() as db:
        return int(db.execute("PRAGMA data_version").fetchone()[0])


def ids(entries: Sequence[Entry]) -> list[int]:
    """Return what the entries are known by."""
    return [entry.id for entry in entries]


def titles(entries: Sequence[Entry]) -> list[str]:
    """Return what the entries are called."""
    return [entry.title for entry in entries]
