"""Which addresses may be handed to a browser."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from traynews.core.text.address import mask_user, page_address
from traynews.errors import BrowserError


def check_url(url: str) -> str:
    """Return an http(s) address fit to be an argument; raises `BrowserError` for anything else.

    What passes is one rule for the whole program: `core.text.address.page_address`.
    """
    address = page_address(url)
    if not address:
        shown = repr(mask_user(url[:200]))
        is_web = url[:8].lower().startswith(("http://", "https://"))
        what = (
            "this is no address of a page:"
            if is_web
            else "only http and https pages are opened, not"
        )
        raise BrowserError(f"{what} {shown}")
    return address


def local_path(url: str) -> Iterable[Path]:
    """Yield the path that a `file:` address names, if it names one on this machine."""
    with contextlib.suppress(ValueError, OSError):
        parts = urlsplit(url)
        if parts.netloc in ("", "localhost") and not (parts.query or parts.fragment):
            path = unquote(parts.path)
            yield Path(path.lstrip("/") if sys.platform == "win32" else path).resolve()
