"""A real desktop for tests: display, session bus, window manager, panel, notification server.

    with Desktop() as desktop:
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("dunst")
        subprocess.Popen([...], env=desktop.environment)

Everything lives in a temporary folder and in process groups of its own, and ends with the block.
The bus starts nothing by itself. What each part needs is listed in `packages.txt`.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from PIL import Image

from tests.desktop import surroundings
from tests.desktop.eavesdropper import BUS, Eavesdropper
from tests.desktop.programs import Program, RigError, start_program, wait_for
from tests.desktop.screen import Box, Screen, Seat, Window
from tests.desktop.surroundings import Opened, StandInBrowser

Panel = Literal["xfce4-panel", "lxqt-panel", "trayer"]
NotificationServer = Literal["dunst", "xfce4-notifyd"]

WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"

_PICTURES = Path(
    os.environ.get("TRAYNEWS_SCREENSHOTS") or Path(tempfile.gettempdir(), "traynews-screenshots")
)
_SCREEN = (1280, 800)
_BAR = 60  # pixels that no panel here is high, and every menu is


class Desktop:
    """The desktop. `name` goes into the names of screenshots.

    Whole desktops (`tests/desktops`) bring their own window manager (`managed`) or even display
    (`display`, for those on Wayland: they `give_screen`), have more `variables`, and need some
    `services` that the bus starts.
    """

    def __init__(
        self,
        name: str = "desktop",
        *,
        display: bool = True,
        managed: bool = True,
        services: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._has_display, self._managed = display, managed
        self._services, self._variables = services, dict(variables or {})
        self.name = re.sub(r"[^\w.-]+", "-", name).strip("-")
        self.folder = Path()
        self.environment: dict[str, str] = {}
        self.bus_address = ""
        self.panel: Program | None = None
        self.notifications: Program | None = None
        self._settings_server: Program | None = None
        self._programs: list[Program] = []
        self._numbers = itertools.count()
        self._close = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._close.close()
            raise
        return self

    def at_end(self, close: Callable[[], None]) -> None:
        """Call this when the desktop ends, before its programs do."""
        self._close.callback(close)

    def __exit__(self, *_: object) -> None:
        self._close.close()

    def _start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desktop-"))
        self._close.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._close.callback(self._stop_programs)
        home, runtime = self.folder / "home", self.folder / "run"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        surroundings.write_settings(home, runtime, self._services)
        self._browser = StandInBrowser(self.folder)
        self.browser = self._browser.path
        self.environment = {
            **surroundings.make_environment(home, runtime, self.browser),
            **self._variables,
        }
        if self._has_display:
            self._start_display()
        self._start_bus(runtime)
        self.screen = Screen(self.environment, _PICTURES)
        if self._has_display and self._managed:
            self._start_window_manager()

    def give_screen(self, seat: Seat) -> None:
        """Look and click through this from now on, where the display is not X."""
        self.screen = Screen(self.environment, _PICTURES, seat)

    def _start_display(self) -> None:
        size = "{}x{}x24".format(*_SCREEN)
        options = ["-screen", "0", size, "-nolisten", "tcp", "-noreset"]
        number = self._start_and_hear("Xvfb", lambda fd: ["-displayfd", str(fd), *options])
        self.environment["DISPLAY"] = f":{number}"

    def _start_bus(self, runtime: Path) -> None:
        options = [f"--config-file={runtime / 'bus.conf'}", "--nofork", "--nopidfile"]
        self.bus_address = self._start_and_hear(
            "dbus-daemon", lambda fd: [*options, f"--print-address={fd}"]
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.bus_address
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.bus_address
        self._bus: DBusConnection = open_dbus_connection(self.bus_address)
        self._close.callback(self._bus.close)

    def _start_window_manager(self) -> None:
        # Until it has come this far, it loses windows that show meanwhile: they never appear.
        ready = self.folder / "managed"
        self.start(["openbox", "--sm-disable", "--startup", f"touch {ready}"])
        self.wait_until(ready.exists, 10, "the window manager begins")

    def _start_and_hear(self, name: str, options: Callable[[int], list[str]]) -> str:
        """Start a program that writes, once it is ready, a line to the descriptor it is given."""
        reader, writer = os.pipe()
        with os.fdopen(reader) as answer:
            try:
                program = self.start([name, *options(writer)], pass_fds=[writer])
            finally:
                os.close(writer)
            line = answer.readline().strip()  # ends, too, when the program dies
        if not line:
            raise RigError(f"{name} did not start: {program.output()}")
        return line

    def _stop_programs(self) -> None:
        # The display goes first: its clients end by themselves and nobody waits for them.
        for program in self._programs:
            program.kill()
        self._programs.clear()

    def start(
        self,
        command: Sequence[str],
        *,
        pass_fds: Sequence[int] = (),
        extra: dict[str, str] | None = None,
    ) -> Program:
        """Start any program on this desktop; it ends with the desktop at the latest."""
        log = self.folder / f"{next(self._numbers)}-{Path(command[0]).name}.log"
        environment = {**self.environment, **(extra or {})}
        program = start_program(command, environment, log, pass_fds=pass_fds)
        self._programs.append(program)
        return program

    def start_panel(self, which: Panel = "xfce4-panel") -> Program:
        """Start a panel and wait until it hosts tray icons.

        `lxqt-panel` hosts StatusNotifier items, `trayer` the old XEmbed icons, `xfce4-panel` both.
        """
        if which == "xfce4-panel":
            self._start_settings_server()
        self.panel = self.start([which, *surroundings.PANEL_OPTIONS[which]])
        if which != "trayer":
            self.wait_for_name(WATCHER, 10)
        if which != "lxqt-panel":
            self.wait_until(self.screen.hosts_xembed, 10, f"{which} takes icons")
        self.wait_until(lambda: bool(self._panel_windows()), 10, f"{which} shows")
        return self.panel

    def stop_panel(self) -> None:
        """End the panel in an orderly way."""
        self.end(self.panel, crash=False)
        self.panel = None

    def kill_panel(self) -> None:
        """End the panel as a crash would."""
        self.end(self.panel, crash=True)
        self.panel = None

    @property
    def panel_box(self) -> Box:
        """Where the panel is; it takes the full width of the screen but for trayer."""
        found: list[Window] = []

        def shows() -> bool:
            found[:] = self._panel_windows()
            return bool(found)

        self.wait_until(shows, 10, "the panel shows")  # a search in which a window goes finds none
        return max((w.box for w in found), key=lambda box: box.width)

    def start_notifications(self, which: NotificationServer = "dunst") -> Program:
        """Start a notification server and wait until it answers."""
        if which == "xfce4-notifyd":
            self._start_settings_server()
        self.notifications = self.start([which])
        self.wait_for_name(NOTIFICATIONS, 10)
        return self.notifications

    def stop_notifications(self) -> None:
        """End the notification server."""
        self.end(self.notifications, crash=False)
        self.notifications = None

    def kill_notifications(self) -> None:
        """End the notification server as a crash would."""
        self.end(self.notifications, crash=True)
        self.notifications = None

    def popups(self) -> list[Window]:
        """Return the pop-ups that show, the topmost first."""
        if self.notifications is None:
            return []
        found = self.screen.windows(of_class=surroundings.WINDOW_CLASSES[self.notifications.name])
        shown = [window for window in found if window.box.width > 1]
        return sorted(shown, key=lambda window: window.box.y)

    def wait_for_popup(self, timeout: float = 5.0) -> Box:
        """Return where the topmost pop-up is, once one shows and is painted.

        dunst paints all its pop-ups into one window, xfce4-notifyd has a window for each.
        """

        def painted() -> bool:
            shown = self.popups()
            return bool(shown) and not self.screen.is_plain(shown[0].box)

        self.wait_until(painted, timeout, "a pop-up shows")
        self.screen.wait_until_still(timeout)
        return self.popups()[0].box

    def _start_settings_server(self) -> None:
        if self._settings_server is None:
            self._settings_server = self.start(["xfconfd"])
            self.wait_for_name("org.xfce.Xfconf", 10)

    def menus(self) -> list[Window]:
        """Return the panel's menus that show: its windows that are higher than a bar."""
        return [window for window in self._panel_windows() if window.box.height > _BAR]

    def _panel_windows(self) -> list[Window]:
        if self.panel is None:
            return []
        found = self.screen.windows(of_class=surroundings.WINDOW_CLASSES[self.panel.name])
        return [window for window in found if window.box.height > 10]

    def end(self, program: Program | None, *, crash: bool) -> None:
        """End a program that was started here, in an orderly way or as a crash would."""
        if program is None:
            raise RigError("it is not running")
        _ = program.kill() if crash else program.stop()
        self._programs.remove(program)

    def call(self, address: DBusAddress, method: str, signature: str = "", *body: Any) -> Any:
        """Call a method on the bus and return the answer's values."""
        call = new_method_call(address, method, signature or None, body)
        return unwrap_msg(self._bus.send_and_get_reply(call, timeout=30))

    def has_name(self, name: str) -> bool:
        """Whether somebody owns the bus name."""
        return bool(self.call(BUS, "NameHasOwner", "s", name)[0])

    def wait_for_name(self, name: str, timeout: float = 5.0) -> None:
        """Wait until somebody owns the bus name."""
        self.wait_until(lambda: self.has_name(name), timeout, f"{name} is owned")

    def wait_until_gone(self, name: str, timeout: float = 5.0) -> None:
        """Wait until nobody owns the bus name."""
        self.wait_until(lambda: not self.has_name(name), timeout, f"{name} is gone")

    def watch_bus(self, *interfaces: str) -> Eavesdropper:
        """Record what is said on the bus over these interfaces, replies left out; none: all."""
        rules = [f"interface='{interface}'" for interface in interfaces]
        watcher = Eavesdropper(self.bus_address, rules)
        self._close.callback(watcher.close)
        return watcher

    def wait_until(self, condition: Callable[[], bool], timeout: float, what: str) -> None:
        """Wait for a real condition; on failure keep a screenshot and every program's output."""
        try:
            wait_for(condition, timeout, what)
        except RigError as error:
            picture: object = "none"
            with contextlib.suppress(OSError, RigError):  # the display may be what is missing
                picture = self.screen.screenshot(f"{self.name}-failed")
            outputs = "\n".join(
                f"--- {p.name} ({'runs' if p.alive else p.process.returncode}): {p.output()}"
                for p in self._programs
            )
            raise RigError(f"{error}\nscreenshot: {picture}\n{outputs}") from None

    def wait_for_tray_icon(self, before: Image.Image, timeout: float = 5.0) -> Box:
        """Return where on the panel something new is, compared with the screen `before`."""

        def find_new() -> Box | None:
            return self.screen.find_change(before, self.panel_box)

        self.wait_until(lambda: find_new() is not None, timeout, "something new on the panel")
        self.screen.wait_until_still(timeout)
        box = find_new()
        if box is None:
            raise RigError("what was new on the panel has gone again")
        return box

    def screenshot(self, name: str) -> Path:
        """Save the screen; the folder is TRAYNEWS_SCREENSHOTS, or a temporary one."""
        return self.screen.screenshot(f"{self.name}-{name}")

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there: 1 is left, 2 middle, 3 right."""
        self.screen.click(x, y, button)

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""
        self.screen.move(x, y)

    def key(self, *keys: str) -> None:
        """Press keys one after the other, by X names."""
        self.screen.key(*keys)

    def opened(self, count: int = 0, timeout: float = 5.0) -> list[Opened]:
        """Return the stand-in browser's calls, once there are at least `count`."""
        if count:
            self.wait_until(
                lambda: len(self._browser.opened()) >= count, timeout, f"{count} pages opened"
            )
        return self._browser.opened()
