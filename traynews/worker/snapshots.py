"""What may be read outside the worker: one reading of the archive, for whoever draws."""

from __future__ import annotations

from datetime import datetime

from traynews.core.data.model import Snapshot
from traynews.core.data.settings import Settings
from traynews.core.ports import Archive
from traynews.worker.commands import Commands

_MOST_RECENT = 60  # entries in a snapshot: more than any menu shows


def take_snapshot(
    store: Archive,
    settings: Settings,
    commands: Commands,
    now: datetime,
    *,
    metered: bool,
    checking: bool,
    held_because: str,
    notices: tuple[str, ...],
) -> Snapshot:
    """Return what is true now. Raises `StoreError`."""
    return Snapshot(
        taken=now,
        entries=store.recent(_MOST_RECENT),
        feeds=store.feed_statuses(settings.feeds, now),
        unread=store.unread_count(),
        paused_until=commands.paused_until(),
        metered=metered,
        checking=checking,
        away=store.away(),
        muted=tuple(mute.place for mute in commands.mutes()),
        held_because=held_because,
        notices=notices,
    )
