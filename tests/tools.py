"""Programs of Debian's that check our files, beside the desktop's own."""

from __future__ import annotations

import os
import shutil

import pytest


def find_tool(name: str, package: str) -> str:
    """Return the program's path; skip without it, or fail where the desktop is required."""
    path = shutil.which(name)
    if path is not None:
        return path
    message = f"no {name}: apt-get install --no-install-recommends {package}"
    if os.environ.get("TRAYNEWS_REQUIRE_DESKTOP") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
