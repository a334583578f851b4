"""Quiet hours: spans of local wall-clock time in which nothing pops up.

A span is `22:00-07:00`, optionally with days before it: `Sat,Sun 00:00-24:00`. Days are those on
which the span begins. Spans are in local time, so that 22:00 stays 22:00 through
daylight saving: what the clocks on the wall show decides, and where they show an hour twice, a span
that begins or ends in it takes in what lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from traynews.core.data.model import Entry, Kind, Level
from traynews.core.data.settings import WEEKDAYS, QuietHoursLet, QuietSpan

_DAYS = tuple(day.lower() for day in WEEKDAYS)
_SPAN = re.compile(
    r"(?:(?P<days>[a-z ,-]+?)\s+)?(?P<start>\d{1,2}:\d{2})\s*[-–]\s*(?P<end>\d{1,2}:\d{2})",
    re.IGNORECASE | re.ASCII,
)
_MINUTES_A_DAY = 24 * 60
_HELP = 'write spans such as "22:00-07:00" or "Sat,Sun 00:00-24:00"'


def parse_quiet_hours(text: str) -> QuietSpan:
    """Read one span. Raises ValueError with what is allowed."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise ValueError(_HELP)
    start, end = _minutes(found["start"]), _minutes(found["end"])
    if start >= _MINUTES_A_DAY:
        raise ValueError(_HELP)
    return QuietSpan(_parse_days(found["days"] or ""), start, end)


def quiet_until(spans: Iterable[QuietSpan], now: datetime, zone: tzinfo) -> datetime | None:
    """Return when the quiet that holds at `now` ends (UTC), or None if it is not quiet.

    Spans that touch or overlap are one quiet.
    """
    spans = tuple(spans)
    until: datetime | None = None
    moment = now
    for _ in range(2 * len(_DAYS) * max(1, len(spans))):  # each round passes the end of one span
        ends = [end for span in spans if (end := _end_of(span, moment, zone)) is not None]
        later = max(ends, default=moment)
        if later <= moment:
            break
        until = moment = later
    return until


def may_pass(entry: Entry, let: QuietHoursLet) -> bool:
    """Whether the user wants to be told of an entry in quiet hours, too.

    What a rule or the watch list calls urgent is urgent, whatever kind it is of.
    """
    is_urgent = entry.kind is Kind.URGENT or entry.level is Level.URGENT
    return let != "none" and (is_urgent or (let == "breaking" and entry.breaking))


def _end_of(span: QuietSpan, moment: datetime, zone: tzinfo) -> datetime | None:
    local = moment.astimezone(zone)
    for begun in (local.date(), local.date() - timedelta(days=1)):
        if begun.weekday() not in span.days:
            continue
        days_on, end = divmod(span.end, _MINUTES_A_DAY)
        if span.end <= span.start:
            days_on += 1
        start = datetime.combine(begun, time(span.start // 60, span.start % 60), zone)
        stop = datetime.combine(begun + timedelta(days=days_on), time(end // 60, end % 60), zone)
        if _shown(start, last=False) <= moment < (until := _shown(stop, last=True)):
            return until.astimezone(moment.tzinfo)
    return None


def _shown(local: datetime, *, last: bool) -> datetime:
    """Return the first or last moment (UTC) at which the clocks come to show a local time.

    They differ where clocks are put back to before it. Where they leap over it, it is the leap.
    """
    minute = timedelta(minutes=1)
    first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        before = (second - minute).astimezone(local.tzinfo).replace(tzinfo=None)
        return second if last and before < local.replace(tzinfo=None) else first
    offset, moment = second.astimezone(local.tzinfo).utcoffset(), second
    while moment < first and moment.astimezone(local.tzinfo).utcoffset() == offset:
        moment += minute
    return moment


def _minutes(clock: str) -> int:
    hour, minute = map(int, clock.split(":"))
    total = hour * 60 + minute
    most_minutes = 59
    if minute > most_minutes or total > _MINUTES_A_DAY:
        raise ValueError(_HELP)
    return total


def _parse_days(text: str) -> frozenset[int]:
    if not text.strip():
        return frozenset(range(len(_DAYS)))
    days: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first[:3] not in _DAYS or (last and last[:3] not in _DAYS):
            raise ValueError(_HELP)
        begin = _DAYS.index(first[:3])
        end = _DAYS.index(last[:3]) if last else begin
        days.update((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return frozenset(days)
