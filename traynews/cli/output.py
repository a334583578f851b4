"""What a command prints: lines for people, JSON for programs, times for each."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from traynews.errors import TrayNewsError
from traynews.locations import Locations

STANDARD_STREAM = "-"
"""What stands for standard input, or output, where a file is named."""


NOTHING_YET = "Nothing yet: headlines come while TrayNews runs, or once with `traynews check`."
"""What stands for releases where none are kept."""


def flows(file: str) -> bool:
    """Whether what is written there is no file that is replaced: a device, a pipe, the output."""
    path = Path(file)
    return file == STANDARD_STREAM or (path.exists() and not path.is_file() and not path.is_dir())


def refuse_to_replace(path: Path, locations: Locations, *, force: bool) -> None:
    """Raise `TrayNewsError` where a file is to be written and something is that must stay.

    What is there is replaced only where that is asked for (`force`), through a link as well.
    """
    if path.is_dir():
        raise TrayNewsError(f"{path}: this is a folder; name a file in it")
    if not path.exists():
        return
    place, archive, config = path.resolve(), locations.archive.resolve(), locations.config.resolve()
    is_archive = place.parent == archive.parent and place.name.startswith(archive.name)
    if is_archive or place == config:
        raise TrayNewsError(f"{path}: TrayNews keeps this file itself; choose another name")
    if not force:
        raise TrayNewsError(f"{path}: there is a file of that name; to replace it, add --force")


def say(line: str = "") -> None:
    """Print a line for people."""
    print(line)


def say_json(data: object) -> None:
    """Print data for programs."""
    # Letters that the output cannot carry are written as JSON escapes them.
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    json.dump(data, sys.stdout, ensure_ascii=plain, indent=2)
    sys.stdout.write("\n")


def stamp(moment: datetime | None) -> str | None:
    """Write a time as JSON carries it: ISO 8601, UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def local(moment: datetime | None) -> str:
    """Write a time for people, on their clock."""
    from traynews.core.data.model import FOREVER  # noqa: PLC0415 - the icon comes first

    if moment is None:
        return "never"
    if moment == FOREVER:
        return "until you resume"
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
