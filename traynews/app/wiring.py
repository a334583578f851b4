"""The one place that knows every adapter but icon and bus: builds them, runs them, stops them.

The main thread belongs to the tray (`main_thread.py`; on Linux: to the session bus loop, which tray
and pop-ups share). The worker owns all state. A click opens the browser at once, on whatever thread
it came in, and posts "opened" to the worker afterwards.
"""

from __future__ import annotations

import logging
import os
import random
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from traynews.app.main_thread import MainThread
from traynews.app.memory_release import give_back
from traynews.app.menu_actions import Installer, MenuActions, Papers
from traynews.app.window_process import WindowProcess
from traynews.clock import local_zone, utc_now
from traynews.core.data.host import host_of
from traynews.core.data.model import Feed, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Command, Verb, View
from traynews.core.ports import Archive, Browser, Popups, Presence
from traynews.core.tray.draw import ALWAYS_OFFERED, draw
from traynews.desktop.autostart import Autostart
from traynews.desktop.browser import SystemBrowser
from traynews.desktop.entry import entry_id
from traynews.desktop.popups.chain import PopupChain
from traynews.desktop.program import name_popup_icon
from traynews.errors import BrowserError
from traynews.locations import Locations, find_asset
from traynews.settings.disk import SettingsFile
from traynews.worker.adapters import Adapters
from traynews.worker.worker import Worker

log = logging.getLogger(__name__)

_PATIENCE = 3.0  # seconds that quitting waits for the step under way
_MOST_OPENED = 5  # unread entries that "open all" opens at once


class App:
    """TrayNews, running on one data folder behind bus and icon. Constructing reads the settings.

    `claim` takes the data folder that has come into the place of the first one, unless another
    program runs on it. Raises `ConfigError` where the settings cannot be used.
    """

    def __init__(
        self,
        main: MainThread,
        locations: Locations,
        catalogue: Callable[[], Sequence[Feed]],
        *,
        autostart: Autostart | None = None,
        installer: Installer | None = None,
        papers: Papers | None = None,
        wipe: Callable[[], None] | None = None,
        window: WindowProcess | None = None,
        claim: Callable[[], bool] = lambda: False,
    ) -> None:
        self._main = main
        self._bus = main.bus
        self._locations = locations
        self._claim = claim
        self._actions = MenuActions(
            locations,
            catalogue,
            autostart=autostart,
            installer=installer,
            papers=papers or {},
            wipe=wipe,
            window=window,
            browse=self._browse,
            tell=self._tell,
            done=self.ring,
        )
        self._at_login: bool | None = None
        self._settings_file = SettingsFile(
            locations.config, catalogue, must_exist=locations.must_have_config
        )
        self._settings = self._settings_file.load()
        self._browser = self._make_browser(self._settings)
        self._view = View()
        self._host = host_of(os.environ.get("XDG_CURRENT_DESKTOP", ""))
        self._screen = _ask_height()
        self._worker = Worker(self._adapters(), self._settings)

    # --- running -------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to poll. Raises `TrayNewsError` when that cannot be."""
        self._worker.start()
        self._worker.opened.result()

    def close(self) -> None:
        """End everything but bus and icon."""
        self._actions.close()
        self._worker.stop(patience=_PATIENCE)
        self._popups.close()

    # --- building ------------------------------------------------------------------------------

    def _adapters(self) -> Adapters:
        from traynews.feeds.http.fetch import HttpFetcher  # noqa: PLC0415 - the icon comes first
        from traynews.feeds.parse_process import ParseProcesses  # noqa: PLC0415

        self._popups, presence = self._make_popups()
        return Adapters(
            open_archive=self._open_archive,
            claim=self._claim,
            fetcher=HttpFetcher(proxy=self._settings.network.proxy, now=utc_now),
            parser=ParseProcesses(),
            popups=self._popups,
            presence=presence,
            is_metered=_is_metered,
            now=utc_now,
            random=random.random,
            zone=local_zone,
            changed=self._draw,
            reread=self._settings_file.reread,
            icon=self._main.icon_place,
            at_login=self._actions.starts_at_login,
            in_menu=self._actions.is_in_menu,
            rest=give_back,
        )

    def _open_archive(self) -> Archive:
        from traynews.archive.store import Store  # noqa: PLC0415 - on the worker's thread

        store = Store(self._locations.archive)
        store.open()
        if store.notice:
            log.warning("%s", store.notice)
            self._tell("mended", store.notice)
        return store

    def _make_popups(self) -> tuple[Popups, Presence]:
        """Return the ways to show a pop-up, the best first, and who tells whether anybody looks."""
        from traynews.desktop.always_there import AlwaysThere  # noqa: PLC0415
        from traynews.desktop.popups.last_resort import LastResortPopups  # noqa: PLC0415
        from traynews.desktop.popups.terminal import TerminalPopups  # noqa: PLC0415

        icon = find_asset("traynews.png")
        presence: Presence = AlwaysThere()
        ways: list[Popups]
        if sys.platform != "linux":
            from traynews.desktop.popups.native import NativePopups  # noqa: PLC0415

            ways = [NativePopups(self.report, icon=icon), LastResortPopups()]
            if self._main.balloons is not None:
                from traynews.desktop.popups.balloon import BalloonPopups  # noqa: PLC0415

                ways.insert(1, BalloonPopups(self._main.balloons, self.report))
        elif self._bus is None:
            ways = [TerminalPopups(sys.stdout)]
        else:
            from traynews.desktop.popups.freedesktop import FreedesktopPopups  # noqa: PLC0415
            from traynews.desktop.presence import SessionPresence  # noqa: PLC0415

            native = FreedesktopPopups(
                self._bus,
                self.report,
                icon=name_popup_icon(icon),
                entry=entry_id(),
                served=self.ring,
            )
            watching = SessionPresence(self._bus, native, self.ring)
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

    # --- drawing: called on the worker's thread --------------------------------------------------

    def _draw(self, snapshot: Snapshot, settings: Settings) -> None:
        if settings.browser.command != self._settings.browser.command:
            self._browser = self._make_browser(settings)
        if settings.alerts.discreet and not self._settings.alerts.discreet:
            self._popups.withdraw(None)
        self._settings = settings
        self._at_login = self._actions.starts_at_login()
        view = self._view_of(snapshot, snapshot.taken)
        if view == self._view:
            return
        self._view = view
        self._main.show(view)

    def fresh_view(self) -> View:
        """Return the last snapshot as it looks now; called on the tray's thread."""
        return self._view_of(self._worker.latest, utc_now())

    def _view_of(self, snapshot: Snapshot, now: datetime) -> View:
        offered = ALWAYS_OFFERED | self._actions.verbs
        return draw(
            snapshot,
            self._settings,
            now,
            local_zone(),
            offered,
            autostart=self._at_login,
            host=self._host,
            screen=self._screen,
        )

    # --- what the user asks for: any thread ------------------------------------------------------

    def report(self, command: Command, token: str = "") -> None:
        """Do at once what cannot wait, and hand the rest to the worker."""
        worker = self._worker
        match command.verb:
            case Verb.OPEN:
                if self._browse(command.url, token):
                    worker.post(command)
            case Verb.VISIT:
                self._browse(command.url, token)
            case Verb.OPEN_UNREAD:
                self._open_unread(worker, token)
            case Verb.QUIT:
                self._main.stop()
            case verb if verb in self._actions.verbs:
                self._actions.run(command, token)
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
        opened = [entry.id for entry in unread[:_MOST_OPENED] if self._browse(entry.url, token)]
        worker.post(Command(Verb.OPEN_UNREAD, tuple(opened)))

    def _complain(self, line: str) -> None:
        log.warning("%s", line)
        self._tell("browser", line)

    def _tell(self, topic: str, line: str) -> None:
        self._worker.tell(topic, line)

    def ring(self) -> None:
        """Hear that another process wrote to the archive, or the settings. Any thread."""
        self._worker.ring()


def _is_metered() -> bool:
    from traynews.desktop.metered import is_metered  # noqa: PLC0415 - few want to know

    return is_metered()


def _ask_height() -> int:
    """Return the height of the screen in pixels; 0 where nobody tells at no cost.

    Asked of X alone: in a Wayland session, that would start an X server where none runs yet.
    """
    height = 0
    if sys.platform == "linux" and not os.environ.get("WAYLAND_DISPLAY"):
        from traynews.desktop.xserver import ask_height  # noqa: PLC0415 - python-xlib is heavy

        height = ask_height()
    return height
