"""`status`: what is polled, when, and what is wrong."""

from __future__ import annotations

from traynews.cli.json_fields import status_fields
from traynews.cli.output import local, next_line, say, say_json, stamp
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.core.alerts.holds import HELD_BECAUSE, describe_hold
from traynews.core.alerts.pause import PAUSED_UNTIL, read_pause
from traynews.core.data.model import FOREVER, FeedStatus


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
    for one in statuses:
        _print(one)


def _print(one: FeedStatus) -> None:
    state = one.state
    say(f"  {one.feed.id}: {one.feed.title or state.title or one.feed.url}")
    following = f", {next_line(one)}" if one.is_asked else ""
    say(f"    checked {local(state.last_checked)}{following}")
    if state.trouble:
        say(f"    {state.trouble} (since {local(state.trouble_since)}, {state.failures} in a row)")
    if state.notice:
        say(f"    {state.notice}")
