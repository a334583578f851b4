"""Full-text search: what SQLite's FTS5 finds of what a user typed, as entries with snippets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from traynews.archive.rows import ENTRY_COLUMNS, read_entry
from traynews.archive.search_words import FOUND, Query, understand
from traynews.archive.word_borders import close_up
from traynews.core.data.model import Entry
from traynews.core.release.places import places, suggest
from traynews.core.text.unknown_names import find_near
from traynews.errors import QueryError

MARK_START, MARK_END = "\x02", "\x03"
"""Around each hit in a snippet; clean text holds no controls, so they mean nothing else."""

_MOST_MATCHES = 1000  # so many of the newest matches are sorted by date; a reader sees fifty
_SNIPPET_WORDS = 24
_SOURCE = "title, summary, text, countries, topics, speakers"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and where: `MARK_START` and `MARK_END` stand around the words."""

    entry: Entry
    snippet: str


def search(db: sqlite3.Connection, typed: str, limit: int, zone: tzinfo | None = None) -> list[Hit]:
    """Return what matches, newest first. Raises QueryError.

    All words must occur, in any order and with or without accents, but of those with `OR` between
    them one; `"two words"` next to each other, `imprison*` as a beginning, `-word` not at all.
    `country:` (by any of its names), `topic:` and `said-by:` look into those fields, `feed:`,
    `year:`, `month:`, `kind:`, `is:unread`, `is:read` and `is:breaking` narrow down
    (`core/data/search_syntax.py`). Years and months are those of `zone`, None for that of the
    machine.
    """
    query = understand(typed, zone)
    if not query.wanted:
        if query.unwanted:  # FTS5 knows "not" only beside a word that is wanted
            query.conditions.append(f"NOT ({FOUND})")
            query.values.append(" OR ".join(query.unwanted))
        if not query.conditions:
            raise QueryError("Nothing to search for: give at least one word")
        listed = _listed(db, query, limit)
        if not listed:
            _refuse_misspelt(db, query)
        return [Hit(entry, entry.summary) for entry in listed]
    rows = db.execute(
        f"""WITH hits AS MATERIALIZED (
            SELECT e.id FROM search CROSS JOIN entries e ON e.id = search.rowid
            WHERE search MATCH ? AND e.deleted IS NULL {_and(query)}
            ORDER BY search.rowid DESC LIMIT {_MOST_MATCHES}
        )
        SELECT {ENTRY_COLUMNS} FROM hits CROSS JOIN entries e ON e.id = hits.id
        CROSS JOIN feeds f ON f.num = e.feed ORDER BY e.published DESC, e.id DESC LIMIT ?""",  # noqa: S608 - made of our own words
        (query.match, *query.values, limit),
    )
    entries = [read_entry(row) for row in rows]
    if not entries:
        _refuse_misspelt(db, query)
    return _hits(db, query.match, entries)


def queue(db: sqlite3.Connection, entry_ids: Sequence[int]) -> None:
    """Note entries whose text the index has not seen."""
    db.executemany("INSERT INTO unindexed VALUES (?)", [(one,) for one in entry_ids])


def index(db: sqlite3.Connection, entry_ids: Sequence[int]) -> None:
    """Bring queued entries into the index."""
    for entry_id in entry_ids:
        db.execute(
            f"INSERT INTO search (rowid, {_SOURCE})"  # noqa: S608 - our own names
            f" SELECT id, {_SOURCE} FROM search_source WHERE id = ?",
            (entry_id,),
        )
        db.execute("DELETE FROM unindexed WHERE entry = ?", (entry_id,))


def is_queued(db: sqlite3.Connection, entry_id: int) -> bool:
    """Whether the index has not seen an entry yet."""
    row = db.execute("SELECT 1 FROM unindexed WHERE entry = ?", (entry_id,)).fetchone()
    return row is not None


def forget(db: sqlite3.Connection, entry_id: int) -> None:
    """Take an entry out of the index; its text must still be what was indexed."""
    if is_queued(db, entry_id):
        db.execute("DELETE FROM unindexed WHERE entry = ?", (entry_id,))
        return
    db.execute(
        f"INSERT INTO search (search, rowid, {_SOURCE})"  # noqa: S608 - our own names
        f" SELECT 'delete', id, {_SOURCE} FROM search_source WHERE id = ?",
        (entry_id,),
    )


def _refuse_misspelt(db: sqlite3.Connection, query: Query) -> None:
    """Raise QueryError where nothing was found because a place or a feed has another name."""
    for key, name in query.named:
        if key == "country":
            near = "" if places(name) else suggest(name)
        else:
            ids = [row[0] for row in db.execute("SELECT id FROM feeds")]
            near = "" if name in ids else find_near(name, ids)
        if near:
            raise QueryError(f'Nothing was found of {key}:{name}; did you mean "{key}:{near}"?')


def _and(query: Query) -> str:
    return "".join(f" AND {condition}" for condition in query.conditions)


def _listed(db: sqlite3.Connection, query: Query, limit: int) -> list[Entry]:
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM entries e CROSS JOIN feeds f ON f.num = e.feed
        WHERE e.deleted IS NULL {_and(query)}
        ORDER BY e.published DESC, e.id DESC LIMIT ?""",  # noqa: S608 - made of our own words
        (*query.values, limit),
    )
    return [read_entry(row) for row in rows]


def _hits(db: sqlite3.Connection, match: str, entries: Sequence[Entry]) -> list[Hit]:
    """Add the place in the text, else in the summary, that was found.

    One pass for all of them (the `+` sees to it), since a query with a `*` first has to gather
    every word that it stands for.
    """
    ids = [entry.id for entry in entries]
    rows = db.execute(
        f"""SELECT rowid, snippet(search, 0, ?1, ?2, '…', {_SNIPPET_WORDS}),
            snippet(search, 2, ?1, ?2, '…', {_SNIPPET_WORDS})
        FROM search WHERE search MATCH ?3 AND rowid BETWEEN ?4 AND ?5
            AND +rowid IN (SELECT value FROM json_each(?6))""",  # noqa: S608 - our own names
        (MARK_START, MARK_END, match, min(ids, default=0), max(ids, default=0), json.dumps(ids)),
    )
    found = {
        entry_id: next((text for text in snippets if text and MARK_START in text), "")
        for entry_id, *snippets in rows
    }
    return [
        Hit(entry, close_up(found.get(entry.id) or entry.summary).replace("\n", " "))
        for entry in entries
    ]
