"""Everything that is said on a test desktop's bus, for tests that count calls and signals."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.desktop.programs import wait_for

_MONITORING = DBusAddress(
    "/org/freedesktop/DBus",
    bus_name="org.freedesktop.DBus",
    interface="org.freedesktop.DBus.Monitoring",
)
BUS = DBusAddress(
    "/org/freedesktop/DBus",
    bus_name="org.freedesktop.DBus",
    interface="org.freedesktop.DBus",
)
_MARK = DBusAddress("/org/traynews/tests", interface="org.traynews.tests.Eavesdropper")


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: `kind` is `method_call`, `method_return`, `error` or `signal`."""

    kind: str
    interface: str
    member: str
    path: str
    sender: str
    destination: str
    body: tuple[Any, ...]


class Eavesdropper:
    """A monitor of the bus in a thread of its own; use it as a context manager.

    `rules` are match rules (`interface='org.freedesktop.Notifications'`); none hears everything.
    The list only grows and is read by index, so no lock is needed.
    """

    def __init__(self, address: str, rules: Sequence[str] = ()) -> None:
        self._heard: list[Heard] = []
        self._marks, self._marked = itertools.count(1), 0
        self._voice = open_dbus_connection(address)
        self._connection = open_dbus_connection(address)
        wanted = [*rules, f"interface='{_MARK.interface}'"] if rules else []
        call = new_method_call(_MONITORING, "BecomeMonitor", "asu", (wanted, 0))
        unwrap_msg(self._connection.send_and_get_reply(call, timeout=30))
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="eavesdropper", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening; what was heard stays."""
        self._closing.set()
        self._thread.join(20)
        self._connection.close()
        self._voice.close()

    def heard(self, member: str = "", *, kind: str = "", interface: str = "") -> list[Heard]:
        """Return what was said so far, in order; empty conditions match all.

        So far is what the bus has passed on until now, however late our thread hears it.
        """
        self._catch_up()
        return self._find(member, kind=kind, interface=interface)

    def _catch_up(self) -> None:
        """Say something, and wait until it was heard: then all was that was said before it."""
        mark = next(self._marks)
        try:
            self._voice.send(new_signal(_MARK, "Mark", "u", (mark,)))
        except OSError:
            return  # the bus has ended, and nothing more is said
        wait_for(
            lambda: self._marked >= mark or not self._thread.is_alive(), 20, "the mark is heard"
        )

    def _find(self, member: str, *, kind: str = "", interface: str = "") -> list[Heard]:
        return [
            message
            for message in tuple(self._heard)
            if member in {"", message.member}
            and kind in {"", message.kind}
            and interface in {"", message.interface}
        ]

    def wait_for(
        self,
        member: str,
        *,
        count: int = 1,
        timeout: float = 5.0,
        matching: Callable[[Heard], bool] = lambda _: True,
    ) -> list[Heard]:
        """Return the messages of that name once there are `count`; waits as `wait_for` does."""

        def found() -> list[Heard]:
            return [message for message in self._find(member) if matching(message)]

        wait_for(lambda: len(found()) >= count, timeout, f"{count} x {member} on the bus")
        return found()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                message = _read(self._connection.receive(timeout=0.1))
            except TimeoutError:
                continue
            except (ConnectionError, OSError):
                return  # the bus has ended, and with it what can be heard
            if message.interface != _MARK.interface:
                self._heard.append(message)
            elif message.sender == self._voice.unique_name:
                self._marked = message.body[0]


def _read(message: Message) -> Heard:
    fields = message.header.fields
    return Heard(
        kind=MessageType(message.header.message_type).name,
        interface=fields.get(HeaderFields.interface, ""),
        member=fields.get(HeaderFields.member, ""),
        path=fields.get(HeaderFields.path, ""),
        sender=fields.get(HeaderFields.sender, ""),
        destination=fields.get(HeaderFields.destination, ""),
        body=message.body,
    )
