"""How it is, as the commands find it out: from the settings, the archive and the lock."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.archive.library import Library
from traynews.clock import local_zone, utc_now
from traynews.core.alerts.pause import PAUSED_UNTIL, read_pause
from traynews.core.data.model import FeedStatus
from traynews.core.data.settings import Settings
from traynews.core.health.health import Health, find_health
from traynews.core.health.holds import HELD_BECAUSE, METERED, read_hold


def ask_health(
    store: Library, settings: Settings, *, running: bool
) -> tuple[Health, Sequence[FeedStatus]]:
    """Return how it is, and every source of the settings. Raises `StoreError`."""
    now = utc_now()
    statuses = store.feed_statuses(settings.feeds, now)
    paused = read_pause(store.get(PAUSED_UNTIL), now)
    because = store.get(HELD_BECAUSE) if running else ""
    hold = read_hold(because, settings, paused, now, local_zone())
    metered = bool(store.get(METERED))
    health = find_health(
        statuses, now, running=running, paused_until=paused, metered=metered, hold=hold
    )
    return health, statuses
