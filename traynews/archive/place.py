"""The place of the archive's file: what lies there, and what goes out of its way.

A log of another archive must never lie beside one: SQLite would read it into the file.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from traynews.errors import ExchangedError, StoreError

Identity = tuple[int, int]
"""Device and inode: by what a file is known again, whatever it is called."""


def identify(path: Path) -> Identity:
    """Return by what a file is known again. Raises OSError."""
    found = path.stat()
    return found.st_dev, found.st_ino


def check_place(path: Path, identity: Identity) -> None:
    """Raise StoreError unless `path` still leads to the file of this identity.

    What is written to a file without a name is lost when the program ends.
    """
    try:
        there = identify(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(
            f"The archive {path} was removed while TrayNews had it open, so nothing is checked;"
            " put it back, or quit and start TrayNews again to begin a new one"
        ) from error
    if there != identity:
        raise ExchangedError(
            f"The archive {path} was exchanged for another file, on which another TrayNews runs, so"
            " nothing is checked; quit one of the two"
        )


def rescued(path: Path) -> Path:
    """Return where a rescued archive waits for its place, whole."""
    return path.with_name(f"{path.name}.rescued")


def suspect_mark(path: Path) -> Path:
    """Return the file that asks the next start to look through the whole archive for damage."""
    return path.with_name(f"{path.name}.suspect")


def identify_log(path: Path) -> Identity | None:
    """Return by what the log of the archive at `path` is known again; None where there is none."""
    try:
        return identify(_log_of(path))
    except OSError:
        return None


def _log_of(path: Path) -> Path:
    real = path.resolve()  # where a link leads
    return real.with_name(f"{real.name}-wal")


def clear_place(path: Path) -> str:
    """Set aside the log of an archive that is gone, and say so.

    SQLite would read it into the new archive, and then remove it.
    """
    log = _log_of(path)
    if not log.exists() or not log.stat().st_size:
        return ""
    aside = set_aside(path)
    return (
        f"The archive {path} was gone, and a new one was begun; what was not written into it yet is"
        f" kept as {aside.name}-wal"
    )


def take_log_away(path: Path, identity: Identity, log: Identity | None) -> None:
    """Set a closed archive's log aside where another archive has come into its place."""
    try:
        is_other = identify(path) != identity
    except OSError:  # nothing is there: what is put back will need its log
        return
    if is_other and log is not None and identify_log(path) == log:
        _log_of(path).rename(f"{_aside(path)}-wal")


def set_aside(path: Path) -> Path:
    """Give what lies in the archive's place another name, and return it: nothing is lost."""
    aside = _aside(path)
    # The log and its index first: a new file must never meet the log of the old one.
    for ending in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(f"{path.name}{ending}").rename(f"{aside}{ending}")
    return aside


def _aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return path.with_name(f"{path.name}.damaged-{stamp}")
