"""`pause`: no pop-ups and no polls for a while."""

from __future__ import annotations

from traynews.cli.output import local, say
from traynews.cli.session import Session
from traynews.clock import local_zone, utc_now
from traynews.core.alerts.pause import PAUSED_UNTIL, pause_end
from traynews.core.data.model import FOREVER


def pause(session: Session, span: str | None) -> None:
    """`pause`: no pop-ups and no polls for a while, until tomorrow, or until resumed."""
    until = pause_end(span or "", utc_now(), local_zone())
    with session.archive() as store:
        store.set(PAUSED_UNTIL, until.isoformat())
    session.ring()
    say(f"Paused{'' if until == FOREVER else ' until'} {local(until)}.")
