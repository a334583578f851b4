"""Forgetting what nobody wants to keep: texts go, the oldest first; what they are known by stays.

One step takes a fraction of a second, so that the worker can do one between two polls.
"""

from __future__ import annotations

import json
import math
import sqlite3
from datetime import UTC, datetime, timedelta

from traynews.archive import values
from traynews.archive.apply import delete
from traynews.archive.connection import Transactions
from traynews.archive.rows import from_stamp, scalar, to_stamp
from traynews.core.data.retention import EVERYTHING, Keep

_ROUND = timedelta(days=1)
_STEP = 100  # entries forgotten in one transaction
_STUB = 400  # bytes that stay of a forgotten entry: its row, its names
_LEAVE = 0.95  # of the space that is allowed: so the next round is not due tomorrow
_DONE = "tidied"  # meta: when the last round ended, and what it was to keep
_UNTIL = "forget_until"  # meta: how far a round that makes room has to go, and for which limits
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def forget_some(archive: Transactions, keep: Keep, now: datetime) -> bool:
    """Take a step, if a round is due; return whether there is more to do. Raises StoreError.

    A round is due once a day, and when it is to keep something else than the last one.
    """
    if keep == EVERYTHING or not _is_due(archive, keep, now):
        return False
    if _take_step(archive, keep, now):
        return True
    with archive.writing() as db:
        values.set_value(db, _DONE, json.dumps([to_stamp(now), _limits(keep)]))
    return False


def _is_due(archive: Transactions, keep: Keep, now: datetime) -> bool:
    with archive.reading() as db:
        written = values.get(db, _DONE)
    try:
        ended, limits = json.loads(written)
        is_rested = timedelta(0) <= now - from_stamp(ended) < _ROUND
    except (ValueError, TypeError, OverflowError):  # never, or by an older TrayNews
        return True
    return not is_rested or limits != _limits(keep)


def _limits(keep: Keep) -> list[float | None]:
    return [None if keep.age is None else keep.age.total_seconds(), keep.size]


def _take_step(archive: Transactions, keep: Keep, now: datetime) -> bool:
    until = _border(archive, keep, now)
    if until is None:
        return False
    with archive.writing() as db:
        rows = db.execute(
            "SELECT id FROM entries WHERE deleted IS NULL AND published < ?"
            " ORDER BY published, id LIMIT ?",
            (to_stamp(until), _STEP),
        ).fetchall()
        delete(db, [row[0] for row in rows], now)
        if rows:
            return True
        has_made_room = bool(values.get(db, _UNTIL))
        values.set_value(db, _UNTIL, "")
    if has_made_room:
        with archive.reading() as db:
            _shrink(db)
    return False


def bytes_used(db: sqlite3.Connection) -> int:
    """Return how much of the file is in use."""
    pages = scalar(db, "PRAGMA page_count") - scalar(db, "PRAGMA freelist_count")
    return pages * scalar(db, "PRAGMA page_size")


def _border(archive: Transactions, keep: Keep, now: datetime) -> datetime | None:
    """Return the moment before which releases are forgotten; None where none are."""
    if keep.age is not None:
        return now - keep.age if keep.age < now - _BEGINNING else None
    if keep.size is None:
        return None
    with archive.reading() as db:
        written = values.get(db, _UNTIL)
        begun = _begun(written, keep)
        if begun is None and written:
            _shrink(db)  # what a round for other limits forgot takes no room any more
    if begun is not None:
        return begun
    with archive.writing(durable=False) as db:
        until = _measure(db, keep.size)
        made = "" if until is None else json.dumps([until.isoformat(), _limits(keep)])
        values.set_value(db, _UNTIL, made)
    return until


def _begun(written: str, keep: Keep) -> datetime | None:
    """Return how far the round goes that was begun; None where none was, or for other limits."""
    try:
        until, limits = json.loads(written)
        return datetime.fromisoformat(until) if limits == _limits(keep) else None
    except (ValueError, TypeError):  # none, or by an older TrayNews, which did not note the limits
        return None


def _measure(db: sqlite3.Connection, size: int) -> datetime | None:
    """Return before which date releases must go so that the rest fits, by what one gives back.

    Measured once a round: the search index gives its space back only at the end of it.
    """
    used = bytes_used(db)
    count = scalar(db, "SELECT count(*) FROM entries WHERE deleted IS NULL")
    if used <= size or not count:
        return None
    share = (used - _LEAVE * size) / max(1, used - count * _STUB)
    surplus = min(count, math.ceil(count * share))
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
