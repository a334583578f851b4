"""The pictures of docs/desktops.md: icon, menu and pop-up on each desktop, with a real click."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from tests.desktop.screen import Box
from tests.desktops.place import Click, Place, running
from tests.desktops.scene import Scene, playing
from tests.wine import windows

_TITLES = (
    "Ruritania: New law threatens the right to protest",
    "Sylvania: Eviction of forty families must stop",
    "Borduria: Four journalists walk free after 200 days in prison",
    "Syldavia: Report on the treatment of asylum seekers at the lake",
    "Graustark: Court frees two women who marched for clean water",
    "Zenda: Verdict against a teacher is a travesty of justice",
)
_MARGIN = 14  # pixels around each part
_GROUND = (226, 229, 233)
_MAGNIFIED = 4  # times, the icon
_COLOURS = 128


def take(place: Place, target: Path) -> None:
    """Take the picture of a desktop."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(place) as ran,
        playing(ran, Path(folder), len(_TITLES) - 1, _TITLES) as scene,
    ):
        _save(_join(*_take(scene, place)), target)


def take_windows(target: Path) -> None:
    """Take the picture of Windows under wine, which TRAYNEWS_WINE names."""
    with (
        tempfile.TemporaryDirectory() as folder,
        windows.running(Path(os.environ["TRAYNEWS_WINE"])) as ran,
        windows.playing(ran, Path(folder), len(_TITLES) - 1, _TITLES) as scene,
    ):
        _save(_join(*_take_windows(scene)), target)


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(_COLOURS).save(path, optimize=True)


def _take(scene: Scene, place: Place) -> tuple[list[Image.Image], Image.Image | None]:
    """Return pop-up and icon, and the menu where there is one."""
    popup = scene.wait_for_popup()
    left = [_crop(scene.desktop.screen.grab(), popup)]
    scene.click_body(popup)
    scene.opened()
    scene.wait_until_gone()
    if not place.has_icon:
        return left, None
    icon = scene.wait_for_icon()
    left.append(_magnify(scene.desktop.screen.grab(), icon))
    if Click.MENU not in {place.left, place.right}:
        return left, None
    menu = scene.open_menu()
    return left, _crop(scene.desktop.screen.grab(), _around(menu, icon))


def _take_windows(scene: windows.Scene) -> tuple[list[Image.Image], Image.Image]:
    """Return balloon and icon, and the menu."""
    subprocess.run(["xsetroot", "-solid", "#203050"], env=scene.desktop.environment, check=True)
    scene.start()
    balloon = scene.wait_for_balloon()
    icon = scene.wait_for_icon()
    left = [_crop(scene.desktop.screen.grab(), _around(balloon, icon))]
    scene.wait_until_balloon_goes()
    left.append(_magnify(scene.desktop.screen.grab(), icon))
    menu = scene.open_menu()
    return left, _crop(scene.desktop.screen.grab(), _around(menu, icon))


def _magnify(picture: Image.Image, icon: Box) -> Image.Image:
    left, upper, right, lower = icon.edges
    edges = left - 5, upper - 5, min(right + 5, picture.width), min(lower + 5, picture.height)
    small = picture.convert("RGB").crop(edges)
    size = (small.width * _MAGNIFIED, small.height * _MAGNIFIED)
    return small.resize(size, Image.Resampling.NEAREST)


def _around(one: Box, other: Box) -> Box:
    """Return the smallest box that both are in."""
    left, upper, right, lower = zip(one.edges, other.edges, strict=True)
    return Box(min(left), min(upper), max(right) - min(left), max(lower) - min(upper))


def _crop(picture: Image.Image, box: Box) -> Image.Image:
    left, upper, right, lower = box.edges
    edges = (max(0, left - 10), max(0, upper - 10), right + 10, lower + 10)
    return picture.convert("RGB").crop(
        (edges[0], edges[1], min(picture.width, edges[2]), min(picture.height, edges[3]))
    )


def _join(left: Sequence[Image.Image], right: Image.Image | None) -> Image.Image:
    """Put one column beside the other."""
    columns = [list(left), *([[right]] if right else [])]
    widths = [max(part.width for part in column) for column in columns]
    heights = [sum(part.height + _MARGIN for part in column) for column in columns]
    size = (sum(widths) + _MARGIN * (len(widths) + 1), max(heights) + _MARGIN)
    whole = Image.new("RGB", size, _GROUND)
    x = _MARGIN
    for column, width in zip(columns, widths, strict=True):
        y = _MARGIN
        for part in column:
            whole.paste(part, (x, y))
            y += part.height + _MARGIN
        x += width + _MARGIN
    return whole
