"""What the user asked for, as tests hear it. It needs no session bus."""

from __future__ import annotations

import queue

from traynews.core.data.view import Command


class Clicks:
    """What was reported, in order, waited for rather than slept for."""

    def __init__(self) -> None:
        self._reports: queue.SimpleQueue[tuple[Command, str]] = queue.SimpleQueue()

    def __call__(self, command: Command, token: str) -> None:
        """Take a report, as the application does."""
        self._reports.put((command, token))

    def next(self, timeout: float = 30.0) -> tuple[Command, str]:
        """Return the next report once it comes; `queue.Empty` if none does."""
        return self._reports.get(timeout=timeout)

    @property
    def quiet(self) -> bool:
        """Whether nothing has been reported that was not fetched."""
        return self._reports.empty()
