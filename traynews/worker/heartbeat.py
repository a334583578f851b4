"""The heartbeat: one job of `schedule`, and nothing else is scheduled by it.

`schedule` runs on naive local time and re-arms a job after it ran: when clocks go back an hour, a
job of 30 s waits 3,595 s, and a job that raises stays due and spins (both measured). So due times
are UTC data in the archive, the job given here must not raise, and a heartbeat that would sleep
longer than its period is armed anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import schedule

_ASLEEP = 60.0  # seconds that a look comes late after a sleep; a step takes milliseconds


class Heartbeat:
    """Calls `beat` every `seconds`, from whoever calls `run_pending`. `beat` must not raise."""

    def __init__(self, beat: Callable[[], None]) -> None:
        self._beat = beat
        self._scheduler = schedule.Scheduler()
        self._seconds = 0
        self._looked = 0.0  # by the wall clock

    def arm(self, seconds: int) -> None:
        """Beat every `seconds` from now on."""
        self._seconds = seconds
        self._scheduler.clear()
        self._scheduler.every(seconds).seconds.do(self._beat)
        self._looked = time.time()

    def patience(self) -> float:
        """Return the seconds until the next beat; never more than one period."""
        idle = self._scheduler.idle_seconds
        if idle is None or idle > self._seconds:
            self._scheduler.clear()
            self._scheduler.every(self._seconds).seconds.do(self._beat)
            return float(self._seconds)
        return max(0.0, float(idle))

    def run_pending(self) -> None:
        """Beat if it is time."""
        self._scheduler.run_pending()

    def seconds_slept(self) -> float:
        """Return how long the machine slept since this was last asked; 0 if it did not.

        Asked once a period at least, it is asked late after a sleep, or after the process was
        stopped. The monotonic clock does not tell: on Linux and macOS it stands still in a sleep,
        on Windows it goes on. A wall clock that somebody set forward looks the same, and does no
        harm: due polls are spread, not lost.
        """
        wall = time.time()
        slept = wall - self._looked - self._seconds
        self._looked = wall
        return slept if slept > _ASLEEP else 0.0
