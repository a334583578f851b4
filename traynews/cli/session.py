"""What every command needs: where things are, the settings, the archive, the running program."""

from __future__ import annotations

import contextlib
import functools
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from traynews.desktop.instance import LOCK, InstanceLock
from traynews.errors import (
    BusError,
    DamageError,
    MissingError,
    OutOfReachError,
    StoreError,
    TrayNewsError,
)
from traynews.locations import Locations

if TYPE_CHECKING:  # the icon needs none of it, and comes first
    from traynews.archive.library import Library
    from traynews.archive.store import Store
    from traynews.core.data.model import Entry
    from traynews.core.data.settings import Settings
    from traynews.core.data.view import Verb

_STARTING = 3.0  # seconds for a program that has just begun to make its archive

_L = TypeVar("_L", bound="Library")


@dataclass(frozen=True, slots=True)
class Session:
    """One command's surroundings. Nothing is opened before it is asked for."""

    locations: Locations

    def settings(self, *, to_poll: bool = False) -> Settings:
        """Read the settings. Raises `ConfigError`.

        Where the user named a file that is not there, nobody is asked by the defaults (`to_poll`);
        who only looks at something is told.
        """
        from traynews.settings.catalogue import known_feeds  # noqa: PLC0415 - the icon comes first
        from traynews.settings.disk import load  # noqa: PLC0415

        must_exist = to_poll and self.locations.must_have_config
        settings = load(self.locations.config, known_feeds, must_exist=must_exist)
        self.say_missing_config()
        return settings

    def say_missing_config(self) -> None:
        """Say that the settings file that the user named is not there, where that is so."""
        if self.locations.must_have_config and not self.locations.config.exists():
            _say_missing(self.locations.config)

    @contextlib.contextmanager
    def archive(self) -> Iterator[Library]:
        """Open the archive for one command. Raises `StoreError`."""
        from traynews.archive.library import Library  # noqa: PLC0415 - many commands need none

        with self._opened(Library, may_mend=False) as library:
            yield library

    @contextlib.contextmanager
    def library(self) -> Iterator[Library]:
        """Open the archive for reading, with everything in it taken apart. Raises `StoreError`."""
        with self.archive() as library:
            library.catch_up()
            yield library

    @contextlib.contextmanager
    def store(self, *, locked: bool = False) -> Iterator[Store]:
        """Open the archive with what polls do to it. Raises `StoreError`.

        The command may hold the lock already. Only under the lock a damaged archive is mended: its
        file is exchanged, and the running program would go on writing to the old one.
        """
        from traynews.archive.store import Store  # noqa: PLC0415 - most commands poll nothing

        with self._opened(Store, may_mend=locked) as store:
            yield store

    @contextlib.contextmanager
    def _opened(self, kind: type[_L], *, may_mend: bool) -> Iterator[_L]:
        library = self._open(kind, may_mend=may_mend)
        if library.notice:
            sys.stderr.write(f"traynews: {library.notice}\n")
        try:
            yield library
        finally:
            library.close()

    def _open(self, kind: type[_L], *, may_mend: bool) -> _L:
        library = kind(self.locations.archive, may_mend=may_mend)
        deadline = time.monotonic() + _STARTING
        while True:
            try:
                library.open()
            except (DamageError, MissingError) as error:
                lock = self.lock()
                if not may_mend and lock.acquire():
                    try:
                        return self._open(kind, may_mend=True)
                    finally:
                        lock.release()
                # Who has only just begun to run makes the archive in a moment.
                is_settled = isinstance(error, DamageError) or time.monotonic() > deadline
                if may_mend or is_settled:
                    raise
            else:
                return library

    def lock(self) -> InstanceLock:
        """Return the lock of this data folder, not taken.

        Raises `StoreError` where the folder was taken from under the program that runs on it: its
        lock went with it.
        """
        if self.is_folder_gone():
            raise StoreError(
                f"The data folder {self.locations.data} is gone while TrayNews runs on it; put it"
                " back, or begin a new one: `traynews quit`, and start TrayNews again"
            )
        return InstanceLock(self.locations.data)

    def is_folder_gone(self) -> bool:
        """Whether a program runs on this data folder that is not there any more."""
        if (self.locations.data / LOCK).exists():
            return False
        try:
            from traynews.desktop import control  # noqa: PLC0415 - raises where there is no jeepney

            with control.RunningProgram(str(self.locations.data)):
                # One that has only just begun has made its folder since.
                return not (self.locations.data / LOCK).exists()
        except BusError:
            return False

    def ring(self) -> None:
        """Tell the running program, if any, that the archive was written.

        Where it cannot be reached it notices by itself within half a minute.
        """
        if self.lock().holder() is None:
            return
        from traynews.desktop import running  # noqa: PLC0415 - only when one runs

        with contextlib.suppress(OutOfReachError):
            running.ring(self.locations.data)

    def have_done(self, verb: Verb) -> None:
        """Have the running program do something. Raises `OutOfReachError`."""
        from traynews.desktop import running  # noqa: PLC0415 - as above

        running.do(self.locations.data, verb)


@functools.cache
def _say_missing(config: Path) -> None:
    """Say it once, however often the settings are read."""
    from traynews.settings.disk import tell_missing  # noqa: PLC0415 - for a mistake

    sys.stderr.write(f"traynews: {tell_missing(config)}\n")


def refuse_unknown(feed_id: str, known: Iterable[str]) -> None:
    """Raise `TrayNewsError`, which names the feeds there are, where this is none of them."""
    names = set(known)
    if feed_id not in names:
        from traynews.core.text.unknown_names import tell_unknown  # noqa: PLC0415 - for a mistake

        raise TrayNewsError(tell_unknown("feed", feed_id, names))


def find_entry(library: Library, entry_id: int) -> Entry:
    """Return an entry. Raises `StoreError` where there is none."""
    return library.entry(entry_id) or refuse_entry(entry_id)


def refuse_entry(entry_id: int) -> NoReturn:
    """Raise `StoreError`: there is no such release."""
    raise StoreError(f"there is no release {entry_id}; `traynews list` shows the numbers")
