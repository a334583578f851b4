"""Whole desktops, each started once for all that is tried on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desktops.place import PACKAGES, Place, Running, running

if TYPE_CHECKING:
    from tests.desktops.scene import Scene


@pytest.fixture(scope="module")
def ran(request: pytest.FixtureRequest, desktop_packages: None) -> Iterator[Running]:  # noqa: ARG001 - asked for its effect
    """Run the desktop that the test names as a parameter; skip where it is not installed."""
    place: Place = request.param
    missing = place.missing()
    if missing:
        every = " ".join(PACKAGES.read_text(encoding="utf-8").split())
        message = (
            f"no {place.name} without {', '.join(missing)}: "
            f"apt-get install --no-install-recommends {every}"
        )
        if os.environ.get("TRAYNEWS_REQUIRE_DESKTOPS") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    with running(place) as given:
        yield given


@pytest.fixture
def scene(ran: Running, tmp_path: Path) -> Iterator[Scene]:
    """Run the program there, with three releases that it has told already."""
    from tests.desktops.scene import playing  # noqa: PLC0415 - needs jeepney, which only Linux has

    with playing(ran, tmp_path) as given:
        yield given
