"""The archive: one SQLite file, one connection, used by the one thread that opened it.

Other processes (the command line) open their own at the same time: write-ahead log, short
transactions begun with the lock (`BEGIN IMMEDIATE`), five seconds of patience.

What must outlast a power cut is flushed to the disk with its commit: entries with their validators,
the ledger of alerts, what the user did. What a poll without news taught is not: losing it costs one
more conditional request, and flushing it would cost 200 feeds 200 times half a millisecond (a
hard disk: ten). A crash of the program alone loses neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from traynews.archive import (
    absences,
    apply,
    catching_up,
    feed_states,
    known,
    ledger,
    queries,
    search,
)
from traynews.archive.apply import Applied
from traynews.archive.connection import ArchiveFile
from traynews.archive.schema import MIGRATIONS, Step
from traynews.archive.search import Hit
from traynews.core.data.document import Document
from traynews.core.data.model import Entry, Feed, FeedState, FeedStatus, Record
from traynews.core.data.plan import Known, Plan
from traynews.core.polling.retraction import Finding, Suspect
from traynews.core.release.stories import Story


class Store:
    """The archive in `path`. Constructing touches nothing; every other method raises StoreError.

    `notice` is a line for the user, empty unless `open` found the file damaged and mended it, which
    only the holder of the data folder's lock may do (`may_mend`).
    """

    def __init__(
        self, path: Path, *, may_mend: bool = True, migrations: Sequence[Step] = MIGRATIONS
    ) -> None:
        self.path = path
        self._file = ArchiveFile(path, may_mend=may_mend, migrations=migrations)
        self.reading, self.writing = self._file.reading, self._file.writing

    def open(self) -> None:
        """Open the file; make it, bring it up to date or mend it as needed."""
        self._file.open()

    @property
    def notice(self) -> str:
        """What `open` has mended, in a line for the user."""
        return self._file.notice

    def check_file(self) -> None:
        """Raise StoreError where the file is gone, or another lies in its place; costs a `stat`."""
        self._file.check_place()

    def close(self) -> None:
        """Let go of the file. Twice does no harm."""
        self._file.close()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- feeds ---------------------------------------------------------------------------------

    def sync_feeds(self, feeds: Sequence[Feed], now: datetime) -> None:  # noqa: ARG002 - the port's
        """Poll these feeds from now on; what others gave is kept."""
        with self.reading() as db:
            if not feed_states.needs_sync(db, feeds):
                return
        with self.writing() as db:
            feed_states.sync_feeds(db, feeds)

    def states(self, *feed_ids: str) -> dict[str, FeedState]:
        """Return the state of these feeds, or of every one that was ever polled, by id."""
        with self.reading() as db:
            return feed_states.states(db, feed_ids)

    def due(self, now: datetime) -> list[FeedState]:
        """Return who is to be asked now, the longest due first: not stopped, on no held host."""
        with self.reading() as db:
            return feed_states.due(db, now)

    def save_state(self, state: FeedState) -> None:
        """Keep what a poll without new entries taught."""
        self.save_states([state])

    def save_states(self, changed: Sequence[FeedState]) -> None:
        """Keep several states in one transaction."""
        with self.writing(durable=False) as db:
            feed_states.save_states(db, changed)

    def hold_host(self, host: str, until: datetime) -> None:
        """Ask nothing of this host (`server_of`) until then."""
        with self.writing() as db:
            feed_states.hold_host(db, host, until)

    def held_until(self, host: str) -> datetime | None:
        """Return until when a host is held, or was; None if it never was."""
        with self.reading() as db:
            return feed_states.held_until(db, host)

    def feed_statuses(self, feeds: Sequence[Feed]) -> tuple[FeedStatus, ...]:
        """Return these feeds with their states and how many entries are unread."""
        with self.reading() as db:
            return feed_states.feed_statuses(db, feeds)

    # --- what a poll brings --------------------------------------------------------------------

    def known(self, feed_id: str, document: Document) -> Known:
        """Return what is known by the names of the document's items."""
        with self.reading() as db:
            return known.known(db, feed_id, document)

    def apply(self, plan: Plan, state: FeedState, now: datetime) -> Applied:
        """Store entries, names, sources, revisions, validators and due time in one transaction."""
        with self.writing(durable=bool(plan.new or plan.updates or plan.sightings)) as db:
            return apply.apply_plan(db, plan, state, now)

    def stories(self, feed_id: str, since: datetime, until: datetime) -> tuple[Story, ...]:
        """Return what other feeds carry of that time that the user is, or was, told of."""
        with self.reading() as db:
            return queries.stories(db, feed_id, since, until)

    def text(self, entry_id: int) -> str:
        """Return what an entry says besides its title, a paragraph a line."""
        with self.reading() as db:
            return queries.text(db, entry_id)

    def suspects(self, now: datetime) -> list[Suspect]:
        """Return the entries that may have been retracted, whose pages are to be asked for now."""
        with self.reading() as db:
            return absences.suspects(db, now)

    def note_ask(self, entry_id: int, now: datetime) -> None:
        """Note that such a page is about to be asked for."""
        with self.writing() as db:
            absences.note_ask(db, entry_id, now)

    def note_finding(self, entry_id: int, finding: Finding, now: datetime) -> None:
        """Note what such a page said."""
        with self.writing() as db:
            absences.note_finding(db, entry_id, finding, now)

    def delete(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Forget what entries said; what is left of them keeps them from coming back."""
        with self.writing() as db:
            apply.delete(db, entry_ids, now)

    # --- who is to be told ---------------------------------------------------------------------

    def owed(self, now: datetime) -> list[Entry]:
        """Return what is to be told and was not yet, in the order of publication."""
        with self.reading() as db:
            return ledger.owed(db, now)

    def mark_announcing(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these are about to be shown."""
        with self.writing() as db:
            ledger.mark_announcing(db, entry_ids, now)

    def mark_announced(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these were shown."""
        with self.writing() as db:
            ledger.mark_announced(db, entry_ids, now)

    def defer(self, entry_ids: Sequence[int], until: datetime) -> None:
        """Tell these again from then on: "Later", or the pop-up could not be shown."""
        with self.writing() as db:
            ledger.defer(db, entry_ids, until)

    def hold(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these came while the user was away; they stay owed."""
        with self.writing() as db:
            ledger.hold(db, entry_ids, now)

    def held(self) -> frozenset[int]:
        """Return which entries were held back and are still owed."""
        with self.reading() as db:
            return ledger.held(db)

    def away(self, limit: int = 50) -> tuple[Entry, ...]:
        """Return what was held back, has been told since and is unread, newest first."""
        with self.reading() as db:
            return ledger.away(db, limit)

    # --- what the user did ---------------------------------------------------------------------

    def mark_opened(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that the user opened these, and so has read them."""
        with self.writing() as db:
            ledger.mark_opened(db, entry_ids, now)

    def mark_read(self, entry_ids: Sequence[int] | None) -> None:
        """Note that the user has read these; None means all."""
        with self.writing() as db:
            ledger.mark_read(db, entry_ids)

    # --- reading -------------------------------------------------------------------------------

    def recent(self, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, each story once."""
        with self.reading() as db:
            return queries.entries(db, limit=limit, once=True)

    def entries(
        self,
        limit: int = -1,
        *,
        unread_only: bool = False,
        feed_id: str | None = None,
        year: int | None = None,
    ) -> tuple[Entry, ...]:
        """Return entries, newest first; a limit of -1 means all."""
        with self.reading() as db:
            return queries.entries(
                db, limit=limit, unread_only=unread_only, feed_id=feed_id, year=year
            )

    def unread_count(self) -> int:
        """Return how many entries are unread."""
        with self.reading() as db:
            return queries.unread_count(db)

    def entry(self, entry_id: int) -> Entry | None:
        """Return one entry, None if there is none."""
        with self.reading() as db:
            return queries.entry(db, entry_id)

    def record(self, entry_id: int) -> Record | None:
        """Return everything that is kept of an entry: text, terms, author, sources, revisions."""
        with self.reading() as db:
            return queries.record(db, entry_id)

    def publication_times(self, feed_id: str, since: datetime) -> list[datetime]:
        """Return when a feed published since then, oldest first; dates of ours are left out."""
        with self.reading() as db:
            return queries.publication_times(db, feed_id, since)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return what matches, newest first; raises QueryError. See `search.search`."""
        self.catch_up()
        with self.reading() as db:
            return search.search(db, query, limit)

    def catch_up(self) -> None:
        """Take apart and index what waits for it; to be called before the archive is read."""
        while self.catch_up_some(catching_up.LARGE_STEP):
            pass

    def catch_up_some(self, limit: int = catching_up.STEP) -> int:
        """Do a part of that, ahead of time; return how many entries are left."""
        with self.reading() as db:
            if not catching_up.is_behind(db):
                return 0
        with self.writing(durable=False) as db:
            return catching_up.catch_up(db, limit)

    def catch_up_on(self, entry_ids: Sequence[int]) -> bool:
        """Do it for these alone, where they wait for it; return whether any did."""
        with self.reading() as db:
            if not catching_up.is_behind(db):
                return False
        with self.writing(durable=False) as db:
            return catching_up.catch_up_on(db, entry_ids)

    def rest(self) -> None:
        """Let go of the pages that SQLite keeps for the next statement."""
        with self.reading() as db:
            db.execute("PRAGMA shrink_memory")

    # --- the program's own ---------------------------------------------------------------------

    def get(self, key: str) -> str:
        """Return a value of the program's own, empty if it was never set."""
        with self.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return "" if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Keep a value of the program's own."""
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
