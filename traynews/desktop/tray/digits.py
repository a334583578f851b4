"""The digits of the badge: no font has to be found, licensed or loaded for ten signs.

Small badges use bitmaps, set by hand, because a curve has no room in five pixels; large ones use
strokes, as pen lines in a box of height 1 and width `STROKE_WIDTH`. `…` stands for "100 or more".
"""

from __future__ import annotations

from math import cos, pi, sin

Point = tuple[float, float]
Line = tuple[Point, ...]

STROKE_WIDTH = 0.6

_TINY = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# .#. .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "…": "..... ..... #.#.# ..... .....",
}

_SMALL = {
    "0": ".##. #..# #..# #..# #..# #..# .##.",
    "1": "..#. .##. ..#. ..#. ..#. ..#. .###",
    "2": ".##. #..# ...# ..#. .#.. #... ####",
    "3": ".##. #..# ...# .##. ...# #..# .##.",
    "4": "..#. .##. #.#. #.#. #### ..#. ..#.",
    "5": "#### #... ###. ...# ...# #..# .##.",
    "6": ".##. #... ###. #..# #..# #..# .##.",
    "7": "#### ...# ..#. ..#. .#.. .#.. .#..",
    "8": ".##. #..# #..# .##. #..# #..# .##.",
    "9": ".##. #..# #..# .### ...# ...# .##.",
    "…": "........ ........ ........ ##.##.## ##.##.## ........ ........",
}


def bitmap(text: str, *, tiny: bool) -> tuple[str, ...]:
    """Return the rows of a number as `#` and `.`; five high if `tiny`, else seven."""
    glyphs = [(_TINY if tiny else _SMALL)[char].split() for char in text]
    return tuple(".".join(rows) for rows in zip(*glyphs, strict=True))


def _arc(middle: Point, radii: Point, start: float, end: float) -> Line:
    """Points of an arc, clockwise from `start` to `end` in degrees; 0 is to the right, 90 below."""
    steps = max(2, int(abs(end - start) / 12))
    angles = (start + (end - start) * step / steps for step in range(steps + 1))
    return tuple(
        (middle[0] + radii[0] * cos(a * pi / 180), middle[1] + radii[1] * sin(a * pi / 180))
        for a in angles
    )


STROKES: dict[str, tuple[Line, ...]] = {
    "0": (_arc((0.3, 0.5), (0.28, 0.5), 0, 360),),
    "1": (((0.1, 0.2), (0.36, 0.0), (0.36, 1.0)),),
    "2": ((*_arc((0.3, 0.28), (0.27, 0.28), 190, 390), (0.03, 1.0), (0.6, 1.0)),),
    "3": (
        (
            *_arc((0.28, 0.25), (0.25, 0.25), 200, 450),
            *_arc((0.28, 0.75), (0.29, 0.25), 270, 520),
        ),
    ),
    "4": (((0.44, 1.0), (0.44, 0.0), (0.0, 0.7), (0.6, 0.7)),),
    "5": (((0.54, 0.0), (0.1, 0.0), (0.06, 0.44), *_arc((0.28, 0.68), (0.29, 0.32), 230, 510)),),
    "6": (
        _arc((0.3, 0.68), (0.27, 0.32), 0, 360),
        ((0.46, 0.0), *_arc((0.3, 0.68), (0.27, 0.32), 215, 180)),
    ),
    "7": (((0.02, 0.0), (0.58, 0.0), (0.2, 1.0)),),
    "8": (
        _arc((0.3, 0.24), (0.23, 0.24), 0, 360),
        _arc((0.3, 0.74), (0.28, 0.26), 0, 360),
    ),
    "9": (
        _arc((0.3, 0.32), (0.27, 0.32), 0, 360),
        ((0.14, 1.0), *_arc((0.3, 0.32), (0.27, 0.32), 35, 0)),
    ),
}
