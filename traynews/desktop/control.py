"""Reaching the running program: `org.traynews.TrayNews` on the session bus.

The archive is the shared truth; a command line writes there and rings here. Where there is no bus,
the running program notices changes of the archive at its next heartbeat.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Self

from traynews.core.data.view import Command, Verb
from traynews.core.ports import Report
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import CallRefused, Interface, Method, Property
from traynews.desktop.bus.wire import method_call, property_call
from traynews.errors import BusError

log = logging.getLogger(__name__)

NAME = "org.traynews.TrayNews"
PATH = "/org/traynews/TrayNews"
INTERFACE = "org.traynews.TrayNews1"
REACHABLE = frozenset({Verb.CHECK, Verb.QUIT, Verb.WINDOW})
"""What commands need of the running program: `check`, `quit`, `window`, and a second start, which
shows the page. None of them takes a value: a verb that changed a setting could change the program
that a click runs, and whoever may talk to us need not be allowed to run programs (a sandbox)."""

_REST = 0.25  # seconds between two rings: each has the worker look at everything
_GAP = 1.0  # seconds in which the same wish again is the same wish
_PATIENCE = 3.0  # seconds that a command line waits for the running program


def serve(bus: Bus, folder: str, report: Report, ring: Callable[[], None]) -> None:
    """Answer commands for the program that runs on `folder`.

    `Do(verb, value)` is a wish of the user, one of `REACHABLE`, and takes no value; `Ring()` says
    that the archive was written. Anybody on the bus may call both, as often as they like.
    """
    doorbell = _Doorbell(bus, ring)
    last: dict[Verb, float] = {}  # when each was obeyed (monotonic)

    def do(verb: str, _value: str) -> None:
        if verb not in REACHABLE:
            raise CallRefused(f"{INTERFACE}.UnknownVerb", "no such verb")
        wish, now = Verb(verb), time.monotonic()
        if now - last.get(wish, -_GAP) >= _GAP:
            last[wish] = now
            report(Command(wish), "")

    bus.export(
        PATH,
        Interface(
            INTERFACE,
            {"Do": Method(do, "ss"), "Ring": Method(doorbell.ring)},
            {"Folder": Property("s", lambda: folder)},
        ),
    )

    def owned(ours: bool) -> None:  # noqa: FBT001 - the signature is the bus's
        if not ours:
            log.info("another TrayNews has the name %s; commands reach that one", NAME)

    bus.own_name(NAME, owned)


class _Doorbell:
    """Rings at once, and then at most once in a while, however often it is pressed."""

    def __init__(self, bus: Bus, ring: Callable[[], None]) -> None:
        self._bus = bus
        self._ring = ring
        self._resting = False
        self._pressed = False

    def ring(self) -> None:
        """Ring, or do so after the rest."""
        if self._resting:
            self._pressed = True
            return
        self._resting, self._pressed = True, False
        self._bus.after(_REST, self._wake)
        self._ring()

    def _wake(self) -> None:
        self._resting = False
        if self._pressed:
            self.ring()


class RunningProgram:
    """The program that runs on `folder`, as a command line sees it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._bus = Bus()

    def __enter__(self) -> Self:
        """Connect. Raises `BusError` where there is no bus or another folder's program answers."""
        self._bus.connect()
        try:
            self._check_folder()
        except BusError:
            self._bus.close()
            raise
        return self

    def _check_folder(self) -> None:
        ask = property_call(NAME, PATH, INTERFACE, "Folder")
        ((_, folder),) = self._bus.ask(ask, timeout=_PATIENCE)
        if folder != self._folder:
            raise BusError(f"the program on the bus runs on {folder}")

    def __exit__(self, *_: object) -> None:
        """Leave the bus."""
        self._bus.close()

    def do(self, verb: Verb) -> None:
        """Wish for something. Raises `BusError`."""
        self._bus.ask(method_call(NAME, PATH, INTERFACE, "Do", "ss", (verb, "")), timeout=_PATIENCE)

    def ring(self) -> None:
        """Say that the archive was written. Raises `BusError`."""
        self._bus.ask(method_call(NAME, PATH, INTERFACE, "Ring"), timeout=_PATIENCE)
