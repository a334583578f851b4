"""The programs a test desktop is made of: where they are, how they are configured, how they end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGES = Path(__file__).with_name("packages.txt")
"""Debian's packages, one a line: the one list, which `.ci/run` installs."""

_LIBRARIES = Path("/usr/lib")
_BUSY = 5  # times as long takes what waits for a processor that others want, too

NEEDED = {
    "setpriv": "util-linux",
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xev": "x11-utils",
    "notify-send": "libnotify-bin",
    "dunst": "dunst",
    "trayer": "trayer",
    "lxqt-panel": "lxqt-panel",
    "xfce4-panel": "xfce4-panel",
    "xfconfd": "xfconf",
    "xfce4-notifyd": "xfce4-notifyd",
}
"""Program -> the package it comes in."""


def find_program(name: str) -> str | None:
    """Return the program's path; some are no commands and live among the libraries."""
    inside = {
        "xfconfd": "*/xfce4/xfconf/xfconfd",
        "xfce4-notifyd": "*/xfce4/notifyd/xfce4-notifyd",
    }
    if name in inside:
        return next((str(path) for path in _LIBRARIES.glob(inside[name])), None)
    return shutil.which(name)


def missing_packages() -> list[str]:
    """Return the packages whose programs are not here."""
    return sorted({package for name, package in NEEDED.items() if find_program(name) is None})


def install_command() -> str:
    """Return the one line that installs everything a test desktop needs."""
    packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
    return f"apt-get install --no-install-recommends {packages}"


class RigError(Exception):
    """The desktop did not do what a test waits for."""


def wait_for(condition: Callable[[], bool], timeout: float, what: str) -> None:
    """Poll a real condition until it holds; `RigError` naming `what` where it never does.

    `timeout` is seconds within which it holds on an idle machine, amply; a busy one has more.
    """
    patience = timeout * _BUSY
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise RigError(f"waited {patience:g} s in vain: {what}")
        time.sleep(0.02)  # between two looks at the condition


@dataclass(frozen=True, slots=True)
class Program:
    """A running program in a process group of its own, its output in a file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def output(self) -> str:
        """Return what it has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self, patience: float = 2.0) -> int:
        """Ask the group to end, insist after `patience` seconds, and return the exit code."""
        self.send(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):  # then it is killed
            self.process.wait(patience)
        return self.kill()

    def kill(self) -> int:
        """End the group at once, as a crash would, and return the exit code."""
        self.send(signal.SIGKILL)
        return self.process.wait(60)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the whole group."""
        with contextlib.suppress(ProcessLookupError):  # all of it has ended already
            os.killpg(self.process.pid, number)


def start_program(
    command: Sequence[str],
    environment: dict[str, str],
    log: Path,
    *,
    pass_fds: Sequence[int] = (),
) -> Program:
    """Start a program that dies with us, even when we are killed before we can tear down."""
    path = find_program(command[0])
    if path is None:
        raise RigError(f"{command[0]} is missing; {install_command()}")
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", path, *command[1:]],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=pass_fds,
            cwd=environment["HOME"],
        )
    return Program(command[0], process, log)
