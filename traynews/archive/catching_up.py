"""What is put off when a feed's first document comes, and done when there is time.

A first document is told to nobody, and 200 feeds bring 5,000 releases at once: taking them apart
and indexing them costs more than all else together. Whoever reads has done first what is read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from traynews.archive import search
from traynews.archive.rows import ITEM_COLUMNS, NOT_YET, Row, pack, read_item, scalar

if TYPE_CHECKING:  # commands read, and need no plans
    from traynews.core.data.plan import About

STEP, LARGE_STEP = 25, 250  # entries in one transaction, about a millisecond each


def is_behind(db: sqlite3.Connection) -> bool:
    """Whether anything waits."""
    return bool(scalar(db, "SELECT EXISTS (SELECT 1 FROM unindexed)"))


def catch_up(db: sqlite3.Connection, limit: int) -> int:
    """Take apart and index so many entries, the newest first; return how many are left."""
    rows = db.execute("SELECT entry FROM unindexed ORDER BY entry DESC LIMIT ?", (limit,))
    _finish(db, rows)
    return scalar(db, "SELECT count(*) FROM unindexed")


def catch_up_on(db: sqlite3.Connection, entry_ids: Sequence[int]) -> bool:
    """Take apart and index those of `entry_ids` that wait for it; return whether any did."""
    rows = db.execute(
        "SELECT entry FROM unindexed WHERE entry IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entry_ids)),),
    )
    return _finish(db, rows)


def write_about(db: sqlite3.Connection, entry_id: int, about: About) -> None:
    """Write what an entry is about; the index must not have it, or have forgotten it."""
    db.execute(
        "UPDATE entries SET kind = ?, certainty = ?, countries = ? WHERE id = ?",
        (about.kind, about.certainty, pack(about.countries), entry_id),
    )
    db.execute(
        "UPDATE texts SET topics = ?, speakers = ? WHERE entry = ?",
        (pack(about.topics), pack(about.speakers), entry_id),
    )


def _finish(db: sqlite3.Connection, rows: Iterable[Row]) -> bool:
    ids = [row[0] for row in rows]
    _describe(db, ids)
    search.index(db, ids)
    return bool(ids)


def _describe(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    from traynews.core.release.take_apart import describe  # noqa: PLC0415 - its patterns cost 20 ms

    rows = db.execute(
        f"""SELECT e.id, {ITEM_COLUMNS} FROM entries e JOIN texts t ON t.entry = e.id
        WHERE e.kind = ? AND e.deleted IS NULL AND e.id IN (SELECT value FROM json_each(?))""",  # noqa: S608 - our own names
        (NOT_YET, json.dumps(list(ids))),
    ).fetchall()
    for entry_id, *row in rows:
        found = describe(read_item(row))
        write_about(db, entry_id, found.about)
        if found.release.lead:
            db.execute(
                "UPDATE entries SET summary = ? WHERE id = ?", (found.release.lead, entry_id)
            )
