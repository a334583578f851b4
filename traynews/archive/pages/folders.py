"""Where pages were written besides the data folder, kept so that `wipe` finds them again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from traynews.archive.library import Library
from traynews.archive.pages.publish import INDEX, YEAR_PAGE, read_mark

_KEY = "pages"  # meta: the folders, a JSON list


def remember_folder(store: Library, folder: Path) -> None:
    """Note that pages are written there. Raises StoreError."""
    store.change(_KEY, lambda text: json.dumps(list(dict.fromkeys([*_read(text), str(folder)]))))


def remembered_folders(store: Library) -> list[Path]:
    """Return the folders. Raises StoreError."""
    return [Path(one) for one in _read(store.get(_KEY))]


def _read(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, str)]


def find_pages(folder: Path) -> Iterator[Path]:
    """Give the pages in a folder that are ours, by their mark."""
    for path in sorted(folder.glob("*.html")):
        is_named_so = path.name == INDEX or YEAR_PAGE.fullmatch(path.name)
        if is_named_so and path.is_file() and read_mark(path):
            yield path
