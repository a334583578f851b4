"""Whose program is at the other end: as the kernel tells."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from traynews.window.peers import is_own

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="Linux tells; others hide addresses"
)

_LINE = (
    "   1: 0100007F:{:04X} 0100007F:{:04X} 01 00000000:00000000 00:00000000 00000000 {:>5} 0 1\n"
)


def test_our_own_connection_is_ours() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as wire,
    ):
        assert is_own(wire.getsockname()[1], server.getsockname()[1])


def test_that_of_another_user_is_not(tmp_path: Path) -> None:
    table = tmp_path / "tcp"
    table.write_text("  sl\n" + _LINE.format(5000, 80, os.geteuid() + 1), encoding="ascii")
    assert not is_own(5000, 80, table)
    table.write_text("  sl\n" + _LINE.format(5000, 80, os.geteuid()), encoding="ascii")
    assert is_own(5000, 80, table)


def test_one_that_nobody_has_is_not_and_where_nobody_tells_the_key_must_do(tmp_path: Path) -> None:
    table = tmp_path / "tcp"
    assert is_own(5000, 80, table)
    table.write_text("  sl\n", encoding="ascii")
    assert not is_own(5000, 80, table)
