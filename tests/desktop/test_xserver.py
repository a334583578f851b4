"""What is asked of the X server itself, and how little of python-xlib that loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.desktop.rig import Desktop
from tests.installation import ROOT

_ASKS = """
import sys
from traynews.desktop.xserver import ask_height, ask_idle_seconds
print(ask_height(), ask_idle_seconds() is not None)
print(*sorted(name for name in sys.modules if name.startswith("Xlib.ext.")))
"""


@pytest.mark.usefixtures("desktop_packages")
def test_height_and_idleness_are_told_and_no_other_extension_is_loaded() -> None:
    with Desktop("xserver", managed=False) as desktop:
        done = subprocess.run(
            [sys.executable, "-c", _ASKS],
            cwd=ROOT,
            env=desktop.environment,
            capture_output=True,
            text=True,
            check=True,
        )
    told, loaded = done.stdout.splitlines()
    assert told == "800 True"
    assert loaded.split() == ["Xlib.ext.ge", "Xlib.ext.screensaver", "Xlib.ext.xinerama"]
