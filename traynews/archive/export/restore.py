"""Reading a JSON export back: entries with their read marks and names, nobody told anything.

The file may have been through other hands: every value is checked, every text cleaned again. What
the archive has already keeps its text, and learns only that it was read.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from traynews.archive import feed_states, search
from traynews.archive.export.formats import (
    ENTRY_COLUMNS,
    FEED_COLUMNS,
    FORMAT,
    REVISION_COLUMNS,
    SOURCE_COLUMNS,
    TEXT_COLUMNS,
)
from traynews.archive.rows import hash_name, moment_or_none
from traynews.archive.vetting import BadValueError, feed_id, structured, vet
from traynews.core.data.document import Item
from traynews.core.data.model import Level
from traynews.core.identity.names import HINTS, keys, link_name
from traynews.errors import StoreError

Name = tuple[str, int]
"""A feed's id, and the hash of a name that an entry has in it."""

NOT_TOLD = "it was imported before anybody was told"

_HIDE = """UPDATE entries SET same_as = ?1, read = 1
    WHERE id = ?2 AND (SELECT same_as FROM entries WHERE id = ?1) IS NULL"""
_HASH = re.compile(r"[0-9a-f]{16}")
_NO_FEED = "this is no JSON Feed; write one with `traynews export FILE.json`"


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
        raise StoreError(_NO_FEED) from error
    if not isinstance(content, dict) or not isinstance(content.get("items"), list):
        raise StoreError(_NO_FEED)
    own = content.get("_traynews")
    if not isinstance(own, dict) or type(own.get("format")) is not int:
        raise StoreError("this JSON Feed was not written by `traynews export`")
    if own["format"] > FORMAT:
        raise StoreError("this export was written by a newer TrayNews; update TrayNews")
    return content


def restore(db: sqlite3.Connection, content: Mapping[str, Any]) -> Restored:
    """Bring an export into the archive, within the transaction that somebody else opened."""
    own = content["_traynews"]
    ids: dict[int, int] = {}  # by number in the file
    added: dict[int, Any] = {}  # and the number of the one that tells the story
    taken: set[int] = set()
    skipped = []
    for number, feed in enumerate(_listed(own.get("feeds")), start=1):
        try:
            _restore_feed(db, feed)
        except BadValueError as error:
            skipped.append(f"feed {number}: {error}")
    for number, item in enumerate(content["items"], start=1):
        try:
            one = _Item(db, item, taken)
            ids[number], is_new = one.restore()
            taken.add(ids[number])
            if is_new:
                added[ids[number]] = one.same_as
        except BadValueError as error:
            skipped.append(f"item {number}: {error}")
    for number, deleted in enumerate(_listed(own.get("deleted")), start=1):
        try:
            _restore_tombstone(db, deleted)
        except BadValueError as error:
            skipped.append(f"deleted item {number}: {error}")
    for entry_id, shown in added.items():
        if type(shown) is int and ids.get(shown, entry_id) != entry_id:
            db.execute(_HIDE, (ids[shown], entry_id))
    return Restored(len(added), len(ids) - len(added), tuple(skipped))


class _Item:
    """One item on its way into the archive; constructing it checks everything.

    `taken` are the entries that other items of the export are.
    """

    def __init__(self, db: sqlite3.Connection, item: Any, taken: AbstractSet[int]) -> None:
        own = _table(_table(item, "the item").get("_traynews"), "_traynews")
        feed = feed_id(own.get("feed"))
        self.same_as = own.get("same_as")
        entry = {name: item.get(name, "") for name in ("title", "url", "summary")}
        kept = _table(own.get("entry"), "entry")
        self._entry = vet("entries", kept, ENTRY_COLUMNS) | vet("entries", entry, entry)
        text = _table(own.get("text"), "text") | {"text": item.get("content_text", "")}
        self._text = vet("texts", text, ("text", *TEXT_COLUMNS))
        self._text["text"], self._text["spans"] = structured(
            self._text["text"], self._text["spans"]
        )
        self._sources = dict(_source(one) for one in reversed(_listed(own.get("sources"))))
        self._names = _names(own.get("names"))
        self._revisions = [
            vet("revisions", _table(one, "a revision"), REVISION_COLUMNS)
            for one in _listed(own.get("revisions"))
        ]
        self._db, self._taken = db, taken
        self._entry["feed"] = self._feed = feed_states.feed_number(db, feed)

    def restore(self) -> tuple[int, bool]:
        """Write it; return its number, and false where the archive has it already."""
        found = self._find()
        if found is not None:
            self._db.execute(
                "UPDATE entries SET read = max(read, ?), opened = coalesce(opened, ?) WHERE id = ?",
                (self._entry["read"], self._entry["opened"], found),
            )
            return found, False
        entry_id = self._insert("entries", self._silenced())
        self._insert("texts", {"entry": entry_id} | self._text)
        for feed, source in self._sources.items():
            here = {"feed": feed_states.feed_number(self._db, feed), "entry": entry_id}
            self._insert("sources", here | source | {"published": self._entry["published"]})
        for revision in self._revisions:
            self._insert("revisions", {"entry": entry_id} | revision)
        _write_names(self._db, entry_id, self._names)
        search.queue(self._db, [entry_id])
        return entry_id, True

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
        for feed, source in self._sources.items():
            found = self._find_as(feed, source)
            if found is not None:
                return found
        if any(source["guid"] or link_name(source["url"]) for source in self._sources.values()):
            return None
        found = _bearer_of_all(self._db, self._names)  # known by its words alone
        return None if found in self._taken else found

    def _find_as(self, feed: str, source: Mapping[str, Any]) -> int | None:
        names = keys(
            Item(
                guid=source["guid"],
                link=source["url"],
                title=source["title"],
                published=moment_or_none(source["stated"]),
            )
        )
        strong = {hash_name(name): name for name in names if not name.startswith(HINTS)}
        rows = self._db.execute(
            """SELECT n.entry, n.name, e.published, e.deleted FROM json_each(?) asked
            CROSS JOIN names n ON n.name = asked.value
            CROSS JOIN feeds f ON f.num = n.feed CROSS JOIN entries e ON e.id = n.entry
            WHERE f.id = ? ORDER BY n.entry""",
            (json.dumps(list(strong)), feed),
        ).fetchall()
        guids = [row for row in rows if strong[row[1]].startswith("guid:")]
        links = [row for row in rows if row not in guids and row[0] not in self._taken]
        for entry_id, _, published, deleted in [*guids, *links]:
            if published != self._entry["published"]:
                continue
            if names.guid or deleted or self._shares_title(entry_id):
                return int(entry_id)
        return int(guids[0][0]) if len(guids) == 1 else None

    def _shares_title(self, entry_id: int) -> bool:
        """Whether an entry is, or was, called as this one: many releases may have one link (I1)."""
        known = self._db.execute(
            "SELECT title FROM entries WHERE id = ?1"
            " UNION SELECT title FROM revisions WHERE entry = ?1",
            (entry_id,),
        )
        own = {self._entry["title"], *(one["title"] for one in self._revisions)}
        return not own.isdisjoint(row[0] for row in known)

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        columns = ", ".join(values)
        marks = ", ".join("deflate(?)" if name == "text" else "?" for name in values)
        cursor = self._db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
            tuple(values.values()),
        )
        return cursor.lastrowid or 0


def _restore_feed(db: sqlite3.Connection, feed: Any) -> None:
    """Make a feed known as polled, so that its next document is compared and no baseline."""
    own = _table(feed, "a feed")
    values = vet("feeds", own, FEED_COLUMNS)
    db.execute(
        "INSERT OR IGNORE INTO feeds (id, address, title, polled)"
        " VALUES (:id, :address, :title, :polled)",
        values,
    )


def _restore_tombstone(db: sqlite3.Connection, deleted: Any) -> None:
    own = _table(deleted, "the item")
    names = _names(own.get("names"))
    if _bearer_of_all(db, names) is not None:
        return
    stamps = vet("entries", own, ("published", "first_seen", "deleted"))
    if stamps["deleted"] is None:
        raise BadValueError("deleted is missing")
    number = feed_states.feed_number(db, feed_id(own.get("feed")))
    cursor = db.execute(
        """INSERT INTO entries (feed, title, url, published, first_seen, deleted, read)
        VALUES (:feed, '', '', :published, :first_seen, :deleted, 1)""",
        stamps | {"feed": number},
    )
    _write_names(db, cursor.lastrowid or 0, names)


def _table(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError(f"{what} is no object")
    return value


def _listed(value: Any) -> list[Any]:
    """Return a list; nothing where there is none."""
    return value if isinstance(value, list) else []


def _source(value: Any) -> tuple[str, dict[str, Any]]:
    """Return a feed's id, and what it calls the entry."""
    own = _table(value, "a source")
    return feed_id(own.get("feed")), vet("sources", own, SOURCE_COLUMNS)


def _names(value: Any) -> list[Name]:
    """Return the names by which an entry is known again."""
    found = []
    for pair in _listed(value):
        match pair:
            case [str() as feed, str() as digits] if _HASH.fullmatch(digits):
                number = int.from_bytes(bytes.fromhex(digits), "big", signed=True)
                found.append((feed_id(feed), number))
            case _:
                raise BadValueError("a name is not as it should be")
    return found


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
