"""The user's clock: summer and winter, on either side of today."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traynews.clock import local_zone
from traynews.core.alerts.pause import pause_end
from traynews.core.alerts.quiet import parse_quiet_hours, quiet_until
from traynews.core.text.times import local, moment

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="sets the zone as POSIX has it")

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(scope="module", autouse=True)
def _in_london() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/London")
        time.tzset()
        yield
    time.tzset()


def test_what_was_published_in_summer_has_its_own_clock_in_winter() -> None:
    published, now = datetime(2026, 7, 1, 23, 30, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    assert moment(published, now, local_zone()) == "Thu 2 Jul 00:30"


def test_tomorrow_morning_is_seven_also_in_the_night_in_which_the_clocks_change() -> None:
    evening = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert pause_end("tomorrow", evening, local_zone()) == datetime(2026, 10, 25, 7, tzinfo=UTC)


def test_quiet_ends_by_the_clock_of_the_morning() -> None:
    spans = [parse_quiet_hours("22:00-07:00")]
    evening = datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert quiet_until(spans, evening, local_zone()) == datetime(2026, 3, 29, 6, tzinfo=UTC)


@settings(max_examples=300)
@given(st.integers(0, 34_000_000), st.integers(0, 1))  # minutes: the years 1972 to 2036
def test_it_says_what_the_zone_by_its_name_says(minutes: int, fold: int) -> None:
    utc = datetime(1972, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    here, there = utc.astimezone(local_zone()), utc.astimezone(LONDON)
    assert (here.replace(tzinfo=None), here.fold) == (there.replace(tzinfo=None), there.fold)
    wall = [utc.replace(tzinfo=zone, fold=fold) for zone in (local_zone(), LONDON)]
    assert wall[0].utcoffset() == wall[1].utcoffset()


def test_where_clocks_show_an_hour_twice_both_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    here = [one.astimezone(local_zone()) for one in (first, first + timedelta(hours=1))]
    assert [(one.hour, one.fold, one.tzname()) for one in here] == [(1, 0, "BST"), (1, 1, "GMT")]
    assert [one.astimezone(UTC) for one in here] == [first, first + timedelta(hours=1)]


@pytest.mark.parametrize("when", [datetime.min, datetime.max])  # noqa: DTZ901 - just below
def test_at_the_ends_of_time_nothing_breaks(when: datetime) -> None:
    assert when.replace(tzinfo=local_zone()).utcoffset() is not None
    assert local(when.replace(tzinfo=UTC), local_zone()).year == when.year
