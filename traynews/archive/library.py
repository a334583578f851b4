"""What every program reads and marks in the archive: one SQLite file, one connection, one thread.

Other processes (the command line) open their own at the same time: write-ahead log, short
transactions begun with the lock (`BEGIN IMMEDIATE`), five seconds of patience.

What must outlast a power cut is flushed to the disk with its commit: entries with their validators,
the ledger of alerts, what the user did. What a poll without news taught is not: losing it costs one
more conditional request, and flushing it would cost 200 feeds 200 times half a millisecond (a
hard disk: ten). A crash of the program alone loses neither.

What can be asked and done stands in the sections, which are modules of functions over a connection;
here is the list of them, with what each needs: `reads`, or `writes` (ADR 12). Apart from what only
polling does (`store.py`), which a command does not load: some 6 ms of 90.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Self

from traynews.archive import catching_up, feed_states, ledger, queries, search, values
from traynews.archive.connection import ArchiveFile, reads, writes
from traynews.archive.schema import MIGRATIONS, Step
from traynews.archive.search import Hit
from traynews.core.data.model import Feed


class Library:
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

    def reopen(self) -> None:
        """Go on with the file that lies in its place now."""
        self._file.reopen()

    def close(self) -> None:
        """Let go of the file. Twice does no harm."""
        self._file.close()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- feeds ---------------------------------------------------------------------------------

    states = reads(feed_states.states)
    due = reads(feed_states.due)
    save_state = writes(feed_states.save_state, durable=False)
    save_states = writes(feed_states.save_states, durable=False)
    make_due = writes(feed_states.make_due)
    hold_host = writes(feed_states.hold_host)
    held_until = reads(feed_states.held_until)
    feed_statuses = reads(feed_states.feed_statuses)

    def sync_feeds(self, feeds: Sequence[Feed]) -> None:
        """Poll these feeds from now on; what others gave is kept. Writes only if it must."""
        with self.reading() as db:
            if not feed_states.needs_sync(db, feeds):
                return
        with self.writing() as db:
            feed_states.sync_feeds(db, feeds)

    # --- who is told, and what the user did ----------------------------------------------------

    owed = reads(ledger.owed)
    held = reads(ledger.held)
    away = reads(ledger.away)
    find_read = reads(ledger.find_read)
    mark_announcing = writes(ledger.mark_announcing)
    mark_announced = writes(ledger.mark_announced)
    defer = writes(ledger.defer)
    hold = writes(ledger.hold)
    mark_opened = writes(ledger.mark_opened)
    mark_read = writes(ledger.mark_read)
    mark_unread = writes(ledger.mark_unread)

    # --- reading -------------------------------------------------------------------------------

    recent = reads(queries.recent)
    entries = reads(queries.entries)
    entry = reads(queries.entry)
    record = reads(queries.record)
    unread_count = reads(queries.unread_count)
    last_id = reads(queries.last_id)

    def search(self, query: str, limit: int = 50, zone: tzinfo | None = None) -> list[Hit]:
        """Return what matches, newest first; raises QueryError. See `search.search`."""
        self.catch_up()
        with self.reading() as db:
            return search.search(db, query, limit, zone)

    # --- between polls -------------------------------------------------------------------------

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

    get = reads(values.get)
    set = writes(values.set_value)
    change = writes(values.change)
