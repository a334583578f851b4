"""The session bus: one connection, one loop, owned by the thread that connects and runs it.

Tray, pop-ups, single instance and session hints share the connection, because some servers send a
pop-up's clicks only to the connection that showed it (GNOME). Everything here happens on the loop's
thread, except what is marked *any thread*: that only posts to the loop.

Wire format and authentication are jeepney's; this module is the only one that imports it.
"""

from __future__ import annotations

import contextlib
import functools
import heapq
import itertools
import logging
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import TypeVar

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

from traynews.desktop.objects import DBUS, Body, CallRefused, Interface, Objects
from traynews.errors import BusError

log = logging.getLogger(__name__)

_T = TypeVar("_T")
_PATIENCE = 2.0  # seconds for what the bus daemon itself answers; it takes under a millisecond
_MOST_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that arrived. `sender` is the unique name of who sent it."""

    sender: str
    path: str
    interface: str
    member: str
    body: Body


@dataclass(frozen=True, slots=True)
class SignalRule:
    """Which signals to hear; empty conditions match all. D-Bus names hold no quotes."""

    interface: str
    member: str
    path: str = ""
    sender: str = ""
    first_argument: str = ""

    def serialise(self) -> str:
        """Return the rule as `AddMatch` takes it."""
        conditions = {
            "type": "signal",
            "sender": self.sender,
            "interface": self.interface,
            "member": self.member,
            "path": self.path,
            "arg0": self.first_argument,
        }
        return ",".join(f"{key}='{value}'" for key, value in conditions.items() if value)


Reply = Callable[[Body | BusError], None]
"""Hears the answer to a call, or why there is none."""


class Bus:
    """The connection and its loop. Construct, `connect`, export and subscribe, then `run`."""

    def __init__(self, address: str | None = None) -> None:
        self.unique_name = ""
        self._address = address
        self._sock: socket.socket | None = None
        self._parser = Parser()
        self._serials = itertools.count(1)
        self._inbox: deque[Callable[[], None]] = deque()
        self._wake_in, self._wake_out = -1, -1
        self._selector: selectors.BaseSelector | None = None
        self._owner: int | None = None
        self._waiting: dict[int, Reply] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._objects = Objects()
        self._subscribers: list[tuple[SignalRule, Callable[[Signal], None]]] = []
        self._stopping = False

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
        self._owner = threading.get_ident()
        self._wake_in, self._wake_out = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._sock, selectors.EVENT_READ)
        self._selector.register(self._wake_in, selectors.EVENT_READ)
        (self.unique_name,) = self.ask(_daemon("Hello"), timeout=_PATIENCE)

    def close(self) -> None:
        """Leave the bus; its daemon takes back every name and object."""
        if self._sock is None:
            return
        if self._selector is not None:
            self._selector.close()
        self._sock.close()
        self._sock = None
        for fd in (self._wake_in, self._wake_out):
            os.close(fd)
        self._wake_in = self._wake_out = -1
        self._fail_all(BusError("left the session bus"))

    # --- the loop ------------------------------------------------------------------------------

    def run(self) -> None:
        """Serve until `stop`. Raises `BusError` when the bus goes away."""
        self._owner = threading.get_ident()
        while not self._stopping:
            self._turn(None)

    def stop(self) -> None:
        """End `run`. Any thread."""
        self.post(self._halt)

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` run on the loop, in the order posted. Any thread."""
        self._inbox.append(action)
        if self._wake_out >= 0:
            # A full pipe wakes the loop all the same; a closed one has no loop to wake.
            with contextlib.suppress(OSError):
                os.write(self._wake_out, b"\0")

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Have `action` run on the loop, `seconds` from now. Loop thread."""
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._serials), action))

    def watch(self, fd: int, ready: Callable[[], None]) -> None:
        """Have `ready` called on the loop whenever `fd` can be read. Loop thread."""
        if self._selector is not None:
            self._selector.register(fd, selectors.EVENT_READ, ready)

    def unwatch(self, fd: int) -> None:
        """Watch `fd` no more. Loop thread."""
        if self._selector is not None:
            self._selector.unregister(fd)

    def _halt(self) -> None:
        self._stopping = True

    def _turn(self, timeout: float | None) -> None:
        """Wait for one thing to happen, at most `timeout` seconds, and deal with it."""
        if self._selector is None or self._sock is None:
            raise BusError("not connected to the session bus")
        if self._timers:
            until = max(0.0, self._timers[0][0] - time.monotonic())
            timeout = until if timeout is None else min(timeout, until)
        if self._inbox:
            timeout = 0.0
        for key, _ in self._selector.select(timeout):
            if key.data is not None:
                _guarded(key.data)
            elif key.fd == self._wake_in:
                self._drain_wake()
            else:
                self._read()
        while self._inbox and not self._stopping:
            _guarded(self._inbox.popleft())
        while self._timers and self._timers[0][0] <= time.monotonic():
            _guarded(heapq.heappop(self._timers)[2])

    def _drain_wake(self) -> None:
        try:
            while os.read(self._wake_in, 4096):
                pass
        except BlockingIOError:
            pass

    def _read(self) -> None:
        assert self._sock is not None  # noqa: S101 - _turn has checked
        try:
            data = self._sock.recv(_MOST_BYTES)
        except OSError as error:
            raise self._lost(error) from error
        if not data:
            raise self._lost(None)
        self._parser.add_data(data)
        while (message := self._parser.get_next_message()) is not None:
            self._dispatch(message)

    def _lost(self, error: OSError | None) -> BusError:
        loss = BusError(f"the session bus went away{f': {error}' if error else ''}")
        self._fail_all(loss)
        return loss

    def _fail_all(self, error: BusError) -> None:
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            one(error)

    # --- asking others -------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Send without waiting for a reply. Any thread."""
        if threading.get_ident() == self._owner:
            self._send(message, next(self._serials))
        else:
            self.post(lambda: self._send(message, next(self._serials)))

    def call(self, message: Message, done: Reply, *, timeout: float) -> None:
        """Send, and have `done` called on the loop with the reply, or a `BusError`. Any thread."""
        if threading.get_ident() == self._owner:
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

    def wait(self, future: Future[_T], *, timeout: float) -> _T:
        """Wait until something on the loop settles `future`, and return its result.

        Any thread; on the loop's own thread it turns the loop meanwhile. Raises what the future was
        settled with, and `BusError` when the loop itself is stuck or gone.
        """
        if threading.get_ident() == self._owner:
            deadline = time.monotonic() + timeout
            while not future.done() and (left := deadline - time.monotonic()) > 0:
                self._turn(left)
            timeout = 0.0
        try:
            return future.result(timeout)
        except FutureTimeout as error:
            raise BusError("the session bus loop does not answer") from error

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
            _guarded(functools.partial(waiting, reply))

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
            if _matches(rule, signal):
                _guarded(functools.partial(handle, signal))

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


def _matches(rule: SignalRule, signal: Signal) -> bool:
    # The daemon has matched the sender's well-known name already; what arrives has a unique one.
    return (
        rule.interface == signal.interface
        and rule.member == signal.member
        and rule.path in ("", signal.path)
        and (not rule.first_argument or signal.body[:1] == (rule.first_argument,))
    )


def _guarded(action: Callable[[], None]) -> None:
    """Run one handler; what it raises must not end the loop that tray and pop-ups live on."""
    try:
        action()
    except Exception:
        log.exception("a handler on the bus loop failed")
