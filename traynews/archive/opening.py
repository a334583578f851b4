"""Opening the archive's file: folder, rights, pragmas; SQLite's errors in plain words."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from traynews.archive.backup import back_up_before_migration
from traynews.archive.place import Identity, clear_place, identify, rescued, suspect_mark
from traynews.archive.schema import Step, migrate, register_functions
from traynews.errors import DamageError, MissingError, StoreError

log = logging.getLogger(__name__)

APPLICATION_ID = 0x54724E77
"""The mark that SQLite keeps in the file's head, by which it is known as ours: "TrNw"."""

_BUSY_SECONDS = 5.0  # how long to wait for another process' transaction; ours last milliseconds
_LOG_LIMIT = 4 << 20  # bytes to which the write-ahead log is cut after a checkpoint
_CACHED_STATEMENTS = 256

_OUR_TABLES = frozenset({"meta", "feeds", "entries"})  # which every version has
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def open_archive(
    path: Path, migrations: Sequence[Step], *, may_mend: bool
) -> tuple[sqlite3.Connection, str, Identity]:
    """Open the archive, made, mended or brought up to date as needed.

    Returns the connection, a notice for the user, empty unless something was wrong, and by what
    the file is known again. Raises StoreError; for a missing or damaged file, too, where the caller
    may not make or mend it, since another program may have it open.
    """
    with translated(path):
        if not may_mend and not path.exists():
            raise MissingError(
                f"The archive {path} is gone while TrayNews runs; put it back, or begin a new one:"
                " `traynews quit`, and start TrayNews again"
            )
        if rescued(path).exists() and may_mend:
            from traynews.archive import rescue  # noqa: PLC0415 - mostly not needed

            rescue.finish(path, rescued(path))  # the last one ended too early
        notice = ""
        if not path.exists():
            notice = clear_place(path)
            make_archive(path, migrations)
        try:
            connection = connect(path)
            if suspect_mark(path).exists():
                check(connection)
                suspect_mark(path).unlink(missing_ok=True)
        except sqlite3.DatabaseError as error:
            if not (is_damage(error) and may_mend):
                raise
            from traynews.archive import rescue  # noqa: PLC0415 - as above

            notice = rescue.rescue(
                path, rescued(path), connect_new=lambda part: _connect_new(part, migrations)
            )
            suspect_mark(path).unlink(missing_ok=True)
            connection = connect(path)
        try:
            back_up_before_migration(connection, path, len(migrations))
            migrate(connection, migrations)
            _sign(connection)
        except BaseException:
            connection.close()
            raise
        return connection, notice, identify(path)


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to an existing file; it answers only to the thread that made it."""
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, cached_statements=_CACHED_STATEMENTS
    )
    try:
        _refuse_foreign(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = FAST")  # zeros, where a page is written anyway
        connection.execute("PRAGMA trusted_schema = ON")  # our view calls our own function
        register_functions(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError where the file is a database of another program; nothing is written yet."""
    mark = _mark_of(connection)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if mark not in (0, APPLICATION_ID) or (mark == 0 and tables and not tables >= _OUR_TABLES):
        raise StoreError(
            f"{path} is the database of another program; move it away, or choose another folder"
            " with --data-dir"
        )


def _sign(connection: sqlite3.Connection) -> None:
    """Mark the file as ours, as archives made before there was a mark are not."""
    if _mark_of(connection) == APPLICATION_ID:
        return
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except sqlite3.OperationalError as error:  # read-only, busy: it is known by its tables, too
        log.info("the archive cannot be marked as ours: %s", error)


def _mark_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def check(connection: sqlite3.Connection) -> None:
    """Read every page once; raises sqlite3.DatabaseError (SQLITE_CORRUPT) where one is damaged."""
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except BaseException:
        connection.close()
        raise
    if answer != "ok":
        connection.close()
        error = sqlite3.DatabaseError(answer)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def make_archive(path: Path, migrations: Sequence[Step]) -> None:
    """Make folder and archive, readable by their owner only; what is there keeps its rights.

    It is made under another name, whole: two programs that turn one file to a write-ahead log at
    the same time can both fail without waiting for each other (seen: 2 of 450 starts at once on a
    new folder). An existing file is not touched: closing a second descriptor of it would drop the
    locks that this process holds through SQLite (POSIX).
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        return
    if path.is_symlink():
        raise StoreError(
            f"The archive {path} is a link to {path.readlink()}, and nothing is there; put it back,"
            " or remove the link"
        )
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.new-")  # 0600
    os.close(descriptor)
    made = Path(name)
    try:
        with contextlib.closing(connect(made)) as db:
            migrate(db, migrations)
            _sign(db)
        with contextlib.suppress(FileExistsError):
            _name_new(made, path)
    finally:
        made.unlink(missing_ok=True)


def _name_new(made: Path, path: Path) -> None:
    """Give a file its name, unless another has it; raises FileExistsError."""
    try:
        path.hardlink_to(made)
    except OSError as error:
        if isinstance(error, FileExistsError) or path.exists():
            raise FileExistsError(path) from error
        made.rename(path)  # a file system without links (FAT, some network shares)


def make_room(connection: sqlite3.Connection) -> None:
    """Empty the write-ahead log after the disk was full: what was undone still takes its room."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:  # there is not even room for what was done; told is the first
        log.info("the write-ahead log cannot be emptied: %s", error)
    else:
        log.info("the disk is full; the archive's write-ahead log was emptied to make room")


def is_full(error: BaseException) -> bool:
    """Whether the error says that the disk is full: SQLite has two words for it.

    The second is for the log's index, which it makes before it reads
    (https://www.sqlite.org/rescode.html#ioerr_shmsize).
    """
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error says that the file is damaged, or no archive at all."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's and the file system's errors into a StoreError: one line saying what to do.

    Only around what is done to the file itself: an OSError of a caller is none of the archive.
    """
    try:
        with translated_queries(path):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"The archive {path} cannot be opened ({reason}); choose another folder with --data-dir"
        ) from error


@contextlib.contextmanager
def translated_queries(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a StoreError: one line saying what to do.

    Damage also leaves a mark for the next start, which then mends it.
    """
    try:
        yield
    except sqlite3.Error as error:
        if is_damage(error):
            # Where not even an empty file can be made, the line below is still the truth.
            with contextlib.suppress(OSError):
                suspect_mark(path).touch(mode=0o600)
        kind = DamageError if is_damage(error) else StoreError
        raise kind(_explain(error, path)) from error


def _explain(error: sqlite3.Error, path: Path) -> str:
    if is_full(error):
        return f"The disk is full: the archive {path} cannot grow; make room, it goes on by itself"
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return (
                f"The archive {path} cannot be written; give yourself the right to write there, or"
                " choose another folder with --data-dir"
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"The archive {path} is in use by another program for too long; try again"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"The archive {path} is damaged; start TrayNews again to have it mended"
        case sqlite3.SQLITE_IOERR:
            return f"The disk failed under the archive {path} ({error}); check the disk"
        case _:
            return f"The archive {path} failed: {error}"


def _connect_new(path: Path, migrations: Sequence[Step]) -> sqlite3.Connection:
    make_archive(path, migrations)
    return connect(path)
