"""Forgetting what nobody wants to keep: texts go, the oldest first; what they are known by stays.

One step takes a fraction of a second, so that the worker can do one between two polls.
"""

from __future__ import annotations

import math
import sqlite3
from datetime import datetime

from traynews.archive.rows import from_stamp, scalar, to_stamp
from traynews.archive.store import Store
from traynews.core.data.retention import Keep

_STEP = 100  # entries forgotten in one transaction
_LEAVE = 0.95  # of the space that is allowed: so the next round is not due tomorrow
_UNTIL = "forget_until"  # meta: how far a round that makes room has to go


def forget_some(store: Store, keep: Keep, now: datetime) -> bool:
    """Take one step; return whether there is more to do. Raises StoreError."""
    until = _border(store, keep, now)
    if until is None:
        return False
    with store.reading() as db:
        rows = db.execute(
            "SELECT id FROM entries WHERE deleted IS NULL AND published < ?"
            " ORDER BY published, id LIMIT ?",
            (to_stamp(until), _STEP),
        ).fetchall()
    if rows:
        store.delete([row[0] for row in rows], now)
        return True
    if store.get(_UNTIL):
        store.set(_UNTIL, "")
        with store.reading() as db:
            _shrink(db)
    return False


def bytes_used(db: sqlite3.Connection) -> int:
    """Return how much of the file is in use."""
    pages = scalar(db, "PRAGMA page_count") - scalar(db, "PRAGMA freelist_count")
    return pages * scalar(db, "PRAGMA page_size")


def _border(store: Store, keep: Keep, now: datetime) -> datetime | None:
    """Return the moment before which releases are forgotten; None where none are."""
    if keep.age is not None:
        return now - keep.age
    if keep.size is None:
        return None
    begun = store.get(_UNTIL)
    if begun:
        return datetime.fromisoformat(begun)
    with store.reading() as db:
        until = _measure(db, keep.size)
    if until is not None:
        store.set(_UNTIL, until.isoformat())
    return until


def _measure(db: sqlite3.Connection, size: int) -> datetime | None:
    """Return before which date releases must go so that the rest fits, by their average size.

    Measured once a round: the search index gives its space back only at the end of it.
    """
    used = bytes_used(db)
    count = scalar(db, "SELECT count(*) FROM entries WHERE deleted IS NULL")
    if used <= size or not count:
        return None
    surplus = min(count, math.ceil(count * (used - _LEAVE * size) / used))
    row = db.execute(
        "SELECT published FROM entries WHERE deleted IS NULL"
        " ORDER BY published, id LIMIT 1 OFFSET ?",
        (surplus,),
    ).fetchone()
    if row is None:
        row = db.execute("SELECT max(published) + 1 FROM entries").fetchone()
    return from_stamp(row[0])


def _shrink(db: sqlite3.Connection) -> None:
    """Give the space back: out of the search index, then out of the file."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    db.execute("VACUUM")
