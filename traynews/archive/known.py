"""What the archive tells the planner: which entries answer to the names of a document's items.

Also what else a poll asks: when a feed publishes, and what other feeds tell of the same days.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from traynews.archive import feed_states
from traynews.archive.ledger import TOLD_BY_ANOTHER
from traynews.archive.rows import Row, from_stamp, hash_name, moment_or_none, scalar, to_stamp
from traynews.core.data.document import Document
from traynews.core.data.plan import Known, KnownEntry
from traynews.core.identity.names import names_of
from traynews.core.release.stories import Story

_OWN = """SELECT n.name, n.entry FROM json_each(?) asked
    CROSS JOIN names n ON n.name = asked.value AND n.feed = ?"""

# Of other feeds only links tell anything (I12): `?p=1` or a title and a day are those of hundreds.
_ELSEWHERE = """SELECT n.name, n.entry FROM json_each(?) asked
    CROSS JOIN names n ON n.name = asked.value AND n.feed <> ?"""

_FEWEST_DATES = 3
_MOST_STORIES = 1000  # to be compared with new ones: more than all sections publish in days

# The `first` source is the feed that speaks for the entry: what it calls the entry is what its next
# document is compared with. A deleted entry has no source any more, and its date alone is left to
# agree with, where the feed has changed its guid (I4, I11).
_ENTRIES = """SELECT e.id, f.id, coalesce(first.title, ''), coalesce(first.url, ''),
    e.published, CASE WHEN e.deleted IS NULL THEN first.stated ELSE e.published END,
    e.text_hash, e.hash_only, (SELECT count(*) FROM revisions r WHERE r.entry = e.id),
    e.deleted IS NOT NULL,
    (SELECT json_group_array(g.id) FROM sources s JOIN feeds g ON g.num = s.feed
        WHERE s.entry = e.id)
    FROM json_each(?) asked
    CROSS JOIN entries e ON e.id = asked.value
    CROSS JOIN feeds f ON f.num = e.feed
    LEFT JOIN sources first
        ON first.feed = e.feed AND first.published = e.published AND first.entry = e.id"""


def known(db: sqlite3.Connection, feed_id: str, document: Document) -> Known:
    """Return what the archive knows by the names of a document's items."""
    row = db.execute("SELECT num FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    number = 0 if row is None else int(row[0])
    asked = {hash_name(name): name for name in names_of(document.items)}
    links = [hashed for hashed, name in asked.items() if name.startswith("link:")]
    own = db.execute(_OWN, (json.dumps(list(asked)), number)).fetchall()
    elsewhere = db.execute(_ELSEWHERE, (json.dumps(links), number)).fetchall()
    ids = json.dumps(list({row[1] for row in (*own, *elsewhere)}))
    entries = {row[0]: _known_entry(row) for row in db.execute(_ENTRIES, (ids,))}
    return Known(
        own=_by_name(own, asked, entries),
        elsewhere=_by_name(elsewhere, asked, entries),
        last_id=last_id(db),
        feed_has_entries=feed_states.has_entries(db, number),
        newest=_newest(db, number),
        absent=_absent(db, number, document, {row[1] for row in own}),
        missed=_missed(db, ids),
    )


def publication_times(db: sqlite3.Connection, feed_id: str, since: datetime) -> list[datetime]:
    """Return when a feed published since then, for learning its hours; dates of ours left out."""
    rows = db.execute(
        """SELECT s.stated FROM sources s
        WHERE s.feed = (SELECT num FROM feeds WHERE id = ?) AND s.published >= ?
            AND s.stated IS NOT NULL ORDER BY s.published""",
        (feed_id, to_stamp(since)),
    )
    return [from_stamp(row[0]) for row in rows]


def stories(
    db: sqlite3.Connection, feed_id: str, since: datetime, until: datetime
) -> tuple[Story, ...]:
    """Return what other feeds carry of that time that the user is, or was, told of."""
    rows = db.execute(
        f"""SELECT e.id, f.id, e.url, e.title, e.published
        FROM entries e JOIN feeds f ON f.num = e.feed
        WHERE e.published BETWEEN ? AND ? AND f.id <> ?
            AND (e.level <> 'silent' OR {TOLD_BY_ANOTHER.format("e.id")})
            AND e.deleted IS NULL AND e.retracted IS NULL AND e.same_as IS NULL
        ORDER BY e.published DESC LIMIT ?""",  # noqa: S608 - our own words
        (to_stamp(since), to_stamp(until), feed_id, _MOST_STORIES),
    )
    return tuple(
        Story(entry_id, feed, url, title, from_stamp(published))
        for entry_id, feed, url, title, published in rows
    )


def text(db: sqlite3.Connection, entry_id: int) -> str:
    """Return what an entry says besides its title, a paragraph a line; empty if it is not there."""
    row = db.execute("SELECT inflate(text) FROM texts WHERE entry = ?", (entry_id,)).fetchone()
    return "" if row is None else str(row[0])


def _by_name(
    rows: Iterable[Row], asked: Mapping[int, str], entries: Mapping[int, KnownEntry]
) -> dict[str, tuple[KnownEntry, ...]]:
    found: dict[str, list[KnownEntry]] = {}
    for hashed, entry_id in rows:
        found.setdefault(asked[hashed], []).append(entries[entry_id])
    return {name: tuple(named) for name, named in found.items()}


def _absent(
    db: sqlite3.Connection, number: int, document: Document, called: set[int]
) -> tuple[int, ...]:
    """Return which of a feed's own entries are dated within its document and not in it.

    The oldest item sets no bound: feeds keep one old release at the top for months.
    """
    dates = sorted(item.published for item in document.items if item.published is not None)
    if len(dates) < _FEWEST_DATES:
        return ()
    rows = db.execute(
        """SELECT s.entry FROM sources s JOIN entries e ON e.id = s.entry AND e.feed = s.feed
        WHERE s.feed = ? AND s.published > ? AND s.stated IS NOT NULL AND e.deleted IS NULL
            AND e.retracted IS NULL AND e.id NOT IN (SELECT entry FROM absent)""",
        (number, to_stamp(dates[1])),
    )
    return tuple(row[0] for row in rows if row[0] not in called)


def _missed(db: sqlite3.Connection, ids: str) -> frozenset[int]:
    rows = db.execute(
        """SELECT entry FROM absent WHERE entry IN (SELECT value FROM json_each(?1))
        UNION SELECT id FROM entries
            WHERE retracted IS NOT NULL AND id IN (SELECT value FROM json_each(?1))""",
        (ids,),
    )
    return frozenset(row[0] for row in rows)


def last_id(db: sqlite3.Connection) -> int:
    """Return the id of the newest entry, 0 if there is none."""
    return scalar(db, "SELECT coalesce(max(id), 0) FROM entries")


def _known_entry(row: Row) -> KnownEntry:
    return KnownEntry(
        entry_id=row[0],
        feed_id=row[1],
        title=row[2],
        url=row[3],
        published=from_stamp(row[4]),
        stated=moment_or_none(row[5]),
        text_hash=row[6],
        hash_only=row[7],
        revisions=row[8],
        tombstone=bool(row[9]),
        feeds=frozenset(json.loads(row[10])),
    )


def _newest(db: sqlite3.Connection, feed: int) -> datetime | None:
    row = db.execute("SELECT max(published) FROM sources WHERE feed = ?", (feed,)).fetchone()
    return moment_or_none(row[0])
