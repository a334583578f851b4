"""Why alerts that are owed are not shown now, and until when that is.

The archive keeps the reason as half a sentence ("the screen is locked"), since commands run in a
process of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from traynews.core.alerts.quiet import quiet_until
from traynews.core.data.settings import Settings

HELD_BECAUSE = "held_because"
"""The key under which the archive keeps it; nothing is there while nothing is held back."""

METERED = "metered"
"""The key under which the archive keeps that polls wait for a connection that costs nothing."""

PAUSED = "alerts are paused"
QUIET = "these are quiet hours"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why alerts wait; `until` is None where nobody knows when that ends."""

    because: str
    until: datetime | None = None


def read_hold(
    because: str, settings: Settings, paused_until: datetime | None, now: datetime, zone: tzinfo
) -> Hold | None:
    """Return what holds alerts back, from what is kept of it; None where nothing does."""
    if not because:
        return None
    if because == QUIET:
        return Hold(because, quiet_until(settings.alerts.quiet_hours, now, zone))
    return Hold(because, paused_until if because == PAUSED else None)
