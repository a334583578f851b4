"""The session bus: one connection, one loop, owned by the thread that connects and runs it.

Tray, pop-ups, single instance and session hints share the connection, because some servers send a
pop-up's clicks only to the connection that showed it (GNOME). Everything here happens on the loop's
thread, except what is marked *any thread*: that only posts to the loop.

The loop outlives the bus: after a loss everybody hears that all names have gone, `when_lost` is
called, and `connect` may be tried again; names, signals and objects are then as before.
"""

from __future__ import annotations

import functools
import itertools
import logging
import os
import socket
from collections.abc import Callable
from concurrent.futures import Future

from traynews.desktop.bus import wire
from traynews.desktop.bus.address import list_sockets
from traynews.desktop.bus.names import Names
from traynews.desktop.bus.objects import DBUS, Body, CallRefused, Interface, Objects
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import Arrived, Incoming, Kind, daemon_call
from traynews.desktop.loop import Loop, guard
from traynews.errors import BusError

log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds for what the bus daemon itself answers; it takes under a millisecond
_MOST_BYTES = 65536

Reply = Callable[[Body | BusError], None]
"""Hears the answer to a call, or why there is none."""


class Bus:
    """The connection and its loop. Construct, `connect`, export and subscribe, then `run`."""

    def __init__(self, address: str = "") -> None:
        self.unique_name = ""
        self._address = address
        self._loop = Loop()
        self._sock: socket.socket | None = None
        self._incoming = Incoming()
        self._serials = itertools.count(1)
        self._waiting: dict[int, tuple[str, Reply]] = {}  # by serial: whom we asked, who hears
        self._objects = Objects()
        self._names = Names(self._ask_daemon)
        self._lost: Callable[[BusError], None] = _hear_nothing
        # The loop's own, for whoever is handed the bus.
        self.run, self.stop = self._loop.run, self._loop.stop
        self.post, self.after = self._loop.post, self._loop.after
        self.watch, self.unwatch = self._loop.watch, self._loop.unwatch
        self.wait, self.wake_on_signals = self._loop.wait, self._loop.wake_on_signals

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread is the loop's own. Any thread."""
        return self._loop.is_mine

    # --- connecting ----------------------------------------------------------------------------

    def connect(self) -> None:
        """Connect and say hello; this thread owns the loop from now on. Raises `BusError`.

        Tries every address there is, in the order of the session's list.
        """
        self._sock = wire.connect(list_sockets(os.environ, self._address), timeout=_PATIENCE)
        self._incoming = Incoming()
        self._loop.open()
        self._loop.watch(self._sock.fileno(), self._read)
        try:
            (self.unique_name,) = self.ask(daemon_call("Hello"), timeout=_PATIENCE)
        except BusError as error:
            self._drop(error)
            raise
        self._names.resume()

    def when_lost(self, lost: Callable[[BusError], None]) -> None:
        """Have `lost` called on the loop when the bus goes away."""
        self._lost = lost

    def close(self) -> None:
        """Leave the bus; its daemon takes back every name and object."""
        self._drop(BusError("left the session bus"))
        self._loop.close()

    def _read(self) -> None:
        if self._sock is None:
            return
        try:
            data = self._sock.recv(_MOST_BYTES)
            for message in self._incoming.feed(data):
                self._dispatch(message)
        except (OSError, BusError) as error:
            self._lose(error)
        else:
            if not data:
                self._lose("its end was closed")

    def _lose(self, cause: object) -> None:
        """Tell everybody; the same whether it was noticed by reading or by writing."""
        if self._sock is not None:
            log.info("the session bus went away: %s", cause)
            why = BusError("the session bus went away")
            self._drop(why)
            self._names.lose()
            self._lost(why)

    def _drop(self, why: BusError) -> None:
        if self._sock is None:
            return
        self._loop.unwatch(self._sock.fileno())
        self._sock.close()
        self._sock = None
        waiting, self._waiting = self._waiting, {}
        for _, done in waiting.values():
            guard(functools.partial(done, why))

    # --- asking others -------------------------------------------------------------------------

    def send(self, message: wire.Message) -> None:
        """Send without waiting for a reply; nothing is said where there is no bus. Any thread."""
        self._here(lambda: self._send(message, next(self._serials)))

    def call(self, message: wire.Message, done: Reply, *, timeout: float | None) -> None:
        """Send, and have `done` called on the loop with the reply, or a `BusError`. Any thread.

        Without a `timeout` the reply is waited for as long as whoever was asked is on the bus.
        """
        self._here(lambda: self._call(message, done, timeout))

    def ask(self, message: wire.Message, *, timeout: float) -> Body:
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

    def _here(self, action: Callable[[], None]) -> None:
        """Run it on the loop: now, if that is here."""
        if self._loop.is_mine:
            action()
        else:
            self.post(action)

    def _call(self, message: wire.Message, done: Reply, timeout: float | None) -> None:
        if self._sock is None:
            done(BusError("not connected to the session bus"))
            return
        serial = next(self._serials)
        self._waiting[serial] = (wire.destination_of(message), done)

        def expire() -> None:
            if self._waiting.pop(serial, None) is not None:
                done(BusError(f"no reply to {wire.member_of(message)} within {timeout:g} s"))

        if timeout is not None:
            self.after(timeout, expire)
        self._send(message, serial)

    def _send(self, message: wire.Message, serial: int) -> None:
        if self._sock is None:
            return
        try:
            self._sock.sendall(message.serialise(serial=serial))
        except OSError as error:  # half of a message may have gone: nothing can follow it
            self._lose(error)

    def _ask_daemon(self, member: str, signature: str, body: Body, done: Reply) -> None:
        self._call(daemon_call(member, signature, body), done, _PATIENCE)

    # --- names and signals ---------------------------------------------------------------------

    def own_name(self, name: str, done: Callable[[bool], None]) -> None:
        """Ask for a well-known name, without queueing for it; `done` hears whether it is ours.

        Any thread. It is asked for again on a bus that comes later, and `done` called again.
        """
        self._here(lambda: self._names.own(name, done))

    def release_name(self, name: str) -> None:
        """Give a well-known name back. Any thread."""
        self._here(lambda: self._names.release(name))

    def owner_of(self, name: str) -> str:
        """Return the unique name that owns `name`, or nothing. Like `ask`; raises `BusError`."""
        if not self.ask(daemon_call("NameHasOwner", "s", (name,)), timeout=_PATIENCE)[0]:
            return ""
        try:
            return str(self.ask(daemon_call("GetNameOwner", "s", (name,)), timeout=_PATIENCE)[0])
        except BusError:
            return ""  # it left between the two questions

    def activatable(self, name: str) -> bool:
        """Whether the bus could start an owner for `name`. Like `ask`; raises `BusError`."""
        return name in self.ask(daemon_call("ListActivatableNames"), timeout=_PATIENCE)[0]

    def watch_name(self, name: str, changed: Callable[[str], None]) -> None:
        """Have `changed` called with the owner of `name` now (empty: none) and at every change.

        Any thread.
        """
        self._here(lambda: self._names.watch(name, changed))

    def subscribe(self, rule: SignalRule, handle: Callable[[Signal], None]) -> None:
        """Have `handle` called on the loop for every signal that matches `rule`. Any thread."""
        self._here(lambda: self._names.subscribe(rule, handle))

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
        self.send(wire.new_signal(path, interface, member, signature, body))

    def _dispatch(self, message: Arrived) -> None:
        match message.kind:
            case Kind.RETURN | Kind.ERROR:
                self._settle(message)
            case Kind.SIGNAL:
                self._hear(message)
            case Kind.CALL:
                self._serve(message)

    def _settle(self, message: Arrived) -> None:
        asked, done = self._waiting.get(message.reply_serial, ("", None))
        # Who was asked by a well-known name answers by another, which only the daemon knows.
        if done is None or (asked.startswith((":", DBUS)) and asked != message.sender):
            return
        del self._waiting[message.reply_serial]
        reply: Body | BusError
        try:
            reply = message.body
            if message.kind is Kind.ERROR:
                reply = BusError(f"{message.error}: {reply[0] if reply else ''}")
        except BusError as error:
            reply = error
        guard(functools.partial(done, reply))

    def _hear(self, message: Arrived) -> None:
        about = (message.interface, message.member)
        if not self._names.is_awaited(message.sender, *about):
            return
        try:
            signal = Signal(message.sender, message.path, *about, message.body)
        except BusError as error:
            log.debug("a signal of %s: %s", message.sender, error)
            return
        self._names.hear(signal)

    def _serve(self, message: Arrived) -> None:
        try:
            call = (message.path, message.interface, message.member, message.signature)
            signature, body = self._objects.answer(*call, lambda: message.body)
            reply = wire.new_return(message, signature, body)
        except CallRefused as refusal:
            reply = wire.new_error(message, refusal.name, refusal.text)
        except BusError as error:
            reply = wire.new_error(message, f"{DBUS}.Error.InvalidArgs", str(error))
        except Exception as error:
            log.exception("a call on the bus failed")
            reply = wire.new_error(message, f"{DBUS}.Error.Failed", type(error).__name__)
        if message.wants_reply:
            self._send(reply, next(self._serials))


def _hear_nothing(_: BusError) -> None:
    """Stand for whoever does not want to hear of a loss."""
