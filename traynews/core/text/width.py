"""How wide text is on a terminal or in a menu: Chinese, Japanese and Korean take two columns.

Source: Unicode Standard Annex 11 (East Asian Width); marks and joiners take none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from traynews.core.text.clean import ELLIPSIS, break_off

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})


def width_of(text: str) -> int:
    """Return how many columns a clean line takes."""
    return len(text) if text.isascii() else sum(_width(char) for char in text)


def fit(text: str, columns: int) -> str:
    """Cut a clean line to at most so many columns, with an ellipsis where something is missing."""
    if width_of(text) <= columns:
        return text
    return text[: _count(text, columns - 1)].rstrip() + ELLIPSIS if columns > 0 else ""


def cut_to_width(text: str, columns: int) -> str:
    """Cut a clean line at a word, as `clean.cut` does, to at most so many columns."""
    if width_of(text) <= columns:
        return text
    return break_off(text, _count(text, columns - 1)) if columns > 0 else ""


def wrap(text: str, columns: int) -> Iterator[str]:
    """Give a clean line in lines of at most so many columns (two or more), broken at spaces.

    What has no spaces for longer than a line (other scripts, addresses) is broken anywhere.
    """
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= columns:
            line = longer
            continue
        if line:
            yield line
        line = word
        while width_of(line) > columns:
            kept = _count(line, columns)
            yield line[:kept]
            line = line[kept:]
    if line:
        yield line


def _count(text: str, columns: int) -> int:
    """Return how many characters from the start fit."""
    taken = 0
    for place, char in enumerate(text):
        taken += _width(char)
        if taken > columns:
            return place
    return len(text)


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
