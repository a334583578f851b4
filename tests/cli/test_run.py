"""What `traynews`, typed in a terminal, says of itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.desktop.notifications import bus_daemon
from tests.installation import without_desktop
from traynews.cli.run import tell_running
from traynews.core.data.icon_place import IconPlace

pytestmark = pytest.mark.usefixtures("desktop_packages")


def test_in_a_terminal_of_a_desktop_one_line_says_where_it_is_and_what_ends_it(
    tmp_path: Path,
) -> None:
    ours, theirs = os.openpty()
    with bus_daemon() as address:
        installation = without_desktop(tmp_path, DBUS_SESSION_BUS_ADDRESS=address)
        installation.configure("http://127.0.0.1:9/feed")
        with subprocess.Popen(
            installation.command(),
            env=installation.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as program:
            os.close(theirs)
            said = b""
            while b"\n" not in said:
                said += os.read(ours, 1000)
            installation.run("quit")
            assert program.wait(60) == 0
            try:
                while more := os.read(ours, 1000):
                    said += more
            except OSError:  # all is read, and the other end is closed
                pass
    os.close(ours)
    assert said == b"TrayNews is running; `traynews quit` ends it.\r\n"  # there is no panel


@pytest.mark.parametrize("place", sorted(set(IconPlace) - {IconPlace.TERMINAL}))
def test_the_line_promises_an_icon_only_where_there_is_one(place: IconPlace) -> None:
    line = tell_running(place)
    is_there = place not in {IconPlace.NO_EXTENSION, IconPlace.NOWHERE, IconPlace.OLD_PANEL}
    assert ("in the tray" in line) == is_there
    assert ("AppIndicator" in line) == (place is IconPlace.NO_EXTENSION)
    assert line.endswith("`traynews quit` ends it.")
