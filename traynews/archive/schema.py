"""The tables, as numbered steps; `PRAGMA user_version` tells how many of them a file has seen.

A step that has been released is never edited: a change is a new step at the end, and the newest
program opens every older file. Times are whole microseconds since 1970, UTC: exact, eight bytes at
most, and they sort and compare as what they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from traynews.archive.deflated import deflate, inflate
from traynews.archive.word_borders import space
from traynews.errors import StoreError


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table must have, and may have already."""

    table: str
    name: str
    definition: str


Step = tuple[str | Column, ...]

_FIRST: Step = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE hosts (host TEXT PRIMARY KEY, held_until INTEGER NOT NULL) WITHOUT ROWID",
    # `address` is the configured one; validators belong to it, or to `url` where that is not empty.
    """CREATE TABLE feeds (
        num INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL DEFAULT '',
        enabled INTEGER NOT NULL DEFAULT 0,
        url TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        etag TEXT,
        last_modified TEXT,
        body_hash TEXT NOT NULL DEFAULT '',
        polled INTEGER NOT NULL DEFAULT 0,
        last_checked INTEGER,
        last_success INTEGER,
        next_check INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        trouble TEXT NOT NULL DEFAULT '',
        trouble_kind TEXT,
        trouble_since INTEGER,
        stopped INTEGER NOT NULL DEFAULT 0,
        held_until INTEGER,
        hints TEXT NOT NULL DEFAULT '{}',
        notice TEXT NOT NULL DEFAULT '',
        moved_to TEXT NOT NULL DEFAULT '',
        moved_since INTEGER,
        moved_polls INTEGER NOT NULL DEFAULT 0,
        trials TEXT NOT NULL DEFAULT '[]',
        searched INTEGER NOT NULL DEFAULT 0,
        missed INTEGER
    )""",
    # What lists need. `published` is what it is sorted by, fixed at first sight. A deleted entry
    # stays as an empty row, so that its names keep it from coming back.
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feeds (num),
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        summary TEXT NOT NULL DEFAULT '',
        published INTEGER NOT NULL,
        first_seen INTEGER NOT NULL,
        text_hash TEXT NOT NULL DEFAULT '',
        hash_only INTEGER NOT NULL DEFAULT 0,
        level TEXT NOT NULL DEFAULT 'silent',
        reason TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT 'news',
        countries TEXT NOT NULL DEFAULT '[]',
        read INTEGER NOT NULL DEFAULT 0,
        opened INTEGER,
        announcing INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        announced INTEGER,
        deferred INTEGER,
        held INTEGER,
        updated INTEGER,
        deleted INTEGER
    )""",
    "CREATE INDEX entries_by_date ON entries (published) WHERE deleted IS NULL",
    "CREATE INDEX entries_unread ON entries (published) WHERE read = 0 AND deleted IS NULL",
    "CREATE INDEX entries_unread_by_feed ON entries (feed) WHERE read = 0 AND deleted IS NULL",
    """CREATE INDEX entries_owed ON entries (published)
        WHERE announced IS NULL AND level <> 'silent' AND deleted IS NULL""",
    "CREATE INDEX entries_held ON entries (held) WHERE held IS NOT NULL",
    # The full text apart from the lists, so that these stay small. `spans` is the structure of
    # `text`: [[kind, label, length], …], so that the text itself is kept once; a plain paragraph
    # is its length alone (those that were written before step 8 are spelt out).
    """CREATE TABLE texts (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        text TEXT NOT NULL DEFAULT '',
        spans TEXT NOT NULL DEFAULT '[]',
        terms TEXT NOT NULL DEFAULT '[]',
        topics TEXT NOT NULL DEFAULT '[]',
        speakers TEXT NOT NULL DEFAULT '[]',
        author TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        published_raw TEXT NOT NULL DEFAULT ''
    )""",
    # One row for each feed that carries an entry, with what that feed last said (`stated` is its
    # date); `published` repeats the entry's, which is fixed, so that a feed's entries come sorted.
    """CREATE TABLE sources (
        feed INTEGER NOT NULL REFERENCES feeds (num),
        published INTEGER NOT NULL,
        entry INTEGER NOT NULL REFERENCES entries (id),
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        guid TEXT NOT NULL,
        stated INTEGER,
        first_seen INTEGER NOT NULL,
        PRIMARY KEY (feed, published, entry)
    ) WITHOUT ROWID""",
    "CREATE INDEX sources_by_entry ON sources (entry)",
    # By what an entry is known again: 64 bits of a hash of each name. Two of half a million names
    # meet by chance once in 100 million archives.
    """CREATE TABLE names (
        name INTEGER NOT NULL,
        feed INTEGER NOT NULL REFERENCES feeds (num),
        entry INTEGER NOT NULL REFERENCES entries (id),
        PRIMARY KEY (name, feed, entry)
    ) WITHOUT ROWID""",
    """CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        entry INTEGER NOT NULL REFERENCES entries (id),
        replaced INTEGER NOT NULL,
        changed TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        stated INTEGER,
        summary TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX revisions_by_entry ON revisions (entry)",
    # Entries that the full-text index has not seen yet: a feed's first document waits here until
    # somebody searches or the worker is idle, since indexing costs more than all else together.
    "CREATE TABLE unindexed (entry INTEGER PRIMARY KEY REFERENCES entries (id))",
    """CREATE VIEW search_source AS
        SELECT e.id, space(e.title) AS title, space(e.summary) AS summary, space(t.text) AS text,
            space(e.countries) AS countries, space(t.topics) AS topics, t.speakers
        FROM entries e JOIN texts t ON t.entry = e.id""",
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, summary, text, countries, topics, speakers,
        content = 'search_source', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2'
    )""",
)

_SECOND: Step = (
    # The entry of another site by which this one's story is told; menus pass over it.
    "ALTER TABLE entries ADD COLUMN same_as INTEGER",
    "CREATE INDEX entries_same ON entries (same_as) WHERE same_as IS NOT NULL",
    "ALTER TABLE entries ADD COLUMN retracted INTEGER",
    # Entries that their feed dropped before their time: `asks` counts how often their page was
    # asked for, `misses` how often it was not found.
    """CREATE TABLE absent (
        entry INTEGER PRIMARY KEY REFERENCES entries (id),
        since INTEGER NOT NULL,
        asked INTEGER,
        asks INTEGER NOT NULL DEFAULT 0,
        misses INTEGER NOT NULL DEFAULT 0
    )""",
)

# The first step was edited after its release: archives of the very first program lack these.
_THIRD: Step = (
    Column("feeds", "moved_to", "TEXT NOT NULL DEFAULT ''"),
    Column("feeds", "moved_since", "INTEGER"),
    Column("feeds", "moved_polls", "INTEGER NOT NULL DEFAULT 0"),
    Column("feeds", "trials", "TEXT NOT NULL DEFAULT '[]'"),
    Column("feeds", "searched", "INTEGER NOT NULL DEFAULT 0"),
    Column("feeds", "missed", "INTEGER"),
)

_FOURTH: Step = (
    # How far the first answer of a feed reached (`Reach`); NULL until there is one.
    Column("feeds", "reach", "INTEGER"),
)

_FIFTH: Step = (
    # How probable it is that an entry is breaking; NULL where that was not judged.
    Column("entries", "certainty", "REAL"),
)

_SIXTH: Step = (
    # What a source is reached through, as JSON (`rows.py`); empty for a plain feed.
    Column("feeds", "door", "TEXT NOT NULL DEFAULT ''"),
    # robots.txt of each server: when it was asked for, what it says (JSON, `robots.py`).
    "CREATE TABLE robots (server TEXT PRIMARY KEY, checked INTEGER NOT NULL, rules TEXT NOT NULL)",
)

_SEVENTH: Step = (
    # Texts are kept deflated.
    "DROP VIEW search_source",
    """CREATE VIEW search_source AS
        SELECT e.id, space(e.title) AS title, space(e.summary) AS summary,
            space(inflate(t.text)) AS text, space(e.countries) AS countries,
            space(t.topics) AS topics, t.speakers
        FROM entries e JOIN texts t ON t.entry = e.id""",
    "UPDATE texts SET text = deflate(text)",
)

_EIGHTH: Step = (
    # The text is the index's first column: FTS5 notes with each word of an entry in which column it
    # stands, in two bytes, but for the first. That took a quarter of the index.
    "DROP TABLE search",
    """CREATE VIRTUAL TABLE search USING fts5 (
        text, title, summary, countries, topics, speakers,
        content = 'search_source', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2'
    )""",
    """INSERT INTO search (rowid, text, title, summary, countries, topics, speakers)
        SELECT id, text, title, summary, countries, topics, speakers FROM search_source
        WHERE id NOT IN (SELECT entry FROM unindexed)""",
)

MIGRATIONS: tuple[Step, ...] = (
    _FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH,
)  # fmt: skip
"""Step n brings a file from version n-1 to version n."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many steps the file has seen; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Sequence[Step] = MIGRATIONS) -> None:
    """Bring the file to the newest version, each step in a transaction of its own.

    Another process may do the same at the same time: the version is read again under the lock.
    Raises StoreError where the file is newer than this program.
    """
    newest = len(migrations)
    while (version := version_of(connection)) != newest:
        if version > newest:
            raise StoreError(
                f"The archive was written by a newer TrayNews (version {version}, this one knows"
                f" {newest}); update TrayNews, or choose another folder with --data-dir"
            )
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) == version:
                _take(connection, migrations[version])
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _take(connection: sqlite3.Connection, step: Step) -> None:
    for part in step:
        if isinstance(part, str):
            connection.execute(part)
        elif part.name not in columns_of(connection, part.table):
            connection.execute(f"ALTER TABLE {part.table} ADD COLUMN {part.name} {part.definition}")


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, none where there is no such table."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def register_functions(connection: sqlite3.Connection) -> None:
    """Give the connection the functions that our SQL and the view for the full-text index call."""
    for function in (space, deflate, inflate):
        connection.create_function(function.__name__, 1, function, deterministic=True)
