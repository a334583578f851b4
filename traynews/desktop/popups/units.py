"""How long a text may be where Windows counts: in UTF-16 units."""

from __future__ import annotations

from traynews.core.text.clean import cut


def cut_to_units(text: str, units: int) -> str:
    """Cut a text for people, at a word where it can be, to at most so many UTF-16 units."""
    limit = units
    fitting = cut(text, limit)
    while len(fitting.encode("utf-16-le", "replace")) > 2 * units:
        limit -= 1
        fitting = cut(text, limit)
    return fitting
