"""What every command needs: where things are, the settings, the archive, the running program."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from traynews.desktop.instance import InstanceLock
from traynews.errors import BusError, DamageError, TrayNewsError
from traynews.locations import Locations

if TYPE_CHECKING:  # the icon needs none of it, and comes first
    from traynews.archive.store import Store
    from traynews.core.data.model import Entry, FeedStatus
    from traynews.core.data.settings import Settings


@dataclass(frozen=True, slots=True)
class Session:
    """One command's surroundings. Nothing is opened before it is asked for."""

    locations: Locations

    def settings(self) -> Settings:
        """Read the settings. Raises `ConfigError`."""
        from traynews.settings.catalogue import known_feeds  # noqa: PLC0415 - the icon comes first
        from traynews.settings.file import load  # noqa: PLC0415

        return load(self.locations.config, known_feeds)

    @contextlib.contextmanager
    def archive(self, *, locked: bool = False) -> Iterator[Any]:
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
    def library(self) -> Iterator[Any]:
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

        Without a bus it notices by itself within half a minute.
        """
        if self.lock().holder() is None:
            return
        from traynews.desktop.control import RunningProgram  # noqa: PLC0415 - only when one runs

        with contextlib.suppress(BusError), RunningProgram(str(self.locations.data)) as program:
            program.ring()


def refuse_unknown(feed_id: str, known: Iterable[str]) -> None:
    """Raise `TrayNewsError`, which names the feeds there are, where this is none of them."""
    names = sorted(set(known))
    if feed_id not in names:
        there = ", ".join(names) or "none"
        raise TrayNewsError(f'there is no feed "{feed_id}"; there are {there}')


def say(line: str = "") -> None:
    """Print a line for people."""
    print(line)


def say_json(data: Any) -> None:
    """Print data for programs."""
    # Letters that the output cannot carry are written as JSON escapes them.
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    json.dump(data, sys.stdout, ensure_ascii=plain, indent=2)
    sys.stdout.write("\n")


def stamp(moment: datetime | None) -> str | None:
    """Write a time as JSON carries it: ISO 8601, UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def local(moment: datetime | None) -> str:
    """Write a time for people, on their clock."""
    from traynews.core.data.model import FOREVER  # noqa: PLC0415 - see above

    if moment is None:
        return "never"
    if moment == FOREVER:
        return "until resumed"
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def entry_fields(entry: Entry) -> dict[str, Any]:
    """Return an entry as `list --json` prints it."""
    return {
        "id": entry.id,
        "feed": entry.feed_id,
        "title": entry.title,
        "url": entry.url,
        "published": stamp(entry.published),
        "first_seen": stamp(entry.first_seen),
        "summary": entry.summary,
        "read": entry.read,
        "announced": stamp(entry.announced),
        "level": str(entry.level),
        "kind": str(entry.kind),
        "breaking": entry.breaking,
        "updated": stamp(entry.updated),
        "countries": list(entry.countries),
    }


def status_fields(one: FeedStatus) -> dict[str, Any]:
    """Return a feed as `status --json` prints it."""
    feed, state = one.feed, one.state
    return {
        "id": feed.id,
        "url": state.url or feed.url,
        "title": feed.title or state.title,
        "last_checked": stamp(state.last_checked),
        "next_check": stamp(state.next_check) if one.is_asked else None,
        "last_error": state.trouble or None,
        "failures": state.failures,
    }
