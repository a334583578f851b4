"""Reaching the running program where there is no session bus: a socket on this machine's loopback.

Everybody on the machine can connect to such a socket, and a web page can have a browser do so. So
nothing is heard, and nothing answered, without the key that stands in a file only the user can read
(`door.py`).

A call is one line each way, ASCII: "KEY WORD" is answered by "ANSWER done" or "ANSWER refused".
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

from traynews.core.data.view import Verb
from traynews.core.ports import Report
from traynews.desktop.door import DOOR, Door
from traynews.desktop.hearing import Hearing
from traynews.desktop.loop import Loop
from traynews.errors import OutOfReachError

log = logging.getLogger(__name__)

_HERE = "127.0.0.1"
_RING = "ring"
_LONGEST = 128  # bytes of a line: a key of 64, a blank, a word, an end
_MOST_CALLERS = 8  # that have not said anything yet; one more, and the oldest is sent away
_SPEAKING = 2.0  # seconds that a caller has for its line
_PATIENCE = 3.0  # seconds that a command line waits for the running program


# --- the running program -------------------------------------------------------------------------


class Doorbell:
    """Hears commands on a thread of its own, which does nothing but post what they ask for.

    Constructing opens nothing. `signalled` is called when the process was sent a signal, for the
    sake of a main thread that sleeps where Python's own handlers do not run.
    """

    def __init__(
        self,
        folder: Path,
        report: Report,
        ring: Callable[[], None],
        *,
        signalled: Callable[[], None] | None = None,
    ) -> None:
        self._folder = folder
        self._signalled = signalled
        self._loop = Loop()
        self._hearing = Hearing(report, ring, self._loop.after)
        self._callers: deque[_Caller] = deque()  # the oldest first
        self._waiting = False
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._loop.run, name="doorbell", daemon=True)
        self._door = Door(0, "", "")

    def open(self) -> None:
        """Begin to hear. The main thread only, since it hears of signals. Raises `OSError`."""
        self._socket = _listen()
        self._door = Door(self._socket.getsockname()[1], os.urandom(32).hex(), os.urandom(32).hex())
        try:
            self._door.write(self._folder)
        except OSError:
            self._socket.close()
            self._socket = None
            raise
        self._loop.open()
        self._loop.watch(self._socket.fileno(), self._welcome)
        if self._signalled is not None:
            self._loop.wake_on_signals(self._signalled)
        self._thread.start()

    def close(self) -> None:
        """Hear no more, and take the file away."""
        if self._socket is None:
            return
        with contextlib.suppress(OSError):  # what stays opens nothing
            (self._folder / DOOR).unlink(missing_ok=True)
        self._loop.stop()
        self._thread.join()
        self._loop.close()
        for caller in tuple(self._callers):
            caller.line.close()
        self._socket.close()
        self._socket = None

    def _welcome(self) -> None:
        if self._socket is None:
            return
        try:
            line, _ = self._socket.accept()
        except OSError as error:  # it has gone again, or there are too many files
            log.debug("nobody at the door: %s", error)
            return
        line.settimeout(0)
        caller = _Caller(line, until=time.monotonic() + _SPEAKING)
        if len(self._callers) >= _MOST_CALLERS:
            self._send_away(self._callers[0])
        self._callers.append(caller)
        self._loop.watch(line.fileno(), lambda: self._listen_to(caller))
        if not self._waiting:
            self._wait_for_oldest()

    def _wait_for_oldest(self) -> None:
        """Send away who has had its time; one timer for all, however many come and go."""
        now = time.monotonic()
        while self._callers and self._callers[0].until <= now:
            self._send_away(self._callers[0])
        self._waiting = bool(self._callers)
        if self._callers:
            self._loop.after(self._callers[0].until - now, self._wait_for_oldest)

    def _send_away(self, caller: _Caller) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            self._loop.unwatch(caller.line.fileno())
            caller.line.close()

    def _listen_to(self, caller: _Caller) -> None:
        try:
            heard = caller.line.recv(_LONGEST)
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        caller.said += heard
        if heard and b"\n" not in caller.said and len(caller.said) < _LONGEST:
            return
        answer = self._answer(caller.said)
        with contextlib.suppress(OSError):  # it has gone; what it asked for is done all the same
            if answer:
                caller.line.send(answer)
        self._send_away(caller)

    def _answer(self, said: bytes) -> bytes:
        """Do what was asked for and return the answer; to who has no key, not a byte."""
        line, end, _ = said.partition(b"\n")
        key, _, word = line.partition(b" ")
        if not end or not compare_digest(key, self._door.key.encode()):
            return b""
        if word == _RING.encode():
            self._hearing.ring()
            done = True
        else:
            done = self._hearing.do(word.decode("ascii", "replace"))
        return f"{self._door.answer} {'done' if done else 'refused'}\n".encode()


@dataclass(eq=False, slots=True)
class _Caller:
    """Who has connected, and what was said so far."""

    line: socket.socket
    until: float  # monotonic
    said: bytes = b""


def _listen() -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # else another program could take the port besides us
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listening.bind((_HERE, 0))
        listening.listen(_MOST_CALLERS)
        listening.settimeout(0)
    except OSError:
        listening.close()
        raise
    return listening


# --- a command line ------------------------------------------------------------------------------


class RunningProgram:
    """The program behind a door, as a command line sees it."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def do(self, verb: Verb) -> None:
        """Wish for something. Raises `OutOfReachError`."""
        self._ask(verb)

    def ring(self) -> None:
        """Say that the archive was written. Raises `OutOfReachError`."""
        self._ask(_RING)

    def _ask(self, word: str) -> None:
        try:
            with socket.create_connection((_HERE, self._door.port), timeout=_PATIENCE) as line:
                line.sendall(f"{self._door.key} {word}\n".encode())
                said = _read_line(line)
        except OSError as error:
            raise OutOfReachError(f"nobody answers the door: {error}") from error
        answer, _, done = said.partition(b" ")
        if not compare_digest(answer, self._door.answer.encode()):
            raise OutOfReachError("whoever answers the door is not TrayNews")
        if done != b"done\n":
            raise OutOfReachError(f"the running program does not know how to {word}")


def _read_line(line: socket.socket) -> bytes:
    said = b""
    while b"\n" not in said and len(said) < _LONGEST and (more := line.recv(_LONGEST)):
        said += more
    return said
