"""What a change did to the settings file, as it is said beside what was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from traynews.settings import disk
from traynews.window.desk import Desk


class Told:
    """What came of the last thing done on a page, until the next one says it there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._place, self._line = "", ""

    def tell(self, place: str, line: str) -> None:
        """Have the next page say a line at a place."""
        self._place, self._line = place, line

    def change(self, place: str, change: Callable[[], object]) -> None:
        """Change the settings file, ring, and have the next page say which line that was."""
        file = self._desk.locations.config
        before = disk.read(file) or ""
        change()
        self._desk.ring()
        self.tell(place, tell_change(before, disk.read(file) or "", str(file)))

    def take(self) -> tuple[str, str]:
        """Return place and line, once; empty where nothing was done."""
        told = self._place, self._line
        self.tell("", "")
        return told


def tell_change(before: str, after: str, file: str) -> str:
    """Return which lines of the file are others now, and what they say; blank ones do not count."""
    if not before:
        return f"{file} is new."
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return "Nothing had to be changed."
    start = _count_same(old, new)
    rest = min(len(old), len(new)) - start
    end = len(new) - min(rest, _count_same(old[::-1], new[::-1]))
    while start < end and not new[start].strip():
        start += 1
    while start < end and not new[end - 1].strip():
        end -= 1
    if start == end:
        return f"What stood in {file} about it was taken out."
    said = "; ".join(line.strip() for line in new[start:end] if line.strip())
    if end - start == 1:
        return f"Line {end} of {file} says now: {said}"
    return f"Lines {start + 1} to {end} of {file} say now: {said}"


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines are the same from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
