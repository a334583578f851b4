# ruff: noqa: E402, INP001 - a script beside the package
"""Reading real feeds: `TRAYNEWS_CORPUS=DIR python benchmarks/parse.py [--rounds N]`.

Every feed of the folder `real` is read by TrayNews, by feedparser as it comes, and by
fastfeedparser, each in a process of its own; printed is how long that takes, and how many entries
each finds. TrayNews also brings dates, links and texts into shape, which the others leave to do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project

from benchmarks.neighbours import library_of_neighbours, neighbours_python
from benchmarks.report import (
    library_version,
    note,
    say,
    say_surroundings,
    say_table,
    spread,
    write_ratio,
)

_TIMING = """
import json, sys, time
rounds, paths = int(sys.argv[1]), sys.argv[2:]
bodies = [open(path, "rb").read() for path in paths]
def read_all():
    counts, began = [], time.process_time()
    for body in bodies:
        try:
            counts.append(read(body))
        except Exception:
            counts.append(-1)
    return time.process_time() - began, counts
read_all()
found = [read_all() for _ in range(rounds)]
print(json.dumps({"seconds": [seconds for seconds, _ in found], "counts": found[0][1]}))
"""
_OURS = """
from traynews.core.data.document import Document
from traynews.feeds.child.parse import parse_body
def read(body):
    found = parse_body(body, url="https://feed.example/", content_type="", zone="UTC")
    return len(found.items) if isinstance(found, Document) else -1
"""
_FEEDPARSER = """
import io, warnings, feedparser
warnings.simplefilter("ignore")
def read(body):
    found = feedparser.parse(io.BytesIO(body))
    return len(found.entries) if found.version else -1
"""
_FASTFEEDPARSER = """
import fastfeedparser
def read(body):
    return len(fastfeedparser.parse(body).entries)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one library made of all feeds; -1 entries where it found no feed or raised."""

    name: str
    seconds: tuple[float, ...]
    counts: tuple[int, ...]


def read_with(name: str, python: str, script: str, paths: Sequence[Path], rounds: int) -> Reading:
    """Read every file, again and again, in a process of that interpreter."""
    note(name)
    environment = {**os.environ, "PYTHONPATH": sys.path[0]}
    done = subprocess.run(
        [python, "-c", script + _TIMING, str(rounds), *map(str, paths)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return Reading(name, tuple(found["seconds"]), tuple(found["counts"]))


def run(folder: Path, rounds: int) -> None:
    """Read with all and print the table."""
    paths = sorted(path for path in (folder / "real").iterdir() if path.is_file())
    fast = library_of_neighbours("fastfeedparser")
    say_surroundings(library_version("feedparser"), *([fast] if fast else []))
    readings = [
        read_with("TrayNews", sys.executable, _OURS, paths, rounds),
        read_with("feedparser", sys.executable, _FEEDPARSER, paths, rounds),
    ]
    if fast:
        python = neighbours_python()
        readings.append(read_with("fastfeedparser", python, _FASTFEEDPARSER, paths, rounds))
    else:
        note("fastfeedparser is left out: it is not installed")
    size = sum(path.stat().st_size for path in paths) / 1e6
    say(f"{len(paths)} files, {size:.1f} MB; CPU seconds for all of them.")
    say()
    header = ["read by", "time", "ratio", "feeds found", "entries", "feeds with fewer than another"]
    say_table(header, [_row(one, readings) for one in readings])


def _row(one: Reading, readings: Sequence[Reading]) -> list[str]:
    most = [max(counts) for counts in zip(*(each.counts for each in readings), strict=True)]
    fewer = sum(count < top for count, top in zip(one.counts, most, strict=True))
    seconds = spread(one.seconds)
    return [
        one.name,
        seconds.write("s"),
        write_ratio(spread(readings[0].seconds).median, seconds.median),
        str(sum(count >= 0 for count in one.counts)),
        str(sum(max(count, 0) for count in one.counts)),
        str(fewer),
    ]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times through all feeds (5)")
    chosen = parser.parse_args()
    folder = os.environ.get("TRAYNEWS_CORPUS")
    if not folder:
        say("TRAYNEWS_CORPUS must name the folder of real feeds; there is nothing to read.")
        return
    run(Path(folder), chosen.rounds)


if __name__ == "__main__":
    main()
