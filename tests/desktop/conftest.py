"""A private session bus, and our end of it, for tests that need no whole desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from traynews.desktop import program

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


@pytest.fixture
def sandbox(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Be in a Flatpak on that bus; give its id."""
    mark = tmp_path / "flatpak-info"
    mark.touch()
    monkeypatch.setattr(program, "_FLATPAK", mark)
    monkeypatch.setenv("FLATPAK_ID", "org.traynews.TrayNews")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    return "org.traynews.TrayNews"
