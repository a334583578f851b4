"""What the icon is drawn on, and how pictures travel; the one module that imports Pillow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from traynews.desktop.tray.digits import Line
from traynews.desktop.tray.shapes import Box, fill_line, fill_triangle

Colour = tuple[int, int, int, int]
Picture = Image.Image
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

_FINE = 8  # drawn this many times larger, then averaged: for slants and curves
_GRID = 16


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture of `size` pixels, drawn `_FINE` times larger.

    Shapes are filled by `shapes.py`: Pillow's own pen would bring a font engine along, a megabyte.
    """

    size: int
    image: Picture

    @classmethod
    def clear(cls, size: int, colour: Colour) -> Canvas:
        """Return one of this colour, which is to be transparent."""
        return cls(size, Image.new("RGBA", (size * _FINE, size * _FINE), colour))

    def picture(self) -> Picture:
        """Return what was drawn, in its size."""
        # Averaged with premultiplied alpha, or what is transparent would bleed its colour out.
        return self.image.convert("RGBa").reduce(_FINE).convert("RGBA")

    def grid(self, value: float) -> int:
        """Return the pixel edge that a line of the grid falls on."""
        return int(value * self.size / _GRID + 0.5)

    def box(self, edges: Edges, colour: Colour) -> None:
        """Fill a rectangle of whole pixels: left, top, right, bottom."""
        left, top, right, bottom = (round(edge * _FINE) for edge in edges)
        if right > left and bottom > top:
            self.image.paste(colour, (left, top, right, bottom))

    def triangle(self, corners: Line, colour: Colour) -> None:
        """Fill a triangle, given in pixels."""
        fine = [(x * _FINE, y * _FINE) for x, y in corners]
        self._fill(*fill_triangle(fine, self.size * _FINE), colour)

    def pill(self, edges: Edges, colour: Colour) -> None:
        """Fill a rectangle with round ends."""
        left, top, right, bottom = edges
        radius = min(right - left, bottom - top) / 2
        middle = (top + bottom) / 2
        start, end = (left + radius, middle), (right - radius, middle)
        self.stroke((start, end), 2 * radius, colour)

    def stroke(self, points: Line, width: float, colour: Colour) -> None:
        """Draw a pen line with round ends and corners."""
        fine = [(x * _FINE, y * _FINE) for x, y in points]
        for start, end in pairwise(fine):
            self._fill(*fill_line(start, end, width * _FINE, self.size * _FINE), colour)

    def _fill(self, box: Box, mask: bytes, colour: Colour) -> None:
        left, top, right, bottom = box
        if mask:
            covered = Image.frombytes("L", (right - left, bottom - top), mask)
            self.image.paste(colour, box, covered)


def as_argb(picture: Picture) -> bytes:
    """Return a picture as StatusNotifierItem takes it: ARGB32, big-endian."""
    red, green, blue, alpha = picture.split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()


def magnify(picture: Picture, times: int) -> Picture:
    """Return a picture with each pixel `times` as wide and high."""
    return picture.resize((picture.width * times, picture.height * times), Image.Resampling.NEAREST)


def over(icon: Picture, width: int, height: int, ground: bytes) -> bytes:
    """Return an icon in the middle of `ground`, both as rows of B, G, R and a byte unused."""
    picture = Image.frombytes("RGB", (width, height), ground, "raw", "BGRX")
    picture.paste(icon, ((width - icon.width) // 2, (height - icon.height) // 2), icon)
    return picture.tobytes("raw", "BGRX")


def alone(icon: Picture, width: int, height: int) -> bytes:
    """Return an icon on nothing, as rows of B, G, R and alpha, the colours times their alpha."""
    picture = Image.new("RGBA", (width, height))
    picture.paste(icon, ((width - icon.width) // 2, (height - icon.height) // 2))
    red, green, blue, alpha = picture.convert("RGBa").split()
    return Image.merge("RGBA", (blue, green, red, alpha)).tobytes()
