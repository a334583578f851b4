"""What `traynews`, typed in a terminal, says of itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.desktop.notifications import bus_daemon
from tests.installation import without_desktop

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
            assert program.wait(20) == 0
            try:
                while more := os.read(ours, 1000):
                    said += more
            except OSError:  # all is read, and the other end is closed
                pass
    os.close(ours)
    assert said == b"TrayNews is running in the tray; `traynews quit` ends it.\r\n"
