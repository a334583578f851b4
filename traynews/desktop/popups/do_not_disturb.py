"""How each notification server tells that it holds pop-ups back; pure.

A server that holds back either keeps them in a list (GNOME, Plasma) or drops them (Xfce without its
log), so that an alert is better shown later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from traynews.desktop.bus.objects import DBUS, Body
from traynews.desktop.popups.notification import NAME, PATH, Server

_PROPERTIES = f"{DBUS}.Properties"


@dataclass(frozen=True, slots=True)
class Question:
    """A call to be made, of two strings."""

    destination: str
    path: str
    interface: str
    member: str
    body: tuple[str, str]


_ITSELF = ""  # the server, by its unique name

_QUESTIONS = {
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
    "dunst": Question(_ITSELF, PATH, _PROPERTIES, "Get", ("org.dunstproject.cmd0", "paused")),
    # the moon in its tray (ran: 5.27)
    "Plasma": Question(_ITSELF, PATH, _PROPERTIES, "Get", (NAME, "Inhibited")),
}

_OTHERS = _QUESTIONS["Plasma"]
"""GNOME, Cinnamon, MATE, LXQt, mako answer that they know no such property: nothing is held."""


def ask_about(server: Server) -> Question:
    """Return the question for this server; the answer to each is one boolean in a variant."""
    asked = _QUESTIONS.get(server.name, _OTHERS)
    return replace(asked, destination=asked.destination or server.owner)


def is_held(reply: Body) -> bool:
    """Whether the answer says that pop-ups are held back."""
    match reply:
        case (("b", held),):
            return bool(held)
    return False
