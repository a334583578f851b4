"""Whether somebody is there: locked screen, idle user, do-not-disturb. Asked, never polled.

A lock is heard of by signals; idleness and do-not-disturb are asked for only when there is
something to tell, so that a desktop with no news costs nothing.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable, Sequence
from typing import Protocol

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import method_call
from traynews.errors import BusError

log = logging.getLogger(__name__)

IDLE_AFTER = 15 * 60
"""Seconds without key or mouse after which nobody is thought to be there: longer than one reads a
page without touching anything, shorter than a pop-up should wait unseen."""

_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
_PATIENCE = 0.5  # seconds; a desktop that does not say at once counts as somebody being there

_MUTTER = (
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
    "GetIdletime",
)

ASKED = (*(name for name, _ in _SAVERS), _MUTTER[0])
"""The names on the bus of those that are asked; a sandbox has to be allowed each."""


class HoldsBack(Protocol):
    """A pop-up back end that can tell of its server's do-not-disturb."""

    def held_back(self) -> bool:
        """Whether the server holds pop-ups back now."""
        ...


class SessionPresence:
    """`ports.Presence` on a Linux desktop. `returned` is called on the bus loop after an unlock."""

    def __init__(
        self,
        bus: Bus,
        popups: HoldsBack,
        returned: Callable[[], None],
        *,
        idle_seconds: Callable[[], float] | None = None,
    ) -> None:
        self._bus = bus
        self._popups = popups
        self._returned = returned
        self._idle_seconds = idle_seconds or self._ask_idle
        self._owners: dict[str, str] = {}  # of the screen savers' names, who is there
        self._locked: set[str] = set()  # the owners that say so

    def watch(self) -> None:
        """Hear of locks from now on. Any thread."""
        for name, path in _SAVERS:
            rule = SignalRule(interface=name, member="ActiveChanged", sender=name)
            self._bus.subscribe(rule, self._hear)
            self._bus.watch_name(name, functools.partial(self._hear_owner, name, path))

    def away(self) -> str:
        """Return why nobody would see a pop-up now, or nothing. From the worker."""
        if self._locked:
            return "the screen is locked"
        if self._popups.held_back():
            return "do-not-disturb is on"
        if self._idle_seconds() > IDLE_AFTER:
            return "nobody has touched the machine for a while"
        return ""

    # --- on the loop ---------------------------------------------------------------------------

    def _hear(self, signal: Signal) -> None:
        match signal.body:
            case (bool(active),):
                self._note(signal.sender, active=active)
            case _:
                log.debug("%s said something else than a truth value", signal.interface)

    def _hear_owner(self, name: str, path: str, owner: str) -> None:
        """Ask one that is there whether it is locked already, and forget one that has gone.

        One that crashed or was replaced locks nothing any more.
        """
        before = self._owners.pop(name, "")
        if owner:
            self._owners[name] = owner
        if before and before not in self._owners.values():
            self._note(before, active=False)
        if owner:

            def answered(reply: Body | BusError) -> None:
                if reply == (True,) and owner in self._owners.values():
                    self._note(owner, active=True)

            self._bus.call(method_call(owner, path, name, "GetActive"), answered, timeout=None)

    def _note(self, owner: str, *, active: bool) -> None:
        """Note what a screen saver says; the same one may say it under several names."""
        was_locked = bool(self._locked)
        if active:
            self._locked.add(owner)
        else:
            self._locked.discard(owner)
        if was_locked and not self._locked:
            self._returned()

    # --- idleness ------------------------------------------------------------------------------

    def _ask_idle(self) -> float:
        """Return the seconds since the last key or mouse event; 0 where nobody tells."""
        for ask in (self._ask_mutter, ask_x_server):
            seconds = ask()
            if seconds is not None:
                return seconds
        return 0.0

    def _ask_mutter(self) -> float | None:
        try:
            if not self._bus.owner_of(_MUTTER[0]):
                return None
            answer = self._bus.ask(method_call(*_MUTTER), timeout=_PATIENCE)
        except BusError as error:
            log.debug("GNOME does not tell how long nobody touched it: %s", error)
            return None
        return _milliseconds(answer)


def ask_x_server() -> float | None:
    """Return how long the X server has seen no input, in seconds; None without one.

    On Wayland, XWayland sees only what goes to its own windows, so its word does not count.
    """
    if not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    from traynews.desktop.xserver import ask_idle_seconds  # noqa: PLC0415 - where it is asked only

    return ask_idle_seconds()


def _milliseconds(answer: Sequence[object]) -> float | None:
    match answer:
        case (int(idle),):
            return idle / 1000
    return None
