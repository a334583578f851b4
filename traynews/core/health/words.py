"""The words for health, the same wherever it is told; plain lines without a full stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from traynews.core.data.model import FOREVER, Entry, FeedStatus, Level
from traynews.core.health.health import Health, State
from traynews.core.health.holds import Hold
from traynews.core.text.clean import clean_line, cut
from traynews.core.text.times import moment_within

_LONGEST_NAME = 28
_MOST_CAUSES = 3


def tell_health(health: Health, zone: tzinfo, *, discreet: bool = False) -> str:
    """Return the one line that says how it is; a `discreet` one names no source."""
    if health.state is State.NOT_RUNNING:
        return "TrayNews is not running"
    if health.paused_until is not None:
        return tell_pause(health, zone)
    if health.state is State.METERED:
        if health.checked is None:
            return "Waits while data is paid for"
        checked = moment_within(health.checked, health.taken, zone)
        return f"Waits while data is paid for · checked {checked}"
    return tell_sources(health, zone, discreet=discreet)


def tell_pause(health: Health, zone: tzinfo) -> str:
    """Return until when it is paused, which outlives the program; empty where it is not."""
    if health.paused_until is None:
        return ""
    if health.paused_until == FOREVER:
        return "Paused until you resume"
    return f"Paused until {moment_within(health.paused_until, health.taken, zone)}"


def tell_sources(health: Health, zone: tzinfo, *, discreet: bool = False) -> str:
    """Return the same of the sources alone, whether or not the program runs, or pauses."""
    match health.sources:
        case State.OFF:
            return "No source is switched on"
        case State.CHECKING:
            return "Checking…"
        case State.UNCHECKED | State.WELL:
            return _tell_times(health.checked, health.due, health.taken, zone)
        case State.OFFLINE if health.online is False:
            return f"Offline, {_tell_next_try(health, zone)}"
    return _tell_failing(health, zone, discreet=discreet)


def _tell_failing(health: Health, zone: tzinfo, *, discreet: bool) -> str:
    many, count = len(health.watched), len(health.failing)
    if count > 1:
        who = (
            f"None of {many} sources can" if count == many else f"{count} of {many} sources cannot"
        )
        return f"{who} be read, {_tell_next_try(health, zone)}"
    (one,) = health.failing
    name = "A source" if discreet else cut(name_feed(one), _LONGEST_NAME)
    if not one.is_asked:
        return f"{name} is gone, and asked no more"
    if is_held(one, health.taken) and one.held_until is not None:
        until = moment_within(one.held_until, health.taken, zone)
        return f"{name} waits until {until}, as its server asked"
    return f"{name} cannot be read, {_tell_next_try(health, zone)}"


def tell_causes(health: Health, zone: tzinfo) -> Iterator[str]:
    """Give what is wrong with each source that fails: the cause first, whole, and since when.

    Nothing where one cause explains them all: that nobody can be reached.
    """
    if health.sources is State.OFFLINE and health.online is False:
        return
    for one in health.failing[:_MOST_CAUSES]:
        cause = _tell_cause(one, health.taken, zone)
        yield cause if len(health.failing) == 1 else f"{cause} ({name_feed(one)})"


def tell_hold(hold: Hold | None, now: datetime, zone: tzinfo) -> str:
    """Return why alerts wait, and until when, as far as that is known; empty where none do."""
    if hold is None:
        return ""
    if hold.until is None or hold.until == FOREVER:
        return f"Alerts wait: {hold.because}"
    return f"Alerts wait until {moment_within(hold.until, now, zone)}: {hold.because}"


def tell_wait(health: Health, zone: tzinfo) -> str:
    """Return why alerts wait, as what stands beside the line of health; a pause is in that line."""
    if health.paused_until is not None:
        return ""
    return tell_hold(health.hold, health.taken, zone)


def explain(entry: Entry, wait: str, told: str) -> str:
    """Say why an entry was alerted, or was not.

    `wait` says why alerts wait now, as `tell_hold` does; `told` when it was alerted.
    """
    if entry.announced is not None:
        return f"Alerted {told} ({entry.level}): {entry.reason}."
    if entry.level is Level.SILENT:
        return f"Not alerted: {entry.reason}."
    return f"Not alerted yet ({entry.level}): {entry.reason}.{f' {wait}.' if wait else ''}"


def tell_feed(status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    """Return how one source is."""
    state = status.state
    if not status.feed.enabled:
        return "Switched off"
    if not status.is_asked:
        return f"{_tell_cause(status, now, zone)}; it is asked no more"
    if state.trouble:
        return f"{_tell_cause(status, now, zone)}; {_tell_next(status, now, zone, 'next try')}"
    return _tell_times(
        state.last_checked, status.next_check, now, zone, _tell_wait(status, now, zone)
    )


def name_feed(status: FeedStatus) -> str:
    """Return what a source is called: by the catalogue or the user, by itself, else by its id."""
    names = (status.feed.title, status.state.title, status.feed.id)
    return next((name for name in map(clean_line, names) if name), "a source")


def is_held(status: FeedStatus, now: datetime) -> bool:
    """Whether its server wants to be left alone now, and this is what its next check waits for."""
    held = status.held_until
    return held is not None and held > now and held == status.next_check


def _tell_cause(status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    state = status.state
    cause = clean_line(state.trouble) or "its server says that it is gone"
    if state.trouble_since is None:
        return cause
    return f"{cause}, since {moment_within(state.trouble_since, now, zone)}"


def _tell_times(
    checked: datetime | None, due: datetime | None, now: datetime, zone: tzinfo, wait: str = ""
) -> str:
    said = f"Checked {moment_within(checked, now, zone)}" if checked else "Not checked yet"
    if wait:
        return f"{said} · {wait}"
    if due is None:
        return said
    return f"{said} · next {moment_within(due, now, zone)}" if due > now else f"{said} · due now"


def _tell_wait(status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    if not is_held(status, now) or status.held_until is None:
        return ""
    return f"waits until {moment_within(status.held_until, now, zone)}, as its server asked"


def _tell_next(status: FeedStatus, now: datetime, zone: tzinfo, what: str) -> str:
    wait = _tell_wait(status, now, zone)
    if wait or status.next_check is None:
        return wait or f"{what} soon"
    due = status.next_check
    return f"{what} {moment_within(due, now, zone)}" if due > now else f"{what} now"


def _tell_next_try(health: Health, zone: tzinfo) -> str:
    due = health.due
    if due is None:
        return "and none is asked any more"
    if due <= health.taken:
        return "trying again now"
    when = moment_within(due, health.taken, zone)
    return f"trying again {when}" if " " in when else f"trying again at {when}"
