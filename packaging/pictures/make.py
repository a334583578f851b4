"""Makes the pictures of README and docs from the program as it is: headlines are invented.

    python packaging/pictures/make.py docs/images [NAME…]

What the tests of desktops, of the page and of Windows need, it needs (docs/testing.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

import demo
import desktops
import page

from tests.desktops.test_desktops import PLACES

PICTURES: dict[str, Callable[[Path], None]] = {
    "traynews": demo.take,
    "page": page.take,
    **{f"desktops/{place.name}": partial(desktops.take, place) for place in PLACES},
    "desktops/windows": desktops.take_windows,
}


def main(target: Path, names: Sequence[str]) -> None:
    """Take the pictures named, or all."""
    for name in names or PICTURES:
        path = target / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        PICTURES[name](path)
        with Image.open(path) as picture:
            print(name, picture.size)  # noqa: T201 - a script beside the program


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
