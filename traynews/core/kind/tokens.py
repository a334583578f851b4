"""A folded text (see `folding`) as words and marks, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

# In this order, each puts blanks around a mark, or in place of one that means nothing here. Marks
# within a word stay, as in "6,000". What follows is several times as fast as a regular expression.
LINE_MARK, QUOTE_MARK = "\x01", "\x02"  # so that blanks alone part the words
_APART = (
    ("\n", f" {LINE_MARK} "),
    *((mark, " ") for mark in "-()[]/¿¡*•|"),
    ('"', ' " '),
    ("...", " . "),
    *((f"{mark}'", f"{mark} '") for mark in ".,!?…"),
    *((f"{mark} ", f" {mark} ") for mark in ".,!?…:;"),
    (" '", f" {QUOTE_MARK} "),
    ("' ", f" {QUOTE_MARK} "),
    ("'", " "),
)
_WRITTEN = {LINE_MARK: "\n", QUOTE_MARK: "'"}


def split(folded: str) -> list[str]:
    """Return the words and marks of a folded text."""
    text = f" {folded} "
    for mark, apart in _APART:
        text = text.replace(mark, apart)
    return text.split()


def locate(words: Iterable[str], folded: str) -> list[tuple[int, int]]:
    """Return where the first words and marks of `split` begin and end."""
    found: list[tuple[int, int]] = []
    end = 0
    for word in words:
        written = _WRITTEN.get(word, word)
        start = max(folded.find(written, end), end)
        end = min(start + len(written), len(folded))
        found.append((start, end))
    return found
