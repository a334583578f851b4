"""The whole tray, drawn from a snapshot: icon, tooltip and menu. Pure."""

from __future__ import annotations

from datetime import datetime, tzinfo

from traynews.core.data.host import Host
from traynews.core.data.model import Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Verb, View
from traynews.core.health.health import health_of
from traynews.core.tray import face, menu

ALWAYS_OFFERED = frozenset(
    {
        Verb.OPEN,
        Verb.OPEN_UNREAD,
        Verb.READ,
        Verb.READ_ALL,
        Verb.LATER,
        Verb.CHECK,
        Verb.CHECK_FEED,
        Verb.PAUSE,
        Verb.RESUME,
        Verb.MUTE_PLACE,
        Verb.UNMUTE_PLACE,
        Verb.VISIT,
        Verb.ABOUT,
        Verb.TEST_ALERT,
        Verb.QUIT,
    }
)
"""What the program can do for a menu row or a button, menu actions aside; the rest is left out."""


def draw(
    snapshot: Snapshot,
    settings: Settings,
    now: datetime,
    zone: tzinfo,
    offered: frozenset[Verb],
    *,
    autostart: bool | None,
    host: Host,
    screen: int = 0,
) -> View:
    """Return what the tray shows at `now`; all else as in `menu.rows`."""
    health = health_of(snapshot, settings, now, zone)
    return View(
        face=face.face(snapshot, settings, health),
        tooltip=face.tooltip(snapshot, health, zone, discreet=settings.alerts.discreet),
        rows=menu.rows(
            snapshot, settings, health, zone, offered, autostart=autostart, host=host, screen=screen
        ),
    )
