"""What comes with the program: pictures, what the demo publishes, the catalogue of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the icon needs none of it, and comes first
    from traynews.core.model import Feed

_INSTALLED = Path(__file__).parent / "assets"
_CHECKOUT = Path(__file__).parent.parent / "assets"


def find_asset(name: str) -> Path:
    """Return the path of a bundled file, in an installed program or in a checkout."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / name


def known_feeds() -> Sequence[Feed]:
    """Return every feed of the catalogue; the default ones are enabled."""
    from traynews.feeds.catalogue import load  # noqa: PLC0415 - reads a file, on demand

    return [replace(one.feed, enabled=one.default) for one in load()]
