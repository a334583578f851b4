"""A loop for one thread: waits for files and timers, and does what other threads post to it.

It belongs to the thread that runs it. Everything here happens on that thread, except what is marked
*any thread*: that only posts.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import selectors
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures import wait as wait_for
from typing import Any, TypeVar

from traynews.errors import BusError, EndedError

log = logging.getLogger(__name__)

_POSTED = b"\0"  # which is no signal's number

_T = TypeVar("_T")


class Loop:
    """The loop. Construct, `open`, watch files, then `run`; `close` at the end."""

    def __init__(self) -> None:
        self._inbox: deque[Callable[[], None]] = deque()
        self._wake_in: socket.socket | None = None
        self._wake_out: socket.socket | None = None
        self._selector: selectors.BaseSelector | None = None
        self._owner: int | None = None
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._stopping = False
        self._hears_signals = False
        self._signalled: Callable[[], None] | None = None
        self._ended: Future[None] = Future()  # settled with the end, for those who wait

    @property
    def is_mine(self) -> bool:
        """Whether the calling thread is the loop's own. Any thread."""
        return threading.get_ident() == self._owner

    def open(self) -> None:
        """Begin to wait; the calling thread owns the loop from now on."""
        self._owner = threading.get_ident()
        if self._selector is not None:
            return  # a bus that comes back finds it open
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.settimeout(0)
        self._wake_out.settimeout(0)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._wake_in, selectors.EVENT_READ, self._drain_wake)

    def wake_on_signals(self, signalled: Callable[[], None] | None = None) -> None:
        """Have a signal end the wait, so that its handler runs at once. The main thread only.

        `signalled` is called on the loop as well: where that is another thread than the main one,
        and that one sleeps in the system's own loop, Python's handlers do not run until it wakes.

        The system may hand a signal to any thread (one that is just starting another takes it:
        one quit in twenty was not heard right after a start), but Python's handlers run on the main
        one, which would sleep on.
        """
        if self._wake_out is not None:
            signal.set_wakeup_fd(self._wake_out.fileno(), warn_on_full_buffer=False)
            self._hears_signals = True
            self._signalled = signalled

    def close(self) -> None:
        """Let go of the files."""
        if self._selector is None:
            return
        if self._hears_signals:
            self._hears_signals = False
            signal.set_wakeup_fd(-1)
        self._selector.close()
        self._selector = None
        for end in (self._wake_out, self._wake_in):
            if end is not None:
                end.close()
        self._wake_in = self._wake_out = None

    def run(self) -> None:
        """Serve until `stop`."""
        self._owner = threading.get_ident()
        while not self._stopping:
            self.turn(None)

    def stop(self) -> None:
        """End `run`. Any thread."""
        self.post(self._halt)

    def post(self, action: Callable[[], None]) -> None:
        """Have `action` run on the loop, in the order posted. Any thread."""
        self._inbox.append(action)
        wake = self._wake_out
        if wake is not None:
            # A full pipe wakes the loop all the same; a closed one has no loop to wake.
            with contextlib.suppress(OSError):
                wake.send(_POSTED)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Have `action` run on the loop, `seconds` from now."""
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._numbers), action))

    def watch(self, fd: int, ready: Callable[[], None]) -> None:
        """Have `ready` called whenever `fd` can be read."""
        if self._selector is not None:
            self._selector.register(fd, selectors.EVENT_READ, ready)

    def unwatch(self, fd: int) -> None:
        """Watch `fd` no more."""
        if self._selector is not None:
            self._selector.unregister(fd)

    def wait(self, future: Future[_T], *, timeout: float) -> _T:
        """Wait until something on the loop settles `future`, and return its result.

        Any thread; on the loop's own thread it turns the loop meanwhile. Raises what the future was
        settled with, `BusError` when the loop itself is stuck, and at once `EndedError` when it has
        ended, so that nobody holds up quitting.
        """
        if self.is_mine:
            deadline = time.monotonic() + timeout
            while not future.done() and (left := deadline - time.monotonic()) > 0:
                self.turn(left)
        else:
            either: tuple[Future[Any], ...] = (future, self._ended)
            wait_for(either, timeout, FIRST_COMPLETED)
            if self._ended.done() and not future.done():
                raise EndedError("the session bus loop has ended")
        try:
            return future.result(0.0)
        except FutureTimeout as error:
            raise BusError("the session bus loop does not answer") from error

    def turn(self, timeout: float | None) -> None:
        """Wait for one thing to happen, at most `timeout` seconds, and deal with it."""
        if self._selector is None:
            raise BusError("not connected to the session bus")
        if self._timers:
            until = max(0.0, self._timers[0][0] - time.monotonic())
            timeout = until if timeout is None else min(timeout, until)
        if self._inbox:
            timeout = 0.0
        for key, _ in self._selector.select(timeout):
            guard(key.data)
        while self._inbox and not self._stopping:
            guard(self._inbox.popleft())
        while self._timers and self._timers[0][0] <= time.monotonic():
            guard(heapq.heappop(self._timers)[2])

    def _halt(self) -> None:
        self._stopping = True
        self._end()

    def _end(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)

    def _drain_wake(self) -> None:
        told = b""
        with contextlib.suppress(BlockingIOError):
            while self._wake_in is not None and (more := self._wake_in.recv(4096)):
                told = more.strip(_POSTED) or told
        if told and self._signalled is not None:  # the numbers of signals
            self._signalled()


def guard(action: Callable[[], None]) -> None:
    """Run one handler; what it raises must not end the loop that tray and pop-ups live on."""
    try:
        action()
    except Exception:
        log.exception("a handler on the bus loop failed")
