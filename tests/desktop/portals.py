"""A desktop portal that answers as a test has it answer."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import DBUS, Interface, Method, Property
from traynews.desktop.bus.signals import Signal, SignalRule

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
BACKGROUND = "org.freedesktop.portal.Background"
REQUEST = "org.freedesktop.portal.Request"

Results = dict[str, tuple[str, Any]]


def told(*, starts: bool, runs: bool = True) -> Results:
    """Return what the portal tells of a program."""
    return {"background": ("b", runs), "autostart": ("b", starts)}


def own(bus: Bus, name: str = PORTAL) -> None:
    """Take a name, and return when it is ours."""
    owned: queue.SimpleQueue[bool] = queue.SimpleQueue()
    bus.own_name(name, owned.put)
    assert owned.get(timeout=30)


@dataclass
class FakePortal:
    """The background portal. `reply` is called with each request as soon as it has come."""

    bus: Bus
    reply: Callable[[FakePortal, str, Results], None] = lambda *_: None
    asked: queue.SimpleQueue[tuple[str, Results]] = field(default_factory=queue.SimpleQueue)
    newcomer: str = ""  # who came to the bus last, and so asks

    def start(self) -> None:
        """Serve, and take the name."""
        methods = {"RequestBackground": Method(self._request, "sa{sv}", "o")}
        properties = {"version": Property("u", lambda: 2)}
        came = SignalRule(interface=DBUS, member="NameOwnerChanged", sender=DBUS)
        self.bus.subscribe(came, self._hear_newcomer)
        self.bus.export(PATH, Interface(BACKGROUND, methods, properties))
        own(self.bus)

    def answer(self, handle: str, response: int, results: Results) -> None:
        """Say what came of a request."""
        self.bus.emit(handle, REQUEST, "Response", "ua{sv}", (response, results))

    def _hear_newcomer(self, signal: Signal) -> None:
        match signal.body:
            case (str(name), "", str()) if name.startswith(":"):
                self.newcomer = name

    def _request(self, _window: str, options: Results) -> tuple[str]:
        sender = self.newcomer.removeprefix(":").replace(".", "_")
        handle = f"{PATH}/request/{sender}/{options['handle_token'][1]}"
        self.asked.put((handle, options))
        self.reply(self, handle, options)
        return (handle,)
