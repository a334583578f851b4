# ruff: noqa: E402, INP001 - a script beside the package
"""Half an hour under fire: `python benchmarks/soak.py [--minutes N]`.

The real program on a desktop of its own asks twenty sources of this machine every two seconds.
Four publish; one floods, one drips, one is late, one sends what breaks parsers, one is a page.
Each minute panel, notification server and parse process are killed (the parse process is stopped
for ever every second time), and every third minute the notification server sleeps for five seconds.
What the program holds is written down every half minute: it must not grow, but for the archive.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a desktop

from benchmarks.crashes import is_sound
from benchmarks.report import note, say_surroundings, say_table
from benchmarks.soak_sources import Drip, Flood, Hostile, Late, Listing, Source
from benchmarks.subject import Subject
from benchmarks.tree import Cost, descendants, measure
from tests.desktop.eavesdropper import Eavesdropper
from tests.desktop.programs import Program, RigError, wait_for
from tests.desktop.rig import NOTIFICATIONS, Desktop

_PUBLISHERS, _QUIET = 4, 11
_INTERVAL = "2s"
_STEP = 1.0  # seconds between two looks at the clock
_PUBLISH, _SAMPLE, _FIRE, _SLEEP, _MOVE = 45, 30, 60, 180, 10  # seconds between two of each
_ASLEEP = 5.0
_PEACE = 60.0  # seconds before the end in which nothing is published or killed
_ROWS = 12  # of the table
_TITLE = re.compile(r"Graustark: \S+ frees protester number \d{5}")


@dataclass(frozen=True, slots=True)
class Sample:
    """What the program holds at one moment."""

    minutes: float
    own: Cost
    children: Cost
    files: int
    rows: int

    def write(self) -> list[str]:
        """Return a row of the table."""
        return [
            f"{self.minutes:.1f}",
            f"{self.own.pss / 1e6:.1f} MB",
            f"{self.children.pss / 1e6:.1f} MB",
            str(self.own.threads),
            str(self.files),
            f"{self.own.cpu:.0f} s",
            f"{self.children.cpu:.0f} s",
            f"{self.rows:,}",
        ]


_HEADER = ["minute", "memory (PSS)", "its children", "threads", "descriptors", "CPU", "children's"]
_HEADER += ["entries"]


def sample(program: Program, subject: Subject, began: float) -> Sample:
    """Look at the program; children that end meanwhile count for nothing."""
    root = program.process.pid
    children = measure(())
    for pid in descendants(root)[1:]:
        with contextlib.suppress(OSError):
            children += measure([pid])
    return Sample(
        (time.monotonic() - began) / 60,
        measure([root]),
        children,
        len(list(Path(f"/proc/{root}/fd").iterdir())),
        subject.count_entries(),
    )


class Fire:
    """What happens to the desktop."""

    def __init__(self, desktop: Desktop, program: Program) -> None:
        self._desktop = desktop
        self._program = program
        self._count = 0

    def kill(self) -> None:
        """Kill panel, notification server and parse process, and start the first two again."""
        self._count += 1
        number = signal.SIGKILL if self._count % 2 else signal.SIGSTOP
        for pid in descendants(self._program.process.pid)[1:]:
            with contextlib.suppress(OSError):
                os.kill(pid, number)
        self._desktop.kill_panel()
        self._desktop.kill_notifications()
        time.sleep(2)
        try:
            self._desktop.start_panel("xfce4-panel")
            self._desktop.start_notifications("dunst")
        except RigError as error:
            note(str(error).partition("\n")[0])

    def sleep(self) -> None:
        """Have the notification server hear nothing for a while."""
        if self._desktop.notifications is not None:
            self._desktop.notifications.send(signal.SIGSTOP)
            time.sleep(_ASLEEP)
            self._desktop.notifications.send(signal.SIGCONT)


def watch(
    desktop: Desktop, program: Program, subject: Subject, sources: Sequence[Source], minutes: float
) -> list[Sample]:
    """Let it all happen for so many minutes."""
    fire, began, samples = Fire(desktop, program), time.monotonic(), []
    last = dict.fromkeys((_PUBLISH, _SAMPLE, _FIRE, _SLEEP, _MOVE), began)
    while (now := time.monotonic()) < began + minutes * 60 and program.alive:
        due = {each for each, when in last.items() if now - when >= each}
        last |= dict.fromkeys(due, now)
        is_peace = now > began + minutes * 60 - _PEACE
        if _MOVE in due:
            try:  # somebody is there, or alerts would be held back
                desktop.move(10 + int(now) % 50, 10)
            except RuntimeError as error:  # what was seen until then counts
                note(f"the display has died: {error}")
                break
        if _SAMPLE in due:
            samples.append(sample(program, subject, began))
            note("  ".join(samples[-1].write()))
        if _PUBLISH in due and not is_peace:
            for source in sources:
                source.publish()
        if _SLEEP in due and not is_peace:
            fire.sleep()
        elif _FIRE in due and not is_peace:
            fire.kill()
        time.sleep(_STEP)
    return samples


def told(listener: Eavesdropper) -> Counter[str]:
    """Return how often each release was named in a pop-up."""
    calls = listener.heard("Notify", kind="method_call")
    return Counter(
        title for one in calls for title in _TITLE.findall(f"{one.body[3]} {one.body[4]}")
    )


def count(subject: Subject, sources: Sequence[Source], shown: Counter[str]) -> dict[str, object]:
    """Return the figures of the end."""
    with contextlib.closing(sqlite3.connect(subject.archive)) as db:
        kept = Counter(row[0] for row in db.execute("SELECT title FROM entries"))
        loud = {
            title: announced is not None
            for title, announced in db.execute(
                "SELECT title, announced FROM entries WHERE level <> 'silent'"
            )
        }
        (owed,) = db.execute(
            "SELECT count(*) FROM entries WHERE level <> 'silent' AND announced IS NULL"
            " AND read = 0 AND attempts < 2"
        ).fetchone()
    published = [title for source in sources for title, _ in source.published]
    to_be_told = [title for title in published if title in loud]
    return {
        "published": len(published),
        "lost": sum(not kept[title] for title in published),
        "stored twice": sum(number > 1 for number in kept.values()),
        "to be told": len(to_be_told),
        "told": sum(loud[title] for title in to_be_told),
        "named in pop-ups": sum(title in shown for title in to_be_told),
        "named twice": sum(number > 1 for number in shown.values()),
        "owed still": owed,
        "archive sound": is_sound(subject.archive),
    }


def waits(source: Source) -> float:
    """Return the longest time between two requests, in seconds."""
    pairs = zip(source.asked, [*source.asked[1:], time.monotonic()], strict=True)
    return max(later - earlier for earlier, later in pairs)


def quit_program(program: Program) -> float:
    """Return how many seconds it took to end by SIGTERM."""
    asked = time.monotonic()
    program.send(signal.SIGTERM)
    with contextlib.suppress(RigError):
        wait_for(lambda: not program.alive, 30, "it ends")
    return time.monotonic() - asked


def settings_of(sources: Sequence[Source]) -> str:
    """Return the lines of the settings for these."""
    return "".join(
        f'[[feeds]]\nid = "{one.name}"\nurl = "{one.url}"\ninterval = "{_INTERVAL}"\n{one.more}'
        for one in sources
    )


def run(minutes: float, keep: Path | None) -> None:
    """Make the desktop, let it burn, and print what there is to say."""
    say_surroundings()
    publishers = [Source(f"newsroom-{number}") for number in range(_PUBLISHERS)]
    publishers.append(Listing("listing"))
    quiet = [Source(f"quiet-{number}") for number in range(_QUIET)]
    odd = [Flood("flood"), Drip("drip"), Late("late"), Hostile("hostile")]
    sources = [*publishers, *quiet, *odd]
    with Desktop("soak") as desktop, tempfile.TemporaryDirectory() as name:
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("dunst")
        listener = desktop.watch_bus(NOTIFICATIONS)
        subject = Subject((keep or Path(name)) / "traynews")
        subject.configure([], more=settings_of(sources))
        program = desktop.start(subject.command(), extra=subject.environment(desktop.environment))
        samples = watch(desktop, program, subject, publishers, minutes)
        code_before = program.process.poll()
        starved = {source.name: waits(source) for source in sources}
        seconds = quit_program(program)
        figures = count(subject, publishers, told(listener))
        output = program.output()
    thin = samples[:: max(1, len(samples) // _ROWS)]
    say_table(_HEADER, [one.write() for one in thin])
    figures |= {
        "ended by itself": code_before is not None,
        "seconds to quit": f"{seconds:.2f}",
        "exit code": program.process.returncode,
        "tracebacks": output.count("Traceback"),
    }
    say_table(["figure", "value"], [[name, str(value)] for name, value in figures.items()])
    rows = [[one.name, str(len(one.asked)), f"{starved[one.name]:.1f} s"] for one in sources]
    say_table(["source", "asked", "longest time without a poll"], rows)
    note(output[-20_000:])


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30, help="how long (30)")
    parser.add_argument("--keep", type=Path, default=None, help="keep the archive in this folder")
    chosen = parser.parse_args()
    run(chosen.minutes, chosen.keep)


if __name__ == "__main__":
    main()
