"""The archive in formats that other programs read: JSON Feed, Atom, CSV, and text a year.

The JSON Feed alone also carries what restores the archive (`restore.py`): under `_traynews`, rows
as they are in the file, with the names by which entries are known again.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from traynews.archive import queries
from traynews.archive.rows import Row, from_stamp
from traynews.core.data.model import Record
from traynews.core.text.times import month as month_name
from traynews.core.text.times import weekday

FORMAT = 1
"""The version of what is under `_traynews`."""

JSON_FEED = "https://jsonfeed.org/version/1.1"

FEED_COLUMNS = ("id", "address", "title", "polled")
ENTRY_COLUMNS = (
    "published", "first_seen", "text_hash", "hash_only", "level", "reason", "kind", "certainty",
    "countries", "read", "opened", "attempts", "announced", "updated",
    "retracted",
)  # fmt: skip
TEXT_COLUMNS = ("spans", "terms", "topics", "speakers", "author", "language", "published_raw")
SOURCE_COLUMNS = ("url", "title", "guid", "stated", "first_seen")
REVISION_COLUMNS = ("replaced", "changed", "title", "url", "stated", "summary", "text")

_CSV_FIELDS = (
    "id", "feed", "published", "first_seen", "title", "url", "summary", "kind", "level", "read",
    "countries", "author", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FROM_LINE = re.compile(r"^(>*From )", re.MULTILINE)


def write_json(db: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Give a JSON Feed 1.1, an item a line. Source: https://www.jsonfeed.org/version/1.1/."""
    head: dict[str, object] = {
        "version": JSON_FEED,
        "title": "TrayNews archive",
        "description": "Releases kept by TrayNews; `traynews import` restores them.",
        "_traynews": {
            "format": FORMAT,
            "exported": _iso(now),
            "feeds": [_named(FEED_COLUMNS, row) for row in _rows(db, "feeds", FEED_COLUMNS)],
            "deleted": list(_deleted(db)),
        },
    }
    yield _json(head)[:-1] + ',"items":['
    numbers = {entry_id: number for number, entry_id in enumerate(_ids(db), start=1)}
    told = dict(db.execute("SELECT id, same_as FROM entries WHERE same_as IS NOT NULL"))
    for entry_id, number in numbers.items():
        item = _item(db, entry_id, numbers.get(told.get(entry_id, 0)))
        yield (",\n" if number > 1 else "\n") + _json(item)
    yield "\n]}\n"


def write_atom(db: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Give an Atom feed of all releases. Source: RFC 4287."""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<title>TrayNews archive</title>\n<id>urn:traynews:archive</id>\n"
        f"<updated>{_iso(now)}</updated>\n<author><name>TrayNews</name></author>\n"
    )
    for record in _records(db):
        entry = record.entry
        link = f"<link href={quoteattr(entry.url)}/>\n" if entry.url else ""
        terms = "".join(f"<category term={quoteattr(name)}/>\n" for name in entry.countries if name)
        author = record.item.author or entry.feed_id
        yield (
            f"<entry>\n<title>{escape(entry.title)}</title>\n"
            f"<id>{escape(_urn(entry.feed_id, entry.id))}</id>\n{link}"
            f"<published>{_iso(entry.published)}</published>\n"
            f"<updated>{_iso(entry.updated or entry.published)}</updated>\n"
            f"<author><name>{escape(author)}</name></author>\n{terms}"
            f"<summary>{escape(entry.summary)}</summary>\n"
            f'<content type="text">{escape(_text(record))}</content>\n</entry>\n'
        )
    yield "</feed>\n"


def write_csv(db: sqlite3.Connection) -> Iterator[str]:
    """Give a table with a header (RFC 4180).

    What a spreadsheet would take for a formula gets an apostrophe in front: titles are foreign.
    """
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(_CSV_FIELDS)
    for record in _records(db):
        entry = record.entry
        values = (
            entry.id, entry.feed_id, _iso(entry.published), _iso(entry.first_seen), entry.title,
            entry.url, entry.summary, entry.kind, entry.level, int(entry.read),
            "; ".join(entry.countries), record.item.author, _text(record),
        )  # fmt: skip
        writer.writerow([_defuse(value) if isinstance(value, str) else value for value in values])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def write_mbox(db: sqlite3.Connection, year: int) -> Iterator[str]:
    """Give a year as a mailbox, a message a release, oldest first. Source: RFC 4155, "mboxrd"."""
    for entry in reversed(queries.entries(db, limit=-1, year=year)):
        record = queries.record(db, entry.id)
        if record is not None:
            yield _message(record)


def _message(record: Record) -> str:
    entry, author = record.entry, record.item.author
    headers = {
        "From": formataddr(
            (_word(author or entry.feed_id), f"{_local_part(entry.feed_id)}@traynews")
        ),
        "Date": format_datetime(entry.published),
        "Subject": _word(entry.title),
        "Message-ID": f"<{entry.id}.{_local_part(entry.feed_id)}@traynews>",
        "Content-Location": entry.url,
        "Status": "RO" if entry.read else "O",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items() if value)
    body = _FROM_LINE.sub(r">\1", _text(record).replace("\n", "\n\n"))
    moment = entry.published
    day, month = weekday(moment)[:3], month_name(moment)[:3]
    asctime = f"{day} {month} {moment.day:2} {moment:%H:%M:%S} {moment.year:04}"
    return f"From traynews@localhost {asctime}\n{lines}\n{body}\n\n"


def _item(db: sqlite3.Connection, entry_id: int, same_as: int | None) -> dict[str, object]:
    """Return a release; `same_as` is the number in the file of the one that tells its story."""
    columns = ", ".join(f"e.{name}" for name in ENTRY_COLUMNS)
    feed, title, url, summary, *values = db.execute(
        f"""SELECT f.id, e.title, e.url, e.summary, {columns}
        FROM entries e JOIN feeds f ON f.num = e.feed WHERE e.id = ?""",  # noqa: S608 - our own names
        (entry_id,),
    ).fetchone()
    entry = _named(ENTRY_COLUMNS, values)
    [(text, *rest)] = _rows(db, "texts", ("text", *TEXT_COLUMNS), entry_id)
    more = _named(TEXT_COLUMNS, rest)
    tags = dict.fromkeys([*json.loads(entry["countries"]), *json.loads(more["topics"])])
    found: dict[str, object] = {
        "id": _urn(feed, entry_id),
        "url": url,
        "title": title,
        "content_text": text,
        "summary": summary,
        "date_published": _iso(from_stamp(entry["published"])),
        "date_modified": None if entry["updated"] is None else _iso(from_stamp(entry["updated"])),
        "authors": [{"name": more["author"]}] if more["author"] else None,
        "tags": list(tags) or None,
        "language": more["language"],
    }
    return {name: value for name, value in found.items() if value or name == "content_text"} | {
        "_traynews": {
            "feed": feed,
            "same_as": same_as,
            "entry": entry,
            "text": more,
            "sources": list(_sources(db, entry_id)),
            "names": _names(db, entry_id),
            "revisions": [
                _named(REVISION_COLUMNS, row)
                for row in _rows(db, "revisions", REVISION_COLUMNS, entry_id)
            ],
        }
    }


def _sources(db: sqlite3.Connection, entry_id: int) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f"s.{name}" for name in SOURCE_COLUMNS)
    rows = db.execute(
        f"SELECT f.id, {columns} FROM sources s JOIN feeds f ON f.num = s.feed WHERE s.entry = ?"  # noqa: S608 - our own names
        " ORDER BY s.first_seen, f.num",
        (entry_id,),
    )
    for feed, *values in rows:
        yield {"feed": feed, **_named(SOURCE_COLUMNS, values)}


def _names(db: sqlite3.Connection, entry_id: int) -> list[list[str]]:
    """Return feed and name, as 16 hexadecimal digits: JSON's numbers are too short for some."""
    rows = db.execute(
        "SELECT f.id, n.name FROM names n JOIN feeds f ON f.num = n.feed WHERE n.entry = ?"
        " ORDER BY f.num, n.name",
        (entry_id,),
    )
    return [[feed, name.to_bytes(8, "big", signed=True).hex()] for feed, name in rows]


def _deleted(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Give what was deleted: its names keep it from coming back after an import, too."""
    rows = db.execute(
        """SELECT e.id, f.id, e.published, e.first_seen, e.deleted
        FROM entries e JOIN feeds f ON f.num = e.feed WHERE e.deleted IS NOT NULL ORDER BY e.id"""
    ).fetchall()
    for entry_id, feed, published, first_seen, deleted in rows:
        yield {
            "feed": feed,
            "published": published,
            "first_seen": first_seen,
            "deleted": deleted,
            "names": _names(db, entry_id),
        }


def _rows(
    db: sqlite3.Connection, table: str, columns: Sequence[str], entry_id: int | None = None
) -> Iterable[Row]:
    listed = ", ".join("inflate(text)" if name == "text" else name for name in columns)
    query = f"SELECT {listed} FROM {table}"  # noqa: S608 - our own names
    if entry_id is None:
        return db.execute(query)
    order = " ORDER BY id" if table == "revisions" else ""
    return db.execute(f"{query} WHERE entry = ?{order}", (entry_id,))


def _ids(db: sqlite3.Connection) -> list[int]:
    """Return the entries, oldest first, as they came: imported so, they sort as they did."""
    rows = db.execute("SELECT id FROM entries WHERE deleted IS NULL ORDER BY id")
    return [row[0] for row in rows]


def _records(db: sqlite3.Connection) -> Iterator[Record]:
    for entry in queries.entries(db, limit=-1):
        record = queries.record(db, entry.id)
        if record is not None:
            yield record


def _named(names: Sequence[str], values: Row) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


def _text(record: Record) -> str:
    return "\n".join(block.text for block in record.item.blocks) or record.entry.summary


def _urn(feed_id: str, entry_id: int) -> str:
    return f"urn:traynews:{feed_id}:{entry_id}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _defuse(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _word(text: str) -> str:
    line = " ".join(text.split())
    is_plain = line.isascii() and "=?" not in line  # which would be read as a word that is encoded
    return line if is_plain else Header(line, "utf-8", maxlinelen=200).encode(linesep="\n")


def _local_part(feed_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", feed_id)
