"""Panels that know the old XEmbed icons only, beside dunst: tint2, and i3's bar."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.desktop.programs import Program
from tests.desktop.rig import NOTIFICATIONS, Desktop
from tests.desktops.place import Click, Place

_I3 = """# i3 config file (v4)
font pango:DejaVu Sans 10
bar {
  status_command i3status
}
"""


def _begin(desktop: Desktop) -> None:
    desktop.start(["dunst"])
    desktop.wait_for_name(NOTIFICATIONS, 20)


def _start_tint2(desktop: Desktop) -> Program:
    return _settle(desktop, desktop.start(["tint2"]))


def _begin_i3(desktop: Desktop) -> None:
    path = Path(desktop.environment["XDG_CONFIG_HOME"], "i3", "config")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_I3, encoding="utf-8")
    _begin(desktop)


def _start_i3(desktop: Desktop) -> Program:
    return _settle(desktop, desktop.start(["i3"]))


def _settle(desktop: Desktop, shell: Program) -> Program:
    desktop.wait_until(desktop.screen.hosts_xembed, 20, f"{shell.name} takes icons")
    return shell


TINT2 = Place(
    "tint2",
    {"tint2": "tint2", "dunst": "dunst"},
    _begin,
    _start_tint2,
    {"XDG_CURRENT_DESKTOP": "openbox"},
    names=(),
    left=Click.WINDOW,
    right=Click.WINDOW,
    body=2,
    buttons=0,
)
I3 = replace(
    TINT2,
    name="i3",
    needs={"i3": "i3-wm", "i3bar": "i3-wm", "i3status": "i3status", "dunst": "dunst"},
    begin=_begin_i3,
    start_shell=_start_i3,
    variables={"XDG_CURRENT_DESKTOP": "i3"},
    managed=False,
)
