"""Which addresses may be handed to a browser."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from traynews.errors import BrowserError

_LONGEST_URL = 8192
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")


def check_url(url: str) -> str:
    """Return an http(s) address fit to be an argument; raises `BrowserError` for anything else.

    Refused: other schemes, no host, user names and passwords in it (they make a false host look
    like a true one), blanks, controls, backslashes (browsers take them for slashes), absurd length.
    """
    shown = repr(url[:200])
    if _FORBIDDEN.search(url) or len(url) > _LONGEST_URL:
        raise BrowserError(f"this is no address of a page: {shown}")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BrowserError(f"this is no address of a page: {shown}") from error
    if parts.scheme not in ("http", "https"):
        raise BrowserError(f"only http and https pages are opened, not {shown}")
    if not host or "@" in parts.netloc:
        raise BrowserError(f"this is no address of a page: {shown}")
    return _quote(url)


def _quote(url: str) -> str:
    """Percent-encode what RFC 3986 allows in no address and scripts around browsers stumble on."""
    return re.sub("[\"'<>^`{|}]", lambda found: f"%{ord(found[0]):02X}", url)


def local_path(url: str) -> Iterable[Path]:
    """Yield the path that a `file:` address names, if it names one on this machine."""
    with contextlib.suppress(ValueError, OSError):
        parts = urlsplit(url)
        if parts.netloc in ("", "localhost") and not (parts.query or parts.fragment):
            path = unquote(parts.path)
            yield Path(path.lstrip("/") if sys.platform == "win32" else path).resolve()
