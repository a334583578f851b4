"""How wide text is on a terminal: letters of Chinese, Japanese and Korean take two columns.

Source: Unicode Standard Annex 11 (East Asian Width); marks and joiners take none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from traynews.core.text import ELLIPSIS

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WIDE = frozenset({"W", "F"})


def width_of(text: str) -> int:
    """Return how many columns a clean line takes."""
    return len(text) if text.isascii() else sum(_width(char) for char in text)


def fit(text: str, columns: int) -> str:
    """Cut a clean line to at most so many columns, with an ellipsis where something is missing."""
    if width_of(text) <= columns:
        return text
    taken, kept = 0, 0
    for kept, char in enumerate(text):  # noqa: B007 - where it stops is what is asked for
        taken += _width(char)
        if taken > columns - 1:
            break
    return text[:kept].rstrip() + ELLIPSIS if columns > 0 else ""


def wrap(text: str, columns: int) -> Iterator[str]:
    """Give a clean line in lines of at most so many columns, broken at spaces where there are."""
    line, taken = "", 0
    for word in text.split(" "):
        needed = width_of(word)
        if line and taken + 1 + needed > columns:
            yield line
            line, taken = "", 0
        while needed > columns:  # a script without spaces, or an address
            head = fit(word, columns + 1).removesuffix(ELLIPSIS) or word[:1]
            if line:
                yield line
                line, taken = "", 0
            yield head
            word = word[len(head) :]  # noqa: PLW2901 - the rest of it
            needed = width_of(word)
        line, taken = (f"{line} {word}", taken + 1 + needed) if line else (word, needed)
    if line:
        yield line


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
