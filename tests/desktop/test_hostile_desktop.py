"""What goes wrong on a desktop while the program runs: the bus goes, fingers are quick."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.notifications import FakeServer, bus_daemon, running_bus
from tests.desktop.programs import Program, find_program, wait_for
from tests.desktop.rig import Desktop
from tests.desktop.trays import running_watcher
from tests.installation import Installation, make_feed
from tests.server import FeedServer

pytestmark = pytest.mark.long

LOST = "traynews: the session bus went away"


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer() as served:
        yield served


class Terminal:
    """A terminal in which a program runs."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._screen, inner = os.openpty()
        os.set_blocking(self._screen, False)
        self._text = b""
        setpriv = find_program("setpriv") or "setpriv"
        self.process = subprocess.Popen(
            [setpriv, "--pdeathsig", "KILL", *command],
            env=environment,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)

    def text(self) -> str:
        """Return what it shows so far."""
        with contextlib.suppress(BlockingIOError, OSError):  # nothing new; or the program has ended
            self._text += os.read(self._screen, 65536)
        return self._text.decode("utf-8", "replace").replace("\r\n", "\n")

    def close(self) -> None:
        """End what runs in it."""
        self.process.kill()
        self.process.wait(60)
        os.close(self._screen)


def part_of(desktop: Desktop, name: str) -> Program:
    """Return a program that the desktop is made of."""
    (part,) = [one for one in desktop._programs if one.name == name]
    return part


def test_a_bus_that_goes_with_its_session_ends_the_program_without_a_traceback(
    desktop: Desktop, tmp_path: Path, feeds: FeedServer
) -> None:
    """It would keep the program of the next login from running."""
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_panel("xfce4-panel")
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    program = installation.start()
    desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
    program.send(signal.SIGSTOP)  # so that it finds both gone, however long their ends take
    part_of(desktop, "dbus-daemon").kill()
    part_of(desktop, "Xvfb").kill()
    program.send(signal.SIGCONT)
    assert program.process.wait(60) == 0
    assert program.output() == ""
    assert "the display is gone" in installation.log()
    assert "Traceback" not in installation.log()


def test_a_bus_that_goes_and_comes_back_brings_icon_and_popups_back(
    desktop: Desktop, tmp_path: Path, feeds: FeedServer
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    program = installation.start()
    try:
        desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
        part_of(desktop, "dbus-daemon").kill()
        feeds.serve("/feed", make_feed(3))
        wait_for(lambda: len(installation.titles()) == 3, 10, "it polls on")
        folder = Path(desktop.environment["XDG_RUNTIME_DIR"])
        with (
            bus_daemon(folder=folder) as address,
            running_bus(address) as bus,
            running_watcher(address) as watcher,
        ):
            server = FakeServer(bus)
            server.start()
            wait_for(lambda: bool(watcher.items), 40, "the icon is back")
            wait_for(lambda: len(server.calls) == 1, 20, "what was owed is told")
            assert "number 3" in server.calls[0].summary
            installation.run("quit")
            assert program.process.wait(60) == 0
        assert "Traceback" not in installation.log()
    finally:
        program.kill()


def test_a_bus_that_goes_leaves_alerts_in_the_terminal(
    desktop: Desktop, tmp_path: Path, feeds: FeedServer
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_panel("xfce4-panel")
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"))
    terminal = Terminal(installation.command(), installation.environment)
    try:
        desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
        part_of(desktop, "dbus-daemon").kill()
        wait_for(lambda: "quits\n" in terminal.text(), 5, "it says so")
        last = terminal.text().splitlines()[-1]
        assert last == f"{LOST}; alerts appear in this terminal, Ctrl-C quits"
        feeds.serve("/feed", make_feed(3))
        wait_for(lambda: "release/3" in terminal.text(), 20, "it alerts")
        installation.run("quit")
        assert terminal.process.wait(60) == 0
        assert "Traceback" not in terminal.text() + installation.log()
    finally:
        terminal.close()


def test_what_is_owed_is_told_as_soon_as_a_server_comes(
    desktop: Desktop, tmp_path: Path, feeds: FeedServer
) -> None:
    """Logins start the notification server late; a heartbeat is half a minute."""
    installation = Installation(tmp_path, desktop.environment)
    feeds.serve("/feed", make_feed(2))
    installation.config.write_text(
        f'[alerts]\nwelcome = false\n[[feeds]]\nid = "a"\nurl = "{feeds.url("/feed")}"\n'
        'interval = "1h"\n',
        encoding="utf-8",
    )
    program = installation.start()
    try:
        desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
        feeds.serve("/feed", make_feed(3))
        installation.run("check")
        desktop.wait_until(lambda: len(installation.titles()) == 3, 10, "the third is stored")
        desktop.start_notifications("dunst")
        begun = time.monotonic()
        desktop.wait_for_popup(5)
        assert time.monotonic() - begun < 20, "a heartbeat would bring it, too, but later"
    finally:
        program.kill()


def test_ten_quick_clicks_on_a_popup_open_its_page_once(
    desktop: Desktop, tmp_path: Path, feeds: FeedServer
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    dunst = desktop.start_notifications("dunst")
    heard = desktop.watch_bus("org.freedesktop.Notifications")
    feeds.serve("/feed", make_feed(2))
    installation.configure(feeds.url("/feed"), alerts='duration = "until-dismissed"')
    program = installation.start()
    try:
        desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
        feeds.serve("/feed", make_feed(3))
        box = desktop.wait_for_popup(10)
        x, y = map(str, box.middle)
        clicks = ["xdotool", "mousemove", x, y, "click", "--repeat", "10", "--delay", "5", "2"]
        dunst.send(signal.SIGSTOP)  # so that it finds them all before it takes the pop-up away
        subprocess.run(clicks, env=desktop.environment, check=True, timeout=10)
        dunst.send(signal.SIGCONT)
        desktop.opened(1)
        desktop.wait_until(lambda: installation.read("status")["unread"] == 0, 5, "it is read")
        heard.wait_for("ActionInvoked", count=2)
        assert len(desktop.opened()) == 1
    finally:
        program.kill()
