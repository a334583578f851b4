"""The files that come with the program: pictures, and what the demo publishes."""

from __future__ import annotations

from pathlib import Path

_INSTALLED = Path(__file__).parent / "assets"
_CHECKOUT = Path(__file__).parent.parent / "assets"


def find_asset(name: str) -> Path:
    """Return the path of a bundled file, in an installed program or in a checkout."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / name
