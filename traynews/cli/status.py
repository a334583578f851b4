"""`status`: how it is, what is polled and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from traynews.cli.health import ask_health
from traynews.cli.json_fields import status_fields
from traynews.cli.output import say, say_json, stamp
from traynews.cli.session import Session
from traynews.cli.tables import Screen, find_screen
from traynews.clock import local_zone
from traynews.core.data.model import FeedStatus
from traynews.core.health.health import Health
from traynews.core.health.words import name_feed, tell_feed, tell_health, tell_pause, tell_wait
from traynews.core.text.width import fit


def status(session: Session, *, as_json: bool) -> None:
    """`status`: how it is, what is polled and when."""
    settings, running = session.settings(), session.lock().holder() is not None
    with session.archive() as store:
        health, statuses = ask_health(store, settings, running=running)
        unread = store.unread_count()
    if as_json:
        say_json(
            {
                "running": running,
                "paused_until": stamp(health.paused_until),
                "unread": unread,
                "health": _health_fields(health),
                "feeds": [status_fields(one) for one in statuses],
            }
        )
        return
    for line in _tell(health, unread, running=running):
        say(line)
    screen = find_screen()
    for one in statuses:
        for row in _rows(one, health.taken, screen):
            say(row)


def _tell(health: Health, unread: int, *, running: bool) -> Iterator[str]:
    zone = local_zone()
    if not running:
        yield f"{tell_health(health, zone)}; {unread} unread."
        if pause := tell_pause(health, zone):
            yield f"{pause}."
        return
    yield f"TrayNews is running; {unread} unread."
    yield f"{tell_health(health, zone)}."
    if wait := tell_wait(health, zone):
        yield f"{wait}."


def _rows(one: FeedStatus, now: datetime, screen: Screen) -> Iterator[str]:
    name = name_feed(one)
    yield fit(f"  {one.feed.id}: {name}" if name != one.feed.id else f"  {name}", screen.columns)
    yield from screen.lines(tell_feed(one, now, local_zone()), "    ")
    if one.state.notice:
        yield from screen.lines(one.state.notice, "    ")


def _health_fields(health: Health) -> dict[str, object]:
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
