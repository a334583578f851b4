"""Values of the program's own that outlast it, by key: a pause, mutes, when it last forgot."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


def get(db: sqlite3.Connection, key: str) -> str:
    """Return a value, empty if it was never set."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def set_value(db: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def change(db: sqlite3.Connection, key: str, revise: Callable[[str], str]) -> None:
    """Keep what `revise` makes of a value: nobody else can write it meanwhile."""
    before = get(db, key)
    after = revise(before)
    if after != before:
        set_value(db, key, after)
