"""A small archive in memory for the tests of identity: it does what a plan says, no more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from traynews.core.data.document import Document, Item
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Known, KnownEntry, Plan
from traynews.core.identity.names import headline, names_of, text_hash
from traynews.core.identity.reconcile import reconcile

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass
class Memory:
    """Entries by id, and per feed the names by which they are known."""

    entries: dict[int, KnownEntry] = field(default_factory=dict)
    names: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    polled: set[str] = field(default_factory=set)

    def poll(self, *items: Item, feed: str = "uk", now: datetime = NOW, whole: bool = True) -> Plan:
        """Reconcile a document of these items, and keep what came of it."""
        document = Document(items=items, whole=whole)
        state = FeedState(feed, polled=feed in self.polled)
        plan = reconcile(document, state, self.known(feed, document), now)
        self._apply(plan)
        self.polled.add(feed)
        return plan

    def known(self, feed: str, document: Document) -> Known:
        """Answer as the archive does."""
        asked = names_of(document.items)
        return Known(
            own=self._answers(asked, [feed]),
            elsewhere=self._answers(
                {name for name in asked if name.startswith("link:")},
                [other for other in self.names if other != feed],
            ),
            last_id=len(self.entries),
            feed_has_entries=bool(self.names.get(feed)),
            newest=max(
                (one.published for one in self.entries.values() if one.feed_id == feed),
                default=None,
            ),
        )

    def delete(self, entry_id: int) -> None:
        """Leave a tombstone."""
        self.entries[entry_id] = replace(self.entries[entry_id], tombstone=True)

    def titles(self) -> list[str]:
        """Return what there is, in the order in which it came."""
        return [entry.title for entry in self.entries.values()]

    def _answers(
        self, asked: set[str] | frozenset[str], feeds: list[str]
    ) -> dict[str, tuple[KnownEntry, ...]]:
        found = {}
        for name in asked:
            ids = {one for feed in feeds for one in self.names.get(feed, {}).get(name, ())}
            if ids:
                found[name] = tuple(self.entries[one] for one in ids)
        return found

    def _apply(self, plan: Plan) -> None:
        for new in plan.new:
            entry_id = len(self.entries) + 1
            self.entries[entry_id] = KnownEntry(
                entry_id,
                plan.feed_id,
                new.title,
                new.item.link,
                new.published,
                new.item.published,
                new.text_hash,
                feeds=frozenset({plan.feed_id}),
            )
            self._remember(plan.feed_id, entry_id, new.names)
        for update in plan.updates:
            old = self.entries[update.entry_id]
            self.entries[update.entry_id] = replace(
                old,
                title=headline(update.item),
                url=update.item.link or old.url,
                stated=update.item.published or old.stated,
                text_hash=text_hash(update.item),
                hash_only=old.hash_only + update.hash_only,
                revisions=old.revisions + (update.revised and bool(update.changed)),
            )
        for sighting in plan.sightings:
            old = self.entries[sighting.entry_id]
            self.entries[sighting.entry_id] = replace(old, feeds=old.feeds | {plan.feed_id})
            self._remember(plan.feed_id, sighting.entry_id, sighting.names)

    def _remember(self, feed: str, entry_id: int, names: tuple[str, ...]) -> None:
        for name in names:
            self.names.setdefault(feed, {}).setdefault(name, set()).add(entry_id)


def release(number: int, **changes: object) -> Item:
    """Return a plausible release, some of it changed."""
    plain = Item(
        guid=f"https://www.news.example/?p={number}",
        link=f"https://www.news.example/2026/release-{number}/",
        title=f"Country {number}: a headline",
        published=NOW - timedelta(hours=number),
        summary=f"What happened in country {number}.",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
