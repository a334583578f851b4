"""The one place that knows every adapter: builds them, runs them, stops them.

The main thread belongs to the tray (on Linux: to the session bus loop, which tray and pop-ups
share). The worker owns all state. A click opens the browser at once, on whatever thread it came in,
and posts "opened" to the worker afterwards.
"""

from __future__ import annotations

import logging
import random
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

from traynews.bundled import find_asset
from traynews.clock import local_zone, utc_now
from traynews.config import SettingsFile
from traynews.core.model import Feed, Snapshot
from traynews.core.ports import Archive, Browser, Popups, Presence, Tray
from traynews.core.settings import Settings
from traynews.core.tray import ALWAYS_OFFERED, draw
from traynews.core.view import Command, Verb, View
from traynews.desktop.autostart import Autostart
from traynews.desktop.browser import SystemBrowser
from traynews.desktop.instance import InstanceLock
from traynews.desktop.popups.chain import PopupChain
from traynews.errands import Errands, Papers
from traynews.errors import BrowserError, BusError
from traynews.locations import Locations
from traynews.tidying import tidy
from traynews.worker import Parts, Worker

if TYPE_CHECKING:  # jeepney is there on Linux only
    from traynews.desktop.bus import Bus

log = logging.getLogger(__name__)

_PATIENCE = 5.0  # seconds that quitting waits for the step under way
_ASK_ABOVE = 5  # unread entries that "open all" opens at once

class App:
    """TrayNews, running on one data folder. `run` returns when the user quits."""

    def __init__(
        self,
        locations: Locations,
        catalogue: Callable[[], Sequence[Feed]],
        *,
        autostart: Autostart | None = None,
        papers: Papers | None = None,
    ) -> None:
        self._locations = locations
        self._errands = Errands(
            locations,
            catalogue,
            autostart=autostart,
            papers=papers or {},
            browse=self._browse,
            tell=self._tell,
            done=self._ring,
        )
        self._at_login: bool | None = None
        self._settings_file = SettingsFile(locations.config, catalogue)
        self._settings = self._settings_file.load()
        self._bus: Bus | None = None
        self._browser = self._make_browser(self._settings)
        self._tray: Tray | None = None
        self._view = View()
        self._quit = threading.Event()
        self._worker: Worker | None = None

    # --- running -------------------------------------------------------------------------------

    def run(self, lock: InstanceLock) -> None:
        """Serve until the user quits. Raises `TrayNewsError` when it cannot begin.

        The lock is held already; it is released at the very end.
        """
        self._bus = self._connect()
        self._browser = self._make_browser(self._settings)
        worker = Worker(self._parts(), self._settings)
        self._worker = worker
        worker.start()
        try:
            self._tray = self._make_tray()
            worker.opened.result()
            self._serve()
        finally:
            self._errands.close()
            worker.stop(patience=_PATIENCE)
            if self._bus is not None:
                self._bus.close()
            lock.release()

    def stop(self) -> None:
        """End `run`. Any thread, or a signal handler."""
        self._quit.set()
        if self._tray is not None:
            self._tray.stop()

    def _connect(self) -> Bus | None:
        found: Bus | None = None
        if sys.platform == "linux":
            from traynews.desktop.bus import Bus  # noqa: PLC0415 - see above

            bus = Bus()
            try:
                bus.connect()
                found = bus
            except BusError as error:
                print(  # noqa: T201 - the one clear line of the contract
                    f"traynews: {error}; alerts appear in this terminal, Ctrl-C quits", flush=True
                )
        return found

    def _serve(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._on_signal)
        if self._tray is None:
            self._quit.wait()
            return
        self._tray.show(self._view)
        if not self._quit.is_set():
            self._tray.run()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    # --- building ------------------------------------------------------------------------------

    def _parts(self) -> Parts:
        from traynews.feeds.fetch import HttpFetcher  # noqa: PLC0415 - the icon comes first
        from traynews.feeds.parser import ParseProcess  # noqa: PLC0415

        popups, presence = self._make_popups()
        return Parts(
            open_archive=self._open_archive,
            fetcher=HttpFetcher(proxy=self._settings.network.proxy, now=utc_now),
            parser=ParseProcess(),
            popups=popups,
            presence=presence,
            now=utc_now,
            random=random.random,
            zone=local_zone,
            changed=self._draw,
            reread=self._settings_file.reread,
            tidy=tidy,
        )

    def _open_archive(self) -> Archive:
        from traynews.archive.store import Store  # noqa: PLC0415 - on the worker's thread

        store = Store(self._locations.archive)
        store.open()
        return store

    def _make_popups(self) -> tuple[Popups, Presence]:
        """Return the ways to show a pop-up, the best first, and who tells whether anybody looks."""
        from traynews.desktop.popups.lastresort import LastResortPopups  # noqa: PLC0415
        from traynews.desktop.popups.terminal import TerminalPopups  # noqa: PLC0415
        from traynews.desktop.session import AlwaysThere  # noqa: PLC0415

        icon = find_asset("traynews.png")
        presence: Presence = AlwaysThere()
        ways: list[Popups]
        if sys.platform != "linux":
            from traynews.desktop.popups.native import NativePopups  # noqa: PLC0415

            ways = [NativePopups(self.report, icon=icon), LastResortPopups()]
        elif self._bus is None:
            ways = [TerminalPopups(sys.stdout)]
        else:
            from traynews.desktop.popups.freedesktop import FreedesktopPopups  # noqa: PLC0415
            from traynews.desktop.presence import SessionPresence  # noqa: PLC0415

            native = FreedesktopPopups(self._bus, self.report, icon=str(icon))
            watching = SessionPresence(self._bus, native, self._ring)
            watching.watch()
            presence = watching
            ways = [native, LastResortPopups()]
            if sys.stdout.isatty():
                ways.append(TerminalPopups(sys.stdout))
        return PopupChain(ways), presence

    def _make_browser(self, settings: Settings) -> Browser:
        return SystemBrowser(
            settings.browser.command,
            pages=self._locations.pages,
            bus=self._bus,
            on_failure=self._complain,
        )

    def _make_tray(self) -> Tray | None:
        if sys.platform == "linux":
            if self._bus is None:
                return None
            from traynews.desktop import control  # noqa: PLC0415 - see above
            from traynews.desktop.tray.sni import StatusNotifierTray  # noqa: PLC0415

            control.serve(self._bus, str(self._locations.data), self.report, self._ring)
            return StatusNotifierTray(self._bus, self.report, redraw=self._fresh_view)
        else:  # noqa: RET505 - mypy knows by the else that this is another system
            from traynews.desktop.tray.native import NativeTray  # noqa: PLC0415

            return NativeTray(self.report)

    # --- drawing: called on the worker's thread --------------------------------------------------

    def _draw(self, snapshot: Snapshot, settings: Settings) -> None:
        if settings.browser.command != self._settings.browser.command:
            self._browser = self._make_browser(settings)
        self._settings = settings
        self._at_login = self._errands.starts_at_login()
        view = self._view_of(snapshot, snapshot.taken)
        if view == self._view:
            return
        self._view = view
        if self._tray is not None:
            self._tray.show(view)

    def _fresh_view(self) -> View:
        """Return the last snapshot as it looks now; called on the tray's thread."""
        worker = self._worker
        return self._view_of(worker.latest, utc_now()) if worker else self._view

    def _view_of(self, snapshot: Snapshot, now: datetime) -> View:
        offered = ALWAYS_OFFERED | self._errands.verbs
        return draw(snapshot, self._settings, now, local_zone(), offered, autostart=self._at_login)

    # --- what the user asks for: any thread ------------------------------------------------------

    def report(self, command: Command, token: str = "") -> None:
        """Do at once what cannot wait, and hand the rest to the worker."""
        worker = self._worker
        if worker is None:
            return
        match command.verb:
            case Verb.OPEN:
                if self._browse(command.url, token):
                    worker.post(command)
            case Verb.VISIT:
                self._browse(command.url, token)
            case Verb.OPEN_UNREAD:
                self._open_unread(worker, token)
            case Verb.QUIT:
                self.stop()
            case verb if verb in self._errands.verbs:
                self._errands.run(command, token)
            case _:
                worker.post(command)

    def _browse(self, url: str, token: str) -> bool:
        try:
            self._browser.open(url, token)
        except BrowserError as error:
            self._complain(str(error))
            return False
        self._tell("browser", "")
        return True

    def _open_unread(self, worker: Worker, token: str) -> None:
        """Open every unread entry; above five the newest five, so that no browser is flooded."""
        unread = [entry for entry in worker.latest.entries if not entry.read and entry.url]
        opened = [entry.id for entry in unread[:_ASK_ABOVE] if self._browse(entry.url, token)]
        worker.post(Command(Verb.OPEN_UNREAD, tuple(opened)))

    def _complain(self, line: str) -> None:
        log.warning("%s", line)
        self._tell("browser", line)

    def _tell(self, topic: str, line: str) -> None:
        if self._worker is not None:
            self._worker.tell(topic, line)

    def _ring(self) -> None:
        if self._worker is not None:
            self._worker.ring()
