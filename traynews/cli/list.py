"""`list`: the newest headlines."""

from __future__ import annotations

from traynews.cli.json_fields import entry_fields
from traynews.cli.output import NOTHING_YET, say, say_json
from traynews.cli.session import Session, refuse_unknown
from traynews.cli.tables import entry_rows, find_screen


def list_entries(
    session: Session, *, limit: int, unread: bool, feed: str | None, as_json: bool
) -> None:
    """`list`: the newest headlines."""
    with session.archive() as store:
        if feed is not None and feed not in (archived := store.states()):
            refuse_unknown(feed, (*archived, *(one.id for one in session.settings().feeds)))
        entries = store.entries(limit, unread_only=unread, feed_id=feed)
        if store.catch_up_on([entry.id for entry in entries]):
            entries = store.entries(limit, unread_only=unread, feed_id=feed)
    if as_json:
        say_json([entry_fields(entry) for entry in entries])
        return
    for row in entry_rows(entries, find_screen()):
        say(row)
    if not entries:
        say("Nothing unread." if unread else NOTHING_YET)
