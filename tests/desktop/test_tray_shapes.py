"""A shape covers the pixels whose middles lie in it."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from traynews.desktop.tray.shapes import Box, Point, fill_line, fill_triangle

ACROSS = 24
PLACES = st.tuples(st.floats(-8, 32), st.floats(-8, 32))


def covered(filled: tuple[Box, bytes]) -> set[tuple[int, int]]:
    (left, top, right, bottom), mask = filled
    assert 0 <= left <= right <= ACROSS
    assert 0 <= top <= bottom <= ACROSS
    assert len(mask) == (right - left) * (bottom - top)
    assert set(mask) <= {0, 255}
    return {
        (left + place % (right - left), top + place // (right - left))
        for place, value in enumerate(mask)
        if value
    }


def away_from_line(x: float, y: float, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)


@given(PLACES, PLACES, st.floats(1, 12))
def test_a_pen_line_covers_what_is_within_half_its_width(
    start: Point, end: Point, width: float
) -> None:
    found = covered(fill_line(start, end, width, ACROSS))
    for x in range(ACROSS):
        for y in range(ACROSS):
            away = away_from_line(x + 0.5, y + 0.5, start, end)
            if away < width / 2 - 1:
                assert (x, y) in found
            elif away > width / 2 + 1:
                assert (x, y) not in found


def outside(x: float, y: float, corners: tuple[Point, Point, Point]) -> float:
    """Return how far a point is outside of a triangle; less than nothing within."""
    (ax, ay), (bx, by), (cx, cy) = corners
    turn = math.copysign(1, (bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    sides = ((ax, ay, bx, by), (bx, by, cx, cy), (cx, cy, ax, ay))
    return max(
        -turn * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / (math.hypot(x2 - x1, y2 - y1) or 1)
        for x1, y1, x2, y2 in sides
    )


@given(PLACES, PLACES, PLACES)
def test_a_triangle_covers_what_is_within_its_sides(one: Point, two: Point, three: Point) -> None:
    found = covered(fill_triangle((one, two, three), ACROSS))
    for x in range(ACROSS):
        for y in range(ACROSS):
            if outside(x + 0.5, y + 0.5, (one, two, three)) < -1:
                assert (x, y) in found
    low, high = min(y for _, y in (one, two, three)), max(y for _, y in (one, two, three))
    assert all(low - 1 <= y <= high + 1 for _, y in found)
