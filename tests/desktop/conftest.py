"""A private session bus, and our end of it, for tests that need no whole desktop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from traynews.desktop.bus.connection import Bus


@pytest.fixture
def address(desktop_packages: None) -> Iterator[str]:  # noqa: ARG001 - asked for its effect
    """Give the address of a bus that nobody else uses."""
    from tests.desktop.notifications import bus_daemon  # noqa: PLC0415 - needs jeepney, which only Linux has

    with bus_daemon() as given:
        yield given


@pytest.fixture
def bus(address: str) -> Iterator[Bus]:
    """Give a connection to that bus, whose loop is turned."""
    from tests.desktop.notifications import running_bus  # noqa: PLC0415 - needs jeepney, which only Linux has

    with running_bus(address) as given:
        yield given
