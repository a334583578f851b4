"""One user's TrayNews for tests: settings, data folder, and ways to start it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.desktop.programs import Program, start_program

ROOT = Path(__file__).parent.parent


def make_feed(
    count: int, *, site: str = "https://news.example", titles: Sequence[str] = ()
) -> bytes:
    """Return a feed of `count` invented releases, the newest first, in the shape of a press room.

    The number of a release is in its address, and in its title where `titles`, the oldest first,
    do not say another; the newest has the highest.
    """
    named = (*titles, *(_title(number) for number in range(len(titles) + 1, count + 1)))
    items = "".join(_item(number, named[number - 1], site) for number in range(count, 0, -1))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Press room</title>'
        f"<link>{site}/</link><description/>{items}</channel></rss>"
    ).encode()


def _title(number: int) -> str:
    return f"Graustark: Court frees protester number {number}"


def _item(number: int, title: str, site: str) -> str:
    body = (
        f'&lt;span class="field field--name-title"&gt;{title}&lt;/span&gt;'
        '&lt;div class="field field--name-body"&gt;'
        f"&lt;p&gt;Responding to today’s ruling in case {number}, Mira Holm said it was a relief."
        "&lt;/p&gt;&lt;p&gt;“A long wait is over.”&lt;/p&gt;&lt;/div&gt;"
    )
    return (
        f"<item><title>{title}</title><link>{site}/release/{number}</link>"
        f"<description>{body}</description>"
        f"<pubDate>22 Nov 2024 {number:02}:00:00 +0000</pubDate>"
        f'<guid isPermaLink="false">{number} at {site}</guid></item>'
    )


class Installation:
    """TrayNews in a folder of its own; `environment` is what its processes see."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.config = folder / "config.toml"
        self.data = folder / "data"
        inherited = dict(os.environ if environment is None else environment)
        self.environment = {**inherited, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        self._started = 0

    def configure(self, *feeds: str, alerts: str = "", more: str = "") -> None:
        """Write the settings: these feeds, asked every second, and no pop-up of welcome."""
        tables = "".join(
            f'[[feeds]]\nid = "feed{n}"\nurl = "{url}"\nhome = "{url}"\ninterval = "1s"\n'
            for n, url in enumerate(feeds, start=1)
        )
        alerts = f"[alerts]\nwelcome = false\n{alerts}"
        self.config.write_text(f"{more}\n{alerts}\n{tables}", encoding="utf-8")

    def command(self, *words: str) -> list[str]:
        """Return the command line for these words."""
        options = ["--config", str(self.config), "--data-dir", str(self.data)]
        return [sys.executable, "-m", "traynews", *options, *words]

    def start(self, *words: str) -> Program:
        """Start the program in the background."""
        self._started += 1
        log = self.folder / f"output-{self._started}.txt"
        return start_program(self.command(*words), dict(self.environment), log)

    def run(
        self, *words: str, status: int = 0, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, with this as its standard input."""
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    def read(self, *words: str) -> Any:
        """Run a command with `--json` and return what it prints."""
        return json.loads(self.run(*words, "--json").stdout)

    def titles(self) -> list[str]:
        """Return the headlines, the newest first; none before there is an archive."""
        return [entry["title"] for entry in self.read("list")]

    def is_read(self, url: str) -> bool:
        """Whether the release at this address counts as read."""
        return any(entry["read"] for entry in self.read("list") if entry["url"] == url)

    def trouble(self, feed: str) -> str:
        """Return what is wrong with a feed."""
        (found,) = [one for one in self.read("status")["feeds"] if one["id"] == feed]
        return found["last_error"] or ""

    def log(self) -> str:
        """Return the program's log."""
        path = self.data / "traynews.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def without_desktop(folder: Path, **more: str) -> Installation:
    """Return an installation whose processes see no session bus, display or browser."""
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PATH": "/usr/bin:/bin"}
    return Installation(folder, {**home, **more})


def quit_program(program: Program, patience: float = 60.0) -> int:
    """Ask a program to end as a session does, and return its exit status."""
    program.send(signal.SIGTERM)
    return program.process.wait(patience)


def kilobytes(pids: Sequence[int], field: str = "VmHWM") -> int:
    """Return a memory figure of these processes from /proc, in kB, added up."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(f"{field}:"):
                total += int(line.split()[1])
    return total
