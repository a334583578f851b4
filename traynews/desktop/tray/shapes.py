"""Which pixels a shape covers: triangles, and pen lines with round ends; each row is one run.

Pure. Pillow's pen (`ImageDraw`) can do this, and loads FreeType and HarfBuzz for it, a megabyte.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Run = tuple[float, float]
"""From where to where in a row, in pixels; the end is not before the start."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in whole pixels."""


def fill_triangle(corners: Sequence[Point], across: int) -> tuple[Box, bytes]:
    """Return the box around a triangle, and for each of its pixels 255 or 0, by rows.

    Cut to a square of `across` pixels; nothing where that leaves nothing.
    """
    top, bottom = _rows([y for _, y in corners], across)
    return _mask([_run(_cross(corners, row + 0.5)) for row in range(top, bottom)], top, across)


def fill_line(start: Point, end: Point, width: float, across: int) -> tuple[Box, bytes]:
    """Likewise of a pen line with round ends."""
    (x, y), (to_x, to_y), radius = start, end, width / 2
    top, bottom = _rows([y - radius, y + radius, to_y - radius, to_y + radius], across)
    length = math.hypot(to_x - x, to_y - y)
    sides: Sequence[Point] = ()
    if y != to_y:
        dx, dy = radius * (to_y - y) / length, radius * (x - to_x) / length
        sides = ((x + dx, y + dy), (to_x + dx, to_y + dy), (to_x - dx, to_y - dy), (x - dx, y - dy))
    runs = []
    for row in range(top, bottom):
        xs = [*_chord(start, radius, row + 0.5), *_chord(end, radius, row + 0.5)]
        if sides:
            xs += _cross(sides, row + 0.5)
        runs.append(_run(xs))
    return _mask(runs, top, across)


def _rows(ys: Sequence[float], across: int) -> tuple[int, int]:
    return max(0, round(min(ys))), min(across, round(max(ys)))


def _mask(runs: Sequence[Run], top: int, across: int) -> tuple[Box, bytes]:
    left = max(0, math.floor(min((start for start, _ in runs), default=0)))
    right = min(across, math.ceil(max((end for _, end in runs), default=0)))
    if left >= right:
        return (0, 0, 0, 0), b""
    rows, wide = [], right - left
    for start, end in runs:
        begin = min(wide, max(0, round(start) - left))
        stop = min(wide, max(begin, round(end) - left))
        rows.append(bytes(begin) + b"\xff" * (stop - begin) + bytes(wide - stop))
    return (left, top, right, top + len(runs)), b"".join(rows)


def _run(xs: Sequence[float]) -> Run:
    return (min(xs), max(xs)) if xs else (0.0, 0.0)


def _cross(corners: Sequence[Point], y: float) -> list[float]:
    """Return where a row crosses the sides of a polygon."""
    xs = []
    x1, y1 = corners[-1]
    for x2, y2 in corners:
        if (y1 <= y) != (y2 <= y):
            xs.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        x1, y1 = x2, y2
    return xs


def _chord(middle: Point, radius: float, y: float) -> Iterator[float]:
    """Give where a row crosses a circle."""
    x, away = middle[0], y - middle[1]
    if abs(away) < radius:
        half = math.sqrt(radius * radius - away * away)
        yield x - half
        yield x + half
