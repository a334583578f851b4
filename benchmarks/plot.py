# ruff: noqa: INP001 - scripts beside the package
"""Curves as an SVG file, both axes logarithmic; nothing but text is needed for that."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 400, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 96, 34, 44
_COLOURS = ("#0f7680", "#c41c3e", "#de4e14", "#6c757d", "#4b3f9e")


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: what grows, in what unit it is measured, and the curves by name."""

    title: str
    across: str
    up: str
    curves: Mapping[str, Sequence[tuple[float, float]]]


def write_svg(path: Path, panels: Sequence[Panel]) -> None:
    """Write panels side by side; white ground, so that it reads on dark pages, too."""
    width = _WIDTH * len(panels)
    body = "".join(
        f'<g transform="translate({_WIDTH * number} 0)">{_draw(panel)}</g>'
        for number, panel in enumerate(panels)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}"'
        f' viewBox="0 0 {width} {_HEIGHT}" font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fff"/>{body}</svg>\n',
        "utf-8",
    )


def _draw(panel: Panel) -> str:
    points = [point for curve in panel.curves.values() for point in curve]
    across = _Scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [_text(_LEFT, 20, panel.title, weight="bold")]
    for value in across.decades():
        x = across.place(value)
        parts += [_rule(x, _TOP, x, _HEIGHT - _BOTTOM)]
        parts += [_text(x, _HEIGHT - _BOTTOM + 15, f"{value:,.0f}", anchor="middle")]
    for value in up.decades():
        y = up.place(value)
        parts += [_rule(_LEFT, y, _WIDTH - _RIGHT, y)]
        parts += [_text(_LEFT - 5, y + 4, f"{value:g}", anchor="end")]
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, panel.across, anchor="middle"))
    parts.append(_text(10, _TOP - 4, panel.up))
    places = _spread_labels([up.place(curve[-1][1]) for curve in panel.curves.values()])
    for number, (name, curve) in enumerate(panel.curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        line = " ".join(f"{across.place(x):.1f},{up.place(y):.1f}" for x, y in curve)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{across.place(x):.1f}" cy="{up.place(y):.1f}" r="3" fill="{colour}"/>'
            for x, y in curve
        ]
        parts.append(_text(_WIDTH - _RIGHT + 8, places[number] + 4, name, colour=colour))
    return "".join(parts)


class _Scale:
    """A logarithmic axis over whole decades, from one pixel to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)) + 1e-9)
        self._high = max(math.ceil(math.log10(max(values)) - 1e-9), self._low + 1)
        self._start, self._end = start, end

    def decades(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)


def _spread_labels(places: Sequence[float], gap: float = 13) -> list[float]:
    """Move labels apart that would lie on each other."""
    moved = dict.fromkeys(range(len(places)), 0.0)
    last = -gap
    for number in sorted(moved, key=lambda one: places[one]):
        last = moved[number] = max(places[number], last + gap)
    return list(moved.values())


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#222", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{bold}>'
        f"{escape(text)}</text>"
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#ddd"/>'
