"""MATE: its panel with the notification area, its notification daemon."""

from __future__ import annotations

from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop
from tests.desktops.place import Click, Edge, Place

_DAEMON = "/usr/lib/mate-notification-daemon/mate-notification-daemon"


def _begin(desktop: Desktop) -> None:
    desktop.start([_DAEMON])
    desktop.wait_for_name(NOTIFICATIONS, 20)


MATE = Place(
    "mate",
    {"mate-panel": "mate-panel", _DAEMON: "mate-notification-daemon"},
    _begin,
    lambda desktop: desktop.start(["mate-panel"]),
    {
        "XDG_CURRENT_DESKTOP": "MATE",
        "DESKTOP_SESSION": "mate",
        "GSETTINGS_BACKEND": "dconf",
    },
    services=(
        "ca.desrt.dconf",
        "org.mate.panel.applet.ClockAppletFactory",
        "org.mate.panel.applet.NotificationAreaAppletFactory",
        "org.mate.panel.applet.WnckletFactory",
    ),
    names=(WATCHER,),
    edge=Edge.TOP,
    depth=28,
    left=Click.WINDOW,
)
