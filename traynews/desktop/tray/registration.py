"""Our place in the tray: registered with the watcher, and again whenever one appears.

A panel that restarts, a desktop whose tray starts after us, an extension that is switched on: all
are a new owner of the watcher's name. Source: the StatusNotifierItem specification; names as the
hosts use them (`org.kde`, not `org.freedesktop`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import Message, method_call, property_call
from traynews.errors import BusError

log = logging.getLogger(__name__)

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"

_PATIENCE = 5.0  # seconds; a panel that is starting up may be slow to answer
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds between two tries; each doubles the last


def host_question() -> Message:
    """Return the question whether a panel shows what the watcher takes."""
    return property_call(WATCHER, WATCHER_PATH, WATCHER, "IsStatusNotifierHostRegistered")


class Registration:
    """Keeps an item registered. Loop thread only.

    `changed` is called with whether a host shows the item, each time that changes.
    """

    def __init__(self, bus: Bus, changed: Callable[[bool], None]) -> None:
        self.name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
        self.hosted = False
        self._bus = bus
        self._changed = changed
        self._service = ""  # under which we register; empty until the bus has answered
        self._watcher = ""  # who owns the watcher's name
        self._turn = 0  # of registering; only the last one goes on

    def begin(self) -> None:
        """Take our name, and register with the watcher that is there or comes."""
        self._bus.own_name(self.name, self._named)
        self._bus.watch_name(WATCHER, self._watcher_changed)
        for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            self._bus.subscribe(
                SignalRule(interface=WATCHER, member=member, sender=WATCHER), self._hosts_changed
            )

    def end(self) -> None:
        """Give our name back: hosts take the icon away."""
        if self._service == self.name:
            self._bus.release_name(self.name)
        self._service = ""
        self._set_hosted(hosted=False)

    def _named(self, ours: bool) -> None:  # noqa: FBT001 - the signature is `Bus.own_name`'s
        # A sandbox may refuse the name (Flatpak); the unique name serves as well.
        self._service = self.name if ours else self._bus.unique_name
        self._begin_turn()

    def _watcher_changed(self, owner: str) -> None:
        self._watcher = owner
        self._begin_turn()
        if not owner:
            self._set_hosted(hosted=False)

    def _begin_turn(self) -> None:
        self._turn += 1
        self._register(self._turn, _SHORTEST_PAUSE)

    def _register(self, turn: int, pause: float) -> None:
        """Ask the watcher to take the item, and go on asking until it does or another comes."""
        if turn != self._turn or not (self._service and self._watcher):
            return
        message = method_call(
            WATCHER,
            WATCHER_PATH,
            WATCHER,
            "RegisterStatusNotifierItem",
            "s",
            (self._service,),
        )

        def answered(reply: Body | BusError) -> None:
            if not isinstance(reply, BusError):
                self._ask_for_host()
                return
            level = logging.WARNING if pause == _SHORTEST_PAUSE else logging.INFO  # told once
            log.log(level, "the tray did not take the icon: %s", reply)
            longer = min(2 * pause, _LONGEST_PAUSE)
            self._bus.after(pause, lambda: self._register(turn, longer))

        self._bus.call(message, answered, timeout=_PATIENCE)

    def _hosts_changed(self, _signal: Signal) -> None:
        self._ask_for_host()

    def _ask_for_host(self) -> None:
        asked = self._watcher

        def told(reply: Body | BusError) -> None:
            # A watcher that does not answer this has taken the item all the same, unless it left.
            if asked and asked == self._watcher:
                self._set_hosted(hosted=isinstance(reply, BusError) or bool(reply[0][1]))

        self._bus.call(host_question(), told, timeout=_PATIENCE)

    def _set_hosted(self, *, hosted: bool) -> None:
        if hosted != self.hosted:
            self.hosted = hosted
            self._changed(hosted)
