"""Windows under wine on a test desktop, and the program on it as a user has it.

`packaging/wine.sh` runs Windows' own Python in a folder that it has filled; TRAYNEWS_WINE names the
folder. All tests share its Windows, which ends with them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.desktop.programs import Program
from tests.desktop.rig import Desktop
from tests.desktop.screen import Box
from tests.desktops.sight import find_lines
from tests.installation import ROOT, Installation, make_feed
from tests.server import FeedServer

SITE = "https://news.example"
PACKAGES = Path(__file__).with_name("packages.txt")
"""Debian's packages, one a line: the one list, which `.ci/run` installs."""

_SCRIPT = ROOT / "packaging" / "wine.sh"
_MESSAGES = Path(__file__).with_name("messages.py")
_LAUNCH = "import subprocess, sys; subprocess.Popen(sys.argv[1:], creationflags=8)"
_RUN_VALUE = r"""
import contextlib, winreg
path = r"Software\Microsoft\Windows\CurrentVersion\Run"
with contextlib.suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
    print(winreg.QueryValueEx(key, "TrayNews")[0])
"""
_ROWS = (
    "Checked",
    "a day",
    "release 3",
    "release 2",
    "release 1",
    "Open all unread",
    "Mark all read",
    "Open TrayNews…",
    "Check now",
    "Pause",
    "Sources",
    "Settings",
    "Visit",
    "Help",
    "Quit",
)
_TEAL = (15, 118, 128)  # of the icon, where nothing is urgent
_TRAY = 48  # pixels from below: where the panel is
_PATIENCE = 90.0  # seconds; on idle cores a program starts in one or two


def find_missing() -> str:
    """Return in one line what is to be done before Windows runs here; nothing where it does."""
    if shutil.which("wine") is None:
        packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
        return f"no wine: apt-get install --no-install-recommends {packages}"
    folder = os.environ.get("TRAYNEWS_WINE", "")
    if not Path(folder, "filled").is_file() or not folder:
        return "no Windows: packaging/wine.sh FOLDER fills one, TRAYNEWS_WINE=FOLDER names it"
    return ""


def as_windows_sees(path: Path) -> str:
    """Return a path as programs under wine see it."""
    return "Z:" + str(path).replace("/", "\\")


class Windows:
    """Windows, running on this desktop; `folder` is what `packaging/wine.sh` has filled."""

    def __init__(self, folder: Path, desktop: Desktop) -> None:
        self.folder, self.desktop = folder, desktop
        self.environment = {**desktop.environment, "WINEPREFIX": str(folder / "windows")}

    def python(self, *words: str) -> list[str]:
        """Return the command line that runs Windows' Python with these words."""
        return [str(_SCRIPT), str(self.folder), *words]

    def run(self, *words: str) -> str:
        """Run Windows' Python to its end, and return what it prints."""
        done = subprocess.run(
            self.python(*words),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
        return done.stdout

    def program(self, name: str) -> Path:
        """Return a program that pip made of the wheel."""
        return self.folder / "python" / "cp312" / "Scripts" / name

    def launch(self, name: str, *words: str) -> None:
        """Start a program as a desktop does: without a console, and without waiting for it."""
        command = [as_windows_sees(self.program(name)), *words]
        self.desktop.start(self.python("-c", _LAUNCH, *command), extra=self.environment)

    def end_all(self, name: str) -> None:
        """End all programs of this name at once."""
        self.run("-c", f"import os; os.system('taskkill /f /im {name} >nul')")

    def run_value(self) -> str:
        """Return what Windows starts at login in our name, or nothing."""
        return self.run("-c", _RUN_VALUE)

    def send_to_tray(self, *messages: tuple[int, int, int]) -> list[int]:
        """Send window messages to the tray's window, and return what it answers."""
        answers: list[int] = json.loads(self.run(str(_MESSAGES), json.dumps(messages)))
        return answers

    def end(self) -> None:
        """End all that runs there, and wait until it has."""
        for option in ("--kill", "--wait"):
            subprocess.run(["wineserver", option], env=self.environment, timeout=30, check=False)


class WindowsInstallation(Installation):
    """The program on Windows; its browser only writes down what it is to open."""

    def __init__(self, folder: Path, windows: Windows) -> None:
        super().__init__(folder, windows.environment)
        self.windows = windows
        self._opened = folder / "opened.txt"

    @property
    def browser(self) -> str:
        """The settings of a browser that only writes down what it is to open."""
        return f"[browser]\ncommand = 'cmd /c echo %s>>{as_windows_sees(self._opened)}'"

    def command(self, *words: str) -> list[str]:
        """Return the command line for these words."""
        return self.windows.python("-m", "traynews", *self.options, *words)

    @property
    def options(self) -> list[str]:
        """The options that say where its files are."""
        places = as_windows_sees(self.config), as_windows_sees(self.data)
        return ["--config", places[0], "--data-dir", places[1]]

    def opened(self) -> list[str]:
        """Return the pages that the browser was told to open, in order."""
        return self._opened.read_text(encoding="utf-8").split() if self._opened.exists() else []


class Scene:
    """The program runs on Windows and knows of so many releases."""

    def __init__(
        self, installation: WindowsInstallation, feeds: FeedServer, titles: Sequence[str] = ()
    ) -> None:
        self.installation, self.windows = installation, installation.windows
        self.desktop = self.windows.desktop
        self._feeds, self._titles = feeds, titles
        self._count = 0
        self._program: Program | None = None

    # --- the feed and the program --------------------------------------------------------------

    def publish(self, count: int) -> None:
        """Let the feed hold so many releases."""
        self._count = count
        self._feeds.serve("/feed", make_feed(count, site=SITE, titles=self._titles))

    @property
    def feed(self) -> str:
        """The feed's address."""
        return self._feeds.url("/feed")

    def start(self) -> Program:
        """Start the program, if none runs, and wait until it has read the feed."""
        if self._program is None or not self._program.alive:
            self.installation.configure(self.feed, more=self.installation.browser)
            self._program = self.installation.start()
            self.wait_until_polled()
        return self._program

    def wait_until_polled(self) -> None:
        """Wait until what the feed holds now is stored."""
        wanted = len(self._feeds.requests("/feed")) + 2
        self.wait_until(lambda: len(self._feeds.requests("/feed")) >= wanted, "it polls")

        def is_stored() -> bool:
            if len(self.installation.titles()) >= self._count:
                return True
            self.installation.run("check")  # a busy machine may have given up on the first poll
            return False

        self.wait_until(is_stored, "all is stored")

    def assert_clean_end(self) -> None:
        """Wait until the program has ended, and see that it did so in an orderly way."""
        program = self._program
        assert program is not None
        self.wait_until(lambda: not program.alive, "it ends")
        assert program.process.returncode == 0, program.output()
        said = program.output() + self.installation.log()
        assert "Traceback" not in said, said
        assert not (self.installation.data / "traynews.door").exists()
        # SQLite takes its log away when the last connection is closed in an orderly way.
        assert not (self.installation.data / "traynews.db-wal").exists()

    def kill(self) -> None:
        """End the program at once, if it runs."""
        if self._program is not None:
            self._program.kill()

    def wait_until(self, condition: object, what: str) -> None:
        """Wait for a real condition."""
        assert callable(condition)
        self.desktop.wait_until(condition, _PATIENCE, what)

    # --- the screen ----------------------------------------------------------------------------

    def find_icon(self) -> Box | None:
        """Return where the icon is; None where it does not show."""
        width, height = self.desktop.screen.grab().size
        tray = Box(0, height - _TRAY, width, _TRAY)
        return self.desktop.screen.find_colour(_TEAL, tray, tolerance=14)

    def wait_for_icon(self) -> Box:
        """Return where the icon is, once it shows."""
        self.wait_until(lambda: self.find_icon() is not None, "the icon shows")
        self.desktop.screen.wait_until_still(_PATIENCE)
        shown = self.desktop.screen.windows(of_class="^explorer.exe$")
        (icon,) = [one.box for one in shown if one.box.width <= _TRAY]
        return icon

    def open_menu(self, button: int = 3) -> Box:
        """Click the icon and return where the menu is."""
        self.desktop.click(*self.wait_for_icon().middle, button)
        self.desktop.move(200, 200)  # on the icon it would bring up a tooltip above the menu
        return self._wait_for_window("python.exe", "the menu")

    def click_row(self, menu: Box, label: str) -> None:
        """Click a row of the menu, as it is with three releases that are read."""

        def lines() -> list[Box]:
            return find_lines(self.desktop.screen.grab(), menu)

        self.wait_until(lambda: len(lines()) == len(_ROWS), f"the menu shows {_ROWS}")
        x = menu.x + min(80, menu.width // 2)
        self.desktop.click(x, lines()[_ROWS.index(label)].middle[1])

    def wait_for_balloon(self) -> Box:
        """Publish one release more and return where its balloon is, once it shows."""
        self.publish(self._count + 1)
        return self._wait_for_window("explorer.exe", "the balloon")

    def _wait_for_window(self, program: str, what: str) -> Box:
        """Return where a window of this program is that is larger than an icon, once it shows."""
        self.wait_until(lambda: bool(self._find_windows(program)), f"{what} shows")
        self.desktop.screen.wait_until_still(_PATIENCE)
        (box,) = self._find_windows(program)
        return box

    def wait_until_balloon_goes(self) -> None:
        """Wait until the balloon has had its time."""
        self.wait_until(lambda: not self._find_windows("explorer.exe"), "the balloon goes")

    def _find_windows(self, program: str) -> list[Box]:
        shown = self.desktop.screen.windows(of_class=f"^{re.escape(program)}$")
        return [one.box for one in shown if one.box.width > _TRAY]


@contextlib.contextmanager
def playing(
    windows: Windows, folder: Path, count: int = 3, titles: Sequence[str] = ()
) -> Iterator[Scene]:
    """Have the program at hand, and so many releases to read, until the block ends."""
    with FeedServer() as feeds:
        scene = Scene(WindowsInstallation(folder, windows), feeds, titles)
        scene.publish(count)
        try:
            yield scene
        finally:
            scene.kill()


@contextlib.contextmanager
def running(folder: Path, variables: Mapping[str, str] | None = None) -> Iterator[Windows]:
    """Run Windows on a desktop of its own until the block ends."""
    with Desktop("wine", variables=variables) as desktop:
        desktop.start_panel("trayer")
        windows = Windows(folder, desktop)
        try:
            yield windows
        finally:
            windows.end()
