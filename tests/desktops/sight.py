"""Finds rows of text and buttons in pictures of menus and pop-ups, whoever drew them.

What is drawn differs from toolkit to toolkit; that a row has text on a ground of one colour, and
that rows have nothing between them, does not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from PIL import Image

from tests.desktop.screen import Box, far_from

_FAR = 24  # from the ground, of 255: text, however grey
_TEXT = 6  # pixels: the least height of a line of text; separators are thinner
_CORNER = 24  # pixels: where round corners are, and a shadow beside them; rows are wider
_ROW = 16  # pixels: no border is as wide
_WIDEST_GAP = 40  # pixels between two buttons

Span = tuple[int, int]


def find_lines(picture: Image.Image, box: Box) -> list[Box]:
    """Return the lines of text within a box, from above."""
    part = picture.convert("RGB").crop(box.edges)
    marks = _marks(part, _ground(part))
    # Where rows begin: scroll bars, arrows and borders are elsewhere.
    rows = marks.crop((_CORNER, 0, max(_CORNER + 1, box.width * 3 // 5), box.height))
    return [
        Box(box.x, box.y + start, box.width, end - start)
        for start, end in _spans(_columns(rows.transpose(Image.Transpose.TRANSPOSE)))
        if end - start >= _TEXT and not _is_border(rows, start, end)
    ]


def _is_border(rows: Image.Image, start: int, end: int) -> bool:
    """Whether there is no gap in it, as there is in text: a border, or its shadow.

    A whole row without one is that under the pointer, whose ground is another.
    """
    return end - start < _ROW and all(_columns(rows.crop((0, start, rows.width, end))))


def find_buttons(picture: Image.Image, box: Box, count: int) -> list[Box]:
    """Return so many buttons in the lowest row of a pop-up, from the left; none if it has not.

    They stand right of its icon. Some servers paint a gradient, whose ground differs by rows.
    """
    left = box.x + box.width * 16 // 100
    inner = Box(left, box.y, box.x + box.width - 4 - left, box.height - 4)
    part = picture.convert("RGB").crop(inner.edges)
    found: list[Box] = []
    both = (_marks(part, _ground(part)), _marks_by_rows(part))
    # A row further up is looked at only where the one below has them in neither way: a headline
    # and the cross beside it are as many as two buttons.
    for pair in itertools.zip_longest(*(_rows_from_below(marks) for marks in both)):
        for marks, row in zip(both, pair, strict=True):
            for first, last in _spans_in(marks, row, count) if row else ():
                found.append(Box(inner.x + first, inner.y + row[0], last - first, row[1] - row[0]))
            if found:
                return found
    return found


def _rows_from_below(marks: Image.Image) -> list[Span]:
    rows = _spans(_columns(marks.transpose(Image.Transpose.TRANSPOSE)))
    return [one for one in reversed(rows) if one[1] - one[0] >= _TEXT]


def _spans_in(marks: Image.Image, row: Span, count: int) -> list[Span]:
    """Return so many spans of a row, by the gaps between them; none if it has not."""
    spans = _spans(_columns(marks.crop((0, row[0], marks.width, row[1]))))
    joined = (_join(spans, gap) for gap in range(1, _WIDEST_GAP))
    return next((one for one in joined if len(one) == count), [])


def _marks_by_rows(part: Image.Image) -> Image.Image:
    marks = Image.new("L", part.size)
    for y in range(part.height):
        row = part.crop((0, y, part.width, y + 1))
        marks.paste(_marks(row, _ground(row)), (0, y))
    return marks


def _marks(part: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    return far_from(part, ground).point([0] * _FAR + [255] * (256 - _FAR))


def _ground(part: Image.Image) -> tuple[int, int, int]:
    """Return the colour that most of a picture has."""
    _, colour = max(part.getcolors(part.width * part.height) or [])
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


def _columns(marks: Image.Image) -> list[bool]:
    """Return of each column whether anything is in it."""
    return [
        marks.crop((x, 0, x + 1, marks.height)).getbbox() is not None for x in range(marks.width)
    ]


def _spans(flags: Sequence[bool]) -> list[Span]:
    """Return where runs of true begin and end."""
    edges = [n for n in range(len(flags) + 1) if _at(flags, n) != _at(flags, n - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(flags: Sequence[bool], number: int) -> bool:
    return 0 <= number < len(flags) and flags[number]


def _join(spans: Iterable[Span], gap: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
