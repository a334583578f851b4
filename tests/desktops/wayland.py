"""A mouse for compositors of the wlroots family: zwlr_virtual_pointer_v1, in raw Wayland."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable, Mapping

_DISPLAY, _REGISTRY, _SYNC, _MANAGER, _POINTER = range(1, 6)
_BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}  # linux/input-event-codes.h
_GLOBAL = "zwlr_virtual_pointer_manager_v1"


class Pointer:
    """A mouse on a screen of this size."""

    def __init__(self, environment: Mapping[str, str], size: tuple[int, int]) -> None:
        self._size = size
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(5)
        path = os.path.join(environment["XDG_RUNTIME_DIR"], environment["WAYLAND_DISPLAY"])  # noqa: PTH118
        self._socket.connect(path)
        self._received = b""
        self._ask(_DISPLAY, 1, struct.pack("<I", _REGISTRY))
        names = self._list_globals()
        bind = struct.pack("<I", names[_GLOBAL]) + _string(_GLOBAL)
        self._ask(_REGISTRY, 0, bind + struct.pack("<II", 1, _MANAGER))
        self._ask(_MANAGER, 0, struct.pack("<II", 0, _POINTER))

    def close(self) -> None:
        """Unplug it."""
        self._socket.close()

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""
        for at in (x - 1, x):  # a place that it has already is no motion
            self._ask(_POINTER, 1, struct.pack("<IIIII", _now(), at, y, *self._size))
            self._ask(_POINTER, 4)

    def press(self, button: int) -> None:
        """Click where the pointer is."""
        for state in (1, 0):
            self._ask(_POINTER, 2, struct.pack("<III", _now(), _BUTTONS[button], state))
            self._ask(_POINTER, 4)

    def _list_globals(self) -> dict[str, int]:
        found: dict[str, int] = {}

        def note(of: int, code: int, data: bytes) -> bool:
            if (of, code) == (_REGISTRY, 0):
                number, length = struct.unpack("<II", data[:8])
                found[data[8 : 7 + length].decode()] = number
            return of == _SYNC

        self._ask(_DISPLAY, 0, struct.pack("<I", _SYNC))
        self._read(note)
        return found

    def _ask(self, of: int, code: int, data: bytes = b"") -> None:
        self._socket.sendall(struct.pack("<IHH", of, code, 8 + len(data)) + data)

    def _read(self, ends: Callable[[int, int, bytes], bool]) -> None:
        while True:
            while len(self._received) >= 8:
                of, code, length = struct.unpack("<IHH", self._received[:8])
                if len(self._received) < length:
                    break
                data, self._received = self._received[8:length], self._received[length:]
                if ends(of, code, data):
                    return
            more = self._socket.recv(65536)
            if not more:
                raise ConnectionError("the compositor has gone")
            self._received += more


def _string(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return struct.pack("<I", len(raw)) + raw + b"\0" * (-len(raw) % 4)


def _now() -> int:
    return int(time.monotonic() * 1000) & 0xFFFFFFFF
