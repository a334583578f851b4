"""Reading a JSON export back: entries with their read marks and names, nobody told anything.

The file may have been through other hands: every value is checked, every text cleaned again. What
the archive has already keeps its text, and learns only that it was read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from traynews.archive import feed_states, search
from traynews.archive.export import vetting
from traynews.archive.export.formats import FORMAT
from traynews.archive.export.vetting import BadItemError, Name
from traynews.archive.rows import hash_name, moment_or_none
from traynews.core.data.document import Item
from traynews.core.data.model import Level
from traynews.core.identity.names import keys
from traynews.errors import StoreError

NOT_TOLD = "it was imported before anybody was told"

_WEAK = ("bare:", "day:")  # names that are only ever hints


@dataclass(frozen=True, slots=True)
class Restored:
    """What an import came to; `skipped` says for each bad item why."""

    added: int = 0
    known: int = 0
    skipped: tuple[str, ...] = ()


def read_export(data: bytes) -> dict[str, Any]:
    """Return an export's content. Raises StoreError where it is none that can be restored."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StoreError(f"this is no JSON: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise StoreError("this is no JSON Feed; write one with `traynews export FILE.json`")
    own = content.get("_traynews")
    if not isinstance(own, dict) or not isinstance(own.get("format"), int):
        raise StoreError("this JSON Feed was not written by `traynews export`")
    if own["format"] > FORMAT:
        raise StoreError("this export was written by a newer TrayNews; update TrayNews")
    return content


def restore(db: sqlite3.Connection, content: Mapping[str, Any]) -> Restored:
    """Bring an export into the archive, within the transaction that somebody else opened."""
    own = content["_traynews"]
    added = known = 0
    skipped = []
    for number, feed in enumerate(vetting.listed(own.get("feeds")), start=1):
        try:
            _restore_feed(db, feed)
        except BadItemError as error:
            skipped.append(f"feed {number}: {error}")
    for number, item in enumerate(content["items"], start=1):
        try:
            if _Item(db, item).restore():
                added += 1
            else:
                known += 1
        except BadItemError as error:
            skipped.append(f"item {number}: {error}")
    for number, deleted in enumerate(vetting.listed(own.get("deleted")), start=1):
        try:
            _restore_tombstone(db, deleted)
        except BadItemError as error:
            skipped.append(f"deleted item {number}: {error}")
    return Restored(added, known, tuple(skipped))


class _Item:
    """One item on its way into the archive; constructing it checks everything."""

    def __init__(self, db: sqlite3.Connection, item: Any) -> None:
        own = vetting.table(vetting.table(item, "the item").get("_traynews"), "_traynews")
        text = vetting.table(own.get("text"), "text")
        self._db = db
        self._feed = feed_states.feed_number(db, vetting.feed_id(own.get("feed")))
        self._entry = vetting.entry_values(vetting.table(own.get("entry"), "entry")) | {
            "feed": self._feed,
            "title": vetting.line(item.get("title", "")),
            "url": vetting.address(item.get("url", "")),
            "summary": vetting.line(item.get("summary", "")),
        }
        self._text = vetting.text_values(text, item.get("content_text", ""))
        self._sources = [vetting.source_values(one) for one in vetting.listed(own.get("sources"))]
        self._names = vetting.names(own.get("names"))
        self._revisions = [
            vetting.revision_values(one) for one in vetting.listed(own.get("revisions"))
        ]

    def restore(self) -> bool:
        """Write it; false where the archive has it already."""
        found = self._find()
        if found is not None:
            self._db.execute(
                "UPDATE entries SET read = max(read, ?), opened = coalesce(opened, ?) WHERE id = ?",
                (self._entry["read"], self._entry["opened"], found),
            )
            return False
        entry_id = self._insert("entries", self._silenced())
        self._insert("texts", {"entry": entry_id} | self._text)
        for feed, source in self._sources:
            here = {"feed": feed_states.feed_number(self._db, feed), "entry": entry_id}
            self._insert("sources", here | source | {"published": self._entry["published"]})
        for revision in self._revisions:
            self._insert("revisions", {"entry": entry_id} | revision)
        _write_names(self._db, entry_id, self._names)
        search.queue(self._db, [entry_id])
        return True

    def _silenced(self) -> dict[str, Any]:
        """Return the entry as one that nobody is owed any more."""
        values = self._entry
        if values["announced"] is None and values["level"] != Level.SILENT:
            return values | {"level": Level.SILENT, "reason": NOT_TOLD}
        return values

    def _find(self) -> int | None:
        """Return the entry that this one is: by guid, or by link or words and the same date."""
        if not self._sources:
            return _bearer_of_all(self._db, self._names)
        for feed, source in self._sources:
            found = self._find_as(feed, source)
            if found is not None:
                return found
        return None

    def _find_as(self, feed: str, source: Mapping[str, Any]) -> int | None:
        names = keys(
            Item(
                guid=source["guid"],
                link=source["url"],
                title=source["title"],
                published=moment_or_none(source["stated"]),
            )
        )
        strong = {hash_name(name): name for name in names if not name.startswith(_WEAK)}
        rows = self._db.execute(
            """SELECT n.entry, n.name, e.published FROM json_each(?) asked
            CROSS JOIN names n ON n.name = asked.value
            CROSS JOIN feeds f ON f.num = n.feed CROSS JOIN entries e ON e.id = n.entry
            WHERE f.id = ? ORDER BY n.entry""",
            (json.dumps(list(strong)), feed),
        ).fetchall()
        same_date = [row[0] for row in rows if row[2] == self._entry["published"]]
        same_guid = [row[0] for row in rows if strong[row[1]].startswith("guid:")]
        if same_date:
            return int(same_date[0])
        return int(same_guid[0]) if len(same_guid) == 1 else None

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        columns = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        cursor = self._db.execute(
            f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
            tuple(values.values()),
        )
        return cursor.lastrowid or 0


def _restore_feed(db: sqlite3.Connection, feed: Any) -> None:
    """Make a feed known as polled, so that its next document is compared and no baseline."""
    own = vetting.table(feed, "a feed")
    db.execute(
        "INSERT OR IGNORE INTO feeds (id, address, title, polled) VALUES (?, ?, ?, ?)",
        (
            vetting.feed_id(own.get("id")),
            vetting.address(own.get("address", "")),
            vetting.line(own.get("title", "")),
            bool(own.get("polled")),
        ),
    )


def _restore_tombstone(db: sqlite3.Connection, deleted: Any) -> None:
    own = vetting.table(deleted, "the item")
    names = vetting.names(own.get("names"))
    if _bearer_of_all(db, names) is not None:
        return
    stamps = [vetting.stamp(own.get(name), name) for name in ("published", "first_seen", "deleted")]
    cursor = db.execute(
        """INSERT INTO entries (feed, title, url, published, first_seen, deleted, read)
        VALUES (?, '', '', ?, ?, ?, 1)""",
        (feed_states.feed_number(db, vetting.feed_id(own.get("feed"))), *stamps),
    )
    _write_names(db, cursor.lastrowid or 0, names)


def _bearer_of_all(db: sqlite3.Connection, names: Sequence[Name]) -> int | None:
    """Return an entry that has every one of these names."""
    bearers: set[int] | None = None
    for feed, name in names:
        rows = db.execute(
            "SELECT n.entry FROM names n JOIN feeds f ON f.num = n.feed"
            " WHERE n.name = ? AND f.id = ?",
            (name, feed),
        )
        here = {row[0] for row in rows}
        bearers = here if bearers is None else bearers & here
    return min(bearers) if bearers else None


def _write_names(db: sqlite3.Connection, entry_id: int, names: Sequence[Name]) -> None:
    for feed, name in names:
        db.execute(
            "INSERT OR IGNORE INTO names (name, feed, entry) VALUES (?, ?, ?)",
            (name, feed_states.feed_number(db, feed), entry_id),
        )
