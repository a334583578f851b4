"""The first picture of the README: the demo on a real Xfce panel, its menu open."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.desktop.rig import Desktop
from tests.desktop.screen import Box
from tests.installation import Installation

_TEAL = (15, 118, 128)
_CRIMSON = (196, 28, 62)  # of what is breaking
_WIDTH = 760  # pixels of the right side, where the tray is


def take(target: Path) -> None:
    """Run the demo until it tells of a breaking release, open the menu, keep the picture."""
    with tempfile.TemporaryDirectory() as folder, Desktop("readme") as desktop:
        subprocess.run(
            ["xsetroot", "-solid", "#51697d"], env=desktop.environment, check=False, timeout=5
        )
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("xfce4-notifyd")
        installation = Installation(Path(folder), desktop.environment)
        program = installation.start("demo", "--every", "4")
        try:
            before = desktop.screen.grab()
            popups = Box(0, 0, before.width, desktop.panel_box.y)
            desktop.wait_until(
                lambda: desktop.screen.find_colour(_CRIMSON, popups) is not None, 20, "it tells"
            )
            before = desktop.screen.wait_until_still()
            icon = desktop.screen.find_colour(_TEAL, desktop.panel_box, tolerance=12)
            if icon is None:
                sys.exit("the icon does not show")
            desktop.click(*icon.middle, button=3)
            above = Box(0, 300, before.width, desktop.panel_box.y - 300)
            desktop.wait_until(
                lambda: desktop.screen.find_change(before, above) is not None, 5, "the menu shows"
            )
            picture = desktop.screen.wait_until_still()
        finally:
            program.kill()
    left = picture.width - _WIDTH
    picture.crop((left, 0, picture.width, picture.height)).save(target, optimize=True)
