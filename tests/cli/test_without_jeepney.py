"""Every command where there is no jeepney, as on Windows and macOS, beside a running program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.every_command import COMMANDS, try_command
from tests.desktop.programs import Program, wait_for
from tests.installation import Installation, make_feed, without_desktop
from tests.server import FeedServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there never is jeepney")

_WITHOUT = "import sys\nsys.modules['jeepney'] = None\n"
_FAIL = {
    "autostart": "cannot be known in a checkout",
    "config edit": "nothing opens a text file here",
    "doctor": "there is no session bus",
    "feeds add": "nobody listens there",
    "feeds import": "standard input is empty",
    "import": "standard input is empty",
    "rules remove": "there is no rule",
}
"""Commands that may well say in one line that they could not do it, and why."""


class Running:
    """A program without jeepney, started anew whenever a command has ended it."""

    def __init__(self, installation: Installation, server: FeedServer) -> None:
        self.installation, self.server = installation, server
        self._program: Program | None = None

    def start(self) -> Program:
        if self._program is None or self._program.process.poll() is not None:
            self.installation.configure(
                self.server.url("/feed"), more='[browser]\ncommand = "true"'
            )
            self._program = self.installation.start()
            door = self.installation.data / "traynews.door"
            wait_for(door.exists, 20, "it can be reached")
            wait_for(lambda: bool(self.installation.titles()), 20, "it polls")
        return self._program

    def end(self) -> None:
        if self._program is not None:
            self._program.kill()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("without-jeepney")
    (folder / "sitecustomize.py").write_text(_WITHOUT, encoding="utf-8")
    installation = without_desktop(folder, EDITOR="true", VISUAL="true")
    paths = (str(folder), installation.environment["PYTHONPATH"])
    installation.environment["PYTHONPATH"] = os.pathsep.join(paths)
    with FeedServer() as server:
        server.serve("/feed", make_feed(3))
        made = Running(installation, server)
        yield made
        made.end()


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_does_without(name: str, running: Running) -> None:
    running.start()
    try_command(running.installation, name, _FAIL)


def test_the_list_names_commands_that_are_there() -> None:
    assert not _FAIL.keys() - COMMANDS.keys()


def test_quit_ends_it_by_the_doorbell_and_no_file_stays(running: Running) -> None:
    program = running.start()
    running.installation.run("quit")
    assert program.process.wait(60) == 0
    assert not (running.installation.data / "traynews.door").exists()
    assert "Traceback" not in program.output()


def test_a_check_is_heard_at_once(running: Running) -> None:
    running.start()
    assert running.installation.run("check").stdout == "TrayNews is running; it checks now.\n"


def test_the_demo_runs(running: Running, tmp_path: Path) -> None:
    program = Installation(tmp_path, running.installation.environment).start("demo")
    try:
        wait_for(lambda: "alerts appear in this terminal" in program.output(), 20, "it says so")
        program.send(signal.SIGTERM)
        assert program.process.wait(60) == 0
        assert "Traceback" not in program.output()
    finally:
        program.kill()
