"""The session bus: one connection, one loop, owned by the thread that connects and runs it.

Tray, pop-ups, single instance and session hints share the connection, because some servers send a
pop-up's clicks only to the connection that showed it (GNOME). Everything here happens on the loop's
thread, except what is marked *any thread*: that only posts to the loop.

Wire format and authentication are jeepney's; this module is the only one that imports it.
"""

from __future__ import annotations

import functools
import itertools
import logging
import socket
from collections.abc import Callable
from concurrent.futures import Future

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    Parser,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.auth import AuthenticationError
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket

from traynews.desktop.bus.objects import DBUS, Body, CallRefused, Interface, Objects
from traynews.desktop.bus.signals import Signal, SignalRule, matches
from traynews.desktop.loop import Loop, guard
from traynews.errors import BusError

log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds for what the bus daemon itself answers; it takes under a millisecond
_MOST_BYTES = 65536


Reply = Callable[[Body | BusError], None]
"""Hears the answer to a call, or why there is none."""


class Bus:
    """The connection and its loop. Construct, `connect`, export and subscribe, then `run`."""

    def __init__(self, address: str | None = None) -> None:
        self.unique_name = ""
        self._address = address
        self._loop = Loop()
        self._sock: socket.socket | None = None
        self._parser = Parser()
        self._serials = itertools.count(1)
        self._waiting: dict[int, Reply] = {}
        self._objects = Objects()
        self._subscribers: list[tuple[SignalRule, Callable[[Signal], None]]] = []
        # The loop's own, for whoever is handed the bus.
        self.run, self.stop = self._loop.run, self._loop.stop
        self.post, self.after = self._loop.post, self._loop.after
        self.watch, self.unwatch = self._loop.watch, self._loop.unwatch
        self.wait, self.wake_on_signals = self._loop.wait, self._loop.wake_on_signals

    # --- connecting ----------------------------------------------------------------------------

    def connect(self) -> None:
        """Connect and say hello; this thread owns the loop from now on. Raises `BusError`."""
        try:
            where = get_bus(self._address or "SESSION")
            self._sock = prep_socket(where, timeout=_PATIENCE)
        except (OSError, RuntimeError, KeyError, ValueError, AuthenticationError) as error:
            unset = isinstance(error, KeyError)  # jeepney looks the variable up
            why = "DBUS_SESSION_BUS_ADDRESS is not set" if unset else str(error)
            raise BusError(f"no session bus: {why}") from error
        self._loop.open()
        self._loop.watch(self._sock.fileno(), self._read)
        (self.unique_name,) = self.ask(_daemon("Hello"), timeout=_PATIENCE)

    def close(self) -> None:
        """Leave the bus; its daemon takes back every name and object."""
        if self._sock is None:
            return
        self._loop.close()
        self._sock.close()
        self._sock = None
        self._fail_all(BusError("left the session bus"))

    def _read(self) -> None:
        if self._sock is None:
            return
        try:
            data = self._sock.recv(_MOST_BYTES)
        except OSError as error:
            self._lose(f": {error}")
            return
        if not data:
            self._lose("")
            return
        self._parser.add_data(data)
        while (message := self._parser.get_next_message()) is not None:
            self._dispatch(message)

    def _lose(self, why: str) -> None:
        loss = BusError(f"the session bus went away{why}")
        self._loop.fail(loss)
        self._fail_all(loss)

    def _fail_all(self, error: BusError) -> None:
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            one(error)

    # --- asking others -------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Send without waiting for a reply. Any thread."""
        if self._loop.is_mine:
            self._send(message, next(self._serials))
        else:
            self.post(lambda: self._send(message, next(self._serials)))

    def call(self, message: Message, done: Reply, *, timeout: float) -> None:
        """Send, and have `done` called on the loop with the reply, or a `BusError`. Any thread."""
        if self._loop.is_mine:
            self._call(message, done, timeout)
        else:
            self.post(lambda: self._call(message, done, timeout))

    def ask(self, message: Message, *, timeout: float) -> Body:
        """Send and wait for the reply. Raises `BusError`.

        Any thread; on the loop's own thread it turns the loop meanwhile, so use it there only while
        starting up.
        """
        future: Future[Body] = Future()

        def done(reply: Body | BusError) -> None:
            if isinstance(reply, BusError):
                future.set_exception(reply)
            else:
                future.set_result(reply)

        self.call(message, done, timeout=timeout)
        return self.wait(future, timeout=timeout + _PATIENCE)

    def _call(self, message: Message, done: Reply, timeout: float) -> None:
        serial = next(self._serials)
        self._waiting[serial] = done

        def expire() -> None:
            if self._waiting.pop(serial, None) is not None:
                member = message.header.fields.get(HeaderFields.member, "?")
                done(BusError(f"no reply to {member} within {timeout:g} s"))

        try:
            self._send(message, serial)
        except BusError as error:
            if self._waiting.pop(serial, None) is not None:
                done(error)
            return
        self.after(timeout, expire)

    def _send(self, message: Message, serial: int) -> None:
        if self._sock is None:
            raise BusError("not connected to the session bus")
        try:
            self._sock.sendall(message.serialise(serial=serial))
        except OSError as error:
            raise BusError(f"the session bus went away: {error}") from error

    # --- names and signals ---------------------------------------------------------------------

    def own_name(self, name: str, done: Callable[[bool], None]) -> None:
        """Ask for a well-known name, without queueing for it; `done` hears whether it is ours."""
        do_not_queue, primary_owner, already_owner = 4, 1, 4

        def answered(reply: Body | BusError) -> None:
            done(not isinstance(reply, BusError) and reply[0] in (primary_owner, already_owner))

        message = _daemon("RequestName", "su", (name, do_not_queue))
        self.call(message, answered, timeout=_PATIENCE)

    def release_name(self, name: str) -> None:
        """Give a well-known name back."""
        self.send(_daemon("ReleaseName", "s", (name,)))

    def owner_of(self, name: str) -> str:
        """Return the unique name that owns `name`, or nothing. Like `ask`; raises `BusError`."""
        if not self.ask(_daemon("NameHasOwner", "s", (name,)), timeout=_PATIENCE)[0]:
            return ""
        try:
            return str(self.ask(_daemon("GetNameOwner", "s", (name,)), timeout=_PATIENCE)[0])
        except BusError:
            return ""  # it left between the two questions

    def activatable(self, name: str) -> bool:
        """Whether the bus could start an owner for `name`. Like `ask`; raises `BusError`."""
        return name in self.ask(_daemon("ListActivatableNames"), timeout=_PATIENCE)[0]

    def watch_name(self, name: str, changed: Callable[[str], None]) -> None:
        """Have `changed` called with the owner of `name` now (empty: none) and at every change."""
        rule = SignalRule(DBUS, "NameOwnerChanged", sender=DBUS, first_argument=name)
        self.subscribe(rule, lambda signal: changed(str(signal.body[2])))

        def answered(reply: Body | BusError) -> None:
            changed("" if isinstance(reply, BusError) else str(reply[0]))

        self.call(_daemon("GetNameOwner", "s", (name,)), answered, timeout=_PATIENCE)

    def subscribe(self, rule: SignalRule, handle: Callable[[Signal], None]) -> None:
        """Have `handle` called on the loop for every signal that matches `rule`."""
        self._subscribers.append((rule, handle))
        self.send(_daemon("AddMatch", "s", (rule.serialise(),)))

    # --- serving others ------------------------------------------------------------------------

    def export(self, path: str, *interfaces: Interface) -> None:
        """Serve `interfaces` at `path`, with introspection and properties."""
        self._objects.add(path, *interfaces)

    def withdraw(self, path: str) -> None:
        """Serve nothing at `path` any more."""
        self._objects.remove(path)

    def emit(
        self, path: str, interface: str, member: str, signature: str = "", body: Body = ()
    ) -> None:
        """Send a signal from one of our objects. Any thread."""
        self.send(
            new_signal(DBusAddress(path, interface=interface), member, signature or None, body)
        )

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        match message.header.message_type:
            case MessageType.method_return:
                self._settle(fields[HeaderFields.reply_serial], message.body)
            case MessageType.error:
                said = message.body[0] if message.body else ""
                error = BusError(f"{fields[HeaderFields.error_name]}: {said}")
                self._settle(fields[HeaderFields.reply_serial], error)
            case MessageType.signal:
                self._hear(message)
            case MessageType.method_call:
                self._serve(message)

    def _settle(self, serial: int, reply: Body | BusError) -> None:
        waiting = self._waiting.pop(serial, None)
        if waiting is not None:
            guard(functools.partial(waiting, reply))

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        signal = Signal(
            sender=fields.get(HeaderFields.sender, ""),
            path=fields.get(HeaderFields.path, ""),
            interface=fields.get(HeaderFields.interface, ""),
            member=fields.get(HeaderFields.member, ""),
            body=message.body,
        )
        for rule, handle in list(self._subscribers):
            if matches(rule, signal):
                guard(functools.partial(handle, signal))

    def _serve(self, message: Message) -> None:
        wants_reply = not message.header.flags & MessageFlag.no_reply_expected
        try:
            fields = message.header.fields
            signature, body = self._objects.answer(
                fields[HeaderFields.path],
                fields.get(HeaderFields.interface, ""),
                fields[HeaderFields.member],
                fields.get(HeaderFields.signature, ""),
                message.body,
            )
            reply = new_method_return(message, signature or None, body)
        except CallRefused as refusal:
            reply = new_error(message, refusal.name, "s", (refusal.text,))
        except Exception as error:
            log.exception("a call on the bus failed")
            reply = new_error(message, f"{DBUS}.Error.Failed", "s", (type(error).__name__,))
        if wants_reply:
            self._send(reply, next(self._serials))


def method_call(
    destination: str, path: str, interface: str, member: str, signature: str = "", body: Body = ()
) -> Message:
    """Build a call of somebody else's method."""
    address = DBusAddress(path, bus_name=destination, interface=interface)
    return new_method_call(address, member, signature or None, body)


def _daemon(member: str, signature: str = "", body: Body = ()) -> Message:
    return method_call(DBUS, "/org/freedesktop/DBus", DBUS, member, signature, body)
