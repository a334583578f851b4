"""`why`: the reason of an alert, or of its absence."""

from __future__ import annotations

from traynews.cli.output import local, say, say_json, stamp
from traynews.cli.session import Session, find_entry
from traynews.clock import local_zone, utc_now
from traynews.core.alerts.pause import PAUSED_UNTIL, read_pause
from traynews.core.health.holds import HELD_BECAUSE, read_hold
from traynews.core.health.words import explain, tell_hold


def why(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`why`: say why a release was alerted, or was not."""
    with session.archive() as store:
        entry = find_entry(store, entry_id)
        now, zone = utc_now(), local_zone()
        paused = read_pause(store.get(PAUSED_UNTIL), now)
        hold = read_hold(store.get(HELD_BECAUSE), session.settings(), paused, now, zone)
    if as_json:
        say_json(
            {
                "id": entry.id,
                "title": entry.title,
                "level": str(entry.level),
                "announced": stamp(entry.announced),
                "reason": entry.reason,
            }
        )
    else:
        say(explain(entry, tell_hold(hold, now, zone), local(entry.announced)))
