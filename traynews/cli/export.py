"""`export`: every release in a file for other programs, or on standard output."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from traynews.cli.output import STANDARD_STREAM, flows, refuse_to_replace, say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.errors import StoreError, UsageError
from traynews.whole_file import write_whole

_ENDINGS = {
    ".json": "json", ".atom": "atom", ".xml": "atom", ".csv": "csv", ".mbox": "mbox",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A file to be written; `content` gives it piece by piece."""

    path: Path
    content: Callable[[], Iterable[str]]


def export(session: Session, file: str, *, form: str | None, force: bool) -> None:
    """Write every release to a file; a mailbox for each year. Raises `TrayNewsError`.

    `-` is standard output. What is no file (a device, a pipe) is written into; a file that is there
    is replaced only where that is asked for (`force`), through a link as well.
    """
    path = Path(file)
    chosen = form or _ENDINGS.get(path.suffix.lower(), "")
    if not chosen:
        raise UsageError("say which format: --format json, atom, csv or mbox")
    with session.library() as store, store.reading() as db:
        sheets = _sheets(db, path, chosen)
        if flows(file):
            _pour(sheets, file)
            return
        for sheet in sheets:
            refuse_to_replace(sheet.path, session.locations, force=force)
        for sheet in sheets:
            _write(sheet)
            say(str(sheet.path))
    if not sheets:
        say("Nothing to export yet.")


def _sheets(db: sqlite3.Connection, path: Path, form: str) -> list[_Sheet]:
    from traynews.archive import queries  # noqa: PLC0415 - other commands need none of it
    from traynews.archive.export import formats  # noqa: PLC0415 - as above

    match form:
        case "json":
            return [_Sheet(path, lambda: formats.write_json(db, utc_now()))]
        case "atom":
            return [_Sheet(path, lambda: formats.write_atom(db, utc_now()))]
        case "csv":
            return [_Sheet(path, lambda: formats.write_csv(db))]

    def mailbox(year: int) -> Callable[[], Iterator[str]]:
        return lambda: formats.write_mbox(db, year)

    ending = path.suffix or ".mbox"
    return [
        _Sheet(path.with_name(f"{path.stem}-{year}{ending}"), mailbox(year))
        for year in queries.years(db)
    ]


def _pour(sheets: Iterable[_Sheet], file: str) -> None:
    """Write everything into standard output, a device or a pipe, one after the other."""
    if file == STANDARD_STREAM:
        for sheet in sheets:
            sys.stdout.buffer.writelines(_encoded(sheet))
        sys.stdout.buffer.flush()
        return
    try:
        with Path(file).open("wb") as stream:
            for sheet in sheets:
                stream.writelines(_encoded(sheet))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(Path(file), error) from error


def _write(sheet: _Sheet) -> None:
    try:
        write_whole(sheet.path, _encoded(sheet))
    except OSError as error:
        raise _failed(sheet.path, error) from error


def _failed(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path}: cannot be written: {error.strerror or error}")


def _encoded(sheet: _Sheet) -> Iterator[bytes]:
    return (piece.encode() for piece in sheet.content())
