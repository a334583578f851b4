"""Counts by week, year and country."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.release.statistics import (
    WEEKS,
    Statistics,
    count_publications,
    week_of,
    week_start,
)

DAYS = st.lists(
    st.tuples(
        st.dates(date(1990, 1, 1), date(2030, 12, 31)),
        st.lists(st.sampled_from(["Chad", "Iran", "Peru"]), max_size=4),
        st.integers(1, 50),
    ),
    max_size=40,
)


def test_nothing_counts_as_nothing() -> None:
    assert count_publications([]) == Statistics()
    assert Statistics().week_scale == 1


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 1, 1), 0),
        (date(2025, 1, 7), 0),
        (date(2025, 1, 8), 1),
        (date(2025, 12, 30), 51),
        (date(2025, 12, 31), 52),
        (date(2024, 12, 31), 52),
    ],
)
def test_weeks_are_counted_from_new_year(day: date, week: int) -> None:
    assert week_of(day) == week
    assert week_start(day.year, week) <= day < week_start(day.year, week) + timedelta(days=7)


@given(DAYS)
def test_everything_is_counted_once_and_no_year_is_left_out(
    days: list[tuple[date, list[str], int]],
) -> None:
    counted = count_publications(days)
    assert counted.total == sum(count for _, _, count in days)
    assert counted.total == sum(sum(year.weeks) for year in counted.years)
    assert all(len(year.weeks) == WEEKS for year in counted.years)
    if days:
        first, last = min(day for day, _, _ in days), max(day for day, _, _ in days)
        assert (counted.first, counted.last) == (first, last)
        assert [year.year for year in counted.years] == [*range(last.year, first.year - 1, -1)]
    for country in counted.countries:
        assert country.total == sum(count for _, names, count in days if country.name in names)
        assert country.total == sum(country.by_year)
    totals = [country.total for country in counted.countries]
    assert totals == sorted(totals, reverse=True)


def test_one_week_with_a_whole_backlog_does_not_flatten_the_others() -> None:
    usual: list[tuple[date, list[str], int]] = [
        (date(2025, 1, 1) + timedelta(days=7 * n), [], 10 + n % 3) for n in range(50)
    ]
    assert count_publications(usual).week_scale == 12
    flooded = count_publications([*usual, (date(2025, 12, 25), [], 900)])
    assert flooded.week_scale == 12
    assert flooded.busiest_week == 900
