"""How long releases are kept: for ever, for so many years, or as many as fit into so much space."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

_DAYS = {"d": 1, "w": 7, "y": 365.25}
_BYTES = {"mb": 10**6, "gb": 10**9}
_WRITTEN = re.compile(r"(\d{1,6})\s*(d|w|y|mb|gb)", re.IGNORECASE | re.ASCII)
_SHORTEST = timedelta(days=30)  # what a feed still lists must not be forgotten under it
_SMALLEST = 10 * 10**6
_HOW = (
    'write "forever", an age such as "5y" (30d or more), or a size such as "500MB" (10MB or more)'
)


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept at most: releases of this age, or in this many bytes; None is no limit."""

    age: timedelta | None = None
    size: int | None = None


EVERYTHING = Keep()
"""Kept for ever, the default."""


def parse_keep(text: str) -> Keep:
    """Read `forever`, `5y`, `26w`, `400d`, `500MB`, `2GB`. Raises ValueError."""
    stripped = text.strip().lower()
    if stripped == "forever":
        return EVERYTHING
    found = _WRITTEN.fullmatch(stripped)
    if found is None:
        raise ValueError(_HOW)
    number, unit = int(found[1]), found[2]
    if unit in _BYTES:
        keep = Keep(size=number * _BYTES[unit])
    else:
        keep = Keep(age=timedelta(days=number * _DAYS[unit]))
    too_short = keep.age is not None and keep.age < _SHORTEST
    if too_short or (keep.size is not None and keep.size < _SMALLEST):
        raise ValueError(_HOW)
    return keep
