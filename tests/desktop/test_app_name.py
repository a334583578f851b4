"""What Windows is told of the program before its first toast; elsewhere nothing is to be told."""

from __future__ import annotations

import sys
from pathlib import Path

from traynews.desktop.popups.native import is_registered, register, unregister


def test_windows_knows_the_name_until_it_is_to_forget_it(tmp_path: Path) -> None:
    register(tmp_path / "traynews.png")
    register(None)  # a second time changes nothing
    assert is_registered() is (sys.platform == "win32")
    unregister()
    assert not is_registered()
