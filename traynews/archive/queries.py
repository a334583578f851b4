"""Reading: lists for menu and commands, one release in full."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from traynews.archive.rows import (
    ENTRY_COLUMNS,
    ITEM_COLUMNS,
    from_stamp,
    read_entry,
    read_item,
    read_names,
    read_revision,
    read_source,
    scalar,
    to_stamp,
)
from traynews.core.data.model import Entry, Record

_FROM = "FROM entries e CROSS JOIN feeds f ON f.num = e.feed"
_EVER = 2**63 - 1  # a stamp after all others
_NEWEST_FIRST = "ORDER BY e.published DESC, e.id DESC"


def recent(db: sqlite3.Connection, limit: int) -> tuple[Entry, ...]:
    """Return the newest entries, newest first, each story once."""
    return entries(db, limit, once=True)


def entries(
    db: sqlite3.Connection,
    limit: int = -1,
    *,
    unread_only: bool = False,
    feed_id: str | None = None,
    year: int | None = None,
    once: bool = False,
) -> tuple[Entry, ...]:
    """Return entries, newest first, equal dates in the order of their feed; -1 means all.

    `once`: of those that tell the same story, the one that speaks for all.
    """
    conditions, values = ["e.deleted IS NULL"], list[object]()
    start, order = _FROM, _NEWEST_FIRST
    if feed_id is not None:
        start = """FROM sources s CROSS JOIN entries e ON e.id = s.entry
            CROSS JOIN feeds f ON f.num = e.feed"""
        order = "ORDER BY s.published DESC, s.entry DESC"
        conditions.append("s.feed = (SELECT num FROM feeds WHERE id = ?)")
        values.append(feed_id)
    if unread_only:
        conditions.append("e.read = 0")
    if once:
        conditions.append("e.same_as IS NULL")
    if year is not None:
        first = datetime(year, 1, 1, tzinfo=UTC)
        conditions.append("e.published >= ? AND e.published < ?")
        values += [to_stamp(first), to_stamp(first.replace(year=year + 1))]
    where = " AND ".join(conditions)
    rows = db.execute(
        f"SELECT {ENTRY_COLUMNS} {start} WHERE {where} {order} LIMIT ?", (*values, limit)
    )
    return tuple(read_entry(row) for row in rows)


def years(db: sqlite3.Connection) -> dict[int, int]:
    """Return how many entries each year (UTC) has, newest year first."""
    counts: dict[int, int] = {}
    newest = newest_before(db)
    while newest is not None:
        year = from_stamp(newest).year
        start = to_stamp(datetime(year, 1, 1, tzinfo=UTC))
        counts[year] = scalar(
            db,
            "SELECT count(*) FROM entries WHERE deleted IS NULL AND published BETWEEN ? AND ?",
            start,
            newest,
        )
        newest = newest_before(db, start)
    return counts


def newest_before(db: sqlite3.Connection, before: int = _EVER) -> int | None:
    """Return when the newest of the entries before a stamp was published, from the index alone."""
    found: int | None = db.execute(
        "SELECT max(published) FROM entries WHERE deleted IS NULL AND published < ?", (before,)
    ).fetchone()[0]
    return found


def last_id(db: sqlite3.Connection) -> int:
    """Return the number of the entry that came last; 0 where none ever did."""
    return scalar(db, "SELECT coalesce(max(id), 0) FROM entries")


def unread_count(db: sqlite3.Connection) -> int:
    """Return how many entries are unread."""
    return scalar(db, "SELECT count(*) FROM entries WHERE read = 0 AND deleted IS NULL")


def entry(db: sqlite3.Connection, entry_id: int) -> Entry | None:
    """Return one entry."""
    row = db.execute(
        f"SELECT {ENTRY_COLUMNS} {_FROM} WHERE e.id = ? AND e.deleted IS NULL", (entry_id,)
    ).fetchone()
    return None if row is None else read_entry(row)


def record(db: sqlite3.Connection, entry_id: int) -> Record | None:
    """Return everything that is kept of an entry."""
    found = entry(db, entry_id)
    return None if found is None else record_of(db, found)


def record_of(db: sqlite3.Connection, found: Entry) -> Record:
    """Return everything that is kept of an entry that was read before."""
    *item, topics, speakers = db.execute(
        f"""SELECT {ITEM_COLUMNS}, t.topics, t.speakers
        FROM entries e JOIN texts t ON t.entry = e.id WHERE e.id = ?""",  # noqa: S608 - our own names
        (found.id,),
    ).fetchone()
    sources = db.execute(
        """SELECT g.id, s.url, s.title, s.guid, s.first_seen
        FROM sources s JOIN feeds g ON g.num = s.feed WHERE s.entry = ?
        ORDER BY g.id <> ?, s.first_seen, g.num""",
        (found.id, found.feed_id),
    )
    revisions = db.execute(
        """SELECT replaced, changed, title, url, stated, summary, inflate(text)
        FROM revisions WHERE entry = ? ORDER BY id""",
        (found.id,),
    )
    return Record(
        entry=found,
        item=read_item(item),
        topics=read_names(topics),
        speakers=read_names(speakers),
        sources=tuple(read_source(row) for row in sources),
        revisions=tuple(read_revision(row) for row in revisions),
    )
