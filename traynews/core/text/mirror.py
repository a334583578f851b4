"""The mirror: an office's own server, asked instead of the servers of the catalogue's feeds.

What lies at `https://www.amnesty.org/en/feed/` is asked for at the mirror's address with host, path
and query behind it: `http://news.office.example/www.amnesty.org/en/feed/`. Everything else about a
request (holds, intervals, what links are resolved against) goes by the address that is meant.
"""

from __future__ import annotations

from traynews.core.text.address import Place, split_address


def place_at(mirror: str, place: Place) -> Place:
    """Return where a mirror is asked for what lies at a place; `mirror` ends with a slash.

    Raises `ValueError` where that address would be too long for one.
    """
    return split_address(f"{mirror}{place.authority}{place.target}")


def meant_by(mirror: str, url: str) -> str:
    """Return the address that is meant where a redirect leads to the mirror itself.

    A mirror asks by https: the catalogue knows no other addresses.
    """
    inside = url.removeprefix(mirror) if mirror else url
    return url if inside == url else f"https://{inside}"
