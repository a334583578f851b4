"""What the icon, its tooltip and the health line say: pure, from the last snapshot.

The health line is the promise that a silent programme is a working one: it tells when feeds were
checked and will be, or what is wrong, in one line (demands 10 and 26).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from traynews.core.data.model import FOREVER, FeedStatus, Level, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Face, Mood
from traynews.core.text.address import site_of
from traynews.core.text.clean import clean_line, cut
from traynews.core.text.times import moment, wait_line

LONGEST_LINE = 60
"""Characters of a menu row; wider menus cover half the screen of a small laptop."""

_LONGEST_NAME = 28
_ALARMING = 2  # failures in a row: the first is tried again within seconds and is no alarm


# --- the icon ----------------------------------------------------------------------------------


def face(snapshot: Snapshot, settings: Settings, now: datetime) -> Face:
    """Return what the icon shows.

    Trouble is shown only where every feed that should be polled fails, and not at the first
    failure: one dead feed of five is a line in the menu, not an alarm.
    """
    return Face(_mood(snapshot, now), max(0, snapshot.unread), settings.menu.badge)


def _mood(snapshot: Snapshot, now: datetime) -> Mood:
    polled = _enabled(snapshot)
    if polled and all(one.state.stopped or one.state.failures >= _ALARMING for one in polled):
        return Mood.TROUBLE
    if is_paused(snapshot, now):
        return Mood.PAUSED
    if any(entry.level is Level.URGENT and not entry.read for entry in snapshot.entries):
        return Mood.URGENT
    if any(entry.breaking and not entry.read for entry in snapshot.entries):
        return Mood.BREAKING
    return Mood.UNREAD if snapshot.unread > 0 else Mood.NORMAL


def is_paused(snapshot: Snapshot, now: datetime) -> bool:
    """Whether a pause is running."""
    return snapshot.paused_until is not None and snapshot.paused_until > now


# --- lines -------------------------------------------------------------------------------------


def tooltip(snapshot: Snapshot, now: datetime, zone: tzinfo, *, discreet: bool = False) -> str:
    """Return the tooltip: two short plain lines. A `discreet` one names nothing and nobody."""
    unread = f"{snapshot.unread} unread" if snapshot.unread > 0 else "nothing unread"
    first = unread.capitalize() if discreet else f"TrayNews · {unread}"
    return f"{first}\n{health_line(snapshot, now, zone, discreet=discreet)}"


def health_line(snapshot: Snapshot, now: datetime, zone: tzinfo, *, discreet: bool = False) -> str:
    """Return "Checked 10:42 · next 10:57", or what keeps that from being so."""
    polled = _enabled(snapshot)
    if is_paused(snapshot, now) and snapshot.paused_until is not None:
        return _paused_line(snapshot.paused_until, now, zone)
    if not polled:
        return "No source is switched on"
    if snapshot.checking:
        return "Checking…"
    failing = [one for one in polled if one.state.stopped or one.state.trouble]
    if failing and discreet:
        return f"{len(failing)} of {len(polled)} sources cannot be read"
    if failing:
        return _trouble_line(failing, len(polled), now, zone)
    checked = [one.state.last_checked for one in polled if one.state.last_checked]
    due = [one.next_check for one in polled if one.next_check]
    return _times_line(max(checked, default=None), min(due, default=None), now, zone)


def feed_line(status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    """Return the health line of one feed."""
    state = status.state
    if not status.feed.enabled:
        return "Switched off"
    if state.stopped or state.trouble:
        return _reason(status, LONGEST_LINE, now, zone)
    if held := _hold(status, now, zone):
        checked = _times_line(state.last_checked, None, now, zone)
        return cut(f"{checked} · {held}", LONGEST_LINE)
    return _times_line(state.last_checked, status.next_check, now, zone)


def feed_name(status: FeedStatus) -> str:
    """Return what a feed is called: by the catalogue or the user, by itself, or by its host."""
    names = (status.feed.title, status.state.title, site_of(status.feed.url), status.feed.id)
    return next((name for name in map(clean_line, names) if name), "a source")


def _enabled(snapshot: Snapshot) -> list[FeedStatus]:
    return [one for one in snapshot.feeds if one.feed.enabled]


def _paused_line(until: datetime, now: datetime, zone: tzinfo) -> str:
    if until == FOREVER:
        return "Paused until you resume"
    return f"Paused until {moment(until, now, zone)}"


def _times_line(checked: datetime | None, due: datetime | None, now: datetime, zone: tzinfo) -> str:
    said = f"Checked {moment(checked, now, zone)}" if checked else "Not checked yet"
    return f"{said} · {_next(due, now, zone)}" if due else said


def _next(due: datetime, now: datetime, zone: tzinfo) -> str:
    return f"next {moment(due, now, zone)}" if due > now else "due now"


def _trouble_line(failing: Sequence[FeedStatus], polled: int, now: datetime, zone: tzinfo) -> str:
    first = failing[0]
    if len(failing) == 1:
        name = cut(site_of(_address(first)) or feed_name(first), _LONGEST_NAME)
        return f"{name}: {_reason(first, LONGEST_LINE - len(name) - 2, now, zone)}"
    lead = f"{len(failing)} of {polled} sources: "
    return lead + _reason(first, LONGEST_LINE - len(lead), now, zone)


def _reason(status: FeedStatus, room: int, now: datetime, zone: tzinfo) -> str:
    state = status.state
    if state.stopped:
        return cut(clean_line(state.trouble) or "gone, no longer checked", room)
    if held := _hold(status, now, zone):
        return cut(held, max(1, room))
    when = f" · {_next(status.next_check, now, zone)}" if status.next_check else ""
    return cut(clean_line(state.trouble), max(1, room - len(when))) + when


def _hold(status: FeedStatus, now: datetime, zone: tzinfo) -> str:
    """Say until when its server wants to be left alone; nothing where it does not, or no more."""
    if status.held_until is None or status.held_until <= now:
        return ""
    return wait_line(moment(status.held_until, now, zone))


def _address(status: FeedStatus) -> str:
    return status.state.url or status.feed.url
