"""The archive's open file: one connection and its transactions; `opening.py` opens it.

A section of the archive is a module of functions over a connection, whose transaction somebody else
has begun. `reads` and `writes` make methods of the store of them (ADR 12).
"""

from __future__ import annotations

import contextlib
import functools
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from traynews.archive import opening, place
from traynews.archive.schema import Step
from traynews.errors import StoreError

log = logging.getLogger(__name__)

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Transactions(Protocol):
    """Who can begin a transaction on an open archive; each raises StoreError."""

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give the connection, for reading."""
        ...

    def writing(self, *, durable: bool = True) -> AbstractContextManager[sqlite3.Connection]:
        """Begin a transaction, flushed to the disk at its end where it is `durable`."""
        ...


def reads(
    query: Callable[Concatenate[sqlite3.Connection, _P], _R],
) -> Callable[Concatenate[Transactions, _P], _R]:
    """Make a method of a section's function that only reads."""

    @functools.wraps(query)
    def method(self: Transactions, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.reading() as db:
            return query(db, *args, **kwargs)

    return method


def writes(
    change: Callable[Concatenate[sqlite3.Connection, _P], _R], *, durable: bool = True
) -> Callable[Concatenate[Transactions, _P], _R]:
    """Make a method of a section's function that writes, in one transaction."""

    @functools.wraps(change)
    def method(self: Transactions, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with self.writing(durable=durable) as db:
            return change(db, *args, **kwargs)

    return method


class ArchiveFile:
    """The file at `path`. Constructing touches nothing; every method raises StoreError.

    `notice` tells, after `open`, what was mended.
    """

    def __init__(self, path: Path, *, may_mend: bool, migrations: Sequence[Step]) -> None:
        self.notice = ""
        self._path = path
        self._may_mend = may_mend
        self._migrations = migrations
        self._connection: sqlite3.Connection | None = None
        self._identity: place.Identity = (0, 0)
        self._log: place.Identity | None = None

    def open(self) -> None:
        """Open it; make it, bring it up to date or mend it as needed."""
        opened = opening.open_archive(self._path, self._migrations, may_mend=self._may_mend)
        self._connection, self.notice, self._identity = opened
        self._log = place.identify_log(self._path)

    def check_place(self) -> None:
        """Raise StoreError where the file is gone, or another lies in its place."""
        with opening.translated(self._path):
            place.check_place(self._path, self._identity)

    def close(self) -> None:
        """Let go of it. Twice does no harm.

        Where another lies in its place, its log goes out of the way, which that one would read.
        """
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with opening.translated(self._path):
            connection.close()
            place.take_log_away(self._path, self._identity, self._log)

    def reopen(self) -> None:
        """Go on with the file that lies in its place now."""
        log.warning("another archive lies at %s now: going on with that one", self._path)
        self.close()
        self.open()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, for reading."""
        with opening.translated_queries(self._path):
            if self._connection is None:
                raise StoreError(f"The archive {self._path} is not open")
            yield self._connection

    @contextlib.contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is there afterwards, or nothing."""
        with self.reading() as db:
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException as error:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                if opening.is_full(error):
                    opening.make_room(db)
                raise
