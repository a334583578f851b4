# ruff: noqa: E402, INP001 - a script beside the package
"""From the start of the process to the icon: `python benchmarks/start.py [--rounds N]`.

On a bare watcher and on Xfce's panel, beside QuiteRSS and RSS Guard. Measured on the session bus:
when the program registers its icon, and when it has handed the panel the picture. `--frozen FILE`
names the program of a built folder (`packaging/folder`), which is measured beside the checkout's.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a desktop

from benchmarks.listening import Listener, Pictures, is_call
from benchmarks.neighbours import QUITERSS, RSS_GUARD, Neighbour, installed
from benchmarks.report import (
    Spread,
    debian_version,
    note,
    say,
    say_surroundings,
    say_table,
    spread,
    write_ratio,
)
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from tests.desktop.programs import Program
from tests.desktop.rig import Desktop
from tests.desktop.trays import running_watcher

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Runner:
    """A program that shows an icon on a desktop."""

    name: str
    start: Callable[[], Program]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds from the start of the process; `shown` is empty where nobody asks for a picture."""

    registered: Spread
    shown: Spread | None


def measure(desktop: Desktop, runners: list[Runner], rounds: int, *, panel: bool) -> list[Times]:
    """Start each in turn, again and again; the first round is not counted."""
    registered: dict[str, list[float]] = {one.name: [] for one in runners}
    shown: dict[str, list[float]] = {one.name: [] for one in runners}
    for number in range(rounds + 1):
        for one in runners:
            note(f"{one.name}, round {number} of {rounds}")
            with Listener(desktop.bus_address) as listener:
                began = time.perf_counter()
                program = one.start()
                try:
                    icon = listener.wait_for(is_call("RegisterStatusNotifierItem"), _PATIENCE)
                    picture = listener.wait_for(Pictures(), _PATIENCE) if panel else icon
                finally:
                    program.stop(10)
            if number:
                registered[one.name].append(icon - began)
                shown[one.name].append(picture - began)
    return [
        Times(spread(registered[one.name]), spread(shown[one.name]) if panel else None)
        for one in runners
    ]


def make_runners(
    desktop: Desktop, subjects: dict[str, Subject], neighbours: list[Neighbour]
) -> list[Runner]:
    """Return TrayNews first, then those beside it."""

    def start_ours(one: Subject) -> Program:
        return desktop.start(one.command(), extra=one.environment(desktop.environment))

    def start_neighbour(one: Neighbour) -> Program:
        return desktop.start(one.command, extra=one.variables)

    ours = [Runner(name, partial(start_ours, one)) for name, one in subjects.items()]
    theirs = [Runner(one.name, partial(start_neighbour, one), one.remark) for one in neighbours]
    return [*ours, *theirs]


@contextlib.contextmanager
def panel_on(desktop: Desktop, *, real: bool) -> Iterator[str]:
    """Give the desktop a tray: Xfce's panel, or a watcher that hosts nothing."""
    if not real:
        with running_watcher(desktop.bus_address):
            yield "bare watcher"
        return
    desktop.start_panel("xfce4-panel")
    try:
        yield "xfce4-panel"
    finally:
        desktop.stop_panel()


def run(rounds: int, frozen: Path | None) -> None:
    """Measure on both kinds of tray and print the table."""
    neighbours = installed(QUITERSS, RSS_GUARD)
    rows: list[list[str]] = []
    say_surroundings(*(debian_version(one.package) for one in (*neighbours,)), _panel_version())
    for real in (False, True):
        with Desktop("start") as desktop, tempfile.TemporaryDirectory() as folder:
            for one in neighbours:
                one.prepare(Path(desktop.environment["HOME"]), [])
            subject = Subject(Path(folder) / "traynews")
            subject.configure(["http://127.0.0.1:9/feed"])
            subjects = {"TrayNews": subject}
            if frozen:
                subjects["TrayNews, frozen"] = replace(subject, program=(str(frozen.absolute()),))
            runners = make_runners(desktop, subjects, neighbours)
            with panel_on(desktop, real=real) as tray:
                times = measure(desktop, runners, rounds, panel=real)
            rows += _rows(tray, runners, times)
    say_table(["tray", "program", "icon registered", "ratio", "picture handed over", "ratio"], rows)
    for one in neighbours:
        if one.remark:
            say(f"{one.name} {one.remark}.")


def _rows(tray: str, runners: list[Runner], times: list[Times]) -> list[list[str]]:
    ours = times[0]
    rows = []
    for one, found in zip(runners, times, strict=True):
        shown = found.shown.write("s") if found.shown else "–"
        ratio = "–"
        if found.shown and ours.shown:
            ratio = write_ratio(ours.shown.median, found.shown.median)
        registered = found.registered
        rows.append(
            [
                tray,
                one.name,
                registered.write("s"),
                write_ratio(ours.registered.median, registered.median),
                shown,
                ratio,
            ]
        )
    return rows


def _panel_version() -> str:
    return debian_version("xfce4-panel")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10, help="starts of each program (10)")
    parser.add_argument("--frozen", type=Path, help="the program of a built folder")
    chosen = parser.parse_args()
    seclude()
    run(chosen.rounds, chosen.frozen)


if __name__ == "__main__":
    main()
