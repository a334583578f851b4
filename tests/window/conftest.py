"""A desk, what the running program hears of it, and the page's server on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.window.desks import Client, Told, make_desk, serving
from traynews.window.desk import Desk


@pytest.fixture
def told() -> Told:
    """Return what the running program hears."""
    return Told()


@pytest.fixture
def desk(tmp_path: Path, told: Told) -> Desk:
    """Return a desk on a filled archive."""
    return make_desk(tmp_path, told)


@pytest.fixture
def stranger(desk: Desk) -> Iterator[Client]:
    """Give somebody before the door."""
    with serving(desk) as client:
        yield client


@pytest.fixture
def client(stranger: Client) -> Client:
    """Give the user, who was let in."""
    stranger.enter()
    return stranger
