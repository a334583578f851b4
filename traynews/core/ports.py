"""What the straight line needs of the outside, as Protocols: one port, one adapter package.

Rules for every adapter: constructing has no effects; foreign text arrives clean and is escaped
once, there; failures are one of `traynews.errors`, chained with `from`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from traynews.core.model import Answer, Command, Document, Failure, Feed, Popup, Request, View

Report = Callable[[Command, str], None]
"""Called with what the user asked for, and an activation token (often empty), from any thread."""


class Fetcher(Protocol):
    """Makes one conditional GET; called from pool threads, never raises, touches no state."""

    def fetch(self, request: Request) -> Answer | Failure:
        """Return the answer, or why there is none; within 60 s of wall clock."""
        ...

    def close(self) -> None:
        """Drop idle connections."""
        ...


class Parser(Protocol):
    """Turns bytes into a document in a disposable process; called from one thread only."""

    def parse(self, answer: Answer, feed: Feed) -> Document | Failure:
        """Return the document, or why the body is none; within 10 s."""
        ...

    def rest(self) -> None:
        """End the process; the next parse starts another."""
        ...


class Popups(Protocol):
    """Shows pop-ups, called from the worker; clicks go to the `Report` it was built with."""

    def show(self, popup: Popup) -> None:
        """Show it and return when the server has taken it; `PopupError` within about a second."""
        ...

    def withdraw(self, entry_ids: Sequence[int]) -> None:
        """Take back pop-ups about these entries where they still stand; never raises."""
        ...

    def close(self) -> None:
        """Let go of the server; late clicks may be lost from here on."""
        ...


class Tray(Protocol):
    """An icon with a menu. `run` takes the main thread; the other two may be called from any."""

    def run(self) -> None:
        """Serve the tray until `stop`."""
        ...

    def show(self, view: View) -> None:
        """Draw this view; the newest wins."""
        ...

    def stop(self) -> None:
        """End `run`."""
        ...


class Browser(Protocol):
    """Opens pages."""

    def open(self, url: str, token: str = "") -> None:
        """Open an http(s) address, or a `file:` page of our own; `BrowserError` if it cannot."""
        ...


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> datetime:
        """Return the time, aware and UTC."""
        ...
