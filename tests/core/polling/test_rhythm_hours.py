"""Which hours a history makes busy, hour by hour, and where a quiet gap ends."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from traynews.core.polling.rhythm import Rhythm, learn

KATHMANDU = ZoneInfo("Asia/Kathmandu")  # 5:45 ahead, which no other zone of these tests is
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
OFFICE = {day * 24 + hour for day in range(5) for hour in range(8, 18)}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def busy(*moments: tuple[int, int], times: int = 100) -> set[int]:
    """Learn from so many weeks in which a feed published at these hours of these days."""
    history = [at(*moment) - timedelta(weeks=week) for week in range(times) for moment in moments]
    return set(learn(history, UTC).busy_hours)


def test_without_a_history_nine_tenths_of_the_office_hours_are_busy() -> None:
    """The first in the week of equal ones, so that every start gives the same."""
    assert busy(times=0) == set(sorted(OFFICE)[:45])


def test_a_publication_speaks_for_its_hour_the_hours_beside_it_and_days_alike() -> None:
    """100 for Tuesday 3:00, 33 for 2:00 and 4:00, 25 for 3:00 on the other working days."""
    assert busy((1, 3)) == {27, 26, 28, 3, 51, 75, 99}


def test_the_days_of_a_weekend_are_alike_and_unlike_working_days() -> None:
    """100 for Saturday 3:00, 33 for 2:00 and 4:00, 25 for Sunday 3:00; a tenth is left out."""
    assert busy((5, 3)) == {123, 122, 124, 147}


def test_the_week_is_a_ring() -> None:
    assert busy((0, 0)) == {0, 167, 1, 24, 48, 72, 96}
    assert busy((6, 23)) == {167, 166, 0, 143}


@pytest.mark.skipif(sys.platform == "win32", reason="of hours on the border, others count there")
@pytest.mark.parametrize(
    ("published", "hours"),
    [
        ({(1, 12): 20}, ("8-17", "8-13", "12", "12", "12")),
        ({(1, 3): 1, (2, 3): 5}, ("3 8-17", "2-4 8-17", "2-4 8-17", "3 8-14", "3")),
        ({(0, 13): 5, (2, 12): 5}, ("8-17", "8-17", "8-15", "12-13", "12-13")),
        ({(3, 3): 20, (1, 4): 1}, ("3-4 8-17", "3-5 8-14", "3-4", "2-4", "3-4")),
        ({(2, 12): 100, (0, 12): 100}, ("11-13", "12", "11-12", "12", "12")),
    ],
)
def test_what_several_say_of_an_hour_is_added_up(
    published: dict[tuple[int, int], int], hours: tuple[str, ...]
) -> None:
    """Reckoned apart from the code, from what its docstring says; the hours from Monday on."""
    history = [at(*when) for when, count in published.items() for _ in range(count)]
    found = learn(history, UTC).busy_hours
    assert found == {day * 24 + hour for day, spans in enumerate(hours) for hour in read(spans)}


def read(spans: str) -> list[int]:
    ends = ([int(end) for end in span.split("-")] for span in spans.split())
    return [hour for first, *last in ends for hour in range(first, (last or [first])[0] + 1)]


def test_a_history_is_read_on_the_clocks_of_its_zone() -> None:
    saturday = datetime(2026, 3, 7, 3, tzinfo=KATHMANDU)
    rhythm = learn([saturday - timedelta(weeks=week) for week in range(100)], KATHMANDU)
    assert rhythm.busy_hours == {123, 122, 124, 147}
    assert rhythm.zone is KATHMANDU
    assert rhythm.is_busy(saturday.astimezone(UTC))


NINE = Rhythm(UTC, frozenset({9}))
"""Busy on Mondays from 9:00 to 10:00."""


@pytest.mark.parametrize(
    ("hour", "minute", "gap"),
    [
        (9, 0, QUARTER),
        (9, 59, QUARTER),
        (10, 0, HOUR),
        (7, 59, HOUR),
        (8, 0, HOUR),
        (8, 1, timedelta(minutes=59)),
        (8, 30, timedelta(minutes=30)),
        (8, 50, QUARTER),
    ],
)
def test_a_quiet_gap_ends_where_a_busy_hour_begins(hour: int, minute: int, gap: timedelta) -> None:
    assert NINE.gap(at(0, hour, minute), QUARTER, HOUR) == gap


def test_it_ends_on_the_second() -> None:
    moment = at(0, 8, 30) + timedelta(seconds=10)
    assert NINE.gap(moment, QUARTER, HOUR) == timedelta(minutes=29, seconds=50)


def test_a_long_quiet_gap_ends_there_too() -> None:
    assert NINE.gap(at(0, 5), QUARTER, 6 * HOUR) == 4 * HOUR
    assert NINE.gap(at(6, 9), QUARTER, 48 * HOUR) == 24 * HOUR


def test_a_busy_gap_longer_than_the_quiet_one_holds_always() -> None:
    assert NINE.gap(at(0, 5), 2 * HOUR, HOUR) == 2 * HOUR
    assert NINE.gap(at(0, 8, 30), 2 * HOUR, 3 * HOUR) == 2 * HOUR


def test_the_gap_is_told_by_the_clocks_of_the_zone() -> None:
    rhythm = Rhythm(KATHMANDU, frozenset({9}))
    half_past_eight = datetime(2026, 3, 2, 8, 30, tzinfo=KATHMANDU).astimezone(UTC)
    assert rhythm.gap(half_past_eight, QUARTER, HOUR) == HOUR / 2
    assert rhythm.is_busy(half_past_eight + HOUR / 2)
    assert not rhythm.is_busy(half_past_eight + 1.5 * HOUR)
