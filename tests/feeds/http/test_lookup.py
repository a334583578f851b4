"""Looking hosts up: the order in which their addresses are tried, and how far they reach."""

from __future__ import annotations

import socket

import pytest

from traynews.core.data.document import Reach
from traynews.feeds.http.lookup import find_host


def test_the_innermost_address_of_a_host_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """P23: a public name with one private address is a way in."""

    def found(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET6, 1, 6, "", (address, 80))
            for address in ("2606:2800::1", "2606:2800::2", "93.184.216.34", "10.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    host = find_host("mixed.example", 80)
    assert host.reach is Reach.PRIVATE
    assert host.addresses == ("2606:2800::1", "93.184.216.34", "2606:2800::2", "10.0.0.1")
