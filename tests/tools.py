"""Small things that several tests need: checking programs of Debian's, the next due time."""

from __future__ import annotations

import os
import shutil
from datetime import datetime

import pytest

from traynews.archive.rows import from_stamp
from traynews.archive.store import Store
from traynews.core.text.address import server_of


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
    """Return when the next feed falls due: 1970 for one never asked, None without feeds.

    Holds that have run out change nothing.
    """
    with store.reading() as db:
        holds = dict(db.execute("SELECT host, held_until FROM hosts"))
        rows = db.execute(
            """SELECT coalesce(next_check, 0), coalesce(nullif(url, ''), address) FROM feeds
            WHERE enabled = 1 AND (stopped = 0 OR trials <> '[]')"""
        )
        stamps = [max(stamp, holds.get(server_of(url), 0)) for stamp, url in rows]
    return from_stamp(min(stamps)) if stamps else None
