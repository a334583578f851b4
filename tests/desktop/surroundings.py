"""What the programs of a test desktop find: a home with their settings, variables, a browser."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROJECT = Path(__file__).parents[2]

WINDOW_CLASSES = {
    "xfce4-panel": "^[Xx]fce4-panel$",
    "lxqt-panel": "^lxqt-panel$",
    "trayer": "^trayer$",
    "dunst": "^Dunst$",
    "xfce4-notifyd": "^[Xx]fce4-notifyd$",
}
"""Program -> the X class of its windows."""

PANEL_OPTIONS = {
    "xfce4-panel": ["--disable-wm-check"],
    "lxqt-panel": [],
    "trayer": ["--edge", "bottom", "--align", "right", "--widthtype", "pixel", "--width", "200"],
}


@dataclass(frozen=True, slots=True)
class Opened:
    """One call of the stand-in browser: its arguments and the activation token it was given."""

    arguments: tuple[str, ...]
    token: str


class StandInBrowser:
    """A browser that only writes down what it was called with; its program is `path`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "browser"
        self._log = folder / "opened.jsonl"
        text = _BROWSER.format(python=sys.executable, log=str(self._log))
        self.path.write_text(text, encoding="utf-8")
        self.path.chmod(0o755)

    def opened(self) -> list[Opened]:
        """Return its calls so far, in order."""
        if not self._log.exists():
            return []
        calls = map(json.loads, self._log.read_text(encoding="utf-8").splitlines())
        return [Opened(tuple(call["arguments"]), call["token"]) for call in calls]


def write_settings(home: Path, runtime: Path, services: Sequence[str] = ()) -> None:
    """Write what each program reads at its start into a fresh home.

    The bus will start these `services`, and no others.
    """
    for name, text in _SETTINGS.items():
        path = home / ".config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (runtime / "bus.conf").write_text(_BUS.format(runtime=runtime), encoding="utf-8")
    folder = runtime / "services"
    folder.mkdir()
    for name in services:
        (folder / f"{name}.service").symlink_to(_SERVICES / f"{name}.service")


def make_environment(home: Path, runtime: Path, browser: Path) -> dict[str, str]:
    """Return the variables of a session that knows nothing of the one the tests run in.

    The code under test is the one beside these tests, installed or not.
    """
    kept = {key: os.environ[key] for key in ("PATH", "TZ") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_PROJECT),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CURRENT_DESKTOP": "XFCE",
        "XDG_SESSION_TYPE": "x11",
        "BROWSER": str(browser),
        "NO_AT_BRIDGE": "1",  # GTK would wait for an accessibility bus that nobody starts
        "GTK_A11Y": "none",
        "GSETTINGS_BACKEND": "memory",
        "GIO_USE_VFS": "local",
        "QT_QPA_PLATFORM": "xcb",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }


# One write per call, so that two calls at once cannot mix their lines.
_BROWSER = """#!{python} -IS
import json, os, sys
call = {{"arguments": sys.argv[1:], "token": os.environ.get("XDG_ACTIVATION_TOKEN", "")}}
line = (json.dumps(call) + "\\n").encode()
log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
os.write(log, line)
"""

_SERVICES = Path("/usr/share/dbus-1/services")

# A bus that starts nothing by itself but what is in its folder, where there is nothing as a rule:
# what a test finds there, the test has started.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={runtime}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{runtime}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_SETTINGS = {
    "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml": """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
    <property name="plugin-3" type="string" value="clock">
      <property name="digital-format" type="string" value="%a %d %b"/>
    </property>
  </property>
</channel>
""",
    "xfce4/xfconf/xfce-perchannel-xml/xfce4-notifyd.xml": """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="notify-location" type="uint" value="2"/>
  <property name="initial-opacity" type="double" value="1.0"/>
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
  <property name="expire-timeout" type="int" value="10"/>
  <property name="notification-log" type="bool" value="false"/>
</channel>
""",
    "dunst/dunstrc": """[global]
    follow = none
    width = 400
    height = 300
    origin = top-right
    offset = 20x20
    gap_size = 6
    font = DejaVu Sans 11
    markup = full
    format = "<b>%s</b>\\n%b"
    word_wrap = yes
    idle_threshold = 0
    show_indicators = no
    icon_theme = Adwaita
    enable_recursive_icon_lookup = true
    mouse_left_click = close_current
    mouse_middle_click = do_action
    mouse_right_click = close_all
""",
    "lxqt/lxqt.conf": """[General]
icon_theme=Adwaita
""",
    "lxqt/panel.conf": """panels=panel1

[General]
iconTheme=Adwaita

[panel1]
background-color=#303030
background-opacity=100
plugins=spacer,statusnotifier
position=Bottom
desktop=0
panelSize=32
iconSize=22
width=100
width-percent=true
hidable=false

[spacer]
type=spacer
expandable=true

[statusnotifier]
type=statusnotifier
alignment=Right
""",
}
