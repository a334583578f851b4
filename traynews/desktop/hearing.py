"""What others may ask of the running program, and how often it hears them, whichever way they come.

The ways are the session bus (`control.py`) and, where there is none, the doorbell (`doorbell.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from traynews.core.data.view import Command, Verb
from traynews.core.ports import Report

REACHABLE = frozenset({Verb.CHECK, Verb.QUIT, Verb.WINDOW, Verb.TEST_ALERT})
"""What commands need of the running program: `check`, `quit`, `window`, and a second start, which
shows the page; and what the page needs: an alert to try. None of them takes a value: a verb that
changed a setting could change the program that a click runs, and whoever may talk to us need not be
allowed to run programs (a sandbox)."""

_REST = 0.25  # seconds between two rings: each has the worker look at everything
_GAP = 1.0  # seconds in which the same wish again is the same wish


class Hearing:
    """Hears wishes and rings, as often as anybody likes; belongs to the loop whose `after` it has.

    `report` takes a wish; `ring` says that the archive was written.
    """

    def __init__(
        self,
        report: Report,
        ring: Callable[[], None],
        after: Callable[[float, Callable[[], None]], None],
    ) -> None:
        self._report = report
        self._ring = ring
        self._after = after
        self._last: dict[Verb, float] = {}  # when each wish was obeyed (monotonic)
        self._resting = False
        self._pressed = False

    def do(self, word: str) -> bool:
        """Obey a wish, the same one once a second at most; False where nobody may ask for it."""
        if word not in REACHABLE:
            return False
        wish, now = Verb(word), time.monotonic()
        if now - self._last.get(wish, -_GAP) >= _GAP:
            self._last[wish] = now
            self._report(Command(wish), "")
        return True

    def ring(self) -> None:
        """Ring at once, and then at most once in a while, however often it is pressed."""
        if self._resting:
            self._pressed = True
            return
        self._resting, self._pressed = True, False
        self._after(_REST, self._wake)
        self._ring()

    def _wake(self) -> None:
        self._resting = False
        if self._pressed:
            self.ring()
