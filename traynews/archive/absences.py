"""Entries that their feed dropped before their time, and what their pages say (`core/retraction`).

An entry that vanishes from the middle of its feed may have been retracted, or the feed lists
others now; its own page tells. What is found out is kept, and nothing is deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from traynews.archive.rows import pack, to_stamp
from traynews.core.data.model import Level
from traynews.core.polling.retraction import LONGEST_AHEAD, MOST_ASKS, PAUSE, Finding, Suspect

_MOST_AT_ONCE = 5
_UNTOLD = "its publisher took it back before you were told"


def note_absent(db: sqlite3.Connection, entry_ids: Sequence[int], now: datetime) -> None:
    """Note that a feed lacks these."""
    db.executemany(
        "INSERT OR IGNORE INTO absent (entry, since) VALUES (?, ?)",
        [(entry_id, to_stamp(now)) for entry_id in entry_ids],
    )


def note_returned(db: sqlite3.Connection, entry_ids: Sequence[int]) -> None:
    """Note that a feed has these again: whatever was found out about them is over."""
    for entry_id in entry_ids:
        db.execute("DELETE FROM absent WHERE entry = ?", (entry_id,))
        db.execute("UPDATE entries SET retracted = NULL WHERE id = ?", (entry_id,))


def suspects(db: sqlite3.Connection, now: datetime) -> list[Suspect]:
    """Return whose pages are to be asked for now."""
    rows = db.execute(
        """SELECT a.entry, f.id, e.url, a.misses FROM absent a JOIN entries e ON e.id = a.entry
        JOIN feeds f ON f.num = e.feed
        WHERE e.retracted IS NULL AND e.deleted IS NULL AND a.asks < ?
            AND (a.asked IS NULL OR a.asked <= ? OR a.asked > ?)
        ORDER BY a.since, a.entry LIMIT ?""",
        (MOST_ASKS, to_stamp(now - PAUSE), to_stamp(now + LONGEST_AHEAD), _MOST_AT_ONCE),
    )
    return [Suspect(*row) for row in rows]


def note_ask(db: sqlite3.Connection, entry_id: int, now: datetime) -> None:
    """Write that a page is about to be asked for."""
    db.execute(
        "UPDATE absent SET asked = ?, asks = asks + 1 WHERE entry = ?", (to_stamp(now), entry_id)
    )


def note_finding(db: sqlite3.Connection, entry_id: int, finding: Finding, now: datetime) -> None:
    """Write what an entry's page said. Who has not been told of a retracted entry never is."""
    db.execute(
        "UPDATE absent SET misses = misses + ? WHERE entry = ?",
        (finding is not Finding.STANDS, entry_id),
    )
    if finding is not Finding.RETRACTED:
        return
    db.execute(
        """INSERT INTO revisions (entry, replaced, changed, title, url)
        SELECT id, ?, ?, title, url FROM entries WHERE id = ?""",
        (to_stamp(now), pack([Finding.RETRACTED]), entry_id),
    )
    db.execute("UPDATE entries SET retracted = ? WHERE id = ?", (to_stamp(now), entry_id))
    db.execute(
        """UPDATE entries SET level = ?, reason = ? WHERE id = ? AND level <> ?
            AND announced IS NULL AND attempts = 0""",
        (Level.SILENT, _UNTOLD, entry_id, Level.SILENT),
    )
