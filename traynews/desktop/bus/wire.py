"""The bus's wire format: what arrives and what is sent. The one module that imports jeepney.

What arrives is a stranger's: anybody on the bus may send us anything that the daemon lets through.
A body is read only when somebody wants it, what is too long to be meant for us is skipped without
being kept, and what cannot be read costs that message and not the connection. (jeepney's own
`Parser` loses its place in the stream there: one message with a file descriptor's index and no
descriptor, which dbus-daemon 1.14 lets through, ended all talk with the bus.)
"""

from __future__ import annotations

import logging
import socket
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from traynews.desktop.bus.objects import DBUS, Body
from traynews.errors import BusError

try:
    from jeepney import (
        DBusAddress,
        HeaderFields,
        Message,
        MessageFlag,
        MessageType,
        new_method_call,
    )
    from jeepney import new_error as _new_error
    from jeepney import new_method_return as _new_method_return
    from jeepney import new_signal as _new_signal
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import prep_socket
    from jeepney.low_level import Header, parse_signature
except ImportError as missing:  # not Linux, or not installed as it should be
    raise BusError("no session bus without jeepney, which is not installed") from missing

__all__ = [
    "LONGEST",
    "Arrived",
    "Incoming",
    "Kind",
    "Message",
    "connect",
    "daemon_call",
    "destination_of",
    "member_of",
    "method_call",
    "new_error",
    "new_return",
    "new_signal",
    "property_call",
]

log = logging.getLogger(__name__)

LONGEST = 1 << 17
"""Bytes of a message that is read. The longest that is meant for us lists the names on the bus
(about 15 kB); a panel that asks for every row of a menu of a thousand sends 4 kB. jeepney takes
0.2 s for the worst that fits."""

_FIXED = 16  # bytes that tell how long a message is
_ORDERS = {b"l": "<", b"B": ">"}


class Kind(Enum):
    """What a message is."""

    CALL = MessageType.method_call
    RETURN = MessageType.method_return
    ERROR = MessageType.error
    SIGNAL = MessageType.signal


@dataclass(frozen=True)
class Arrived:
    """A message that arrived; the daemon vouches for `sender`, and nobody for the rest."""

    kind: Kind
    sender: str
    path: str
    interface: str
    member: str
    signature: str
    reply_serial: int
    error: str
    wants_reply: bool
    header: Header
    raw: bytes | None  # None where it was too long to be kept
    start: int  # of the body in `raw`

    @cached_property
    def body(self) -> Body:
        """Its arguments. Raises `BusError` where they cannot be read."""
        if self.raw is None:
            raise BusError(f"the message is longer than {LONGEST} bytes")
        if not self.signature:
            return ()
        try:
            shape = parse_signature(list(f"({self.signature})"))
            values, _ = shape.parse_data(self.raw, self.start, self.header.endianness)
        except Exception as error:  # whatever it stumbles over
            raise BusError(f"the message cannot be read: {error!r}") from error
        return tuple(values)


class Incoming:
    """Cuts the stream into messages."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._skipping = 0  # bytes of a message too long to be kept

    def feed(self, data: bytes) -> Iterator[Arrived]:
        """Take bytes in, and yield the messages that are whole. Raises `BusError` where it is lost.

        Of a message that is too long only the header is kept, so that its sender hears of it.
        """
        self._held += data
        while True:
            gone = min(self._skipping, len(self._held))
            del self._held[:gone]
            self._skipping -= gone
            if self._skipping or len(self._held) < _FIXED:
                return
            start, whole = _measure(self._held)
            kept = whole if whole <= LONGEST else start
            if kept > LONGEST:
                self._skipping = whole
                continue
            if len(self._held) < kept:
                return
            raw = bytes(self._held[:kept])
            self._skipping = whole
            arrived = _read(raw, start, is_whole=kept == whole)
            if arrived is not None:
                yield arrived


def _measure(held: bytearray) -> tuple[int, int]:
    """Return where the body starts, and how long the message is."""
    order = _ORDERS.get(bytes(held[:1]))
    if order is None:
        raise BusError("what comes from the bus is not D-Bus")
    body, _serial, fields = struct.unpack_from(f"{order}III", held, 4)
    start = (_FIXED + fields + 7) // 8 * 8
    return start, start + body


def _read(raw: bytes, start: int, *, is_whole: bool) -> Arrived | None:
    try:
        header, _ = Header.from_buffer(raw)
        fields: dict[HeaderFields, Any] = header.fields
        return Arrived(
            kind=Kind(header.message_type),
            sender=fields.get(HeaderFields.sender, ""),
            path=fields.get(HeaderFields.path, ""),
            interface=fields.get(HeaderFields.interface, ""),
            member=fields.get(HeaderFields.member, ""),
            signature=fields.get(HeaderFields.signature, ""),
            reply_serial=fields.get(HeaderFields.reply_serial, 0),
            error=fields.get(HeaderFields.error_name, ""),
            wants_reply=not header.flags & MessageFlag.no_reply_expected,
            header=header,
            raw=raw if is_whole else None,
            start=start,
        )
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over: a kind or field of later years
        log.debug("a message on the bus cannot be read: %r", error)
        return None


# --- sending -----------------------------------------------------------------------------------


def connect(places: Sequence[str], *, timeout: float) -> socket.socket:
    """Return a connection to the first of these sockets that answers. Raises `BusError`.

    Sending on it fails after `timeout` seconds where the daemon takes nothing in.
    """
    reasons = []
    for place in places:
        try:
            connected: socket.socket = prep_socket(place, timeout=timeout)
        except (OSError, ValueError, RuntimeError, AuthenticationError) as error:
            reasons.append(
                f"{place.replace(chr(0), '@')}: {getattr(error, 'strerror', '') or error}"
            )
            continue
        connected.settimeout(timeout)
        return connected
    nowhere = "neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR names one that can be used"
    raise BusError(f"no session bus: {'; '.join(reasons) or nowhere}")


def method_call(
    destination: str, path: str, interface: str, member: str, signature: str = "", body: Body = ()
) -> Message:
    """Build a call of somebody else's method."""
    address = DBusAddress(path, bus_name=destination, interface=interface)
    return new_method_call(address, member, signature or None, body)


def daemon_call(member: str, signature: str = "", body: Body = ()) -> Message:
    """Build a call of the bus daemon's own."""
    return method_call(DBUS, "/org/freedesktop/DBus", DBUS, member, signature, body)


def property_call(destination: str, path: str, interface: str, name: str) -> Message:
    """Build the question for a property; the answer is a variant."""
    properties = f"{DBUS}.Properties"
    return method_call(destination, path, properties, "Get", "ss", (interface, name))


def new_signal(path: str, interface: str, member: str, signature: str, body: Body) -> Message:
    """Build a signal."""
    return _new_signal(DBusAddress(path, interface=interface), member, signature or None, body)


def new_return(to: Arrived, signature: str, body: Body) -> Message:
    """Build the answer to a call."""
    return _new_method_return(Message(to.header, ()), signature or None, body)


def new_error(to: Arrived, name: str, text: str) -> Message:
    """Build the refusal of a call."""
    return _new_error(Message(to.header, ()), name, "s", (text,))


def destination_of(message: Message) -> str:
    """Return whom a message goes to."""
    return str(message.header.fields.get(HeaderFields.destination, ""))


def member_of(message: Message) -> str:
    """Return what a message calls or says."""
    return str(message.header.fields.get(HeaderFields.member, "?"))
