"""A copy of the archive beside it, before a newer program changes it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from traynews.archive.schema import version_of


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole archive, as it is now, into `target` (replaced if there)."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()


def back_up_before_migration(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """Keep a copy of an older file beside it, named by its version, before it is changed.

    Under the lock, since another program may do the same: it would take the copy from under us, or
    copy what we have brought up to date.
    """
    if not 0 < version_of(connection) < newest:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)
        if version < newest:
            with contextlib.closing(sqlite3.connect(path)) as reader:  # who writes cannot be copied
                back_up(reader, path.with_name(f"{path.name}.version-{version}"))
    finally:
        connection.execute("ROLLBACK")
