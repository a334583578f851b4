"""How much of a menu has room on the screen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from traynews.core.data.host import Host
from traynews.core.data.view import Row

_FEWEST = 1  # headline, however low the screen
_MOST_COMPACT = 6  # headlines where a menu has to be compact


def height_of(rows: Iterable[Row], host: Host) -> int:
    """Return how high rows of the menu itself stand, in pixels."""
    return sum(host.line if row.separator else host.row for row in rows)


def count_shown(days: Sequence[str], taken: int, host: Host, screen: int) -> int:
    """Return how many headlines stand in the menu itself.

    `days` are the headings that the newest stand under, as many as are wanted, each empty where
    there are none. The menu takes two thirds of the `screen`, its other rows `taken` of that, in
    pixels; a `screen` of 0 is one whose height nobody knows.
    """
    wanted = min(len(days), _MOST_COMPACT) if host.compact else len(days)
    if not screen:
        return wanted
    room = screen * 2 // 3 - taken
    under = ""
    for shown, day in enumerate(days[:wanted]):
        room -= host.row * (1 + (day != under))
        if room < 0 and shown >= _FEWEST:
            return shown
        under = day
    return wanted
