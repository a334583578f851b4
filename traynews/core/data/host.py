"""What shows the tray's icon and menu: the one table of what differs from host to host.

A host is known by the desktop's name in `XDG_CURRENT_DESKTOP`; what is not in the table gets what
the specification promises. "ran" is what was seen with real clicks on Debian 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Click = Literal["menu", "window"]


@dataclass(frozen=True, slots=True)
class Host:
    """How one host draws and clicks.

    `row` is the height of a menu's row, and `line` of one between groups, in pixels. A `compact`
    menu has no headings of days and few headlines, and what steers comes first, since its end may
    lie beyond the screen. `click` is what the left button has to do. `magnified` is the size, in
    pixels, that a host which takes the largest pixmap and scales it down usually shows; 0 where a
    host finds its own size. One that `misses_first` may draw nothing of the picture that it was
    given while it started, until it is given another.
    """

    row: int = 28
    line: int = 11
    compact: bool = False
    click: Click = "menu"
    magnified: int = 0
    misses_first: bool = False


HOSTS = {
    # ran 43, AppIndicator 42: rows of 39 pixels, a menu that does not scroll; opens it by itself
    "GNOME": Host(row=39, line=13, compact=True),
    # ran 10.7: icons of the old kind only; it names GNOME, too, which it is not in its tray
    "Budgie": Host(),
    # ran 5.6, xapp-sn-watcher: calls Activate, whatever ItemIsMenu says, and scales 64 pixels down;
    # of 40 starts beside the panel's own, on a busy machine, 3 left a gap in the place of the icon
    "X-Cinnamon": Host(click="window", magnified=24, misses_first=True),
    # ran 1.26: calls Activate, whatever ItemIsMenu says, and opens no menu on a refusal
    "MATE": Host(click="window"),
    # ran 1.2: likewise
    "LXQt": Host(click="window"),
    # ran 4.18: honours ItemIsMenu; takes the largest pixmap; 22 is its usual icon size
    "XFCE": Host(magnified=22),
    # ran 1.8 with Waybar 0.9: honours ItemIsMenu; takes the largest pixmap
    "sway": Host(magnified=22),
    # src: Waybar is the usual panel of these, too
    "Hyprland": Host(magnified=22),
    "river": Host(magnified=22),
    "niri": Host(magnified=22),
    "labwc": Host(magnified=22),
}


def host_of(desktops: str) -> Host:
    """Return the host by `XDG_CURRENT_DESKTOP`: names, the most particular first, by colons."""
    named = (HOSTS[name] for name in desktops.split(":") if name in HOSTS)
    return next(named, Host())
