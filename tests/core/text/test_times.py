"""Times as people read them, on the clock of their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from traynews.core.text.times import age, day_name, local, moment, month, weekday

NOW = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # a Monday
BERLIN = ZoneInfo("Europe/Berlin")  # an hour ahead, and so still the same day
TOKYO = ZoneInfo("Asia/Tokyo")  # nine hours ahead: Tuesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("when", "name"),
    [
        (NOW, "Today"),
        (NOW - 22 * HOUR, "Today"),
        (NOW - 24 * HOUR, "Yesterday"),
        (NOW + HOUR, "Tomorrow"),
        (NOW - 2 * DAY, "Sat 28 Feb"),
        (NOW + 2 * DAY, "Wed 4 Mar"),
        (NOW - 100 * DAY, "Sat 22 Nov 2025"),
        (NOW + 305 * DAY, "Fri 1 Jan 2027"),
    ],
)
def test_a_day_is_named_as_people_do(when: datetime, name: str) -> None:
    assert day_name(when, NOW, BERLIN) == name


def test_which_day_it_is_depends_on_where_the_user_is() -> None:
    assert day_name(NOW - 8 * HOUR, NOW, TOKYO) == "Yesterday"
    assert day_name(NOW - 8 * HOUR, NOW, BERLIN) == "Today"


def test_a_time_of_another_day_comes_with_its_day() -> None:
    assert moment(NOW, NOW, BERLIN) == "23:30"
    assert moment(NOW - 23 * HOUR, NOW, BERLIN) == "00:30"
    assert moment(NOW - DAY, NOW, BERLIN) == "Yesterday 23:30"
    assert moment(NOW - 8 * HOUR, NOW, TOKYO) == "Yesterday 23:30"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "now"), (0, "now"), (59, "now"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"),
        (86_399, "23 h"), (86_400, "1 d"), (40 * 86_400, "40 d"),
    ],
)  # fmt: skip
def test_an_age_is_told_in_its_largest_unit(seconds: int, said: str) -> None:
    assert age(NOW - timedelta(seconds=seconds), NOW) == said


def test_days_and_months_are_english_whatever_the_locale() -> None:
    days = [weekday(NOW + n * DAY) for n in range(7)]
    assert days == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip
    assert [month(NOW.replace(month=n)) for n in (1, 5, 12)] == ["January", "May", "December"]


def test_the_ends_of_time_have_no_other_clock() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    west = ZoneInfo("America/New_York")
    assert local(first, west) == first
    assert local(last, TOKYO) == last
    assert local(NOW, TOKYO).hour == 7
