"""What the user sees first: the session bus and the tray icon, on the main thread.

Everything else is loaded behind it, on a thread of its own, while the panel draws the icon already:
half of the time of a start goes into code that no icon needs. So this module imports little, and
`tests/house/test_imports_before_icon.py` holds that.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from traynews.core.data.view import Command, Verb, View
from traynews.desktop.loop import Loop
from traynews.errors import BusError

if TYPE_CHECKING:
    from traynews.core.data.icon_place import IconPlace
    from traynews.core.ports import Tray
    from traynews.desktop.bus.connection import Bus  # jeepney is there on Linux only
    from traynews.desktop.doorbell import Doorbell
    from traynews.desktop.popups.balloon import Balloons


log = logging.getLogger(__name__)

_SOON, _LATER = 1.0, 30.0  # seconds to the first look for a bus that has gone, and to later ones


class Program(Protocol):
    """What is loaded behind bus and icon."""

    def report(self, command: Command, token: str = "") -> None:
        """Do what the user asks for. Any thread."""
        ...

    def ring(self) -> None:
        """Hear that another process wrote to the archive. Any thread."""
        ...

    def fresh_view(self) -> View:
        """Return what the tray shows now; called on the tray's thread."""
        ...

    def close(self) -> None:
        """End everything; the tray has ended already."""
        ...


class MainThread:
    """The main thread's part of the program that runs on the data folder `data`.

    `bus` is None where there is no session bus. `quitting` is called when the end begins:
    perhaps by a signal handler, perhaps twice.
    """

    def __init__(self, data: Path, *, quitting: Callable[[], None] = lambda: None) -> None:
        self.bus: Bus | None = None
        self.balloons: Balloons | None = None  # a tray that can show pop-ups, too
        self._data = data
        self._quitting = quitting
        self._tray: Tray | None = None
        self._doorbell: Doorbell | None = None
        self._loading: threading.Thread | None = None
        self._program: Program | None = None
        self._asked: queue.SimpleQueue[tuple[Command, str]] = queue.SimpleQueue()
        self._failure: Exception | None = None
        self._idle: Loop | None = None  # what the main thread waits in where there is no tray
        self._quit = False

    def run(self, load: Callable[[MainThread], Program]) -> None:
        """Show the icon, load the program, serve until `stop`.

        `load` is called on a thread of its own. What it raises ends the program and is raised here.
        """
        self._catch_signals()  # first: who asks it to end may know already that it runs
        self.bus = self._connect()
        self._tray = self._make_tray()
        if self.bus is not None:
            self.bus.wake_on_signals()
        else:
            self._doorbell = self._hang_doorbell()
        self._loading = threading.Thread(target=self._load, args=(load,), name="loading")
        try:
            if self._tray is None:
                self._loading.start()
                self._wait()
            elif not self._quit:
                self._tray.run(self._loading.start)
        finally:
            self._close()
            if self.bus is not None:
                self.bus.close()
        if self._failure is not None:
            raise self._failure

    def _close(self) -> None:
        """End all but the tray and the bus; a second time nothing is left to end."""
        if self._loading is not None and self._loading.ident is not None:
            self._loading.join()
        doorbell, self._doorbell = self._doorbell, None
        if doorbell is not None:
            doorbell.close()
        program, self._program = self._program, None
        if program is not None:
            program.close()

    def _end_session(self) -> None:
        """Be done when this returns: Windows logs off, and may end the process right after it."""
        self.stop()
        self._close()

    @property
    def has_tray(self) -> bool:
        """Whether there is an icon, or will be as soon as a panel takes it."""
        return self._tray is not None

    def icon_place(self) -> IconPlace:
        """Return where the icon is now. Any thread."""
        from traynews.core.data.icon_place import IconPlace  # noqa: PLC0415 - the icon comes first

        return IconPlace.TERMINAL if self._tray is None else self._tray.place

    # --- when the session bus goes: on its loop --------------------------------------------------

    def _lose_bus(self, error: BusError) -> None:
        """Poll on without icon and pop-ups; both come back with the bus."""
        if sys.stdout.isatty():
            _say_terminal_only(error)
        else:
            log.warning("%s", error)
        self._come_back(_SOON)

    def _come_back(self, pause: float) -> None:
        from traynews.desktop.session import why_over  # noqa: PLC0415 - rarely needed

        if self.bus is None or self._quit:
            return
        over = why_over(os.environ)
        if over:  # or this would keep the program of the next login from running
            log.warning("%s: TrayNews ends", over)
            self.stop()
            return
        try:
            self.bus.connect()
        except BusError as error:
            log.debug("%s", error)
            self.bus.after(pause, lambda: self._come_back(min(2 * pause, _LATER)))
        else:
            log.info("the session bus is back")

    def _wait(self) -> None:
        """Wait until `stop`, with nothing to serve."""
        loop = Loop()
        loop.open()
        try:
            loop.wake_on_signals()
            self._idle = loop
            if not self._quit:
                loop.run()
        finally:
            loop.close()

    def show(self, view: View) -> None:
        """Draw this. Any thread."""
        if self._tray is not None:
            self._tray.show(view)

    def stop(self) -> None:
        """End `run`. Any thread, or a signal handler."""
        self._quit = True
        self._quitting()
        if self._tray is not None:
            self._tray.stop()
        if self._idle is not None:
            self._idle.stop()

    # --- loading: on its own thread --------------------------------------------------------------

    def _load(self, load: Callable[[MainThread], Program]) -> None:
        try:
            self._program = load(self)
        except Exception as error:  # noqa: BLE001 - `run` raises it again
            self._failure = error
            self.stop()
            return
        self._deliver()

    # --- from the tray and the bus ---------------------------------------------------------------

    def _report(self, command: Command, token: str = "") -> None:
        if command.verb is Verb.QUIT:
            self.stop()
            return
        self._asked.put((command, token))
        self._deliver()

    def _deliver(self) -> None:
        """Hand over what was asked for, once there is somebody to do it. Any thread."""
        while self._program is not None:
            try:
                command, token = self._asked.get_nowait()
            except queue.Empty:
                return
            self._program.report(command, token)

    def _ring(self) -> None:
        if self._program is not None:  # else it has yet to read the archive anyway
            self._program.ring()

    def _fresh_view(self) -> View:
        return self._program.fresh_view() if self._program is not None else View()

    # --- building --------------------------------------------------------------------------------

    def _connect(self) -> Bus | None:
        found: Bus | None = None
        if sys.platform == "linux":
            try:
                from traynews.desktop.bus.connection import Bus  # noqa: PLC0415 - jeepney is there on Linux only

                bus = Bus()
                bus.connect()
                bus.when_lost(self._lose_bus)
                found = bus
            except BusError as error:
                _say_terminal_only(error)
        return found

    def _make_tray(self) -> Tray | None:
        if sys.platform == "linux":
            if self.bus is None:
                return None
            from traynews.desktop import control  # noqa: PLC0415 - see above
            from traynews.desktop.tray.sni import StatusNotifierTray  # noqa: PLC0415

            control.serve(self.bus, str(self._data), self._report, self._ring)
            return StatusNotifierTray(self.bus, self._report, redraw=self._fresh_view)
        else:  # noqa: RET505 - mypy knows by the else that this is another system
            from traynews.desktop.tray.native import NativeTray  # noqa: PLC0415

            tray = NativeTray(self._report, session_ends=self._end_session)
            if sys.platform == "win32":
                self.balloons = tray
            return tray

    def _hang_doorbell(self) -> Doorbell | None:
        """Let commands reach the program where no bus carries them."""
        from traynews.desktop.doorbell import Doorbell  # noqa: PLC0415 - most have a bus

        signalled = None if self._tray is None else self.stop  # else `_wait` hears of signals
        doorbell = Doorbell(self._data, self._report, self._ring, signalled=signalled)
        try:
            doorbell.open()
        except OSError as error:
            log.warning("commands are noticed within half a minute, not at once: %s", error)
            return None
        return doorbell

    def _catch_signals(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()


def _say_terminal_only(error: BusError) -> None:
    """Print the one clear line of the contract."""
    print(  # noqa: T201
        f"traynews: {error}; alerts appear in this terminal, Ctrl-C quits", flush=True
    )
