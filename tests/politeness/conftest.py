"""The world that politeness is tested in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give one feed, its server, and a clock that is moved on by hand."""
    return World(tmp_path)
