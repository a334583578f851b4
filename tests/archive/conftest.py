"""An open archive in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.samples import UK, WORLD
from traynews.archive.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the archive is to be."""
    return tmp_path / "data" / "traynews.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Return an open archive with two feeds."""
    with Store(path) as opened:
        opened.sync_feeds([UK, WORLD])
        yield opened
