"""Where the icon is, as far as a person has to be told."""

from __future__ import annotations

from enum import StrEnum


class IconPlace(StrEnum):
    """Who shows the icon, or why nobody does."""

    PANEL = "panel"
    TOP_BAR = "top-bar"  # GNOME's, with the extension for icons
    CLOCK = "clock"  # Windows: beside it, or behind an arrow there
    MENU_BAR = "menu-bar"  # macOS
    OLD_PANEL = "old-panel"  # an icon, but no menu (XEmbed)
    NO_EXTENSION = "no-extension"  # GNOME, without it
    NOWHERE = "nowhere"  # no panel shows icons now
    TERMINAL = "terminal"  # no desktop: alerts are printed


def place_on_linux(desktops: str, *, hosted: bool, docked: bool) -> IconPlace:
    """Return the place by `XDG_CURRENT_DESKTOP`, and by who has taken the icon."""
    names = desktops.split(":")
    is_gnome = "GNOME" in names and "Budgie" not in names  # which names both
    if hosted:
        return IconPlace.TOP_BAR if is_gnome else IconPlace.PANEL
    if docked:
        return IconPlace.OLD_PANEL
    return IconPlace.NO_EXTENSION if is_gnome else IconPlace.NOWHERE
