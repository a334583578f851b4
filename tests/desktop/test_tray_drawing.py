"""The icon: legible, distinct, and sharp at every size."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from traynews.core.data.view import Face, Mood
from traynews.desktop.tray.digits import STROKES, bitmap
from traynews.desktop.tray.icon import SIZES, draw_image, draw_pixmaps

ASSETS = Path(__file__).parents[2] / "assets"
LIGHT, DARK = (246, 245, 244), (36, 36, 40)
LOOKS = {
    "normal": Face(),
    "number": Face(Mood.UNREAD, 3),
    "dot": Face(Mood.UNREAD, 3, "dot"),
    "many": Face(Mood.UNREAD, 100),
    "urgent": Face(Mood.URGENT, 3),
    "urgent, no badge": Face(Mood.URGENT, 3, "none"),
    "paused": Face(Mood.PAUSED),
    "trouble": Face(Mood.TROUBLE),
}


def on(panel: tuple[int, int, int], face: Face, size: int) -> Image.Image:
    """Return the icon as it looks on a panel of that colour."""
    icon = draw_image(face, size)
    ground = Image.new("RGB", icon.size, panel)
    ground.paste(icon, (0, 0), icon)
    return ground


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / len(one.getbands())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", [LIGHT, DARK])
def test_every_look_can_be_told_from_every_other(size: int, panel: tuple[int, int, int]) -> None:
    for one, other in itertools.combinations(LOOKS, 2):
        apart = difference(on(panel, LOOKS[one], size), on(panel, LOOKS[other], size))
        assert apart > 2.5, f"{one} and {other} look alike at {size}"


@pytest.mark.parametrize("size", SIZES)
def test_looks_differ_without_colour(size: int) -> None:
    shapes = {name: on(LIGHT, face, size).convert("L") for name, face in LOOKS.items()}
    for one, other in itertools.combinations(shapes, 2):
        assert difference(shapes[one], shapes[other]) > 2, f"{one} and {other} at {size}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", [LIGHT, DARK])
@pytest.mark.parametrize("name", LOOKS)
def test_every_look_stands_out_from_its_panel(
    size: int, panel: tuple[int, int, int], name: str
) -> None:
    empty = Image.new("RGB", (size, size), panel)
    assert difference(on(panel, LOOKS[name], size), empty) > 40


@pytest.mark.parametrize("size", SIZES)
def test_the_print_has_edges_of_whole_pixels(size: int) -> None:
    icon = draw_image(Face(), size)
    left = round(3 * size / 16 + 0.01)
    column = [icon.getpixel((left + 1, y)) for y in range(size // 8, size - size // 8)]
    assert {pixel[:3] for pixel in column if isinstance(pixel, tuple)} == {
        (255, 255, 255),
        (15, 118, 128),
    }


@pytest.mark.parametrize("size", SIZES)
def test_numbers_can_be_told_apart(size: int) -> None:
    drawn = [draw_image(Face(Mood.UNREAD, count), size).tobytes() for count in range(1, 101)]
    assert len(set(drawn)) == 100


def test_what_looks_the_same_is_drawn_once() -> None:
    assert draw_image(Face(Mood.UNREAD, 0), 16) == draw_image(Face(), 16)
    assert draw_image(Face(Mood.UNREAD, 100), 16) == draw_image(Face(Mood.UNREAD, 12_345), 16)
    assert draw_image(Face(Mood.UNREAD, 7, "none"), 16) == draw_image(Face(), 16)
    assert draw_image(Face(Mood.UNREAD, 1, "dot"), 16) == draw_image(
        Face(Mood.UNREAD, 9, "dot"), 16
    )
    assert draw_image(Face(Mood.TROUBLE, 9), 16) == draw_image(Face(Mood.TROUBLE), 16)


def test_pixmaps_are_the_picture_in_the_order_alpha_red_green_blue() -> None:
    face = Face(Mood.UNREAD, 42)
    for width, height, data in draw_pixmaps(face):
        icon = draw_image(face, width)
        assert len(data) == 4 * width * height
        for x, y in ((width // 2, height // 2), (0, 0), (width - 2, height - 3)):
            at = 4 * (y * width + x)
            alpha, red, green, blue = data[at : at + 4]
            assert icon.getpixel((x, y)) == (red, green, blue, alpha)


@pytest.mark.parametrize("digit", "0123456789…")
def test_every_digit_has_its_bitmaps(digit: str) -> None:
    assert len(bitmap(digit, tiny=True)) == 5
    assert len(bitmap(digit, tiny=False)) == 7
    for tiny in (True, False):
        assert len({len(line) for line in bitmap(digit, tiny=tiny)}) == 1
    assert digit in STROKES or digit == "…"


def test_the_picture_for_packages_is_this_drawing() -> None:
    with Image.open(ASSETS / "traynews.png") as kept:
        assert kept.size == (256, 256)
        assert difference(kept.convert("RGBA"), draw_image(Face(), 256)) < 1


def test_the_vector_drawing_has_the_same_colours_and_lines() -> None:
    text = (ASSETS / "traynews.svg").read_text(encoding="utf-8")
    paths = [path.get("d") for path in ET.fromstring(text).findall(".//{*}path")]  # noqa: S314 - ours
    assert "M1 1H11L15 5V15H1z" in paths
    assert all(colour in text for colour in ("#0f7680", "#9fc8cc", "#fff"))
    icon = draw_image(Face(), 256)
    assert icon.getpixel((30, 200)) == (0x0F, 0x76, 0x80, 255)
    assert icon.getpixel((190, 60)) == (0x9F, 0xC8, 0xCC, 255)


def test_the_icon_is_drawn_without_a_font_engine() -> None:
    code = (
        "import sys; from traynews.core.data.view import Face; "
        "from traynews.desktop.tray.icon import draw_image; draw_image(Face(count=7), 22); "
        "sys.exit('PIL._imagingft' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_what_is_breaking_is_told_apart_with_and_without_a_badge() -> None:
    plain, breaking, urgent = (
        draw_image(Face(mood, 3, "number"), 32).tobytes()
        for mood in (Mood.UNREAD, Mood.BREAKING, Mood.URGENT)
    )
    assert len({plain, breaking, urgent}) == 3
    without = [
        draw_image(Face(mood, 3, "none"), 32).tobytes() for mood in (Mood.UNREAD, Mood.BREAKING)
    ]
    assert without[0] != without[1], "the badge is not all that tells it"
