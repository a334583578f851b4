"""Whether the archive's file is sound; looks, and changes nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from traynews.archive.schema import MIGRATIONS, version_of
from traynews.errors import StoreError


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a look at the file found. `damage` is SQLite's own line, empty where there is none."""

    size: int  # bytes, the write-ahead log included
    version: int
    newest: int  # the version that this program writes
    releases: int
    damage: str = ""


def examine(path: Path) -> Soundness:
    """Read every page of the archive. Raises `StoreError` where it cannot be read at all.

    It is opened for reading only: nothing is made, brought up to date or mended by looking.
    """
    try:
        size = sum(one.stat().st_size for one in _files(path))
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            try:
                return _look(db, size)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                return Soundness(size, 0, len(MIGRATIONS), 0, str(error))
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the archive {path} cannot be read: {error}") from error


def _files(path: Path) -> list[Path]:
    log = path.with_name(f"{path.name}-wal")
    return [path, log] if log.exists() else [path]


def _look(db: sqlite3.Connection, size: int) -> Soundness:
    version = version_of(db)
    (answer,) = db.execute("PRAGMA quick_check(1)").fetchone()
    releases = 0
    if version and answer == "ok":
        query = "SELECT count(*) FROM entries WHERE deleted IS NULL"
        (releases,) = db.execute(query).fetchone()
    return Soundness(size, version, len(MIGRATIONS), releases, "" if answer == "ok" else answer)
