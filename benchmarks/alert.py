# ruff: noqa: E402, INP001 - a script beside the package
"""From the answer to the pop-up: `python benchmarks/alert.py [--count N]`.

A server on this machine publishes a release at a time; measured is the time from the last byte of
the answer to `Notify` on the session bus, with the parse process running already (warm) and not
(cold). TrayNews asks every second and shows a pop-up at most every three, so 200 of each take some
twenty minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a desktop

from benchmarks.listening import Listener, is_call
from benchmarks.press import items_of, write_rss
from benchmarks.report import Spread, note, say_surroundings, say_table, spread
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from benchmarks.tree import descendants
from tests.desktop.programs import Program, wait_for
from tests.desktop.rig import Desktop
from tests.server import FeedServer, Step

_SITE = "https://site.example/"
_ITEMS = 25
_PACE = 3.1  # seconds; TrayNews leaves three between two pop-ups
_PATIENCE = 30.0


@dataclass(slots=True)
class Press:
    """Publishes a release at a time, and tells when its last byte was sent."""

    server: FeedServer
    left: int
    sent: queue.SimpleQueue[float]
    number: int = 0

    def publish(self) -> None:
        """Put one more release on top of the feed, for the next request."""
        items = items_of(_SITE, _ITEMS + self.left)
        last = len(items) - self.number
        body = write_rss(items[last - _ITEMS : last], _SITE)
        tag = {"ETag": f'"{self.number}"'}
        self.number += 1
        answer = Step(200, tag, self._chunks(body), length=len(body))
        self.server.script("/feed", answer, Step(304, tag))

    def _chunks(self, body: bytes) -> Iterator[bytes]:
        yield body
        self.sent.put(time.perf_counter())  # the server asks for more when it has sent the last


def measure(desktop: Desktop, press: Press, program: Program, count: int, *, cold: bool) -> Spread:
    """Publish so many releases and return the seconds from each last byte to its pop-up."""
    found = []
    with Listener(desktop.bus_address, "interface='org.freedesktop.Notifications'") as listener:
        for number in range(count):
            desktop.move(10 + number % 50, 10)  # somebody is there, or alerts would be held back
            if cold:
                _end_parse_process(program)
            press.publish()
            sent = press.sent.get(timeout=_PATIENCE)
            found.append(listener.wait_for(is_call("Notify"), _PATIENCE) - sent)
            last = time.monotonic()  # the next one must not have to wait for its turn
            if number % 20 == 0:
                note(f"{'cold' if cold else 'warm'}: {number} of {count}")
            time.sleep(max(0.0, last + _PACE - time.monotonic()))
    return spread(found)


def _end_parse_process(program: Program) -> None:
    """End the parse process as its parent would after twenty idle seconds."""
    for pid in descendants(program.process.pid)[1:]:
        if b"_parse" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not _is_parsing(program), 5, "the parse process ends")


def _is_parsing(program: Program) -> bool:
    for pid in descendants(program.process.pid)[1:]:
        with contextlib.suppress(OSError):
            if b"_parse" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return True
    return False


def run(count: int) -> None:
    """Measure warm and cold, and print the table."""
    say_surroundings()
    with (
        Desktop("alert") as desktop,
        FeedServer() as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("dunst")
        press = Press(server, 2 * count + 3, queue.SimpleQueue())
        press.publish()
        subject = Subject(Path(folder) / "traynews")
        subject.configure([server.url("/feed")], interval="1s")
        program = desktop.start(subject.command(), extra=subject.environment(desktop.environment))
        press.sent.get(timeout=_PATIENCE)  # what is there at first is not news
        wait_for(lambda: subject.count_entries() == _ITEMS, 20, "the first document is stored")
        measure(desktop, press, program, 2, cold=False)
        rows = []
        for cold in (False, True):
            found = measure(desktop, press, program, count, cold=cold)
            name = "cold" if cold else "warm"
            rows.append([name, found.write("s", 3), f"{found.percentile(0.99):.3f} s"])
        program.stop(10)
    say_table(["parse process", "last byte → Notify", "99th percentile"], rows)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="pop-ups of each kind (200)")
    chosen = parser.parse_args()
    seclude()
    run(chosen.count)


if __name__ == "__main__":
    main()
