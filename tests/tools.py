"""Small things that several tests need: checking programs of Debian's, the next due time."""

from __future__ import annotations

import os
import shutil
from datetime import datetime

import pytest

from traynews.archive import states
from traynews.archive.store import Store


def find_tool(name: str, package: str) -> str:
    """Return the program's path; skip without it, or fail where the desktop is required."""
    path = shutil.which(name)
    if path is not None:
        return path
    message = f"no {name}: apt-get install --no-install-recommends {package}"
    if os.environ.get("TRAYNEWS_REQUIRE_DESKTOP") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def next_due(store: Store) -> datetime | None:
    """Return when the next feed falls due: 1970 for one never asked, None without feeds."""
    with store.reading() as db:
        return states.next_due(db)
