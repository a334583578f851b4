"""On which line of a settings file something stands; tomllib tells no positions."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*(\[{1,2})\s*([^\]]+?)\s*\]{1,2}")
_KEY = re.compile(r"""\s*([A-Za-z0-9_."'\- ]+?)\s*=""")


def find_line(text: str, path: Sequence[str | int]) -> int:
    """Return the line (from 1) on which the value at `path` stands, or its table begins.

    This reads headers and keys line by line, which is right for files
    that people write; within a multi-line value it may name the line where the table begins.
    """
    wanted = list(path)
    best_line, best_depth = 1, 0
    here: list[str | int] = []
    seen: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = list(_steps(header[2]))
            if header[1] == "[[":
                key = tuple(here)
                seen[key] = seen.get(key, -1) + 1
                here.append(seen[key])
            found = here
        elif assigned := _KEY.match(line):
            found = [*here, *_steps(assigned[1])]
        else:
            continue
        depth = _agreement(found, wanted)
        if depth == len(found) and depth > best_depth:
            best_line, best_depth = number, depth
    return best_line


def find_tables(text: str, name: str) -> list[int]:
    """Return the lines (from 1) on which the tables `[[name]]` begin, in their order."""
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if (header := _HEADER.match(line)) and header[1] == "[[" and header[2] == name
    ]


def _steps(dotted: str) -> list[str]:
    return [step.strip().strip("\"'") for step in dotted.split(".")]


def _agreement(found: Sequence[str | int], wanted: Sequence[str | int]) -> int:
    count = 0
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count
