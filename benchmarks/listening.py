# ruff: noqa: INP001 - scripts beside the package
"""When something was said on a session bus, by the clock of the one who listens."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self

from jeepney import HeaderFields, Message, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.desktop.eavesdropper import _MONITORING


class Listener:
    """A monitor of the bus that hands out messages with the moment at which each came in.

    Nothing else runs in the thread that waits, so that moment is right to a fraction of a
    millisecond. `rules` are match rules; none hears everything.
    """

    def __init__(self, address: str, *rules: str) -> None:
        self._connection = open_dbus_connection(address)
        call = new_method_call(_MONITORING, "BecomeMonitor", "asu", (list(rules), 0))
        unwrap_msg(self._connection.send_and_get_reply(call, timeout=5))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def wait_for(self, matching: Callable[[Message], bool], timeout: float) -> float:
        """Return when the next such message came (`time.perf_counter`); TimeoutError if none."""
        deadline = time.perf_counter() + timeout
        while True:
            message = self._connection.receive(timeout=max(0.001, deadline - time.perf_counter()))
            heard = time.perf_counter()
            if matching(message):
                return heard


def is_call(member: str) -> Callable[[Message], bool]:
    """Match calls of a method."""

    def matching(message: Message) -> bool:
        return (
            message.header.message_type is MessageType.method_call
            and message.header.fields.get(HeaderFields.member) == member
        )

    return matching


class Pictures:
    """Matches the answer in which a tray icon hands its picture to the panel."""

    def __init__(self) -> None:
        self._asked: set[tuple[str, int]] = set()

    def __call__(self, message: Message) -> bool:
        """Whether this message is that answer; questions are remembered."""
        fields = message.header.fields
        if message.header.message_type is MessageType.method_call:
            wanted = fields.get(HeaderFields.member) == "GetAll" or "IconPixmap" in message.body
            if wanted and "StatusNotifierItem" in str(message.body) + fields[HeaderFields.path]:
                self._asked.add((fields.get(HeaderFields.sender, ""), message.header.serial))
            return False
        if message.header.message_type is not MessageType.method_return or not message.body:
            return False
        key = (fields.get(HeaderFields.destination, ""), fields[HeaderFields.reply_serial])
        if key not in self._asked:
            return False
        answer = message.body[0]
        return not isinstance(answer, dict) or bool(answer.get("IconPixmap", ("", []))[1])
