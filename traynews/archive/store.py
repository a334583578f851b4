"""The archive: one SQLite file, one connection, used by the one thread that opened it.

Other processes (the command line) open their own at the same time: write-ahead log, short
transactions begun with the lock (`BEGIN IMMEDIATE`), five seconds of patience.

What must outlast a power cut is flushed to the disk with its commit: entries with their validators,
the ledger of alerts, what the user did. What a poll without news taught is not: losing it costs one
more conditional request, and flushing it would cost 200 feeds 200 times half a millisecond (a
hard disk: ten). A crash of the program alone loses neither.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from traynews.archive import files, ledger, lookup, queries, search, states, writing
from traynews.archive.rows import scalar
from traynews.archive.schema import MIGRATIONS, Step
from traynews.archive.search import Hit
from traynews.archive.writing import Applied
from traynews.core.document import Document
from traynews.core.identity import Known, Plan, Verdict
from traynews.core.model import Entry, Feed, FeedState, FeedStatus, Record
from traynews.errors import StoreError

_INDEX_STEP = 500  # entries indexed in one transaction: about a tenth of a second


class Store:
    """The archive in `path`. Constructing touches nothing; every other method raises StoreError.

    `notice` is a line for the user, empty unless `open` found the file damaged and mended it.
    """

    def __init__(self, path: Path, *, migrations: Sequence[Step] = MIGRATIONS) -> None:
        self.path = path
        self.notice = ""
        self._migrations = migrations
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file; make it, bring it up to date or mend it as needed."""
        self._connection, self.notice = files.open_archive(self.path, self._migrations)

    def close(self) -> None:
        """Let go of the file. Twice does no harm."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with files.translated(self.path):
                connection.close()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- feeds ---------------------------------------------------------------------------------

    def sync_feeds(self, feeds: Sequence[Feed], now: datetime) -> None:  # noqa: ARG002 - the port's
        """Poll these feeds from now on; what others gave is kept."""
        with self._reading() as db:
            if not states.needs_sync(db, feeds):
                return
        with self._writing() as db:
            states.sync_feeds(db, feeds)

    def states(self, *feed_ids: str) -> dict[str, FeedState]:
        """Return the state of these feeds, or of every one that was ever polled, by id."""
        with self._reading() as db:
            return states.states(db, feed_ids)

    def due(self, now: datetime) -> list[FeedState]:
        """Return who is to be asked now, the longest due first: not stopped, on no held host."""
        with self._reading() as db:
            return states.due(db, now)

    def next_due(self) -> datetime | None:
        """Return when the next feed falls due: 1970 for one never asked, None without feeds."""
        with self._reading() as db:
            return states.next_due(db)

    def save_state(self, state: FeedState) -> None:
        """Keep what a poll without new entries taught."""
        self.save_states([state])

    def save_states(self, changed: Sequence[FeedState]) -> None:
        """Keep several states in one transaction."""
        with self._writing(durable=False) as db:
            states.save_states(db, changed)

    def hold_host(self, host: str, until: datetime) -> None:
        """Ask nothing of this host (`timing.host_of`) until then."""
        with self._writing() as db:
            states.hold_host(db, host, until)

    def held_until(self, host: str) -> datetime | None:
        """Return until when a host is held, or was; None if it never was."""
        with self._reading() as db:
            return states.held_until(db, host)

    def feed_statuses(self, feeds: Sequence[Feed]) -> tuple[FeedStatus, ...]:
        """Return these feeds with their states and how many entries are unread."""
        with self._reading() as db:
            return states.feed_statuses(db, feeds)

    # --- what a poll brings --------------------------------------------------------------------

    def known(self, feed_id: str, document: Document) -> Known:
        """Return what is known by the names of the document's items."""
        with self._reading() as db:
            return lookup.known(db, feed_id, document)

    def apply(
        self, plan: Plan, verdicts: Sequence[Verdict], state: FeedState, now: datetime
    ) -> Applied:
        """Store entries, names, sources, revisions, validators and due time in one transaction."""
        with self._writing(durable=bool(plan.new or plan.updates or plan.sightings)) as db:
            return writing.apply_plan(db, plan, verdicts, state, now)

    def delete(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Forget what entries said; what is left of them keeps them from coming back."""
        with self._writing() as db:
            writing.delete(db, entry_ids, now)

    # --- who is to be told ---------------------------------------------------------------------

    def owed(self, now: datetime) -> list[Entry]:
        """Return what is to be told and was not yet, in the order of publication."""
        with self._reading() as db:
            return ledger.owed(db, now)

    def mark_announcing(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these are about to be shown."""
        with self._writing() as db:
            ledger.mark_announcing(db, entry_ids, now)

    def mark_announced(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these were shown."""
        with self._writing() as db:
            ledger.mark_announced(db, entry_ids, now)

    def defer(self, entry_ids: Sequence[int], until: datetime) -> None:
        """Tell these again from then on: "Later", or the pop-up could not be shown."""
        with self._writing() as db:
            ledger.defer(db, entry_ids, until)

    def mark_silent(self, entry_ids: Sequence[int], reason: str) -> None:
        """Tell these no more, unless they were told already."""
        with self._writing() as db:
            ledger.mark_silent(db, entry_ids, reason)

    def hold(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that these came while the user was away; they stay owed."""
        with self._writing() as db:
            ledger.hold(db, entry_ids, now)

    def held(self) -> frozenset[int]:
        """Return which entries were held back and are still owed."""
        with self._reading() as db:
            return ledger.held(db)

    def away(self, limit: int = 50) -> tuple[Entry, ...]:
        """Return what was held back, has been told since and is unread, newest first."""
        with self._reading() as db:
            return ledger.away(db, limit)

    def forget_away(self) -> None:
        """Empty that list: the user has seen it."""
        with self._writing() as db:
            ledger.forget_away(db)

    # --- what the user did ---------------------------------------------------------------------

    def mark_opened(self, entry_ids: Sequence[int], now: datetime) -> None:
        """Note that the user opened these, and so has read them."""
        with self._writing() as db:
            ledger.mark_opened(db, entry_ids, now)

    def mark_read(self, entry_ids: Sequence[int] | None) -> None:
        """Note that the user has read these; None means all."""
        with self._writing() as db:
            ledger.mark_read(db, entry_ids)

    # --- reading -------------------------------------------------------------------------------

    def recent(self, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, equal dates in the order of their feed."""
        return self.entries(limit)

    def entries(
        self,
        limit: int = -1,
        *,
        unread_only: bool = False,
        feed_id: str | None = None,
        year: int | None = None,
    ) -> tuple[Entry, ...]:
        """Return entries, newest first; a limit of -1 means all."""
        with self._reading() as db:
            return queries.entries(
                db, limit=limit, unread_only=unread_only, feed_id=feed_id, year=year
            )

    def years(self) -> dict[int, int]:
        """Return how many entries each year (UTC) has, newest year first."""
        with self._reading() as db:
            return queries.years(db)

    def unread_count(self) -> int:
        """Return how many entries are unread."""
        with self._reading() as db:
            return queries.unread_count(db)

    def entry(self, entry_id: int) -> Entry | None:
        """Return one entry, None if there is none."""
        with self._reading() as db:
            return queries.entry(db, entry_id)

    def record(self, entry_id: int) -> Record | None:
        """Return everything that is kept of an entry: text, terms, author, sources, revisions."""
        with self._reading() as db:
            return queries.record(db, entry_id)

    def publication_times(self, feed_id: str, since: datetime) -> list[datetime]:
        """Return when a feed published since then, oldest first; dates of ours are left out."""
        with self._reading() as db:
            return queries.publication_times(db, feed_id, since)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Return what matches, newest first; raises QueryError. See `search.search`."""
        while self.index_some(_INDEX_STEP):
            pass
        with self._reading() as db:
            return search.search(db, query, limit)

    def index_some(self, limit: int = _INDEX_STEP) -> int:
        """Make entries of first documents searchable ahead of time; return how many are left."""
        with self._reading() as db:
            if not scalar(db, "SELECT EXISTS (SELECT 1 FROM unindexed)"):
                return 0
        with self._writing(durable=False) as db:
            return search.index_some(db, limit)

    # --- the program's own ---------------------------------------------------------------------

    def get(self, key: str) -> str:
        """Return a value of the program's own, empty if it was never set."""
        with self._reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return "" if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Keep a value of the program's own."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def data_version(self) -> int:
        """Return a number that changes when another process has written."""
        with self._reading() as db:
            return scalar(db, "PRAGMA data_version")

    def back_up(self, target: Path) -> None:
        """Copy the whole archive, as it is now, into a file (replaced if there)."""
        with self._reading() as db:
            files.back_up(db, target)

    # --- transactions --------------------------------------------------------------------------

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with files.translated(self.path):
            if self._connection is None:
                raise StoreError(f"The archive {self.path} is not open")
            yield self._connection

    @contextlib.contextmanager
    def _writing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is there afterwards, or nothing."""
        with self._reading() as db:
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    # For the archive's other modules: pages, exports, keeping.
    reading, writing = _reading, _writing
