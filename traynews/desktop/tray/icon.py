"""The icon, drawn for the size it is shown at.

A news sheet with a folded corner. It is laid out on a grid of sixteen, and every straight edge is
rounded to whole pixels of the size at hand before it is drawn, so that bars are bars at 16 pixels
and nothing is scaled afterwards (demand 29). Only slants and curves are smoothed. What it says is
told by shape as well as by colour: bars, a band behind the headline, an exclamation mark, two pause
bars, a warning sign.
`assets/traynews.svg` is the same drawing for packages and menus.
"""

from __future__ import annotations

from functools import lru_cache

from traynews.core.data.view import Face, Mood
from traynews.desktop.tray.canvas import (
    Canvas,
    Colour,
    Edges,
    Picture,
    alone,
    as_argb,
    magnify,
    over,
)
from traynews.desktop.tray.digits import STROKE_WIDTH, STROKES, bitmap

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels; what panels show at their usual heights, at a scale of one and of two."""

_PAPER: Colour = (255, 255, 255, 255)
_HALO: Colour = (255, 255, 255, 110)  # parts the sheet from a dark panel; unseen on a light one
_TEAL: Colour = (15, 118, 128, 255)
_CRIMSON: Colour = (196, 28, 62, 255)
_GREY: Colour = (108, 117, 125, 255)
_ORANGE: Colour = (222, 78, 20, 255)
_AMBER: Colour = (250, 176, 5, 255)
_INK: Colour = (33, 28, 20, 255)

_SHEETS = {
    Mood.NORMAL: _TEAL,
    Mood.UNREAD: _TEAL,
    Mood.URGENT: _CRIMSON,
    Mood.BREAKING: _TEAL,
    Mood.PAUSED: _GREY,
    Mood.TROUBLE: _GREY,
}
_BADGES = {Mood.URGENT: (_AMBER, _INK), Mood.BREAKING: (_CRIMSON, _PAPER)}
_TOO_MANY = 100
_TINY_BELOW, _STROKES_FROM = 20, 30  # sizes between which a badge has seven-pixel digits


def draw_pixmaps(face: Face) -> list[tuple[int, int, bytes]]:
    """Return the icon at every size as StatusNotifierItem takes it: ARGB32, big-endian."""
    return list(_pixmaps(_seen(face)))


def draw_magnified(face: Face, size: int, times: int) -> list[tuple[int, int, bytes]]:
    """Return one pixmap: the icon of `size`, each pixel `times` as wide and high.

    For hosts that take the largest pixmap and scale it down: at `size` they arrive at the very
    pixels that were drawn for it.
    """
    picture = _draw(_seen(face), size)
    return [(size * times, size * times, as_argb(magnify(picture, times)))]


def draw_image(face: Face, size: int) -> Picture:
    """Return the icon as an RGBA picture of `size` by `size` pixels."""
    return _draw(_seen(face), size)


def draw_over(face: Face, width: int, height: int, ground: bytes) -> bytes:
    """Return the icon in the middle of `ground`, both as rows of B, G, R and a byte unused."""
    return over(draw_image(face, min(width, height)), width, height, ground)


def draw_alone(face: Face, width: int, height: int) -> bytes:
    """Return the icon on nothing, as rows of B, G, R and alpha, the colours times their alpha."""
    return alone(draw_image(face, min(width, height)), width, height)


def _seen(face: Face) -> Face:
    """Return the plainest face that looks the same, so that few are drawn and kept."""
    mood = Mood.NORMAL if face.mood is Mood.UNREAD else face.mood
    if face.badge == "none" or face.count < 1 or mood is Mood.TROUBLE:
        return Face(mood, 0, "none")
    if face.badge == "dot":
        return Face(mood, 1, "dot")
    return Face(mood, min(face.count, _TOO_MANY), "number")


@lru_cache(maxsize=4)
def _pixmaps(face: Face) -> tuple[tuple[int, int, bytes], ...]:
    return tuple((size, size, as_argb(_draw(face, size))) for size in SIZES)


# --- the drawing -------------------------------------------------------------------------------


def _draw(face: Face, size: int) -> Picture:
    canvas = Canvas.clear(size, _clear(_PAPER))
    _draw_sheet(canvas, _SHEETS[face.mood])
    if face.mood is Mood.URGENT:
        _draw_exclamation(canvas)
    elif face.mood is Mood.PAUSED:
        _draw_pause(canvas)
    else:
        if face.mood is Mood.BREAKING:
            _draw_band(canvas)
        _draw_print(canvas)
    if face.mood is Mood.TROUBLE:
        _draw_warning(canvas)
    elif face.badge == "dot":
        _draw_dot(canvas, _badge_colours(face.mood))
    elif face.badge == "number":
        _draw_number(canvas, face.count, _badge_colours(face.mood))
    return canvas.picture()


def _clear(colour: Colour) -> Colour:
    return (*colour[:3], 0)


def _badge_colours(mood: Mood) -> tuple[Colour, Colour]:
    return _BADGES.get(mood, (_ORANGE, _PAPER))


def _draw_sheet(canvas: Canvas, colour: Colour) -> None:
    g = canvas.grid
    left, top, right, bottom, fold = g(1), g(1), g(15), g(15), g(4)
    edge = max(0.5, canvas.size / 48)
    canvas.box((left - edge, top - edge, right + edge, bottom + edge), _HALO)
    beyond = ((right - fold, top - edge), (right + edge, top - edge), (right + edge, top + fold))
    canvas.triangle(beyond, _clear(_PAPER))
    canvas.box((left, top, right - fold, bottom), colour)
    canvas.box((left, top + fold, right, bottom), colour)
    corner = ((right - fold, top), (right, top + fold), (right - fold, top + fold))
    canvas.triangle(corner, _lighter(colour))


def _lighter(colour: Colour) -> Colour:
    red, green, blue = ((255 * 3 + part * 2) // 5 for part in colour[:3])
    return red, green, blue, 255


def _draw_print(canvas: Canvas) -> None:
    g = canvas.grid
    canvas.box((g(3), g(4), g(9), g(6)), _PAPER)
    canvas.box((g(3), g(8), g(7), g(13)), _PAPER)
    thick = max(1, g(1))
    for line in (8, 10, 12):
        canvas.box((g(8.4), g(line), g(13), g(line) + thick), _PAPER)


def _draw_band(canvas: Canvas) -> None:
    """Draw what news tickers have behind a breaking headline, across the top of the sheet."""
    g = canvas.grid
    left, top, right, fold = g(1), g(1), g(15), g(4)
    canvas.box((left, top, right - fold, top + fold), _CRIMSON)
    canvas.box((left, top + fold, right, g(7)), _CRIMSON)


def _draw_exclamation(canvas: Canvas) -> None:
    g = canvas.grid
    canvas.box((g(4), g(3), g(6), g(9)), _PAPER)
    canvas.box((g(4), g(11), g(6), g(13)), _PAPER)


def _draw_pause(canvas: Canvas) -> None:
    g = canvas.grid
    for left in (4, 8):
        canvas.box((g(left), g(5), g(left) + max(2, g(2)), g(13)), _PAPER)


def _draw_warning(canvas: Canvas) -> None:
    g = canvas.grid
    right, bottom = canvas.size, canvas.size
    width = g(10) + g(10) % 2
    middle, top, gap = right - width / 2, bottom - g(9), max(1.0, canvas.size / 24)
    canvas.triangle(
        (
            (middle, top - 2.2 * gap),
            (right + 2 * gap, bottom + gap),
            (right - width - 2 * gap, bottom + gap),
        ),
        _clear(_PAPER),
    )
    canvas.triangle(((middle, top), (right, bottom), (right - width, bottom)), _AMBER)
    half = max(1.0, canvas.size / 32)
    canvas.box((middle - half, top + g(3), middle + half, top + g(6)), _INK)
    canvas.box((middle - half, top + g(7), middle + half, top + g(7) + 2 * half), _INK)


def _draw_dot(canvas: Canvas, colours: tuple[Colour, Colour]) -> None:
    across = canvas.grid(7)
    start = canvas.size - across
    _draw_badge(canvas, (start, start, canvas.size, canvas.size), colours)


def _draw_badge(canvas: Canvas, edges: Edges, colours: tuple[Colour, Colour]) -> None:
    gap = max(1.0, canvas.size / 24)
    left, top, right, bottom = edges
    canvas.pill((left - gap, top - gap, right + gap, bottom + gap), _clear(_PAPER))
    canvas.pill(edges, colours[0])


def _draw_number(canvas: Canvas, count: int, colours: tuple[Colour, Colour]) -> None:
    text = str(count) if count < _TOO_MANY else "…"
    if canvas.size >= _STROKES_FROM:
        _draw_strokes(canvas, text, colours)
        return
    rows = bitmap(text, tiny=canvas.size < _TINY_BELOW)
    wide, high = len(rows[0]), len(rows)
    height = high + 4
    width = max(height, wide + 4)
    left, top = canvas.size - width, canvas.size - height
    _draw_badge(canvas, (left, top, canvas.size, canvas.size), colours)
    start = left + (width - wide + 1) // 2
    for y, row in enumerate(rows, start=top + 2):
        for x, dot in enumerate(row, start=start):
            if dot == "#":
                canvas.box((x, y, x + 1, y + 1), colours[1])


def _draw_strokes(canvas: Canvas, text: str, colours: tuple[Colour, Colour]) -> None:
    height = canvas.grid(9)
    tall = height * 0.6  # of the digits
    pen = max(2.0, tall / 5.5)
    advance = STROKE_WIDTH * tall + pen * 1.6
    wide = advance * len(text) - pen * 1.6
    width = max(height, round(wide + height * 0.55))
    left, top = canvas.size - width, canvas.size - height
    _draw_badge(canvas, (left, top, canvas.size, canvas.size), colours)
    x, y = left + (width - wide) / 2, top + (height - tall) / 2
    if text == "…":
        _draw_ellipsis(canvas, (left, top, canvas.size, canvas.size), colours[1])
        return
    for digit in text:
        for line in STROKES[digit]:
            canvas.stroke(tuple((x + px * tall, y + py * tall) for px, py in line), pen, colours[1])
        x += advance


def _draw_ellipsis(canvas: Canvas, edges: Edges, colour: Colour) -> None:
    left, top, right, bottom = edges
    middle, height = (left + right) / 2, bottom - top
    reach = height / 10
    y = (top + bottom) / 2
    for x in (middle - 3 * reach, middle, middle + 3 * reach):
        canvas.pill((x - reach, y - reach, x + reach, y + reach), colour)
