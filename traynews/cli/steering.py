"""Talking to the running program: `status`, `pause`, `resume`, `quit`."""

from __future__ import annotations

import contextlib
import os
import signal
from datetime import UTC, timedelta

from traynews.cli.session import Session, local, say, say_json, stamp, status_fields
from traynews.clock import utc_now
from traynews.core.alerts.pause import PAUSED_UNTIL, pause_end, read_pause
from traynews.core.data.model import FOREVER, FeedStatus
from traynews.core.data.view import Verb
from traynews.errors import BusError, TrayNewsError


def status(session: Session, *, as_json: bool) -> None:
    """`status`: what is polled, when, and what is wrong."""
    settings = session.settings()
    running = session.lock().holder() is not None
    with session.archive() as store:
        statuses = store.feed_statuses(settings.feeds)
        unread = store.unread_count()
        until = read_pause(store.get(PAUSED_UNTIL), utc_now())
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
    for one in statuses:
        _print(one)


def pause(session: Session, duration: timedelta | None) -> None:
    """`pause`: no pop-ups and no polls for a while, or until resumed."""
    value = "" if duration is None else str(duration.total_seconds())
    until = pause_end(value, utc_now(), UTC)
    with session.archive() as store:
        store.set(PAUSED_UNTIL, until.isoformat())
    session.ring()
    say(f"Paused{'' if until == FOREVER else ' until'} {local(until)}.")


def resume(session: Session) -> None:
    """`resume`: go on."""
    with session.archive() as store:
        store.set(PAUSED_UNTIL, "")
    session.ring()
    say("Resumed.")


def quit_running(session: Session) -> None:
    """`quit`: end the running program."""
    pid = session.lock().holder()
    if pid is None:
        say("TrayNews is not running.")
        return
    from traynews.desktop.control import RunningProgram  # noqa: PLC0415 - only when one runs

    try:
        with RunningProgram(str(session.locations.data)) as program:
            program.do(Verb.QUIT)
    except BusError:
        if not pid:
            raise TrayNewsError("TrayNews is running but cannot be reached") from None
        with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
            os.kill(pid, signal.SIGTERM)
    say("TrayNews has been asked to quit.")


def _print(one: FeedStatus) -> None:
    state = one.state
    say(f"  {one.feed.id}: {one.feed.title or state.title or one.feed.url}")
    following = f", next {local(state.next_check)}" if one.is_asked else ""
    say(f"    checked {local(state.last_checked)}{following}")
    if state.trouble:
        say(f"    {state.trouble} (since {local(state.trouble_since)}, {state.failures} in a row)")
    if state.notice:
        say(f"    {state.notice}")
