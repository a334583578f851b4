"""KDE Plasma 5 on X."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop
from tests.desktops.place import Place

_SETTINGS = {
    "kwinrc": "[Compositing]\nEnabled=false\n",
    "baloofilerc": "[Basic Settings]\nIndexing-Enabled=false\n",
}


def _begin(desktop: Desktop) -> None:
    for name, text in _SETTINGS.items():
        Path(desktop.environment["XDG_CONFIG_HOME"], name).write_text(text, encoding="utf-8")
    desktop.start(["kwin_x11", "--no-kactivities"])
    desktop.start(["kded5"])
    desktop.wait_for_name("org.kde.KWin", 40)
    desktop.wait_for_name(WATCHER, 40)  # kded's, which outlives the shell


PLASMA = Place(
    "plasma",
    {
        "kwin_x11": "kwin-x11",
        "kded5": "plasma-workspace",
        "plasmashell": "plasma-workspace",
        "/usr/share/plasma/plasmoids/org.kde.plasma.taskmanager/metadata.json": "plasma-desktop",
    },
    _begin,
    lambda desktop: desktop.start(["plasmashell", "--no-respawn"]),
    {
        "XDG_CURRENT_DESKTOP": "KDE",
        "KDE_FULL_SESSION": "true",
        "KDE_SESSION_VERSION": "5",
        "XDG_SESSION_TYPE": "x11",
        "QT_QUICK_BACKEND": "software",
    },
    services=(
        "org.kde.ActivityManager",
        "org.kde.kded5",
        "org.kde.kglobalaccel",
        "org.kde.plasma.Notifications",
    ),
    names=("org.kde.plasmashell", NOTIFICATIONS),
    managed=False,
)
