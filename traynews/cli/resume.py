"""`resume`: alert and poll again after `pause`."""

from __future__ import annotations

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.core.alerts.pause import PAUSED_UNTIL


def resume(session: Session) -> None:
    """`resume`: go on."""
    with session.archive() as store:
        store.set(PAUSED_UNTIL, "")
    session.ring()
    say("Resumed.")
