"""The whole tray, drawn from a snapshot: icon, tooltip and menu. Pure."""

from __future__ import annotations

from datetime import datetime, tzinfo

from traynews.core import face, menu
from traynews.core.model import Snapshot
from traynews.core.settings import Settings
from traynews.core.view import Verb, View


def draw(
    snapshot: Snapshot,
    settings: Settings,
    now: datetime,
    zone: tzinfo,
    offered: frozenset[Verb],
    *,
    autostart: bool | None,
) -> View:
    """Return what the tray shows at `now`; `offered` and `autostart` as in `menu.rows`."""
    return View(
        face=face.face(snapshot, settings, now),
        tooltip=face.tooltip(snapshot, now, zone),
        rows=menu.rows(snapshot, settings, now, zone, offered, autostart=autostart),
    )
