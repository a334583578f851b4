"""Quiet hours as a user means them: what the clock on the wall shows, told without the program.

With strategies for zones and moments about which clocks are changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# When clocks are changed in 2026: both ways in the north, in the south, by half an hour, at
# midnight.
_CHANGES = {
    "Europe/London": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "Australia/Sydney": ("2026-04-04T16:00", "2026-10-03T16:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "America/Santiago": ("2026-04-05T03:00", "2026-09-06T04:00"),
}


@dataclass(frozen=True)
class Span:
    """Quiet hours from `start` to `end`, in minutes after midnight, begun on `days` (Monday 0)."""

    start: int
    end: int
    days: tuple[int, ...] = tuple(range(7))

    def __str__(self) -> str:
        """Write it as the settings file has it."""
        clocks = "-".join(f"{at // 60:02}:{at % 60:02}" for at in (self.start, self.end))
        return f"{','.join(_DAYS[day] for day in self.days)} {clocks}"

    def shows(self, wall: datetime) -> bool:
        """Whether a clock that shows this is inside the span."""
        day, minute = wall.weekday(), wall.hour * 60 + wall.minute
        if self.start < self.end:
            return day in self.days and self.start <= minute < self.end
        yesterday = (day - 1) % 7
        return (day in self.days and minute >= self.start) or (
            yesterday in self.days and minute < self.end
        )


def is_quiet(spans: Sequence[Span], now: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock on the wall is inside a span.

    Where it was put back inside one, what it shows twice belongs to that one: quiet begins the
    first time that it shows the start, and is over the last time that it shows the end.
    """
    wall = now.astimezone(zone)
    if any(span.shows(wall) for span in spans):
        return True
    if not spans or not _is_shown_twice(wall):
        return False
    around = [(now + n * MINUTE).astimezone(zone) for n in range(-120, 121)]
    twice = [(n, at) for n, at in enumerate(around, -120) if _is_shown_twice(at)]
    return any(
        any(span.shows(at) for n, at in twice if n < 0)
        and any(span.shows(at) for n, at in twice if n > 0)
        for span in spans
    )


def _is_shown_twice(wall: datetime) -> bool:
    first, second = (wall.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second


NIGHT = Span(22 * 60, 7 * 60)
WEEKEND = Span(0, 24 * 60, (5, 6))

times_of_day = st.one_of(
    st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15),
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 3 * 60),
)
spans = st.builds(
    Span, times_of_day, times_of_day, st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
) | st.sampled_from([NIGHT, WEEKEND])


@st.composite
def moments(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """Draw a zone and a moment, mostly about when its clocks are changed."""
    zone = draw(st.sampled_from(sorted(_CHANGES)))
    change = datetime.fromisoformat(draw(st.sampled_from(_CHANGES[zone]))).replace(tzinfo=UTC)
    minutes = draw(st.integers(-150, 150) | st.integers(-3000, 3000))
    return ZoneInfo(zone), change + minutes * MINUTE
