"""Pauses: when one ends, and whether it still holds. The archive keeps the end as a text."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from traynews.core.data.model import FOREVER
from traynews.core.text.times import local

PAUSED_UNTIL = "paused_until"
"""The key under which the archive keeps when the pause ends; nothing is there without one."""

_MORNING = time(7)


def pause_end(value: str, now: datetime, zone: tzinfo) -> datetime:
    """Return when the pause ends that the value of a PAUSE command asks for.

    A number of seconds, `tomorrow` (seven in the morning of the user's next day), or empty (until
    resumed). Raises `ValueError` for anything else.
    """
    if not value:
        return FOREVER
    if value == "tomorrow":
        here = local(now, zone)
        morning = datetime.combine(here.date() + timedelta(days=1), _MORNING, tzinfo=zone)
        return morning.astimezone(now.tzinfo)
    try:
        return now + timedelta(seconds=float(value))
    except OverflowError:  # beyond the year 9999 is until resumed
        return FOREVER


def read_pause(text: str, now: datetime) -> datetime | None:
    """Return the end of the pause that holds now, if one does, from what was kept of it.

    What is no time with a zone, which we never wrote, is no pause.
    """
    try:
        until = datetime.fromisoformat(text)
        holds = until > now
    except (ValueError, TypeError):
        return None
    return until if holds else None
