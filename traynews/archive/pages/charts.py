"""The pictures of the index, as numbers for inline SVG: weeks of each year, years of each country.

All bars of a picture share one scale, so that rows can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from traynews.core.release.statistics import CountryCount, Statistics, YearCount, week_start
from traynews.core.text.times import day_of_year, full_date

SLOT, BAR, HEIGHT = 10, 8, 40
"""Units of the drawings: from bar to bar, a bar, the highest bar."""

_FEWEST_SLOTS = 8  # so that the bar of an archive's first year is a bar and no wall
_MOST_YEARS = 40
_MOST_COUNTRIES = 20
_LOWEST = 1.5  # what is not nothing can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and what a pointer resting on it is told."""

    x: float
    y: float
    height: float
    hint: str
    over: bool = False  # it would be higher than there is room for


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a picture: its name, its bars, its sum; `summary` is the row in words."""

    name: str
    total: int
    bars: tuple[Bar, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of one width. `first` and `last` name the ends of the scale below them."""

    width: int
    rows: tuple[Row, ...]
    first: str = ""
    last: str = ""
    left_out: int = 0  # rows that there was no room for


def chart_weeks(statistics: Statistics) -> Chart:
    """Draw the publications of each week, a row for each year, the newest first."""
    most = statistics.week_scale
    years = statistics.years[:_MOST_YEARS]
    width = SLOT * max((len(year.weeks) for year in years), default=1)
    rows = tuple(_week_row(year, most) for year in years if year.total)
    return Chart(width, rows, left_out=len(statistics.years) - len(years))


def chart_countries(statistics: Statistics) -> Chart:
    """Draw the publications about each country, a bar for each year, the oldest first."""
    shown = statistics.countries[:_MOST_COUNTRIES]
    years = [year.year for year in reversed(statistics.years[:_MOST_YEARS])]
    most = max((count for one in shown for count in one.by_year[-len(years) :]), default=0)
    slots = max(len(years), _FEWEST_SLOTS)
    rows = tuple(_country_row(one, years, slots - len(years), most) for one in shown)
    return Chart(
        width=SLOT * slots,
        rows=rows,
        first=str(years[0]) if len(years) == slots else "",
        last=str(years[-1]) if years else "",
        left_out=len(statistics.countries) - len(shown),
    )


def count_releases(count: int) -> str:
    """Say how many releases, in words."""
    return "1 release" if count == 1 else f"{count:,} releases"


def _week_row(year: YearCount, most: int) -> Row:
    bars = tuple(
        _bar(week, count, most, f"{_week_label(year.year, week)}: {count_releases(count)}")
        for week, count in enumerate(year.weeks)
        if count
    )
    busiest = max(range(len(year.weeks)), key=year.weeks.__getitem__)
    summary = (
        f"{year.year}: {count_releases(year.total)}, most in the week of"
        f" {_week_label(year.year, busiest)} ({year.weeks[busiest]})"
    )
    return Row(str(year.year), year.total, bars, summary)


def _country_row(country: CountryCount, years: Sequence[int], offset: int, most: int) -> Row:
    counts = country.by_year[-len(years) :]
    bars = tuple(
        _bar(offset + place, count, most, f"{country.name}, {year}: {count_releases(count)}")
        for place, (year, count) in enumerate(zip(years, counts, strict=True))
        if count
    )
    summary = f"{country.name}: {count_releases(country.total)}; " + ", ".join(
        f"{year}: {count}" for year, count in zip(years, counts, strict=True) if count
    )
    return Row(country.name, country.total, bars, summary)


def _bar(place: int, count: int, most: int, hint: str) -> Bar:
    height = round(min(HEIGHT, max(_LOWEST, HEIGHT * count / most)), 1)
    x = place * SLOT + (SLOT - BAR) // 2
    return Bar(x, round(HEIGHT - height, 1), height, hint, over=count > most)


def _week_label(year: int, week: int) -> str:
    start = week_start(year, week)
    end = min(start + timedelta(days=6), start.replace(month=12, day=31))
    first = f"{start.day}" if start.month == end.month else day_of_year(start)
    return f"{first}–{full_date(end)}"
