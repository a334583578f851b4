"""Entries and feeds as the commands' JSON carries them; other programs rely on these names."""

from __future__ import annotations

from traynews.cli.output import stamp
from traynews.core.data.model import Entry, FeedStatus


def entry_fields(entry: Entry) -> dict[str, object]:
    """Return an entry as `list --json` prints it."""
    return {
        "id": entry.id,
        "feed": entry.feed_id,
        "title": entry.title,
        "url": entry.url,
        "published": stamp(entry.published),
        "first_seen": stamp(entry.first_seen),
        "summary": entry.summary,
        "read": entry.read,
        "announced": stamp(entry.announced),
        "level": str(entry.level),
        "kind": str(entry.kind),
        "breaking": entry.breaking,
        "certainty": entry.certainty,
        "updated": stamp(entry.updated),
        "countries": list(entry.countries),
    }


def status_fields(one: FeedStatus) -> dict[str, object]:
    """Return a feed as `status --json` prints it."""
    feed, state = one.feed, one.state
    return {
        "id": feed.id,
        "url": state.url or feed.url,
        "door": state.door,
        "title": feed.title or state.title,
        "last_checked": stamp(state.last_checked),
        "next_check": stamp(one.next_check) if one.is_asked else None,
        "held_until": stamp(one.held_until) if one.is_asked else None,
        "last_error": state.trouble or None,
        "failures": state.failures,
    }
