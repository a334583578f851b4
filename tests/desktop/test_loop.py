"""Whoever waits for the bus loop hears at once when it has ended."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.desktop.clicks import Clicks
from tests.desktop.notifications import NAME, bus_daemon, running_bus
from tests.installation import ROOT
from traynews.core.data.view import Popup
from traynews.desktop.bus.connection import Bus
from traynews.desktop.loop import Loop
from traynews.desktop.popups import freedesktop
from traynews.desktop.popups.freedesktop import FreedesktopPopups
from traynews.errors import BusError, EndedError, PopupError

LONG, SOON = 60.0, 10.0  # seconds: of a wait that nothing ends, and of one that ended


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    opened = threading.Event()

    def serve() -> None:
        made.open()
        opened.set()
        try:
            made.run()
        finally:
            made.close()

    thread = threading.Thread(target=serve)
    thread.start()
    assert opened.wait(30)
    yield made
    made.stop()
    thread.join(30)
    assert not thread.is_alive()


def test_a_wait_under_way_ends_with_the_loop(loop: Loop) -> None:
    never: Future[int] = Future()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(loop.wait, never, timeout=LONG)
        begun = time.monotonic()
        loop.stop()
        with pytest.raises(EndedError):
            waiting.result(LONG)
    assert time.monotonic() - begun < SOON
    with pytest.raises(EndedError):
        loop.wait(never, timeout=LONG)


def test_what_was_settled_before_the_end_is_still_heard(loop: Loop) -> None:
    known: Future[int] = Future()
    loop.post(lambda: known.set_result(7))
    assert loop.wait(known, timeout=LONG) == 7
    loop.stop()
    assert loop.wait(known, timeout=LONG) == 7


def test_a_loop_that_only_takes_its_time_is_waited_for(loop: Loop) -> None:
    late: Future[int] = Future()
    with pytest.raises(BusError, match="does not answer") as caught:
        loop.wait(late, timeout=0.05)
    assert not isinstance(caught.value, EndedError)


# A program whose signals reach another thread than the main one, as the system is free to do.
_DEAF = """
import signal, sys, threading, time
from pathlib import Path
from traynews.app.main_thread import MainThread

class Nothing:
    def close(self): pass

def main_thread_sleeps():
    names, frame = [], sys._current_frames()[threading.main_thread().ident]
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names[0] in ("select", "wait") and "start" not in names

def load(front):
    while not main_thread_sleeps():
        time.sleep(0.01)
    time.sleep(0.1)  # from the last line that can be seen to the system call
    global asked
    asked = time.monotonic()
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    return Nothing()

MainThread(Path(sys.argv[1])).run(load)
took = time.monotonic() - asked
sys.exit(f"it took {took:.1f} s" if took > 10 else 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others have a tray of their own")
@pytest.mark.parametrize("where", ["in a terminal", "on a bus"])
def test_a_signal_that_another_thread_gets_ends_the_program_at_once(
    tmp_path: Path, request: pytest.FixtureRequest, where: str
) -> None:
    with contextlib.ExitStack() as stack:
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
        if where == "on a bus":
            request.getfixturevalue("desktop_packages")
            environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(bus_daemon())
        command = [sys.executable, "-c", _DEAF, str(tmp_path)]
        subprocess.run(command, env=environment, timeout=60, check=True, stdout=subprocess.DEVNULL)


@pytest.mark.usefixtures("desktop_packages")
def test_a_hung_notification_server_does_not_hold_up_quitting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for patience in ("_MOMENT", "_PATIENCE"):
        monkeypatch.setattr(freedesktop, patience, LONG)
    with bus_daemon() as address, running_bus(address) as bus:
        hung = Bus(address)
        hung.connect()
        hung.own_name(NAME, lambda _: None)  # and from here on its loop is never turned
        hung.owner_of(NAME)
        popups = FreedesktopPopups(bus, Clicks())
        with ThreadPoolExecutor(1) as pool:
            asked = threading.Event()
            bus.watch_name(NAME, lambda _: asked.set())
            assert asked.wait(30)
            showing = pool.submit(popups.show, Popup("Guards shot at a crowd"))
            begun = time.monotonic()
            bus.stop()
            with pytest.raises(PopupError):
                showing.result(LONG)
            assert not popups.held_back()
        assert time.monotonic() - begun < SOON
        hung.close()
