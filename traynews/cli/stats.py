"""`stats`: how much is published, when and about what."""

from __future__ import annotations

from typing import Any

from traynews.cli.output import NOTHING_YET, say, say_json
from traynews.cli.session import Session
from traynews.cli.tables import Screen, find_screen, sparkline
from traynews.core.release.statistics import Statistics, count_publications
from traynews.core.text.width import fit, width_of

_MOST_COUNTRIES = 15
_LONGEST_NAME = 28


def stats(session: Session, *, as_json: bool) -> None:
    """`stats`: publications per week and by country."""
    from traynews.archive.years import days  # noqa: PLC0415 - the archive's side of it

    with session.library() as store, store.reading() as db:
        counted = count_publications(days(db, None))
    if as_json:
        say_json(_fields(counted))
    elif not counted.total:
        say(NOTHING_YET)
    else:
        _print(counted, find_screen())


def _fields(counted: Statistics) -> dict[str, Any]:
    first_year = counted.years[-1].year if counted.years else 0
    return {
        "total": counted.total,
        "first": counted.first.isoformat() if counted.first else None,
        "last": counted.last.isoformat() if counted.last else None,
        "years": [
            {"year": year.year, "total": year.total, "weeks": list(year.weeks)}
            for year in counted.years
        ],
        "countries": [
            {
                "name": country.name,
                "total": country.total,
                "years": {
                    str(first_year + place): count
                    for place, count in enumerate(country.by_year)
                    if count
                },
            }
            for country in counted.countries
        ],
    }


def _print(counted: Statistics, screen: Screen) -> None:
    releases = "1 release" if counted.total == 1 else f"{counted.total:,} releases"
    is_one_day = counted.first == counted.last
    say(f"{releases}, {counted.first}" + ("" if is_one_day else f" to {counted.last}"))
    say()
    scale = f"the highest bar: {counted.week_scale:,}"
    if counted.busiest_week > counted.week_scale:  # as the offline pages say it
        scale += f" or more, up to {counted.busiest_week:,}"
    say(screen.paint("Each week", "bold") + f" ({scale})")
    digits = max(len(f"{year.total:,}") for year in counted.years)
    for year in counted.years:
        line = sparkline(year.weeks, counted.week_scale)
        say(f"{year.year} {screen.paint(line, 'bar')} {year.total:>{digits},}")
    shown = counted.countries[:_MOST_COUNTRIES]
    if not shown:
        return
    say()
    say(screen.paint("By country", "bold") + f" ({counted.years[-1].year}–{counted.years[0].year})")
    names = [fit(one.name, _LONGEST_NAME) for one in shown]
    width = max(width_of(name) for name in names)
    digits = max(len(f"{one.total:,}") for one in shown)
    most = max(max(one.by_year) for one in shown)
    for name, one in zip(names, shown, strict=True):
        line = sparkline(one.by_year, most)
        padding = " " * (width - width_of(name))
        say(f"{name}{padding} {one.total:>{digits},} {screen.paint(line, 'bar')}")
    if len(counted.countries) > len(shown):
        say(f"and {len(counted.countries) - len(shown)} more: traynews stats --json")
