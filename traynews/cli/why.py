"""`why`: the reason of an alert, or of its absence."""

from __future__ import annotations

from traynews.cli.output import local, say, say_json, stamp
from traynews.cli.session import Session, find_entry
from traynews.core.alerts.holds import HELD_BECAUSE, explain


def why(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`why`: say why a release was alerted, or was not."""
    with session.archive() as store:
        entry = find_entry(store, entry_id)
        hold = store.get(HELD_BECAUSE)
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
        say(explain(entry, hold, local(entry.announced)))
