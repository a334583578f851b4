"""`status`: what is polled, when, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from traynews.cli.json_fields import status_fields
from traynews.cli.output import local, next_line, say, say_json, stamp
from traynews.cli.session import Session
from traynews.cli.tables import Screen, find_screen
from traynews.clock import utc_now
from traynews.core.alerts.holds import HELD_BECAUSE, describe_hold
from traynews.core.alerts.pause import PAUSED_UNTIL, read_pause
from traynews.core.data.model import FOREVER, FeedStatus
from traynews.core.text.clean import clean_line
from traynews.core.text.width import fit


def status(session: Session, *, as_json: bool) -> None:
    """`status`: what is polled, when, and what is wrong."""
    settings = session.settings()
    running = session.lock().holder() is not None
    with session.archive() as store:
        statuses = store.feed_statuses(settings.feeds, utc_now())
        unread = store.unread_count()
        until = read_pause(store.get(PAUSED_UNTIL), utc_now())
        hold = store.get(HELD_BECAUSE)
    if as_json:
        say_json(
            {
                "running": running,
                "paused_until": stamp(until),
                "unread": unread,
                "feeds": [status_fields(one) for one in statuses],
            }
        )
        return
    paused = f", paused {'' if until == FOREVER else 'until '}{local(until)}" if until else ""
    say(f"TrayNews is {'running' if running else 'not running'}{paused}; {unread} unread.")
    if running and hold:
        say(f"{describe_hold(hold)}.")
    screen = find_screen()
    for one in statuses:
        for row in _rows(one, screen):
            say(row)


def _rows(one: FeedStatus, screen: Screen) -> Iterator[str]:
    state = one.state
    title = clean_line(one.feed.title or state.title or one.feed.url)
    yield fit(f"  {one.feed.id}: {title}", screen.columns)
    yield from screen.lines(_checked(one), "    ")
    if state.trouble:
        since = f"since {local(state.trouble_since)}, {state.failures} in a row"
        yield from screen.lines(f"{state.trouble} ({since})", "    ")
    if state.notice:
        yield from screen.lines(state.notice, "    ")


def _checked(one: FeedStatus) -> str:
    """Say when a feed was checked and is next, or why it is not."""
    last, following = one.state.last_checked, one.next_check
    checked = f"checked {local(last)}" if last else "not checked yet"
    if not one.feed.enabled:
        return f"switched off; {checked}" if last else "switched off"
    return f"{checked}, {next_line(one)}" if one.is_asked and following else checked
