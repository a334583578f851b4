"""When a feed usually publishes, learned from its own history, per hour of the week.

Press offices keep office hours. Polling often in those and seldom in the others finds a release
sooner for fewer requests; `docs/rhythm.md` has the simulation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

HISTORY = timedelta(weeks=26)
"""How far back a feed's history tells anything about its present habits."""

_HOURS_A_WEEK = 7 * 24
# Reckoned in sixtieths of a publication: whole numbers, so that ties are ties on every Python.
_WHOLE = 60
_BESIDE = _WHOLE // 3  # what one says of the hours beside its own: 16:58 tells of 17:00
_ALIKE = _WHOLE // 4  # and of the same hour on other days of its kind, working days or weekends
_COVERED = 90  # percent of what is expected that the busy hours must hold
_WORKING_DAYS = range(5)
_OFFICE_HOURS = range(8, 18)
_PRIOR = 10 * _WHOLE  # ten publications' worth of belief that press offices keep office hours


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The hours of the week (Monday 0:00 = 0, in `zone`) in which a feed usually publishes."""

    zone: tzinfo
    busy_hours: frozenset[int] = frozenset()

    def is_busy(self, moment: datetime) -> bool:
        """Whether the feed usually publishes at that hour."""
        return _hour_of_week(moment, self.zone) in self.busy_hours

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

    Each publication counts for its hour, by a third for the hours beside it, and by a quarter for
    the same hour on other days of its kind. Office hours count for a little from the start, so that
    a feed that nobody knows yet is not asked through the night (P11). The busiest hours that
    together hold 90 % are the busy ones. The numbers are those that did best in `docs/rhythm.md`.
    """
    weights: defaultdict[int, int] = defaultdict(int)
    for hour, count in Counter(_hour_of_week(moment, zone) for moment in moments).items():
        weights[hour] += count * _WHOLE
        weights[(hour - 1) % _HOURS_A_WEEK] += count * _BESIDE
        weights[(hour + 1) % _HOURS_A_WEEK] += count * _BESIDE
        for same in _same_hours(hour):
            weights[same] += count * _ALIKE
    each = _PRIOR // (len(_WORKING_DAYS) * len(_OFFICE_HOURS))
    for day in _WORKING_DAYS:
        for hour in _OFFICE_HOURS:
            weights[day * 24 + hour] += each
    enough, held = _COVERED * sum(weights.values()), 0
    busy: set[int] = set()
    for hour, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        if 100 * held >= enough:
            break
        busy.add(hour)
        held += weight
    return Rhythm(zone, frozenset(busy))


def _same_hours(hour: int) -> list[int]:
    """Return the same hour of the other working days, or of the other day of the weekend."""
    day, of_day = divmod(hour, 24)
    is_working = day in _WORKING_DAYS
    days = (other for other in range(7) if (other in _WORKING_DAYS) == is_working)
    return [other * 24 + of_day for other in days if other != day]


def _hour_of_week(moment: datetime, zone: tzinfo) -> int:
    local = moment.astimezone(zone)
    return local.weekday() * 24 + local.hour
