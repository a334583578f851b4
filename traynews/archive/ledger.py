"""Who is owed an alert: the intent is written before a pop-up, the fact after it.

A crash between the two repeats the pop-up once; after a second crash it counts as told.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from traynews.archive.rows import ENTRY_COLUMNS, MOST_ATTEMPTS, read_entry, to_stamp
from traynews.core.data.model import LATER, Entry, Level

if TYPE_CHECKING:  # as in `catching_up`
    from traynews.core.data.plan import Verdict

_IDS = "id IN (SELECT value FROM json_each(?))"
TOLD_BY_ANOTHER = "EXISTS (SELECT 1 FROM entries o WHERE o.same_as = {} AND o.level <> 'silent')"
"""Whether the story of an entry is told by another site's, which no menu lists."""

_FROM = "FROM entries e CROSS JOIN feeds f ON f.num = e.feed"

# ruff: noqa: S608 - every statement here is made of the pieces above


def owed(db: sqlite3.Connection, now: datetime) -> list[Entry]:
    """Return what has to be told, in the order of publication; who has read needs no telling.

    What is put off to a moment that only a clock that was wrong can have named is due.
    """
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS} {_FROM}
        WHERE e.announced IS NULL AND e.level <> 'silent' AND e.deleted IS NULL
            AND e.read = 0 AND e.attempts < {MOST_ATTEMPTS}
            AND (e.deferred IS NULL OR e.deferred NOT BETWEEN ? AND ?)
        ORDER BY e.published, e.id""",
        (to_stamp(now) + 1, to_stamp(now + LATER)),
    )
    return [read_entry(row) for row in rows]


def mark_announcing(db: sqlite3.Connection, ids: Sequence[int], now: datetime) -> None:
    """Write that a pop-up is about to be shown."""
    db.execute(
        f"UPDATE entries SET announcing = ?, attempts = attempts + 1 WHERE {_IDS}",
        (to_stamp(now), json.dumps(list(ids))),
    )


def mark_announced(db: sqlite3.Connection, ids: Sequence[int], now: datetime) -> None:
    """Write that it was shown."""
    db.execute(
        f"UPDATE entries SET announced = ?, deferred = NULL WHERE {_IDS}",
        (to_stamp(now), json.dumps(list(ids))),
    )


def defer(db: sqlite3.Connection, ids: Sequence[int], until: datetime) -> None:
    """Owe it again from then on: the user said "Later", or the pop-up could not be shown.

    Where another site's entry has come to be listed for it, that one is owed.
    """
    listed = json.dumps(list(ids))
    moved = db.execute(
        f"""SELECT e.id, e.same_as, e.level, e.reason FROM entries e JOIN entries s
            ON s.id = e.same_as AND s.read = 0 AND s.level = 'silent'
        WHERE e.level <> 'silent' AND e.{_IDS}""",
        (listed,),
    ).fetchall()
    for entry_id, shown, level, reason in moved:
        db.execute("UPDATE entries SET level = ?, reason = ? WHERE id = ?", (level, reason, shown))
        _keep_quiet(db, entry_id, shown)
    db.execute(
        f"""UPDATE entries SET deferred = ?, announced = NULL, announcing = NULL, attempts = 0
        WHERE {_IDS}""",
        (to_stamp(until), json.dumps([*ids, *(row[1] for row in moved)])),
    )


def raise_level(db: sqlite3.Connection, entry_id: int, verdict: Verdict) -> None:
    """Owe what was kept quiet, if the user has not seen it meanwhile."""
    db.execute(
        f"""UPDATE entries SET level = ?, reason = ? WHERE id = ? AND level = 'silent'
            AND announced IS NULL AND read = 0 AND deleted IS NULL AND same_as IS NULL
            AND NOT {TOLD_BY_ANOTHER.format("entries.id")}""",
        (verdict.level, verdict.reason, entry_id),
    )


def tell_once(db: sqlite3.Connection, entry_id: int, other: int, *, instead: bool) -> None:
    """Keep one of two entries quiet that tell the same story, the new one; menus list the other.

    With `instead` it is the other way round, but nobody is told twice, however many sites tell it.
    """
    row = db.execute(
        """SELECT read, (SELECT max(announced IS NOT NULL OR attempts > 0) FROM entries
            WHERE id = ?1 OR same_as = ?1) FROM entries WHERE id = ?1 AND deleted IS NULL""",
        (other,),
    ).fetchone()
    if row is None:
        return
    was_read, was_told = row
    told, quiet = (entry_id, other) if instead and not was_told else (other, entry_id)
    shown, hidden = (entry_id, other) if instead else (other, entry_id)
    _keep_quiet(db, quiet, told)
    db.execute("UPDATE entries SET read = ? WHERE id = ?", (was_read, shown))
    db.execute(
        "UPDATE entries SET same_as = ?1, read = 1 WHERE id = ?2 OR same_as = ?2", (shown, hidden)
    )


def _keep_quiet(db: sqlite3.Connection, entry_id: int, told: int) -> None:
    db.execute(
        """UPDATE entries SET level = ?1, reason = 'it is the same story as release ' || ?2
            || ' from ' || (SELECT f.id FROM entries e JOIN feeds f ON f.num = e.feed
                WHERE e.id = ?2) WHERE id = ?3""",
        (Level.SILENT, told, entry_id),
    )


def hold(db: sqlite3.Connection, ids: Sequence[int], now: datetime) -> None:
    """Note that it came while the user was away; it stays owed."""
    db.execute(
        f"UPDATE entries SET held = coalesce(held, ?) WHERE {_IDS}",
        (to_stamp(now), json.dumps(list(ids))),
    )


def held(db: sqlite3.Connection) -> frozenset[int]:
    """Return which entries were held back and are still owed."""
    rows = db.execute("SELECT id FROM entries WHERE held IS NOT NULL AND announced IS NULL")
    return frozenset(row[0] for row in rows)


def away(db: sqlite3.Connection, limit: int = 50) -> tuple[Entry, ...]:
    """Return what was held back, has been told since and was not read yet, newest first."""
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS} {_FROM}
        WHERE e.held IS NOT NULL AND e.announced IS NOT NULL AND e.read = 0 AND e.deleted IS NULL
        ORDER BY e.published DESC, e.id DESC LIMIT ?""",
        (limit,),
    )
    return tuple(read_entry(row) for row in rows)


def mark_opened(db: sqlite3.Connection, ids: Sequence[int], now: datetime) -> None:
    """Write that the page was opened, which is reading; who has read needs no telling."""
    listed = json.dumps(list(ids))
    db.execute(f"UPDATE entries SET opened = ? WHERE {_IDS}", (to_stamp(now), listed))
    mark_read(db, ids)


def find_read(db: sqlite3.Connection, ids: Sequence[int]) -> frozenset[int]:
    """Return which of these the user has read, or deleted."""
    rows = db.execute(
        f"SELECT id FROM entries WHERE {_IDS} AND (read = 1 OR deleted IS NOT NULL)",
        (json.dumps(list(ids)),),
    )
    return frozenset(row[0] for row in rows)


def mark_unread(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Mark these as unread; of a story that another site's entry tells, the one that is listed.

    The hidden one never counts: in no menu could anybody read it again.
    """
    db.execute(
        f"""UPDATE entries SET read = 0 WHERE ({_IDS} AND same_as IS NULL)
            OR id IN (SELECT same_as FROM entries WHERE {_IDS} AND same_as IS NOT NULL)""",
        (json.dumps(list(ids)), json.dumps(list(ids))),
    )


def mark_read(
    db: sqlite3.Connection, ids: Sequence[int] | None, *, last: int | None = None
) -> None:
    """Mark these as read, or all up to the last that was there when the user saw them."""
    if ids is None:
        every = "UPDATE entries SET read = 1 WHERE read = 0 AND deleted IS NULL"
        db.execute(f"{every} AND id <= ifnull(?, id)", (last,))
    else:
        # Whoever has read a story has read it, whichever site's entry it was.
        db.execute(
            f"""UPDATE entries SET read = 1 WHERE {_IDS}
                OR id IN (SELECT same_as FROM entries WHERE {_IDS} AND same_as IS NOT NULL)""",
            (json.dumps(list(ids)), json.dumps(list(ids))),
        )
