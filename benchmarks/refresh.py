# ruff: noqa: E402, INP001 - a script beside the package
"""Polling 200 feeds: `python benchmarks/refresh.py [--rounds N]`.

Feeds of 25 long releases lie on nginx on this machine; each program polls them all for the first
time, then with nothing new, then with one new release in each. Every program is started as a
command and measured until it ends; the first time starts with an empty archive each round.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project

from benchmarks.neighbours import Refresher, refreshers
from benchmarks.press import publish
from benchmarks.report import note, say, say_surroundings, say_table, spread, write_ratio
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from benchmarks.tree import ended_seconds
from benchmarks.webserver import Webserver, running_webserver

_ENTRIES = 25
_STEPS = ("first time", "nothing new", "one new each")


@dataclass(slots=True)
class Results:
    """Seconds and entries of one program, by step."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in _STEPS})
    cpu: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in _STEPS})
    entries: dict[str, int] = field(default_factory=dict)


def own() -> Refresher:
    """Return TrayNews as the others are described."""

    def prepare(folder: Path, urls: Sequence[str]) -> None:
        Subject(folder).configure(urls, interval="1s")

    return Refresher(
        "TrayNews",
        "",
        prepare,
        lambda folder: Subject(folder).command("check", "--force"),
        lambda folder: Subject(folder).count_entries(),
    )


def measure_round(
    server: Webserver, folder: Path, programs: Sequence[Refresher], feeds: int
) -> dict[str, dict[str, tuple[float, float, int]]]:
    """Take every program through the three steps, each step with all of them in turn."""
    found: dict[str, dict[str, tuple[float, float, int]]] = {one.name: {} for one in programs}
    urls = [server.url(f"feed-{number}.xml") for number in range(feeds)]
    homes = {one.name: folder / f"program-{number}" for number, one in enumerate(programs)}
    for one in programs:
        shutil.rmtree(homes[one.name], ignore_errors=True)
        homes[one.name].mkdir()
        one.prepare(homes[one.name], urls)
    for step in _STEPS:
        if step != _STEPS[1]:
            publish(server.root, feeds, _ENTRIES, more=step == _STEPS[2])
        for one in programs:
            home = homes[one.name]
            seconds, cpu = _time(one.command(home), home)
            found[one.name][step] = seconds, cpu, one.count_entries(home)
    return found


def _time(command: Sequence[str], home: Path) -> tuple[float, float]:
    environment = {**Subject(home).environment(os.environ), "HOME": str(home)}
    with (home / "output.txt").open("wb") as output:
        before, began = ended_seconds(), time.perf_counter()
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
        seconds, cpu = time.perf_counter() - began, ended_seconds() - before
    if done.returncode:
        note(
            f"{command[0]} ended with {done.returncode}: {(home / 'output.txt').read_text()[-500:]}"
        )
    return seconds, cpu


def run(rounds: int, feeds: int) -> None:
    """Measure all and print the table."""
    programs = [own(), *refreshers()]
    say_surroundings(*(one.version for one in programs if one.version))
    results = {one.name: Results() for one in programs}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_webserver(folder / "nginx") as server:
            size = publish(server.root, feeds, _ENTRIES)
            for number in range(rounds + 1):
                note(f"round {number} of {rounds}")
                found = measure_round(server, folder, programs, feeds)
                for program, steps in found.items():
                    for step, (seconds, cpu, entries) in steps.items():
                        if number:  # the first one warms the disk, and compiles
                            results[program].seconds[step].append(seconds)
                            results[program].cpu[step].append(cpu)
                        results[program].entries[step] = entries
    say(f"{feeds} feeds of {_ENTRIES} releases, {size / 1e6:.0f} MB; seconds by the clock.")
    say()
    _print(programs, results)


def _print(programs: Sequence[Refresher], results: dict[str, Results]) -> None:
    ours = results["TrayNews"]
    header = ["program"]
    for step in _STEPS:
        header += [step, "ratio", "CPU", "entries"]
    rows = []
    for one in programs:
        theirs = results[one.name]
        row = [one.name]
        for step in _STEPS:
            seconds = spread(theirs.seconds[step])
            row += [
                seconds.write("s"),
                write_ratio(spread(ours.seconds[step]).median, seconds.median),
                f"{spread(theirs.cpu[step]).median:.2f} s",
                str(theirs.entries[step]),
            ]
        rows.append(row)
    say_table(header, rows)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times through all steps (5)")
    parser.add_argument("--feeds", type=int, default=200, help="how many feeds (200)")
    chosen = parser.parse_args()
    seclude()
    run(chosen.rounds, chosen.feeds)


if __name__ == "__main__":
    main()
