"""`feeds list`: what is polled and how it goes, and what else is known."""

from __future__ import annotations

from dataclasses import replace

from traynews.cli.json_fields import status_fields
from traynews.cli.output import local, next_line, say, say_json, stamp
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.core.data.model import FeedState, FeedStatus
from traynews.settings.catalogue import known_feeds


def list_feeds(session: Session) -> None:
    """List what is polled and how it goes, and what the catalogue offers beside it."""
    for one in _statuses(session):
        _print(one)


def list_as_json(session: Session) -> None:
    """List the same for programs."""
    say_json([_fields(one) for one in _statuses(session)])


def _statuses(session: Session) -> list[FeedStatus]:
    """Return the feeds of the settings, and then those that only the catalogue has, as off."""
    feeds = session.settings().feeds
    with session.archive() as store:
        listed = store.feed_statuses(feeds, utc_now())
    there = {feed.id for feed in feeds}
    offered = [replace(feed, enabled=False) for feed in known_feeds() if feed.id not in there]
    return [*listed, *(FeedStatus(feed, FeedState(feed.id)) for feed in offered)]


def _fields(one: FeedStatus) -> dict[str, object]:
    return {
        **status_fields(one),
        "enabled": one.feed.enabled,
        "trouble_since": stamp(one.state.trouble_since),
        "notice": one.state.notice or None,
    }


def _print(one: FeedStatus) -> None:
    feed, state = one.feed, one.state
    say(f"{'on ' if feed.enabled else 'off'} {feed.id:<24} {feed.title or state.title or feed.url}")
    if not feed.enabled:
        return
    if state.trouble:
        say(f"      since {local(state.trouble_since)}: {state.trouble}; {_next(one)}")
    if state.notice:
        say(f"      {state.notice}")
    if feed.mentions:
        say(f"      only what names “{feed.mentions.text}” is kept")


def _next(one: FeedStatus) -> str:
    if one.is_asked:
        return next_line(one)
    return f"it is asked no more until `traynews feeds enable {one.feed.id}`"
