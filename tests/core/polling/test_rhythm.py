"""The hours in which a feed publishes, learned from its own past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from traynews.core.polling.rhythm import learn

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, tzinfo=LONDON)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)

OFFICE = [
    MONDAY - timedelta(weeks=week) + timedelta(days=day, hours=hour)
    for week in range(1, 9)
    for day in range(5)
    for hour in (9, 11, 14, 16)
]


def test_office_hours_are_busy_and_nights_and_weekends_quiet() -> None:
    rhythm = learn(OFFICE, LONDON)
    assert rhythm.is_busy(MONDAY + timedelta(hours=9, minutes=30))
    assert not rhythm.is_busy(MONDAY + timedelta(hours=3))
    assert not rhythm.is_busy(MONDAY + timedelta(days=5, hours=11))


def test_a_quiet_gap_ends_where_a_busy_hour_begins() -> None:
    rhythm = learn(OFFICE, LONDON)
    assert rhythm.gap(MONDAY + timedelta(hours=3), QUARTER, HOUR) == HOUR
    late_night = MONDAY + timedelta(hours=7, minutes=30)
    assert rhythm.gap(late_night, QUARTER, HOUR) == timedelta(minutes=30)
    assert rhythm.gap(MONDAY + timedelta(hours=9), QUARTER, HOUR) == QUARTER


def test_a_feed_that_nobody_knows_yet_is_taken_for_an_office() -> None:
    """P11: fifteen minutes only where a feed usually publishes, and not through every night."""
    rhythm = learn([], LONDON)
    assert rhythm.gap(MONDAY + timedelta(hours=10), QUARTER, HOUR) == QUARTER
    assert rhythm.gap(MONDAY + timedelta(hours=3), QUARTER, HOUR) == HOUR
    assert rhythm.gap(MONDAY + timedelta(days=5, hours=10), QUARTER, HOUR) == HOUR


def test_a_feed_that_publishes_at_night_is_believed_in_time() -> None:
    nights = [MONDAY - timedelta(days=days) + timedelta(hours=2) for days in range(1, 90)]
    rhythm = learn(nights, LONDON)
    assert rhythm.is_busy(MONDAY + timedelta(hours=2))
    assert not rhythm.is_busy(MONDAY + timedelta(hours=11))


@given(
    st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1)), max_size=60),  # noqa: DTZ001
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1)),  # noqa: DTZ001
)
def test_a_gap_lies_between_the_two_that_were_asked_for(
    past: list[datetime], now: datetime
) -> None:
    rhythm = learn([one.replace(tzinfo=UTC) for one in past], LONDON)
    assert QUARTER <= rhythm.gap(now.replace(tzinfo=UTC), QUARTER, HOUR) <= HOUR
