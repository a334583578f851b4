"""How much was published when, and about which countries: counts by week and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 53
"""A year in weeks counted from 1 January, the last of one day or two."""

_DAYS = 7
_USUAL, _FAR_OFF = 0.98, 2


@dataclass(frozen=True, slots=True)
class YearCount:
    """What one year brought; `weeks` has `WEEKS` counts."""

    year: int
    total: int
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountryCount:
    """How many releases were about a country; `by_year` begins with the first year of all."""

    name: str
    total: int
    by_year: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All counts: years newest first and without gaps, countries by number and then by name."""

    total: int = 0
    first: date | None = None
    last: date | None = None
    years: tuple[YearCount, ...] = ()
    countries: tuple[CountryCount, ...] = ()

    @property
    def busiest_week(self) -> int:
        """The most that any week brought."""
        return max((count for year in self.years for count in year.weeks), default=0)

    @property
    def week_scale(self) -> int:
        """What the highest bar of a picture stands for: the busiest week, unless it is far off.

        A feed that is met for the first time, or gives no dates, fills one week with its whole
        backlog; beside that every other week would look the same.
        """
        counts = sorted(count for year in self.years for count in year.weeks if count)
        if not counts:
            return 1
        usual = counts[int(_USUAL * (len(counts) - 1))]
        return counts[-1] if counts[-1] <= _FAR_OFF * usual else usual


def count_publications(days: Iterable[tuple[date, Sequence[str], int]]) -> Statistics:
    """Add up days: each with the countries that its releases were about, and how many they were."""
    weeks: Counter[tuple[int, int]] = Counter()
    countries: Counter[tuple[str, int]] = Counter()
    first, last = date.max, date.min
    for day, names, count in days:
        weeks[day.year, week_of(day)] += count
        for name in set(names):
            countries[name, day.year] += count
        first, last = min(first, day), max(last, day)
    if not weeks:
        return Statistics()
    span = range(first.year, last.year + 1)
    years = []
    for year in reversed(span):
        counts = tuple(weeks[year, week] for week in range(WEEKS))
        years.append(YearCount(year, sum(counts), counts))
    return Statistics(
        total=sum(year.total for year in years),
        first=first,
        last=last,
        years=tuple(years),
        countries=_by_country(countries, span),
    )


def week_of(day: date) -> int:
    """Return the week of the year, from 0; the first begins on 1 January, whatever day that is."""
    return (day.timetuple().tm_yday - 1) // _DAYS


def week_start(year: int, week: int) -> date:
    """Return the first day of a week."""
    return date(year, 1, 1) + timedelta(days=_DAYS * week)


def _by_country(counts: Counter[tuple[str, int]], span: Sequence[int]) -> tuple[CountryCount, ...]:
    made = []
    for name in {name for name, _ in counts}:
        by_year = tuple(counts[name, year] for year in span)
        made.append(CountryCount(name, sum(by_year), by_year))
    return tuple(sorted(made, key=lambda one: (-one.total, one.name)))
