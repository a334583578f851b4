"""Saving what can be read out of a damaged archive into a new one; the damaged file is kept."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from traynews.archive.deflated import inflate
from traynews.archive.place import set_aside
from traynews.archive.rows import Row, hash_name, moment_or_none, scalar
from traynews.archive.schema import columns_of
from traynews.archive.vetting import TABLES, BadValueError, mend
from traynews.core.data.document import Item
from traynews.core.identity.names import keys

log = logging.getLogger(__name__)

_TABLES = (
    "meta", "hosts", "feeds", "entries", "texts", "sources", "names", "revisions",
    "absent",
)  # fmt: skip
_ORPHANS = ("texts", "sources", "names", "revisions", "absent")


def rescue(path: Path, done: Path, *, connect_new: Callable[[Path], sqlite3.Connection]) -> str:
    """Copy every row that can be read into a new archive, and exchange the two.

    Returns a line for the user. Each feed then starts with a silent baseline and without
    validators: what was lost is fetched again, and nothing is told twice. The damaged file stays in
    its place until the new one is whole, under the name `done`: wherever this ends, the next start
    begins or goes on.
    """
    part = path.with_name(f"{path.name}.rescue")
    for ending in ("", "-wal", "-shm"):
        Path(f"{part}{ending}").unlink(missing_ok=True)
    new = connect_new(part)
    try:
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN IMMEDIATE")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
            old.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for table in _TABLES:
                _copy_table(old, new, table)
        _put_in_order(new)
        saved = scalar(new, "SELECT count(*) FROM entries WHERE deleted IS NULL")
        new.execute("COMMIT")
    finally:
        new.close()
    part.replace(done)
    aside = finish(path, done)
    return (
        f"The archive was damaged: {saved} release{'' if saved == 1 else 's'} could be saved;"
        f" the damaged file is kept as {aside}"
    )


def finish(path: Path, done: Path) -> str:
    """Put a rescued archive into its place; return what the damaged one is called now."""
    aside = set_aside(path).name
    done.replace(path)
    return aside


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    wanted = columns_of(new, table)
    try:
        there = columns_of(old, table)
    except sqlite3.DatabaseError as error:
        log.info("nothing of %s can be read: %s", table, error)
        return
    shared = [name for name in wanted if name in there and name in TABLES[table]]
    if not shared:
        return
    columns = ", ".join(shared)
    marks = ", ".join("deflate(?)" if name == "text" else "?" for name in shared)
    insert = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our names
    key = ", ".join(f"{row[1]}" for row in new.execute(f"PRAGMA table_info({table})") if row[5])
    for row in _readable_rows(old, table, columns, key.split(", ")):
        plain = [inflate(one) if isinstance(one, bytes) else one for one in row]
        try:
            new.execute(insert, list(mend(table, dict(zip(shared, plain, strict=True))).values()))
        except (BadValueError, sqlite3.IntegrityError) as error:
            log.info("a row of %s makes no sense any more: %s", table, error)


def _readable_rows(
    old: sqlite3.Connection, table: str, columns: str, key: list[str]
) -> Iterator[Row]:
    """Give the rows before the first damaged page, then, from the other end, those behind it."""
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{column} {direction}" for column in key)
        query = f"SELECT {columns} FROM {table} ORDER BY {order}"  # noqa: S608 - our own names
        try:
            yield from old.execute(query)
        except sqlite3.DatabaseError as error:
            log.info("%s is damaged: %s", table, error)
        else:
            return


def _put_in_order(new: sqlite3.Connection) -> None:
    """Make a consistent archive of what was saved."""
    new.execute("DELETE FROM entries WHERE feed NOT IN (SELECT num FROM feeds)")
    for table in _ORPHANS:
        new.execute(f"DELETE FROM {table} WHERE entry NOT IN (SELECT id FROM entries)")  # noqa: S608
    new.execute("INSERT OR IGNORE INTO texts (entry) SELECT id FROM entries WHERE deleted IS NULL")
    new.execute("DELETE FROM sources WHERE feed NOT IN (SELECT num FROM feeds)")
    new.execute("DELETE FROM names WHERE feed NOT IN (SELECT num FROM feeds)")
    _restore_names(new)
    new.execute("INSERT INTO unindexed SELECT id FROM entries WHERE deleted IS NULL")
    new.execute(
        "UPDATE feeds SET etag = NULL, last_modified = NULL, body_hash = '', polled = 0,"
        " next_check = NULL"
    )


def _restore_names(new: sqlite3.Connection) -> None:
    """Work out again the names that the sources give, in case theirs were lost."""
    rows = new.execute("SELECT feed, entry, guid, url, title, stated FROM sources").fetchall()
    for feed, entry, guid, url, title, stated in rows:
        item = Item(guid=guid, link=url, title=title, published=moment_or_none(stated))
        new.executemany(
            "INSERT OR IGNORE INTO names (name, feed, entry) VALUES (?, ?, ?)",
            [(hash_name(name), feed, entry) for name in keys(item)],
        )
