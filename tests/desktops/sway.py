"""sway with Waybar's tray and mako: no X at all."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

from PIL import Image

from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop
from tests.desktops.place import Place
from tests.desktops.wayland import Pointer

_SETTINGS = {
    "sway/config": """output HEADLESS-1 mode 1280x800
xwayland disable
output * bg #203050 solid_color
seat * hide_cursor 100
""",
    "waybar/config": """{"layer": "top", "position": "bottom", "height": 32,
"modules-right": ["tray"], "tray": {"icon-size": 22, "spacing": 8}}
""",
    "waybar/style.css": """* { font-family: DejaVu Sans; font-size: 13px; }
window#waybar { background: #202020; color: #ffffff; }
""",
    "mako/config": """font=DejaVu Sans 11
default-timeout=30000
""",
}
_NOBODY = 65534


class WlrootsSeat:
    """Eyes by grim, a mouse of our own."""

    def __init__(self, desktop: Desktop) -> None:
        self._environment = desktop.environment
        self._pointer = Pointer(desktop.environment, (1280, 800))
        desktop.at_end(self._pointer.close)
        self.move, self.press = self._pointer.move, self._pointer.press

    def grab(self) -> Image.Image:
        """Return what the screen shows now."""
        command = ["grim", "-t", "ppm", "-"]
        done = subprocess.run(
            command, env=self._environment, capture_output=True, timeout=10, check=True
        )
        return Image.open(io.BytesIO(done.stdout))


def _begin(desktop: Desktop) -> None:
    for name, text in _SETTINGS.items():
        path = Path(desktop.environment["XDG_CONFIG_HOME"], name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    runtime = Path(desktop.environment["XDG_RUNTIME_DIR"])
    command = ["sway"]
    if os.geteuid() == 0:  # sway refuses root; its sockets serve root all the same
        desktop.folder.chmod(0o755)
        runtime.chmod(0o777)
        options = [f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        command = ["setpriv", *options, "--pdeathsig", "KILL", "sway"]
    desktop.start(command)

    def sockets() -> list[Path]:
        return [path for path in runtime.glob("wayland-*") if path.suffix != ".lock"]

    desktop.wait_until(lambda: bool(sockets()), 20, "sway shows")
    desktop.environment["WAYLAND_DISPLAY"] = sockets()[0].name
    desktop.give_screen(WlrootsSeat(desktop))
    desktop.start(["mako"])
    desktop.wait_for_name(NOTIFICATIONS, 10)


def _press(desktop: Desktop, key: str) -> None:
    """Mako draws no buttons: people bind this to a key."""
    subprocess.run(["makoctl", "invoke", key], env=desktop.environment, timeout=10, check=True)


SWAY = Place(
    "sway",
    {"sway": "sway", "waybar": "waybar", "mako": "mako-notifier", "grim": "grim"},
    _begin,
    lambda desktop: desktop.start(["waybar"]),
    {
        "XDG_CURRENT_DESKTOP": "sway",
        "XDG_SESSION_TYPE": "wayland",
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "GDK_BACKEND": "wayland",
    },
    names=(WATCHER,),
    display=False,
    depth=32,
    press=_press,
)
