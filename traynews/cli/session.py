"""What every command needs: where things are, the settings, the archive, the running program."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from traynews.desktop.instance import InstanceLock
from traynews.errors import DamageError, OutOfReachError, StoreError, TrayNewsError
from traynews.locations import Locations

if TYPE_CHECKING:  # the icon needs none of it, and comes first
    from traynews.archive.store import Store
    from traynews.core.data.model import Entry
    from traynews.core.data.settings import Settings
    from traynews.core.data.view import Verb


@dataclass(frozen=True, slots=True)
class Session:
    """One command's surroundings. Nothing is opened before it is asked for."""

    locations: Locations

    def settings(self) -> Settings:
        """Read the settings. Raises `ConfigError`."""
        from traynews.settings.catalogue import known_feeds  # noqa: PLC0415 - the icon comes first
        from traynews.settings.disk import load  # noqa: PLC0415

        return load(self.locations.config, known_feeds)

    @contextlib.contextmanager
    def archive(self, *, locked: bool = False) -> Iterator[Store]:
        """Open the archive for one command, which may hold the lock already. Raises `StoreError`.

        Only under the lock a damaged one is mended: its file is exchanged, and the running program
        would go on writing to the old one.
        """
        store = self._open(may_mend=locked)
        try:
            yield store
        finally:
            store.close()

    @contextlib.contextmanager
    def library(self) -> Iterator[Store]:
        """Open the archive for reading, with everything in it taken apart. Raises `StoreError`."""
        with self.archive() as store:
            store.catch_up()
            yield store

    def _open(self, *, may_mend: bool) -> Store:
        from traynews.archive.store import Store  # noqa: PLC0415 - many commands need none

        store = Store(self.locations.archive, may_mend=may_mend)
        try:
            store.open()
        except DamageError:
            lock = self.lock()
            if may_mend or not lock.acquire():
                raise
            try:
                return self._open(may_mend=True)
            finally:
                lock.release()
        if store.notice:
            sys.stderr.write(f"traynews: {store.notice}\n")
        return store

    def lock(self) -> InstanceLock:
        """Return the lock of this data folder, not taken."""
        return InstanceLock(self.locations.data)

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


def refuse_unknown(feed_id: str, known: Iterable[str]) -> None:
    """Raise `TrayNewsError`, which names the feeds there are, where this is none of them."""
    names = sorted(set(known))
    if feed_id not in names:
        there = ", ".join(names) or "none"
        raise TrayNewsError(f'there is no feed "{feed_id}"; there are {there}')


def find_entry(store: Store, entry_id: int) -> Entry:
    """Return an entry. Raises `StoreError` where there is none."""
    return store.entry(entry_id) or refuse_entry(entry_id)


def refuse_entry(entry_id: int) -> NoReturn:
    """Raise `StoreError`: there is no such release."""
    raise StoreError(f"there is no release {entry_id}; `traynews list` shows the numbers")
