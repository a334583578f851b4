# ruff: noqa: E402, INP001 - a script beside the package
"""Killed at any moment: `python benchmarks/crashes.py [--kills N]`.

The whole program polls a feed of this machine every second and alerts in a terminal; it is killed
(SIGKILL) at random moments, a thousand times by default, every second time while an answer is being
parsed, stored and told, and started again. Then it runs in peace, and what was published is counted
against what the archive holds and what was told. The numbers to see are zeros; an alert may come
twice where the program died between a pop-up and its note.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to start it

from benchmarks.report import note
from tests.installation import Installation, without_desktop

_LISTED = 40  # releases that the feed lists, the newest
_EACH = 3  # requests bring one new release
_SHORTEST, _LONGEST = 0.2, 2.5  # seconds from a start to its end
_BUSY = 0.8  # seconds after a request in which its answer is parsed, stored and told
_AT_MOST = 10.0  # seconds to wait for a request
_LOOK = 100  # kills between two looks at the whole file
_SETTLE = 90.0  # seconds in peace, at most


class Newsroom(ThreadingHTTPServer):
    """A feed that publishes while it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = 0
        self.items: list[str] = []
        self.in_peace = False
        self.publish()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def publish(self) -> None:
        """Put one more release on top."""
        number = len(self.items) + 1
        when = format_datetime(datetime.now(UTC))
        self.items.append(
            f"<item><title>{title_of(number)}</title><link>https://n.example/{number}</link>"
            f"<guid>{number}@n.example</guid><pubDate>{when}</pubDate>"
            f"<description>Responding to the ruling in case {number} today.</description></item>"
        )

    def body(self) -> bytes:
        """Return the feed as it stands."""
        self.asked += 1
        if not self.in_peace and self.asked % _EACH == 0:
            self.publish()
        items = "".join(reversed(self.items[-_LISTED:]))
        return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()

    def handle_error(self, *_: object) -> None:
        """Who asked was killed meanwhile."""


class _Handler(BaseHTTPRequestHandler):
    server: Newsroom

    def do_GET(self) -> None:
        body = self.server.body()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the figures."""


def title_of(number: int) -> str:
    """Return what release of that number is called."""
    return f"Graustark: Court frees protester number {number:05}"


def run(
    installation: Installation, seconds: float, told: Path, newsroom: Newsroom | None = None
) -> None:
    """Start the program and kill it after so long, counted from its first request where told."""
    with told.open("ab") as output:
        process = subprocess.Popen(
            installation.command("run"),
            env=installation.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        if newsroom is not None:
            before, deadline = newsroom.asked, time.monotonic() + _AT_MOST
            while newsroom.asked == before and time.monotonic() < deadline:
                time.sleep(0.002)
        time.sleep(seconds)
        process.kill()
        process.wait()


def is_sound(archive: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    if not archive.exists():
        return True
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        sound = db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        orphans = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return sound and not orphans


def settle(installation: Installation, newsroom: Newsroom, told: Path) -> None:
    """Let it run in peace until nothing is owed."""
    newsroom.in_peace = True
    deadline = time.monotonic() + _SETTLE
    owed = 1
    while owed and time.monotonic() < deadline:
        run(installation, 12.0, told)
        with sqlite3.connect(installation.data / "traynews.db") as db:
            (owed,) = db.execute(
                "SELECT count(*) FROM entries WHERE level <> 'silent' AND announced IS NULL"
                " AND attempts < 2"
            ).fetchone()
        db.close()


def count(installation: Installation, newsroom: Newsroom, told: Path) -> dict[str, int]:
    """Return the figures."""
    with sqlite3.connect(installation.data / "traynews.db") as db:
        rows = db.execute("SELECT title, level, announced, attempts FROM entries").fetchall()
    db.close()
    published = [title_of(number + 1) for number in range(len(newsroom.items))]
    kept = Counter(row[0] for row in rows)
    text = told.read_text("utf-8", "replace")
    times = Counter({title: text.count(f"{title}\n") for title in published})
    loud = [row for row in rows if row[1] != "silent"]
    never = [row for row in loud if not times[row[0]] and row[2] is None]
    return {
        "published": len(published),
        "entries lost": sum(not kept[title] for title in published),
        "entries twice": sum(number > 1 for number in kept.values()),
        "to be told": len(loud),
        "alerts lost": len(never),
        "told alone": sum(times[row[0]] > 0 for row in loud),
        "told among others": sum(not times[row[0]] and row[2] is not None for row in loud),
        "told twice": sum(times[row[0]] == 2 for row in loud),  # noqa: PLR2004 - twice
        "told more than twice": sum(times[row[0]] > 2 for row in loud),  # noqa: PLR2004 - as above
        "tracebacks": text.count("Traceback"),
    }


def main() -> None:
    """Read the command line, kill, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    newsroom = Newsroom()
    with tempfile.TemporaryDirectory(prefix="traynews-crashes-") as name:
        folder = Path(name)
        installation = without_desktop(folder)
        installation.configure(f"http://127.0.0.1:{newsroom.server_port}/feed")
        told = folder / "told.txt"
        run(installation, 5.0, told)  # the baseline
        damaged = 0
        for number in range(1, options.kills + 1):
            if number % 2:
                run(installation, chance.uniform(_SHORTEST, _LONGEST), told)
            else:
                run(installation, chance.uniform(0, _BUSY), told, newsroom)
            if number % _LOOK == 0:
                damaged += not is_sound(installation.data / "traynews.db")
                note(f"{number} kills, {len(newsroom.items)} releases, {damaged} times damaged")
        settle(installation, newsroom, told)
        damaged += not is_sound(installation.data / "traynews.db")
        damaged += sum(1 for _ in installation.data.glob("*.damaged-*"))
        figures = {"kills": options.kills, "archives damaged": damaged}
        figures |= count(installation, newsroom, told)
        for what, figure in figures.items():
            sys.stdout.write(f"{what:>22}  {figure:6,}\n")


if __name__ == "__main__":
    main()
