"""New entries on their way into the archive: gathered, and written a table at a time.

A first document brings dozens; four statements for all of them take half the time of four for each.
"""

from __future__ import annotations

import sqlite3

from traynews.archive.rows import (
    NOT_YET,
    hash_name,
    pack,
    pack_terms,
    split_blocks,
    stamp_or_none,
    to_stamp,
)
from traynews.core.data.plan import NewEntry
from traynews.core.identity.names import headline

_Row = tuple[object, ...]


class Additions:
    """The rows of one feed's new entries; `last_id` is the newest entry there is, `now` a stamp."""

    def __init__(self, feed: int, now: int, last_id: int) -> None:
        self._feed = feed
        self._now = now
        self._last_id = last_id
        self._entries: list[_Row] = []
        self._texts: list[_Row] = []
        self._sources: list[_Row] = []
        self._names: list[_Row] = []

    def take(self, new: NewEntry) -> int:
        """Take in an entry, and return the id that it gets."""
        self._last_id += 1
        entry_id, published = self._last_id, to_stamp(new.published)
        item, verdict = new.item, new.verdict
        self._entries.append((
            entry_id, self._feed, new.title, item.link, item.summary, published, self._now,
            new.text_hash, verdict.level, verdict.reason, verdict.kind or NOT_YET,
            verdict.certainty, pack(verdict.countries), verdict.read,
        ))  # fmt: skip
        text, spans = split_blocks(item.blocks)
        self._texts.append((
            entry_id, text, spans, pack_terms(item.terms), pack(verdict.topics),
            pack(verdict.speakers), item.author, item.language, item.published_raw,
        ))  # fmt: skip
        self._sources.append((
            self._feed, published, entry_id, item.link, headline(item), item.guid,
            stamp_or_none(item.published), self._now,
        ))  # fmt: skip
        self._names += [(hash_name(name), self._feed, entry_id) for name in new.names]
        return entry_id

    def write(self, db: sqlite3.Connection) -> None:
        """Write what was taken in."""
        db.executemany(
            """INSERT INTO entries (id, feed, title, url, summary, published, first_seen,
                text_hash, level, reason, kind, certainty, countries, read)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            self._entries,
        )
        db.executemany(
            """INSERT INTO texts (entry, text, spans, terms, topics, speakers, author, language,
                published_raw) VALUES (?, deflate(?), ?, ?, ?, ?, ?, ?, ?)""",
            self._texts,
        )
        db.executemany(
            """INSERT INTO sources (feed, published, entry, url, title, guid, stated, first_seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            self._sources,
        )
        db.executemany(
            "INSERT OR IGNORE INTO names (name, feed, entry) VALUES (?, ?, ?)", self._names
        )
