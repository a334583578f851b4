"""Windows under wine, started once for all that is tried on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.wine.windows import Scene, Windows


@pytest.fixture(scope="session")
def windows(desktop_packages: None) -> Iterator[Windows]:  # noqa: ARG001 - asked for its effect
    """Run Windows under wine on a desktop with a tray; skip where there is none."""
    from tests.wine.windows import find_missing, running  # noqa: PLC0415 - needs jeepney

    missing = find_missing()
    if missing:
        if os.environ.get("TRAYNEWS_REQUIRE_WINE") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with running(Path(os.environ["TRAYNEWS_WINE"])) as given:
        yield given


@pytest.fixture
def scene(windows: Windows, tmp_path: Path) -> Iterator[Scene]:
    """Give the program on Windows, not started yet, and three releases to read."""
    from tests.wine.windows import playing  # noqa: PLC0415 - needs jeepney

    with playing(windows, tmp_path) as given:
        yield given
