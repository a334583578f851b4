"""Entries and feeds as the commands' JSON carries them; other programs rely on these names."""

from __future__ import annotations

from traynews.cli.output import stamp
from traynews.clock import local_zone
from traynews.core.data.model import Entry, FeedStatus
from traynews.core.health.health import Health
from traynews.core.health.words import tell_health


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


def health_fields(health: Health) -> dict[str, object]:
    """Return how it is as `status --json` prints it."""
    hold = health.hold
    return {
        "state": str(health.state),
        "line": tell_health(health, local_zone()),
        "online": health.online,
        "checked": stamp(health.checked),
        "due": stamp(health.due),
        "failing": [
            {
                "id": one.feed.id,
                "reason": one.state.trouble or None,
                "since": stamp(one.state.trouble_since),
                "next_check": stamp(one.next_check) if one.is_asked else None,
                "held_until": stamp(one.held_until) if one.is_asked else None,
            }
            for one in health.failing
        ],
        "alerts_wait": hold and {"because": hold.because, "until": stamp(hold.until)},
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
