"""When a feed usually publishes, learned from its own history, per hour of the week.

Press offices keep office hours. Polling often in those and seldom in the others finds a release
sooner for fewer requests; `docs/rhythm.md` has the simulation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

HISTORY = timedelta(weeks=26)
"""How far back a feed's history tells anything about its present habits."""

_HOURS_A_WEEK = 7 * 24
_FEWEST_KNOWN = 20  # publications; with fewer, no hour can be called quiet
_COVERED = 0.95  # the share of publications that the busy hours must hold


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The hours of the week (Monday 0:00 = 0, in `zone`) in which a feed usually publishes.

    Without hours nothing is known, and every hour counts as busy.
    """

    zone: tzinfo
    busy_hours: frozenset[int] = frozenset()

    def is_busy(self, moment: datetime) -> bool:
        """Whether the feed usually publishes at that hour."""
        return not self.busy_hours or _hour_of_week(moment, self.zone) in self.busy_hours

    def gap(self, moment: datetime, busy_gap: timedelta, quiet_gap: timedelta) -> timedelta:
        """Return the gap to the next poll: the quiet one ends where a busy hour begins."""
        if self.is_busy(moment):
            return busy_gap
        local = moment.astimezone(self.zone)
        into_hour = timedelta(minutes=local.minute, seconds=local.second)
        for hours in range(1, _HOURS_A_WEEK):
            ahead = timedelta(hours=hours) - into_hour
            if ahead >= quiet_gap:
                break
            if self.is_busy(moment + ahead):
                return max(ahead, busy_gap)
        return max(quiet_gap, busy_gap)


def learn(moments: Iterable[datetime], zone: tzinfo) -> Rhythm:
    """Return the rhythm of a feed that published at these moments.

    Each publication counts for its hour and, by a third, for the hours beside it, since 16:58 says
    as much about 17:00. The busiest hours that together hold 95 % are the busy ones.
    """
    weights: Counter[int] = Counter()
    count = 0
    for moment in moments:
        hour = _hour_of_week(moment, zone)
        count += 1
        weights[hour] += 3
        weights[(hour - 1) % _HOURS_A_WEEK] += 1
        weights[(hour + 1) % _HOURS_A_WEEK] += 1
    if count < _FEWEST_KNOWN:
        return Rhythm(zone)
    enough, held = _COVERED * weights.total(), 0
    busy: set[int] = set()
    for hour, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        if held >= enough:
            break
        busy.add(hour)
        held += weight
    return Rhythm(zone, frozenset(busy))


def _hour_of_week(moment: datetime, zone: tzinfo) -> int:
    local = moment.astimezone(zone)
    return local.weekday() * 24 + local.hour
