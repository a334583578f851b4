"""Reaching the running program over the session bus: `org.traynews.TrayNews`.

The archive is the shared truth; a command line writes there and rings here. Where there is no bus,
the doorbell (`doorbell.py`) does the same; `running.py` knows which.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Self

from traynews.core.data.view import Verb
from traynews.core.ports import Report
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import CallRefused, Interface, Method, Property
from traynews.desktop.bus.wire import method_call, property_call
from traynews.desktop.hearing import Hearing
from traynews.errors import BusError

log = logging.getLogger(__name__)

NAME = "org.traynews.TrayNews"
PATH = "/org/traynews/TrayNews"
INTERFACE = "org.traynews.TrayNews1"

_PATIENCE = 3.0  # seconds that a command line waits for the running program


def serve(bus: Bus, folder: str, report: Report, ring: Callable[[], None]) -> None:
    """Answer commands for the program that runs on `folder`.

    `Do(verb, value)` is a wish of the user, one of `hearing.REACHABLE`, and takes no value;
    `Ring()` says that the archive was written. Anybody on the bus may call both, as often as they
    like.
    """
    hearing = Hearing(report, ring, bus.after)

    def do(verb: str, _value: str) -> None:
        if not hearing.do(verb):
            raise CallRefused(f"{INTERFACE}.UnknownVerb", "no such verb")

    bus.export(
        PATH,
        Interface(
            INTERFACE,
            {"Do": Method(do, "ss"), "Ring": Method(hearing.ring)},
            {"Folder": Property("s", lambda: folder)},
        ),
    )

    def owned(ours: bool) -> None:  # noqa: FBT001 - the signature is the bus's
        if not ours:
            log.info("another TrayNews has the name %s; commands reach that one", NAME)

    bus.own_name(NAME, owned)


class RunningProgram:
    """The program that runs on `folder`, as a command line sees it on the bus."""

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
