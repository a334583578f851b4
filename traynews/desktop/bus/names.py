"""Whom to believe: who owns which name, and which signals count. On the bus loop.

A signal counts only from its sender. The daemon filters what is broadcast, but anybody may send a
signal of any name to us alone, which no match rule keeps out: so the sender, for which the daemon
vouches, is compared with the owner of the name, as the daemon tells it.

All of it is told again to a bus that comes after this one has gone (`resume`).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable

from traynews.desktop.bus.objects import DBUS, Body
from traynews.desktop.bus.signals import Signal, SignalRule, matches
from traynews.desktop.loop import guard
from traynews.errors import BusError

Changed = Callable[[str], None]
"""Hears who owns a name now; empty: nobody."""

AskDaemon = Callable[[str, str, Body, Callable[[Body | BusError], None]], None]
"""Calls a method of the daemon: member, signature, arguments, who hears the answer."""

_OWNER_CHANGED = "NameOwnerChanged"
_DO_NOT_QUEUE = 4
_OURS = (1, 4)  # primary owner; owned already


class Names:
    """The names that are watched and owned, and who listens to which signals."""

    def __init__(self, ask: AskDaemon) -> None:
        self._ask = ask
        self._owners: dict[str, str] = {DBUS: DBUS}
        self._watchers: defaultdict[str, list[Changed]] = defaultdict(list)
        self._listeners: list[tuple[SignalRule, Callable[[Signal], None]]] = []
        self._wished: dict[str, Callable[[bool], None]] = {}

    # --- names ---------------------------------------------------------------------------------

    def own(self, name: str, done: Callable[[bool], None]) -> None:
        """Ask for a name, without queueing for it; `done` hears whether it is ours."""
        self._wished[name] = done

        def answered(reply: Body | BusError) -> None:
            done(not isinstance(reply, BusError) and reply[0] in _OURS)

        self._ask("RequestName", "su", (name, _DO_NOT_QUEUE), answered)

    def release(self, name: str) -> None:
        """Give a name back."""
        self._wished.pop(name, None)
        self._ask("ReleaseName", "s", (name,), _hear_nothing)

    def watch(self, name: str, changed: Changed) -> None:
        """Have `changed` called with the owner of `name` now, and at every change."""
        if name not in self._watchers:
            self._match(_rule_of(name))
        self._watchers[name].append(changed)
        self._ask_owner(name, changed)

    def _ask_owner(self, name: str, changed: Changed) -> None:
        def answered(reply: Body | BusError) -> None:
            owner = "" if isinstance(reply, BusError) else str(reply[0])
            self._owners[name] = owner
            changed(owner)

        self._ask("GetNameOwner", "s", (name,), answered)

    # --- signals -------------------------------------------------------------------------------

    def subscribe(self, rule: SignalRule, handle: Callable[[Signal], None]) -> None:
        """Have `handle` called for every signal that matches `rule` and comes from its sender."""
        if rule.sender != DBUS and rule.sender not in self._watchers:
            self.watch(rule.sender, _hear_nothing)
        self._listeners.append((rule, handle))
        self._match(rule)

    def _match(self, rule: SignalRule) -> None:
        self._ask("AddMatch", "s", (rule.serialise(),), _hear_nothing)

    def hear(self, signal: Signal) -> None:
        """Hand a signal to whom it may concern."""
        if signal.sender == DBUS and signal.member == _OWNER_CHANGED:
            self._hear_change(signal)
        for rule, handle in list(self._listeners):
            if matches(rule, signal, self._owners.get(rule.sender, "")):
                guard(functools.partial(handle, signal))

    def is_awaited(self, sender: str, interface: str, member: str) -> bool:
        """Whether anybody listens to signals of that name from there."""
        if sender == DBUS and member == _OWNER_CHANGED:
            return True
        return any(
            (rule.interface, rule.member) == (interface, member)
            and self._owners.get(rule.sender, "") == sender
            for rule, _ in self._listeners
        )

    def _hear_change(self, signal: Signal) -> None:
        match signal.body:
            case (str(name), str(), str(owner)) if name in self._watchers:
                self._set_owner(name, owner)

    def _set_owner(self, name: str, owner: str) -> None:
        self._owners[name] = owner
        for changed in list(self._watchers[name]):
            guard(functools.partial(changed, owner))

    # --- when the bus goes and comes -----------------------------------------------------------

    def lose(self) -> None:
        """Note that the bus has gone, and everybody on it."""
        for name in list(self._watchers):
            if self._owners.get(name):
                self._set_owner(name, "")

    def resume(self) -> None:
        """Tell a new bus what the last one knew."""
        for name, done in list(self._wished.items()):
            self.own(name, done)
        for rule, _ in self._listeners:
            self._match(rule)
        for name, watchers in list(self._watchers.items()):
            self._match(_rule_of(name))
            for changed in list(watchers):
                self._ask_owner(name, changed)


def _rule_of(name: str) -> SignalRule:
    return SignalRule(interface=DBUS, member=_OWNER_CHANGED, sender=DBUS, first_argument=name)


def _hear_nothing(_: object) -> None:
    """Hear an answer that changes nothing."""
