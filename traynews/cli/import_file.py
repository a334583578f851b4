"""`import`: a JSON export comes back, read marks included."""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from traynews.cli.output import STANDARD_STREAM, say
from traynews.cli.session import Session
from traynews.errors import StoreError

_MOST_TOLD = 5
_LARGEST = 1 << 30  # bytes; a hundred thousand releases are half of it


def import_file(session: Session, file: str) -> None:
    """Bring an export back; `-` is standard input. Raises `StoreError`."""
    from traynews.archive.export import restore  # noqa: PLC0415 - other commands need none of it

    try:
        content = restore.read_export(_read(file))
    except OSError as error:
        raise StoreError(f"{file}: cannot be read: {error.strerror or error}") from error
    except MemoryError as error:
        raise StoreError(f"{file}: there is not enough memory for all of it") from error
    except StoreError as error:
        raise StoreError(f"{file}: {error}") from error
    with session.archive() as store:
        with store.writing() as db:
            done = restore.restore(db, content)
        store.catch_up()
    session.ring()
    releases = "1 release" if done.added == 1 else f"{done.added} releases"
    say(f"{releases} imported, {done.known} known already.")
    _tell_skipped(done.skipped)


def _read(file: str) -> bytes:
    """Read a file or a pipe, and no endless device."""
    if file == STANDARD_STREAM:
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        mode = Path(file).stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise StoreError("this is no file")
        with Path(file).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise StoreError("larger than anything TrayNews writes")
    return data


def _tell_skipped(reasons: Sequence[str]) -> None:
    for reason in reasons[:_MOST_TOLD]:
        say(f"Skipped {reason}.")
    if len(reasons) > _MOST_TOLD:
        say(f"Skipped {len(reasons) - _MOST_TOLD} more.")
