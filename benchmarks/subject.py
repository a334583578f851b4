# ruff: noqa: INP001 - scripts beside the package
"""TrayNews as a user has it: settings, a data folder, modules already compiled."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Subject:
    """TrayNews in a folder of its own; `program` starts it."""

    folder: Path
    program: Sequence[str] = (sys.executable, "-m", "traynews")

    @property
    def archive(self) -> Path:
        """Its archive."""
        return self.folder / "data" / "traynews.db"

    def configure(self, urls: Sequence[str], *, interval: str = "15m", more: str = "") -> None:
        """Write settings that poll these addresses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        feeds = "".join(
            f'[[feeds]]\nid = "feed-{number}"\nurl = "{url}"\ninterval = "{interval}"\n'
            for number, url in enumerate(urls)
        )
        text = f"[alerts]\nwelcome = false\n{more}\n{feeds}"
        (self.folder / "config.toml").write_text(text, "utf-8")

    def command(self, *words: str) -> list[str]:
        """Return the command line for these words; none start the program as a login does."""
        if not words:
            return [*self.program]
        options = ["--config", str(self.folder / "config.toml")]
        options += ["--data-dir", str(self.folder / "data")]
        return [*self.program, *options, *words]

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """Return the variables for its processes; compiled modules are kept beside its data."""
        variables = {k: v for k, v in base.items() if k not in _NOT_A_USERS}
        variables["TRAYNEWS_CONFIG"] = str(self.folder / "config.toml")
        variables["TRAYNEWS_DATA_DIR"] = str(self.folder / "data")
        variables["PYTHONPATH"] = str(_PROJECT)
        variables["PYTHONPYCACHEPREFIX"] = str(self.folder.parent / "compiled")
        return variables

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            self.command(*words),
            env=self.environment(os.environ),
            capture_output=True,
            text=True,
            check=True,
        )

    def count_entries(self) -> int:
        """Return how many entries the archive has; 0 before there is one."""
        return count_rows(self.archive, "entries")


_NOT_A_USERS = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONWARNINGS"}


def count_rows(path: Path, table: str) -> int:
    """Return how many rows a table of some SQLite file has; 0 before there is one."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
        return int(found[0])
    except sqlite3.OperationalError:
        return 0  # not made yet, or being written
    finally:
        connection.close()
