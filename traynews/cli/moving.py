"""Taking the archive elsewhere, and back: `export`, `import`; and away: `wipe`."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.desktop.instance import LOCK
from traynews.errors import StoreError, TrayNewsError
from traynews.locations import Locations

_ENDINGS = {
    ".json": "json", ".atom": "atom", ".xml": "atom", ".csv": "csv", ".mbox": "mbox",
}  # fmt: skip
_MOST_TOLD = 5
_LARGEST_IMPORT = 4 << 30  # bytes


def export(session: Session, file: str, *, form: str | None) -> None:
    """`export`: write every release to a file; a mailbox for each year. Raises `StoreError`."""
    from traynews.archive import queries  # noqa: PLC0415 - other commands need none of it
    from traynews.archive.export import formats  # noqa: PLC0415 - as above

    path = Path(file)
    chosen = form or _ENDINGS.get(path.suffix.lower(), "")
    if not chosen:
        raise TrayNewsError("say which format: --format json, atom, csv or mbox")
    now = utc_now()
    with session.library() as store, store.reading() as db:
        match chosen:
            case "json":
                written = [_write(path, formats.write_json(db, now))]
            case "atom":
                written = [_write(path, formats.write_atom(db, now))]
            case "csv":
                written = [_write(path, formats.write_csv(db), newline="")]
            case _:
                written = [
                    _write(
                        path.with_name(f"{path.stem}-{year}{path.suffix or '.mbox'}"),
                        formats.write_mbox(db, year),
                    )
                    for year in queries.years(db)
                ]
    for one in written:
        say(str(one))
    if not written:
        say("Nothing to export yet.")


def import_export(session: Session, file: str) -> None:
    """`import`: bring a JSON export back, read marks included. Raises `StoreError`."""
    from traynews.archive.export import restore  # noqa: PLC0415 - as above

    path = Path(file)
    try:
        if path.stat().st_size > _LARGEST_IMPORT:
            raise StoreError(f"{path}: larger than anything TrayNews writes")
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        content = restore.read_export(data)
    except StoreError as error:
        raise StoreError(f"{path}: {error}") from error
    with session.archive() as store:
        with store.writing() as db:
            done = restore.restore(db, content)
        store.catch_up()
    session.ring()
    say(f"{_count(done.added, 'release')} imported, {done.known} known already.")
    _tell_skipped(done.skipped)


def wipe(session: Session, *, yes: bool, settings: bool) -> None:
    """`wipe`: remove everything that was kept, after asking. Refuses while TrayNews runs."""
    there = list(_belongings(session.locations, settings=settings))
    if not there:
        say("There is nothing to remove.")
        return
    lock = session.lock()
    if not lock.acquire():
        raise TrayNewsError("TrayNews is running; end it first: traynews quit")
    try:
        for path in there:
            say(f"  {path}")
        if not yes and not _is_sure():
            say("Nothing was removed.")
            return
        _remove(there)
        with contextlib.suppress(OSError):  # Windows keeps a file that is open
            (session.locations.data / LOCK).unlink(missing_ok=True)
    finally:
        lock.release()
    with contextlib.suppress(OSError):  # other files are in there; it stays
        session.locations.data.rmdir()
    say("Removed.")


def _belongings(locations: Locations, *, settings: bool) -> Iterator[Path]:
    """Give what TrayNews has written, and nothing else that lies in its folder."""
    archive = locations.archive
    if archive.parent.is_dir():
        # The archive with its log and index, copies before migrations, damaged ones set aside.
        yield from sorted(
            path
            for path in archive.parent.iterdir()
            if path.name == archive.name
            or path.name.startswith((f"{archive.name}-", f"{archive.name}."))
        )
    log = locations.log
    for path in (locations.pages, log, log.with_suffix(".log.old"), log.with_name("doctor.txt")):
        if path.exists():
            yield path
    if settings and locations.config.exists():
        yield locations.config


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot be removed: {error.strerror or error}") from error


def _is_sure() -> bool:
    if not sys.stdin.isatty():
        raise TrayNewsError("say that you mean it: traynews wipe --yes")
    say("All of this is removed for good. Type yes to go on.")
    try:
        return input("> ").strip().lower() == "yes"
    except EOFError:  # Ctrl-D is no yes
        return False


def _write(path: Path, content: Iterable[str], newline: str = "\n") -> Path:
    """Write a file whole, readable by its owner only, or leave what was there."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline=newline) as file:
            file.writelines(content)
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):  # what went wrong is told already
            part.unlink(missing_ok=True)
    return path


def _tell_skipped(reasons: Sequence[str]) -> None:
    for reason in reasons[:_MOST_TOLD]:
        say(f"Skipped {reason}.")
    if len(reasons) > _MOST_TOLD:
        say(f"Skipped {len(reasons) - _MOST_TOLD} more.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
