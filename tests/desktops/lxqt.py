"""LXQt: its panel, its notification daemon."""

from __future__ import annotations

from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop
from tests.desktops.place import Click, Place


def _begin(desktop: Desktop) -> None:
    desktop.start(["lxqt-notificationd"])
    desktop.wait_for_name(NOTIFICATIONS, 20)


LXQT = Place(
    "lxqt",
    {"lxqt-panel": "lxqt-panel", "lxqt-notificationd": "lxqt-notificationd"},
    _begin,
    lambda desktop: desktop.start(["lxqt-panel"]),
    {"XDG_CURRENT_DESKTOP": "LXQt"},
    names=(WATCHER,),
    depth=32,
    left=Click.WINDOW,
    buttons=3,
)
