"""What a plan does to the archive, inside the transaction that somebody else opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from traynews.archive import absences, feed_states, search
from traynews.archive.catching_up import write_about
from traynews.archive.known import last_id
from traynews.archive.ledger import raise_level, tell_once
from traynews.archive.new_entries import Additions
from traynews.archive.rows import (
    hash_name,
    pack,
    pack_terms,
    scalar,
    split_blocks,
    stamp_or_none,
    to_stamp,
)
from traynews.core.data.document import Item
from traynews.core.data.model import FeedState
from traynews.core.data.plan import NewEntry, Plan, Sighting, Update, Verdict
from traynews.core.identity.names import HINTS, headline


@dataclass(frozen=True, slots=True)
class Applied:
    """What a plan came to: ids of new entries in the order of the document, and of updated ones."""

    new_ids: tuple[int, ...] = ()
    updated_ids: tuple[int, ...] = ()


def apply_plan(db: sqlite3.Connection, plan: Plan, state: FeedState, now: datetime) -> Applied:
    """Write entries, names, sources, revisions and the feed's state."""
    writer = _Writer(db, plan, now)
    added: list[tuple[int, Verdict]] = []
    # From the bottom of the document up: of equal dates the higher id is listed first.
    for new in sorted(plan.new, key=lambda one: -one.position):
        entry_id = writer.add(new)
        if entry_id is not None:
            added.insert(0, (entry_id, new.verdict))
    writer.finish_adding()
    new_ids = [entry_id for entry_id, _ in added]
    for entry_id, verdict in added:
        if verdict.same_as is not None:
            tell_once(db, entry_id, verdict.same_as, instead=verdict.instead)
    for update in plan.updates:
        writer.update(update)
    for sighting in plan.sightings:
        writer.remember(sighting)
    absences.note_absent(db, plan.absent, now)
    absences.note_returned(db, plan.returned)
    feed_states.save_states(db, [state])
    search.queue(db, new_ids)
    if not plan.baseline:
        search.index(db, [entry_id for entry_id, verdict in added if verdict.kind is not None])
    return Applied(
        tuple(new_ids), tuple(one.entry_id for one in plan.updates if one.changed or one.takes_over)
    )


def delete(db: sqlite3.Connection, entry_ids: Sequence[int], now: datetime) -> None:
    """Forget what entries said, and keep their names, so that they never come back (I11)."""
    db.execute("PRAGMA secure_delete = ON")  # what is to be gone leaves no freed page
    for entry_id in entry_ids:
        search.forget(db, entry_id)
        for table in ("texts", "sources", "revisions"):
            db.execute(f"DELETE FROM {table} WHERE entry = ?", (entry_id,))  # noqa: S608
        db.execute(
            """UPDATE entries SET deleted = ?, title = '', url = '', summary = '', reason = '',
                countries = '[]', held = NULL WHERE id = ? AND deleted IS NULL""",
            (to_stamp(now), entry_id),
        )
    db.execute("PRAGMA secure_delete = FAST")


class _Writer:
    """One plan on its way into the archive."""

    def __init__(self, db: sqlite3.Connection, plan: Plan, now: datetime) -> None:
        self._db = db
        self._now = to_stamp(now)
        self._feed = feed_states.feed_number(db, plan.feed_id)
        self._last_known = plan.last_id
        self._newest = last_id(db)
        self._additions = Additions(self._feed, self._now, self._newest)

    def add(self, new: NewEntry) -> int | None:
        """Take in a new entry; None where another process stored it since the plan was made."""
        raced = self._stored_meanwhile(new)
        if raced is not None:
            self.remember(Sighting(raced, new.item, new.names, new_source=True))
            return None
        return self._additions.take(new)

    def finish_adding(self) -> None:
        """Write what was taken in."""
        self._additions.write(self._db)

    def update(self, update: Update) -> None:
        """Write what a feed says now, and keep what it said before."""
        entry_id = update.entry_id
        if not self._is_kept(entry_id):
            return
        reads_the_same = self._reads_the_same(update)
        if update.changed and update.revised and not reads_the_same:
            self._write_revision(update)
        queued = search.is_queued(self._db, entry_id)
        if update.retold:
            search.forget(self._db, entry_id)
        self._db.execute(
            """UPDATE entries SET title = CASE WHEN ?2 THEN ?3 ELSE title END,
                summary = CASE WHEN ?4 THEN ?5 ELSE summary END,
                url = CASE WHEN ?6 = '' THEN url ELSE ?6 END,
                text_hash = ?7, hash_only = hash_only + ?8,
                updated = CASE WHEN ?9 THEN ?10 ELSE updated END,
                feed = CASE WHEN ?11 THEN ?12 ELSE feed END
            WHERE id = ?1""",
            (
                entry_id,
                "title" in update.changed,
                update.title,
                "text" in update.changed,
                update.item.summary,
                update.item.link,
                update.text_hash,
                update.hash_only,
                update.marked and not reads_the_same,
                self._now,
                update.takes_over,
                self._feed,
            ),
        )
        if update.takes_over:
            self._write_source(entry_id, update.item)
        if not update.partial:
            self._update_text(update)
        if update.about is not None and not update.partial:
            write_about(self._db, entry_id, update.about)
        self._update_source(update)
        if update.retold:
            search.queue(self._db, [entry_id])
            if not queued:
                search.index(self._db, [entry_id])

    def _reads_the_same(self, update: Update) -> bool:
        """Whether only the author or what it is filed under changed: no correction of what it says.

        The fingerprint by which a change is noticed is of these as well.
        """
        if update.changed != {"text"}:
            return False
        text, _ = split_blocks(update.item.blocks)
        kept = """SELECT e.summary = ? AND inflate(t.text) = ? FROM entries e
            JOIN texts t ON t.entry = e.id WHERE e.id = ?"""
        return bool(scalar(self._db, kept, update.item.summary, text, update.entry_id))

    def remember(self, sighting: Sighting) -> None:
        """Write further names of an entry, and this feed as a source."""
        if sighting.new_source and self._is_kept(sighting.entry_id):
            self._write_source(sighting.entry_id, sighting.item)
        self._write_names(sighting.entry_id, sighting.names)
        if sighting.louder is not None:
            raise_level(self._db, sighting.entry_id, sighting.louder)

    def _is_kept(self, entry_id: int) -> bool:
        """Whether an entry was not deleted since the plan was made."""
        kept = "SELECT EXISTS (SELECT 1 FROM entries WHERE id = ? AND deleted IS NULL)"
        return bool(scalar(self._db, kept, entry_id))

    def _stored_meanwhile(self, new: NewEntry) -> int | None:
        """Return the entry that another process made of this item since `known` was asked."""
        if self._newest == self._last_known:
            return None
        strong = [hash_name(name) for name in new.names if not name.startswith(HINTS)]
        links = {hash_name(name) for name in new.names if name.startswith("link:")}
        rows = self._db.execute(
            """SELECT n.entry, n.name, n.feed FROM json_each(?) asked
            CROSS JOIN names n ON n.name = asked.value CROSS JOIN entries e ON e.id = n.entry
            WHERE e.id > ? AND e.id <= ? AND e.title = ? ORDER BY e.id""",
            (json.dumps(strong), self._last_known, self._newest, new.title),
        )
        for entry_id, name, feed in rows:
            if feed == self._feed or name in links:
                return int(entry_id)
        return None

    def _write_revision(self, update: Update) -> None:
        has_other_text = "text" in update.changed
        self._db.execute(
            """INSERT INTO revisions (entry, replaced, changed, title, url, stated, summary, text)
            SELECT e.id, ?1, ?2, s.title, s.url, s.stated, CASE WHEN ?3 THEN e.summary ELSE '' END,
                CASE WHEN ?3 THEN t.text ELSE '' END
            FROM entries e JOIN texts t ON t.entry = e.id
            JOIN sources s ON s.feed = e.feed AND s.published = e.published AND s.entry = e.id
            WHERE e.id = ?4""",
            (self._now, pack(sorted(update.changed)), has_other_text, update.entry_id),
        )

    def _update_text(self, update: Update) -> None:
        """Write the text; another door's only where it is longer: it is the same release."""
        item = update.item
        text, spans = split_blocks(item.blocks)
        self._db.execute(
            """UPDATE texts SET text = deflate(?), spans = ?, terms = ?, author = ?, language = ?,
                published_raw = ?
            WHERE entry = ? AND (NOT ? OR length(inflate(text)) <= length(?1))""",
            (
                text,
                spans,
                pack_terms(item.terms),
                item.author,
                item.language,
                item.published_raw,
                update.entry_id,
                update.moved,
            ),
        )

    def _write_source(self, entry_id: int, item: Item) -> None:
        stated = stamp_or_none(item.published)
        self._db.execute(
            """INSERT OR IGNORE INTO sources
                (feed, published, entry, url, title, guid, stated, first_seen)
            SELECT ?, published, id, ?, ?, ?, ?, ? FROM entries WHERE id = ?""",
            (self._feed, item.link, headline(item), item.guid, stated, self._now, entry_id),
        )

    def _update_source(self, update: Update) -> None:
        item = update.item
        self._db.execute(
            """UPDATE sources SET title = CASE WHEN ?7 THEN title ELSE ?1 END,
                url = CASE WHEN ?2 = '' THEN url ELSE ?2 END,
                guid = CASE WHEN ?8 THEN guid ELSE ?3 END, stated = coalesce(?4, stated)
            WHERE feed = ?5 AND entry = ?6
                AND published = (SELECT published FROM entries WHERE id = ?6)""",
            (
                headline(item),
                item.link,
                item.guid,
                stamp_or_none(item.published),
                self._feed,
                update.entry_id,
                update.partial and "title" not in update.changed,
                update.partial,
            ),
        )

    def _write_names(self, entry_id: int, names: Sequence[str]) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO names (name, feed, entry) VALUES (?, ?, ?)",
            [(hash_name(name), self._feed, entry_id) for name in names],
        )
