"""What is done while nobody is being asked: catching up, forgetting, giving memory back.

Runs on the worker's thread. Where somebody is always being asked, it has its turn all the same, at
least once a minute and for a moment only.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from traynews.core.data.document import Answer
from traynews.core.data.settings import Settings
from traynews.core.polling.reach import is_loopback
from traynews.core.ports import Archive
from traynews.worker.inbox import Fetched, Parsed
from traynews.worker.server_clock import ServerClock

_LONGEST_WAIT = 30.0  # seconds for a turn; heartbeats, at which it is given, are as far apart
_TURN = 0.5  # seconds that a turn takes beside other work


class SpareTime:
    """Tidies the archive and the memory; `rest` gives back what the rest of the program holds."""

    def __init__(
        self, store: Archive, rest: Callable[[], None], now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._give_back = rest
        self._now = now
        self._clock = ServerClock()
        self._rested = time.monotonic()
        self._has_worked = False  # since memory was given back
        self._has_read = False  # likewise: releases were taken apart

    @property
    def is_due(self) -> bool:
        """Whether it has waited for so long that it has a turn beside other work."""
        return time.monotonic() - self._rested >= _LONGEST_WAIT

    def note_work(self, message: Fetched | Parsed) -> None:
        """Note that something was done, perhaps that releases were taken apart."""
        self._has_worked = True
        if isinstance(message, Parsed):
            self._has_read = True
        elif isinstance(message.result, Answer):
            self._clock.note(message.result)

    def catch_up(self, settings: Settings) -> bool:
        """Take apart a few entries that wait for it, forget a few; whether there is more to do."""
        waiting = self._store.catch_up_some()
        self._has_read |= waiting > 0
        return self._forget(settings) or waiting > 0

    def _forget(self, settings: Settings) -> bool:
        """Forget a few; by their age only as far as servers confirm it: nothing brings them back.

        Our own clock may be years ahead (an empty battery, a wrong year typed in). It is believed
        where nobody else is ever asked.
        """
        keep, now = settings.archive.keep, self._now()
        if keep.age is None or all(is_loopback(feed.url) for feed in settings.feeds):
            return self._store.forget_some(keep, now)
        confirmed = self._clock.confirm(now)
        return confirmed is not None and self._store.forget_some(keep, confirmed)

    def rest(self) -> None:
        """Give memory back, once after work."""
        self._rested = time.monotonic()
        if not self._has_worked:
            return
        self._has_worked = False
        if self._has_read:
            from traynews.core.release.take_apart import forget_tables  # noqa: PLC0415 - loaded by then

            forget_tables()
            self._has_read = False
        self._store.rest()
        self._give_back()

    def take_turn(self, settings: Settings) -> None:
        """Do all of it for a moment, though others are at work."""
        end = time.monotonic() + _TURN
        while self.catch_up(settings) and time.monotonic() < end:
            pass
        self.rest()
