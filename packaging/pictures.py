"""Makes the pictures of docs/desktops.md: icon, menu and pop-up on each desktop, with a real click.

    python packaging/pictures.py docs/images/desktops [NAME…]

Needs the packages that the tests of whole desktops need (docs/testing.md). Headlines are invented.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.desktop.screen import Box
from tests.desktops.place import Click, Place, running
from tests.desktops.scene import Scene, playing
from tests.desktops.test_desktops import PLACES

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


def main(target: Path, names: Sequence[str]) -> None:
    """Take the picture of each desktop named, or of all."""
    target.mkdir(parents=True, exist_ok=True)
    for place in PLACES:
        if names and place.name not in names:
            continue
        with (
            tempfile.TemporaryDirectory() as folder,
            running(place) as ran,
            playing(ran, Path(folder), len(_TITLES) - 1, _TITLES) as scene,
        ):
            picture = _join(*_take(scene, place))
        picture.quantize(_COLOURS).save(target / f"{place.name}.png", optimize=True)
        print(place.name, picture.size)  # noqa: T201 - a script beside the program


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
    around = Box(icon.x - 5, icon.y - 5, icon.width + 10, icon.height + 10)
    small = scene.desktop.screen.grab().convert("RGB").crop(around.edges)
    size = (small.width * _MAGNIFIED, small.height * _MAGNIFIED)
    left.append(small.resize(size, Image.Resampling.NEAREST))
    if Click.MENU not in {place.left, place.right}:
        return left, None
    menu = scene.open_menu()
    edges = [menu.edges, icon.edges]
    both = Box(
        min(x for x, _, _, _ in edges),
        min(y for _, y, _, _ in edges),
        max(x for _, _, x, _ in edges) - min(x for x, _, _, _ in edges),
        max(y for _, _, _, y in edges) - min(y for _, y, _, _ in edges),
    )
    return left, _crop(scene.desktop.screen.grab(), both)


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
