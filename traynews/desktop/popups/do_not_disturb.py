"""How each notification server tells that it holds pop-ups back; pure.

A server that holds back either keeps them in a list (GNOME, Plasma) or drops them (Xfce without its
log), so that an alert is better shown later.
"""

from __future__ import annotations

from dataclasses import dataclass

from traynews.desktop.bus.objects import DBUS, Body
from traynews.desktop.popups.notification import NAME, PATH, Server


@dataclass(frozen=True, slots=True)
class Question:
    """A call to be made, of two strings."""

    destination: str
    path: str
    interface: str
    member: str
    body: tuple[str, str]


def ask_about(server: Server) -> Question:
    """Return the question for this server; the answer to each is one boolean in a variant."""
    if server.name == "Xfce Notify Daemon":  # `xfconf-query -c xfce4-notifyd -p /do-not-disturb`
        xfconf = "org.xfce.Xfconf"
        body = ("xfce4-notifyd", "/do-not-disturb")
        return Question(xfconf, "/org/xfce/Xfconf", xfconf, "GetProperty", body)
    paused = ("org.dunstproject.cmd0", "paused")  # `dunstctl set-paused true`
    inhibited = (NAME, "Inhibited")  # Plasma; the others say that they know no such property
    body = paused if server.name == "dunst" else inhibited
    return Question(server.owner, PATH, f"{DBUS}.Properties", "Get", body)


def is_held(reply: Body) -> bool:
    """Whether the answer says that pop-ups are held back."""
    match reply:
        case (("b", held),):
            return bool(held)
    return False
