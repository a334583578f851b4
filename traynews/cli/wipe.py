"""`wipe`: everything that TrayNews has kept and put somewhere goes, after a question."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from traynews.base_folders import data_home
from traynews.cli.autostart import make_autostart
from traynews.cli.install import COMPLETIONS, Installer, tell_left
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.door import DOOR
from traynews.desktop.instance import LOCK, InstanceLock
from traynews.desktop.popups.native import is_registered, unregister
from traynews.errors import AutostartError, StoreError, TrayNewsError
from traynews.locations import Locations

_PATIENCE = 15.0  # seconds for the running program to end; it takes five at most
_CHUNK = 1 << 20
_OURS = (b"# bash completion of traynews:", b"#compdef traynews", b"# fish completion of traynews:")

_OUT_OF_REACH = (
    "What TrayNews cannot reach: files that you exported or copied, pages that you moved, the",
    "history of your browser and of your desktop's notifications, the desktop's own settings for",
    "those of TrayNews, backups and snapshots of this disk, and what a flash drive keeps of what",
    "was deleted; only an encrypted disk helps there.",
)


def wipe(session: Session, *, yes: bool, settings: bool) -> None:
    """Remove everything that was kept, after asking; a running program is ended first.

    Raises `TrayNewsError` where something stays.
    """
    installer = Installer(session.locations)
    there = list(
        dict.fromkeys([*_belongings(session.locations, settings=settings), *installer.find()])
    )
    autostart = make_autostart(session.locations)
    starts, registered = autostart.is_ours(), is_registered()
    if not there and not starts and not registered:
        say("There is nothing to remove.")
        _tell_what_stays(session.locations, settings=settings)
        return
    for path in there:
        say(f"  {path}")
    if starts:
        say("  starting at login")
    if registered:
        say("  TrayNews's name and picture in the registry, for its notifications")
    for line in _OUT_OF_REACH:
        say(line)
    _tell_what_stays(session.locations, settings=settings)
    if not yes and not _is_sure():
        say("Nothing was removed.")
        return
    lock = _take_over(session)
    try:
        if starts:
            with contextlib.suppress(AutostartError):  # the rest is what matters more
                autostart.switch(on=False)
        if registered:
            with contextlib.suppress(OSError):  # as above
                unregister()
        # Asked again: the program may have written until it ended.
        _remove(list(_belongings(session.locations, settings=settings)))
        changed = installer.uninstall()
        with contextlib.suppress(OSError):  # Windows keeps a file that is open
            (session.locations.data / LOCK).unlink(missing_ok=True)
    finally:
        lock.release()
    with contextlib.suppress(OSError):  # other files are in there; it stays
        session.locations.data.rmdir()
    tell_left(changed)
    say("Removed.")


def _tell_what_stays(locations: Locations, *, settings: bool) -> None:
    if not settings and locations.config.exists():
        say(
            f"The settings stay, and with them which feeds and words you follow: {locations.config}"
        )
        say("`traynews wipe --settings` removes them, too.")


def _take_over(session: Session) -> InstanceLock:
    """End the running program, and see to it that none starts meanwhile."""
    lock = session.lock()
    if lock.acquire():
        return lock
    from traynews.cli.quit import quit_running  # noqa: PLC0415 - only when one runs

    quit_running(session)
    deadline = time.monotonic() + _PATIENCE
    while not lock.acquire():
        if time.monotonic() > deadline:
            raise TrayNewsError("TrayNews does not end, so nothing was removed; end it, try again")
        time.sleep(0.1)
    return lock


def _belongings(locations: Locations, *, settings: bool) -> Iterator[Path]:
    """Give what TrayNews has written, and nothing else that lies beside it."""
    yield from _pages_elsewhere(locations)
    for archive in _with_target(locations.archive):
        if archive.parent.is_dir():
            # The archive with its log and index, copies before migrations, damaged ones set aside.
            names = (f"{archive.name}-", f"{archive.name}.")
            inside = sorted(archive.parent.iterdir())
            yield from (one for one in inside if f"{one.name}.".startswith(names))
    for path in (locations.report, locations.installed, *([locations.config] if settings else [])):
        yield from _unfinished(path)
    door = locations.data / DOOR  # of one that has crashed
    for path in (locations.pages, locations.log, locations.old_log, locations.report, door):
        if path.exists():
            yield path
    yield from filter(_is_completion, _find_places())
    if settings and locations.config.exists():
        yield from _with_target(locations.config)


def _with_target(path: Path) -> list[Path]:
    """Return a path, and the file that was written through it, where it is a link."""
    return [path, path.resolve()] if path.is_symlink() and path.is_file() else [path]


def _unfinished(path: Path) -> list[Path]:
    """Return what `write_whole` left of a file when the power went."""
    return sorted(path.parent.glob(f".{path.name}.*.part"))


def _pages_elsewhere(locations: Locations) -> Iterator[Path]:
    """Give the pages that were written into other folders, as the archive remembers."""
    from traynews.archive.pages.folders import find_pages, remembered_folders  # noqa: PLC0415
    from traynews.archive.store import Store  # noqa: PLC0415 - as above

    if not locations.archive.is_file():
        return
    with contextlib.suppress(StoreError), Store(locations.archive, may_mend=False) as store:
        for folder in remembered_folders(store):
            yield from find_pages(folder)


def _find_places() -> Iterator[Path]:
    """Give where a user puts what `traynews completion` prints; only ours is taken from there."""
    yield from (data_home() / name for name in COMPLETIONS.values())
    yield Path("~/.config/fish/completions/traynews.fish").expanduser()


def _is_completion(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(200).startswith(_OURS)
    except OSError:
        return False


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            if path.is_symlink() or not path.is_dir():
                _overwrite(path)
                path.unlink(missing_ok=True)
                continue
            for inside in path.rglob("*"):
                _overwrite(inside)
            shutil.rmtree(path)
        except OSError as error:
            raise StoreError(f"{path}: cannot be removed: {error.strerror or error}") from error


def _overwrite(path: Path) -> None:
    """Write zeros over a file of our own, so that its freed blocks tell nothing."""
    if path.is_symlink() or not path.is_file() or path.stat().st_nlink > 1:
        return
    with path.open("r+b") as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())


def _is_sure() -> bool:
    if not sys.stdin.isatty():
        raise TrayNewsError("say that you mean it: traynews wipe --yes")
    say("All of this is removed for good. Type yes to go on.")
    try:
        return input("> ").strip().lower() == "yes"
    except EOFError:  # Ctrl-D is no yes
        return False
