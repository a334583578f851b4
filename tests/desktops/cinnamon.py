"""Cinnamon, which hosts StatusNotifier items through a program of its own, xapp-sn-watcher."""

from __future__ import annotations

from tests.desktop.programs import Program
from tests.desktop.rig import NOTIFICATIONS, Desktop
from tests.desktops.place import Click, Place

_WATCHER = "/usr/libexec/xapps/sn-watcher/xapp-sn-watcher"


def _begin(desktop: Desktop) -> None:
    desktop.start([_WATCHER])


def _start_shell(desktop: Desktop) -> Program:
    return desktop.start(["cinnamon", "--replace", "--sm-disable"])


CINNAMON = Place(
    "cinnamon",
    {"cinnamon": "cinnamon", _WATCHER: "xapp-sn-watcher", "nemo": "nemo"},
    _begin,
    _start_shell,
    {
        "XDG_CURRENT_DESKTOP": "X-Cinnamon",
        "XDG_SESSION_DESKTOP": "cinnamon",
        "CINNAMON_SOFTWARE_RENDERING": "1",
        "CINNAMON_2D": "1",
        "GSETTINGS_BACKEND": "dconf",
    },
    services=("ca.desrt.dconf", "org.cinnamon.CalendarServer", "org.cinnamon.ScreenSaver"),
    names=("org.Cinnamon", NOTIFICATIONS),
    managed=False,
    left=Click.WINDOW,
)
