"""`feeds list`: what is polled and how it goes, and what else is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from traynews.cli.json_fields import status_fields
from traynews.cli.output import say, say_json, stamp
from traynews.cli.session import Session
from traynews.cli.tables import Screen, find_screen
from traynews.clock import local_zone, utc_now
from traynews.core.data.model import FeedState, FeedStatus
from traynews.core.health.words import tell_feed
from traynews.core.text.clean import clean_line
from traynews.core.text.width import fit
from traynews.settings.catalogue import known_feeds


def list_feeds(session: Session) -> None:
    """List what is polled and how it goes, and what the catalogue offers beside it."""
    statuses = _statuses(session)
    width = max(len(one.feed.id) for one in statuses)
    screen = find_screen()
    for one in statuses:
        for row in _rows(one, width, screen):
            say(row)


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


def _rows(one: FeedStatus, width: int, screen: Screen) -> Iterator[str]:
    feed, state = one.feed, one.state
    title = clean_line(feed.title or state.title or feed.url)
    yield fit(f"{'on ' if feed.enabled else 'off'} {feed.id:<{width}} {title}", screen.columns)
    if not feed.enabled:
        return
    if state.trouble or state.stopped:
        yield from screen.lines(_tell(one), "      ")
    if state.notice:
        yield from screen.lines(state.notice, "      ")
    if feed.mentions:
        yield from screen.lines(f"only what names “{feed.mentions.text}” is kept", "      ")


def _tell(one: FeedStatus) -> str:
    said = tell_feed(one, utc_now(), local_zone())
    return said if one.is_asked else f"{said} until `traynews feeds enable {one.feed.id}`"
