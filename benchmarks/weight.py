# ruff: noqa: E402, INP001 - a script beside the package
"""What sitting there costs: `python benchmarks/weight.py [--window SECONDS]`.

Each program is given 200 feeds of five releases, polls them all once from nginx on this machine,
is left alone for a while, and is then watched for a window in which nothing falls due. Memory is
the PSS of all its processes; wake-ups are the voluntary context switches of all their threads.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a desktop

from benchmarks.neighbours import LIFEREA, QUITERSS, RSS_GUARD, Neighbour, installed, settle_in
from benchmarks.press import publish
from benchmarks.report import (
    debian_version,
    note,
    say,
    say_surroundings,
    say_table,
    write_ratio,
)
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from benchmarks.tree import Cost, measure_tree
from benchmarks.webserver import running_webserver
from tests.desktop.programs import Program, RigError, wait_for
from tests.desktop.rig import Desktop

_FEEDS, _ENTRIES = 200, 5
_PATIENCE = 300.0  # seconds for the first poll of all feeds
_REST = 40.0  # seconds between the last entry and the window: caches are written, helpers end


@dataclass(frozen=True, slots=True)
class Weighed:
    """One program, before and after the window."""

    name: str
    entries: int
    seconds: float
    before: Cost
    after: Cost

    @property
    def wakes(self) -> float:
        """Wake-ups per second."""
        return (self.after.wakes - self.before.wakes) / self.seconds

    @property
    def cpu(self) -> float:
        """CPU seconds per hour."""
        return (self.after.cpu - self.before.cpu) / self.seconds * 3600


def weigh(name: str, program: Program, count_entries: Callable[[], int], window: float) -> Weighed:
    """Wait until a program has everything and rests, and watch it."""
    try:
        wait_for(lambda: count_entries() >= _FEEDS * _ENTRIES, _PATIENCE, f"{name} has it all")
    except RigError as error:
        note(f"{error}; it has {count_entries()}")
    time.sleep(_REST)  # what is measured is rest
    before, began = measure_tree(program.process.pid), time.monotonic()
    time.sleep(window)
    after, ended = measure_tree(program.process.pid), time.monotonic()
    return Weighed(name, count_entries(), ended - began, before, after)


def weigh_traynews(desktop: Desktop, folder: Path, urls: Sequence[str], window: float) -> Weighed:
    """Weigh TrayNews, asking every feed each hour, so that none falls due in the window.

    It has a first start, too, with one feed: an installed program does not compile its modules.
    """
    subject = Subject(folder / "traynews")
    extra = subject.environment(desktop.environment)
    subject.configure(urls[:1], interval="60m")
    first = desktop.start(subject.command(), extra=extra)
    wait_for(lambda: subject.count_entries() == _ENTRIES, _PATIENCE, "it has one feed")
    first.stop(10)
    shutil.rmtree(subject.archive.parent)
    subject.configure(urls, interval="60m")
    program = desktop.start(subject.command(), extra=extra)
    try:
        return weigh("TrayNews", program, subject.count_entries, window)
    finally:
        program.stop(10)


def weigh_neighbour(
    desktop: Desktop, one: Neighbour, urls: Sequence[str], window: float
) -> Weighed:
    """Weigh another program, after a first start that makes its archive."""
    home = settle_in(one, desktop, urls)
    program = desktop.start(one.command, extra=one.variables)
    try:
        return weigh(one.name, program, lambda: one.count_entries(home), window)
    finally:
        program.stop(10)


def run(window: float, only: str) -> None:
    """Weigh all, or only one of them beside TrayNews, and print the table."""
    neighbours = installed(QUITERSS, LIFEREA, RSS_GUARD)
    neighbours = [one for one in neighbours if only in {"", one.name}]
    say_surroundings(*(debian_version(one.package) for one in neighbours))
    found = []
    with tempfile.TemporaryDirectory() as name, Desktop("weight") as desktop:
        folder = Path(name)
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("dunst")
        with running_webserver(folder / "nginx") as server:
            publish(server.root, _FEEDS, _ENTRIES)
            urls = [server.url(f"feed-{number}.xml") for number in range(_FEEDS)]
            note("TrayNews")
            found.append(weigh_traynews(desktop, folder, urls, window))
            for one in neighbours:
                note(one.name)
                found.append(weigh_neighbour(desktop, one, urls, window))
    say(
        f"{_FEEDS} feeds, {_FEEDS * _ENTRIES} entries; {_REST:.0f} s after the first poll, "
        f"window of {found[0].seconds:.0f} s, n=1."
    )
    say()
    header = ["program", "entries", "memory (PSS)", "ratio", "processes", "threads"]
    header += ["wake-ups per s", "ratio", "CPU s per idle hour"]
    say_table(header, [_row(one, found[0]) for one in found])


def _row(one: Weighed, ours: Weighed) -> list[str]:
    return [
        one.name,
        str(one.entries),
        f"{one.after.pss / 1e6:.1f} MB",
        write_ratio(ours.after.pss, one.after.pss),
        str(one.after.processes),
        str(one.after.threads),
        f"{one.wakes:.3f}",
        write_ratio(ours.wakes, one.wakes),
        f"{one.cpu:.2f}",
    ]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--window", type=float, default=120, help="seconds to watch each (120)")
    parser.add_argument("--only", default="", metavar="NAME", help="this one beside TrayNews")
    chosen = parser.parse_args()
    seclude()
    run(chosen.window, chosen.only)


if __name__ == "__main__":
    main()
