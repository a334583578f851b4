"""`pause`: no pop-ups and no polls for a while."""

from __future__ import annotations

from datetime import UTC, timedelta

from traynews.cli.output import local, say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.core.alerts.pause import PAUSED_UNTIL, pause_end
from traynews.core.data.model import FOREVER


def pause(session: Session, duration: timedelta | None) -> None:
    """`pause`: no pop-ups and no polls for a while, or until resumed."""
    value = "" if duration is None else str(duration.total_seconds())
    until = pause_end(value, utc_now(), UTC)
    with session.archive() as store:
        store.set(PAUSED_UNTIL, until.isoformat())
    session.ring()
    say(f"Paused{'' if until == FOREVER else ' until'} {local(until)}.")
