"""What the icon and its tooltip say: pure, from the last snapshot.

The line of health in it is the promise that a silent programme is a working one: it tells when
feeds were checked and will be, or what is wrong (demands 10 and 26).
"""

from __future__ import annotations

from datetime import tzinfo

from traynews.core.data.model import Level, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Face, Mood
from traynews.core.health.health import Health
from traynews.core.health.words import tell_health, tell_wait
from traynews.core.text.clean import cut

_LONGEST_TOOLTIP = 127  # characters; Windows shows no more
_ALARMING = 2  # failures in a row: the first is tried again within seconds and is no alarm


# --- the icon ----------------------------------------------------------------------------------


def face(snapshot: Snapshot, settings: Settings, health: Health) -> Face:
    """Return what the icon shows.

    Trouble is shown only where every feed that should be polled fails, and not at the first
    failure: one dead feed of five is a line in the menu, not an alarm.
    """
    return Face(_mood(snapshot, health), max(0, snapshot.unread), settings.menu.badge)


def _mood(snapshot: Snapshot, health: Health) -> Mood:
    watched = health.watched
    if watched and all(one.state.stopped or one.state.failures >= _ALARMING for one in watched):
        return Mood.TROUBLE
    if health.paused_until is not None:
        return Mood.PAUSED
    if any(entry.level is Level.URGENT and not entry.read for entry in snapshot.entries):
        return Mood.URGENT
    if any(entry.breaking and not entry.read for entry in snapshot.entries):
        return Mood.BREAKING
    return Mood.UNREAD if snapshot.unread > 0 else Mood.NORMAL


# --- the tooltip -------------------------------------------------------------------------------


def tooltip(snapshot: Snapshot, health: Health, zone: tzinfo, *, discreet: bool = False) -> str:
    """Return the tooltip: short plain lines. A `discreet` one names nothing and nobody."""
    unread = f"{snapshot.unread} unread" if snapshot.unread > 0 else "nothing unread"
    first = unread.capitalize() if discreet else f"TrayNews · {unread}"
    lines = (first, tell_health(health, zone, discreet=discreet), tell_wait(health, zone))
    return cut("\n".join(filter(None, lines)), _LONGEST_TOOLTIP)
