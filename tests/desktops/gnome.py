"""GNOME Shell on X and as a compositor, with and without the AppIndicator extension."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from jeepney import DBusAddress
from PIL import Image

from tests.desktop.programs import Program
from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop
from tests.desktops.place import Edge, Place

EXTENSION = "ubuntu-appindicators@ubuntu.com"

_SHELL = DBusAddress("/org/gnome/Shell", bus_name="org.gnome.Shell", interface="org.gnome.Shell")
_CAMERA = DBusAddress(
    "/org/gnome/Shell/Screenshot",
    bus_name="org.gnome.Shell.Screenshot",
    interface="org.gnome.Shell.Screenshot",
)
_SETTINGS = {
    ("org.gnome.desktop.interface", "enable-animations"): "false",
    ("org.gnome.shell", "welcome-dialog-last-shown-version"): "999",
}
_VARIABLES = {
    "XDG_CURRENT_DESKTOP": "GNOME",
    "XDG_SESSION_DESKTOP": "gnome",
    "GNOME_SHELL_SESSION_MODE": "user",
    "GSETTINGS_BACKEND": "dconf",
}
_SERVICES = (
    "ca.desrt.dconf",
    "org.gnome.Shell.Notifications",
    "org.gnome.Shell.CalendarServer",
    "org.gnome.Shell.Extensions",
    "org.gnome.ScreenSaver",
)
_NEEDS = {
    "gnome-shell": "gnome-shell",
    "gjs": "gjs",  # its notification server is a program of its own, in JavaScript
    "gsettings": "libglib2.0-bin",
    "/usr/libexec/dconf-service": "dconf-service",
}


def evaluate(desktop: Desktop, script: str) -> str:
    """Run JavaScript inside the shell and return the value as JSON."""
    done, value = desktop.call(_SHELL, "Eval", "s", script)
    assert done, value
    return str(value)


def find_buttons(desktop: Desktop) -> list[tuple[int, int]]:
    """Ask the shell where the buttons of the pop-up are."""
    return [(int(x), int(y)) for x, y in json.loads(json.loads(evaluate(desktop, _BUTTONS)))]


_BUTTONS = """const banner = imports.ui.main.messageTray._banner;
JSON.stringify((banner && banner._buttonBox ? banner._buttonBox.get_children() : [])
    .filter(button => button.mapped && button.height > 8).map(button => {
    const [x, y] = button.get_transformed_position();
    return [x + button.width / 2, y + button.height / 2];
}).filter(([x, y]) => isFinite(x) && isFinite(y)));
"""


class ShellSeat:
    """Eyes and a mouse inside the shell, which owns both on Wayland."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._picture = desktop.folder / "screen.png"

    def grab(self) -> Image.Image:
        """Return what the screen shows now."""
        self._desktop.call(_CAMERA, "Screenshot", "bbs", False, False, str(self._picture))  # noqa: FBT003
        with Image.open(self._picture) as picture:
            picture.load()
        return picture

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""
        for at in (x - 1, x):  # what appears under a pointer that rests is not hovered
            self._do(f"notify_absolute_motion(GLib.get_monotonic_time(), {at}, {y})")

    def press(self, button: int) -> None:
        """Click where the pointer is."""
        for state in ("PRESSED", "RELEASED"):
            moment = "GLib.get_monotonic_time()"
            self._do(f"notify_button({moment}, {button}, Clutter.ButtonState.{state})")

    def _do(self, call: str) -> None:
        evaluate(self._desktop, f"{_MOUSE} global._rig.{call}; 1")


_MOUSE = """const {Clutter, GLib} = imports.gi;
if (!global._rig) {
    const seat = Clutter.get_default_backend().get_default_seat();
    global._rig = seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
}
"""


def _configure(desktop: Desktop, *extensions: str) -> None:
    wanted = {**_SETTINGS, ("org.gnome.shell", "enabled-extensions"): str(list(extensions))}
    for (schema, key), value in wanted.items():
        _run(desktop, "gsettings", "set", schema, key, value)


def _run(desktop: Desktop, *command: str) -> None:
    subprocess.run(command, env=desktop.environment, check=True, timeout=10, stdout=sys.stderr)


def load_extension(desktop: Desktop) -> None:
    """Load the extension into a shell that runs without it."""
    _run(desktop, "gsettings", "set", "org.gnome.shell", "enabled-extensions", str([EXTENSION]))


def unload_extension(desktop: Desktop) -> None:
    """Take it out again."""
    _run(desktop, "gsettings", "set", "org.gnome.shell", "enabled-extensions", "[]")


def _with_extension(desktop: Desktop) -> None:
    _configure(desktop, EXTENSION)


def _start_on_x(desktop: Desktop) -> Program:
    return _settle(
        desktop, desktop.start(["gnome-shell", "--x11", "--sm-disable", "--unsafe-mode"])
    )


def _start_on_wayland(desktop: Desktop) -> Program:
    options = ["--headless", "--no-x11", "--unsafe-mode", "--virtual-monitor", "1280x800"]
    shell = _settle(desktop, desktop.start(["gnome-shell", *options]))
    runtime = Path(desktop.environment["XDG_RUNTIME_DIR"])
    socket = next(path for path in sorted(runtime.glob("wayland-*")) if path.suffix != ".lock")
    desktop.environment["WAYLAND_DISPLAY"] = socket.name
    desktop.give_screen(ShellSeat(desktop))
    return shell


def _settle(desktop: Desktop, shell: Program) -> Program:
    """Wait until the shell has started up; it shows the overview then, and warns of root."""
    for name in ("org.gnome.Shell", NOTIFICATIONS):
        desktop.wait_for_name(name, 40)
    ready = "imports.ui.main.layoutManager._startingUp === false"
    desktop.wait_until(lambda: evaluate(desktop, ready) == "true", 20, "the shell is up")
    evaluate(desktop, "imports.ui.main.overview.hide(); 1")
    hidden = "imports.ui.main.overview.visible || imports.ui.main.overview.animationInProgress"
    desktop.wait_until(lambda: evaluate(desktop, hidden) == "false", 10, "the overview is gone")
    sources = "imports.ui.main.messageTray.getSources()"
    evaluate(desktop, f"{sources}.forEach(source => source.destroy()); 1")
    return shell


ON_X = Place(
    "gnome",
    {
        **_NEEDS,
        f"/usr/share/gnome-shell/extensions/{EXTENSION}/extension.js": (
            "gnome-shell-extension-appindicator"
        ),
    },
    _with_extension,
    _start_on_x,
    {**_VARIABLES, "XDG_SESSION_TYPE": "x11"},
    services=_SERVICES,
    names=(WATCHER, NOTIFICATIONS),
    edge=Edge.TOP,
    depth=32,
    managed=False,
    # The extension (46 on Shell 43) now and then drops what registers while it starts: "While
    # initalizing proxy …: Argument two may not be null". `BARE` has the icon come with it.
    crashes=False,
    find_buttons=find_buttons,
)
ON_WAYLAND = replace(
    ON_X,
    name="gnome-wayland",
    start_shell=_start_on_wayland,
    variables={**_VARIABLES, "XDG_SESSION_TYPE": "wayland"},
    display=False,
)
BARE = replace(ON_X, name="gnome-bare", begin=_configure, names=(NOTIFICATIONS,), has_icon=False)
"""Without the extension, which the desktop can be told to load."""
