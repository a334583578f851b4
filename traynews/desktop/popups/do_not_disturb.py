"""How each notification server tells that it holds pop-ups back, and what tells that it stops.

A server that holds back either keeps them in a list (Plasma; GNOME, which keeps three of a program
and drops the rest) or drops them (Xfce without its log), so that an alert is better shown later.

Asked when there is something to tell, never polled otherwise. GNOME, Cinnamon and MATE keep the
switch in GSettings and tell it to nobody on the bus: the settings portal hands out other parts only
(ran: xdg-desktop-portal-gtk 1.14), dconf's service only writes. So `gsettings` is run, which takes
some 3 ms and knows defaults, locks and every back end; an own reader would know one of them.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from traynews.base_folders import config_home
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import DBUS, Body
from traynews.desktop.bus.signals import SignalRule
from traynews.desktop.bus.wire import method_call
from traynews.desktop.popups.notification import NAME, PATH, Server

_PROPERTIES = f"{DBUS}.Properties"
_PATIENCE = 0.5  # seconds; one that does not say at once holds nothing back


@dataclass(frozen=True, slots=True)
class Question:
    """A call on the bus; its arguments are strings."""

    destination: str  # empty: the server itself, by its unique name
    path: str
    interface: str
    member: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A boolean in GSettings; `path` is where dconf keeps it."""

    schema: str
    key: str
    path: str
    held: str  # the value, as `gsettings` prints it, that holds pop-ups back


@dataclass(frozen=True, slots=True)
class Line:
    """A boolean in a file below the user's settings, in the group [General]."""

    file: str
    key: str


Sign = Question | Setting | Line
"""Where a server's do-not-disturb is to be read."""

_SIGNS: dict[str, Sign] = {
    # By the name that a server gives itself; what its user does to hold pop-ups back.
    # `xfconf-query -c xfce4-notifyd -p /do-not-disturb` (ran: 0.7.3); unset until first switched on
    "Xfce Notify Daemon": Question(
        "org.xfce.Xfconf",
        "/org/xfce/Xfconf",
        "org.xfce.Xfconf",
        "GetProperty",
        ("xfce4-notifyd", "/do-not-disturb"),
    ),
    # `dunstctl set-paused true` (ran: 1.9)
    "dunst": Question("", PATH, _PROPERTIES, "Get", ("org.dunstproject.cmd0", "paused")),
    # the moon in its tray (ran: 5.27)
    "Plasma": Question("", PATH, _PROPERTIES, "Get", (NAME, "Inhibited")),
    # `makoctl mode -a do-not-disturb` (ran: 1.7)
    "mako": Question("", "/fr/emersion/Mako", "fr.emersion.Mako", "ListModes"),
    # the switch below its calendar (ran: 43, by the key)
    "gnome-shell": Setting(
        "org.gnome.desktop.notifications",
        "show-banners",
        "/org/gnome/desktop/notifications/show-banners",
        "false",
    ),
    # the switch in its applet of notifications (ran: 5.6, by the key)
    "cinnamon": Setting(
        "org.cinnamon.desktop.notifications",
        "display-notifications",
        "/org/cinnamon/desktop/notifications/display-notifications",
        "false",
    ),
    # "Enable Do Not Disturb" in its settings (ran: 1.26, by the key)
    "Notification Daemon": Setting(
        "org.mate.NotificationDaemon",
        "do-not-disturb",
        "/org/mate/notification-daemon/do-not-disturb",
        "true",
    ),
    # "Do not disturb" in its settings (ran: 1.2, by the line)
    "lxqt-notificationd": Line("lxqt/notifications.conf", "doNotDisturb"),
}

_OTHERS = _SIGNS["Plasma"]
"""Who knows no such property says so: nothing is held."""

_MODES = frozenset({"donotdisturb", "dnd"})
"""Modes of mako are its user's own words; this one is called so by its manual and by everybody."""


def sign_of(server: Server) -> Sign:
    """Return where this server's do-not-disturb is to be read."""
    return _SIGNS.get(server.name, _OTHERS)


def holds_back(bus: Bus, server: Server) -> bool | None:
    """Whether the server holds pop-ups back now; None where it does not tell.

    Not on the bus loop, once that runs. Raises `BusError` where whoever was asked does not answer.
    """
    match sign_of(server):
        case Question() as one:
            to = one.destination or server.owner
            form = "s" * len(one.body)
            call = method_call(to, one.path, one.interface, one.member, form, one.body)
            return is_held(bus.ask(call, timeout=_PATIENCE))
        case Setting() as one:
            return _ask_gsettings(one)
        case Line() as one:
            return _read_line(one, os.environ)


def change_of(server: Server) -> SignalRule | None:
    """Return the signal that tells of the switch; None where nothing does (LXQt).

    mako 1.7 sends none, either; there, as on LXQt, the next heartbeat notices.
    """
    match sign_of(server):
        case Setting(path=path):
            # Sent when dconf has written; `gsettings`, dialogs and the shell all write through it.
            writer = "ca.desrt.dconf"
            return SignalRule(
                interface=f"{writer}.Writer", member="Notify", sender=writer, first_argument=path
            )
        case Question(destination="org.xfce.Xfconf" as xfconf) as one:
            return SignalRule(
                interface=xfconf,
                member="PropertyChanged",
                sender=xfconf,
                first_argument=one.body[0],
            )
        case Question(path=path):
            return SignalRule(
                interface=_PROPERTIES, member="PropertiesChanged", sender=NAME, path=path
            )
    return None


def is_held(reply: Body) -> bool:
    """Whether an answer says that pop-ups are held back: a truth value, or the modes of mako."""
    match reply:
        case (("b", held),):
            return bool(held)
        case (list(modes),):
            return any(re.sub(r"[\W_]", "", str(mode).lower()) in _MODES for mode in modes)
    return False


def _ask_gsettings(setting: Setting) -> bool | None:
    try:
        done = subprocess.run(
            ["gsettings", "get", setting.schema, setting.key],  # noqa: S607 - the desktop's own
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    value = done.stdout.strip().decode("ascii", "replace")
    return value == setting.held if value in {"true", "false"} else None


def _read_line(line: Line, environ: Mapping[str, str]) -> bool | None:
    import configparser  # noqa: PLC0415 - where a file tells only

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string((config_home(environ) / line.file).read_text("utf-8", "replace"))
        return parser.getboolean("General", line.key, fallback=False)
    except (OSError, ValueError, configparser.Error):
        return None
