"""Quiet hours at the very minute, and every way in which their days are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from traynews.core.alerts.quiet import parse_quiet_hours, quiet_until

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
EAST = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10:00-11:00", "0123456"),
        ("Mon 10:00-11:00", "0"),
        ("monday 10:00-11:00", "0"),
        ("Mon, Wed 10:00-11:00", "02"),
        ("mon,wed ,FRI 10:00-11:00", "024"),
        ("Monday - Thursday 10:00-11:00", "0123"),
        ("Sun-Mon 10:00-11:00", "06"),
        ("Sat-Sat 10:00-11:00", "5"),
        ("Mon-Sun 10:00-11:00", "0123456"),
        ("Fri-Tue,Thu 10:00–11:00", "013456"),
        ("Fri-Thu 10:00-11:00", "0123456"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: str) -> None:
    assert parse_quiet_hours(text).days == {int(day) for day in days}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("0:00-24:00", 0, 1440), ("23:59-0:00", 1439, 0), ("9:05 – 10:59", 545, 659)],
)
def test_clocks_are_read_to_the_minute(text: str, start: int, end: int) -> None:
    span = parse_quiet_hours(text)
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("text", ["10:60-11:00", "10:00-24:01", "Mon-Xyz 9:00-9:30", "M 9:00-9:30"])
def test_what_is_no_span_is_answered_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write") as caught:
        parse_quiet_hours(text)
    assert str(caught.value) == 'write spans such as "22:00-07:00" or "Sat,Sun 00:00-24:00"'


@pytest.mark.parametrize(
    ("text", "minute", "until"),
    [
        ("10:15-11:30", 10 * 60 + 14, None),
        ("10:15-11:30", 10 * 60 + 15, 11 * 60 + 30),
        ("10:15-11:30", 11 * 60 + 29, 11 * 60 + 30),
        ("10:15-11:30", 11 * 60 + 30, None),
        ("22:15-06:45", 6 * 60 + 44, 6 * 60 + 45),
        ("22:15-06:45", 22 * 60 + 14, None),
        ("22:15-06:45", 22 * 60 + 15, 24 * 60 + 6 * 60 + 45),
        ("Mon 22:00-22:00", 21 * 60 + 59, None),
        ("Mon 22:00-22:00", 22 * 60, 46 * 60),
        ("Mon 12:00-24:00", 12 * 60, 24 * 60),
    ],
)
def test_a_span_holds_from_its_first_minute_to_its_last(
    text: str, minute: int, until: int | None
) -> None:
    found = quiet_until([parse_quiet_hours(text)], MONDAY + timedelta(minutes=minute), UTC)
    assert found == (None if until is None else MONDAY + timedelta(minutes=until))


def test_the_end_is_told_on_the_clock_that_asked() -> None:
    now = datetime(2026, 3, 2, 12, 30, tzinfo=EAST)
    found = quiet_until([parse_quiet_hours("12:00-13:00")], now, EAST)
    assert found is not None
    assert found.tzinfo is EAST
    assert found.hour == 13


def test_quiet_without_end_is_quiet_for_days() -> None:
    found = quiet_until([parse_quiet_hours("00:00-24:00")], MONDAY, UTC)
    assert found is not None
    assert found - MONDAY >= timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "now", "until"),
    [
        # Clocks are put back from 2:00 to 1:00 (UTC 1:00), and leap from 1:00 to 2:00.
        ("01:30-03:00", "2026-10-25T00:29", None),
        ("01:30-03:00", "2026-10-25T00:30", "2026-10-25T03:00"),
        ("22:00-01:30", "2026-10-25T01:29", "2026-10-25T01:30"),
        ("22:00-01:30", "2026-10-25T00:31", "2026-10-25T01:30"),
        ("22:00-01:00", "2026-10-24T23:59", "2026-10-25T00:00"),
        ("22:00-02:00", "2026-10-25T01:59", "2026-10-25T02:00"),
        ("22:00-01:30", "2026-03-29T00:59", "2026-03-29T01:00"),
        ("01:30-03:00", "2026-03-29T01:00", "2026-03-29T02:00"),
        ("01:30-03:00", "2026-03-29T00:59", None),
    ],
)
def test_where_clocks_change_what_they_show_decides(text: str, now: str, until: str | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = quiet_until([parse_quiet_hours(text)], moment, ZoneInfo("Europe/London"))
    assert found == (None if until is None else datetime.fromisoformat(until).replace(tzinfo=UTC))
