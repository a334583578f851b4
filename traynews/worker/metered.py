"""Polls that wait while the connection is paid for by what goes through it, if the user likes."""

from __future__ import annotations

from collections.abc import Callable

from traynews.core.data.view import Verb
from traynews.core.health.holds import METERED
from traynews.core.ports import Archive
from traynews.worker.asking import Asking
from traynews.worker.line import Line


class MeteredWait:
    """Looks at each heartbeat, and keeps what it saw in the archive, for commands to tell."""

    def __init__(
        self, store: Archive, line: Line, asking: Asking, is_metered: Callable[[], bool]
    ) -> None:
        self._store = store
        self._line = line
        self._asking = asking
        self._ask = is_metered
        self._insisted = False
        self.is_metered = False
        """Whether the user wants to wait, and the connection was such a one at the last look."""

    @property
    def holds(self) -> bool:
        """Whether nobody is to be asked now."""
        return self.is_metered and not self._insisted

    def look(self) -> None:
        """See how it is now; what the user insisted on is over once nobody is asked any more."""
        self._insisted = self._insisted and self._asking.under_way
        self.is_metered = self._line.settings.network.metered == "wait" and self._ask()
        kept = "yes" if self.is_metered else ""
        if self._store.get(METERED) != kept:
            self._store.set(METERED, kept)

    def hear(self, verb: Verb) -> None:
        """Have everybody asked all the same, this time, where the user says "Check now"."""
        if verb in {Verb.CHECK, Verb.CHECK_FEED}:
            self._insisted = True
