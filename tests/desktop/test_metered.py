"""Whether the connection is paid for by what goes through it, as NetworkManager says on a bus."""

from __future__ import annotations

import threading

import pytest

from tests.desktop.notifications import running_bus
from traynews.desktop.bus.objects import Interface, Property
from traynews.desktop.metered import is_metered

NAME = "org.freedesktop.NetworkManager"
PATH = "/org/freedesktop/NetworkManager"
SYSTEM_BUS = "DBUS_SYSTEM_BUS_ADDRESS"


@pytest.mark.parametrize(
    ("signature", "says", "metered"),
    [
        ("u", 0, False),  # unknown
        ("u", 1, True),
        ("u", 2, False),
        ("u", 3, True),  # guessed so, as for a phone's hotspot
        ("u", 4, False),
        ("s", "yes", False),
        ("b", True, False),
    ],
)
def test_the_managers_word_counts(
    address: str, monkeypatch: pytest.MonkeyPatch, signature: str, says: object, *, metered: bool
) -> None:
    monkeypatch.setattr("traynews.desktop.metered._PATIENCE", 30.0)
    monkeypatch.setenv(SYSTEM_BUS, address)
    with running_bus(address) as manager:
        told = Property(signature, lambda: says)
        manager.export(PATH, Interface(NAME, properties={"Metered": told}))
        owned = threading.Event()
        manager.own_name(NAME, lambda _: owned.set())
        assert owned.wait(30)
        assert is_metered() is metered


def test_where_nobody_tells_it_costs_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SYSTEM_BUS, address)
    assert not is_metered()
    monkeypatch.setenv(SYSTEM_BUS, "unix:path=/nowhere")
    assert not is_metered()
