# ruff: noqa: INP001 - a script beside the package
"""What the rhythm costs in requests and saves in delay, over a made-up year of publications.

`python benchmarks/rhythm.py [--svg FILE]` prints the table of `docs/rhythm.md` and writes its plot.
The feeds are invented (office hours in London, holidays, bursts, embargoes a minute past midnight,
few weekends); the decisions are those of the program. Every run gives the same.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean, quantiles
from zoneinfo import ZoneInfo

from traynews.core.polling import rhythm, timing

LONDON = ZoneInfo("Europe/London")
YEAR = 2026
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LEARNED_FROM = 12  # items in a feed's first document

# How much of a working day's output falls into each hour; a press office, not a newspaper.
_OFFICE = dict(zip(range(7, 20), (2, 5, 12, 16, 14, 12, 9, 11, 9, 6, 4, 2, 1), strict=True))
_HOLIDAYS = frozenset(
    date(YEAR, month, day)
    for month, day in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
)

Gap = Callable[[int, datetime], timedelta]
"""The gap to the next poll, from how many releases are known, and the time."""


@dataclass(frozen=True)
class Office:
    """How a feed publishes: releases a working day, share of other days, of nights, of bursts."""

    name: str
    a_day: float
    weekend: float = 0.08
    night: float = 0.06
    bursts: int = 12


@dataclass(frozen=True)
class Result:
    """What a way of polling came to: requests in the year, and the delay of each release."""

    requests: int
    delays: tuple[float, ...]  # minutes

    def row(self, name: str) -> str:
        """Return a line of the table."""
        parts = quantiles(self.delays, n=20)
        return (
            f"| {name} | {self.requests:,} | {fmean(self.delays):.1f} | {parts[9]:.1f} "
            f"| {parts[18]:.1f} |"
        )


def publish(office: Office, seed: int) -> list[datetime]:
    """Return a year of publication times, and the twelve weeks before it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    first, last = date(YEAR - 1, 10, 9), date(YEAR + 1, 1, 1)
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    stormy = set(chance.sample(days, office.bursts))
    moments: list[datetime] = []
    for day in days:
        is_free = day.weekday() > 4 or day in _HOLIDAYS or (day.month, day.day) > (12, 24)  # noqa: PLR2004
        rate = office.a_day * (office.weekend if is_free else 1.0)
        moments += [_moment(day, office.night, chance) for _ in range(_poisson(rate, chance))]
        if day in stormy:  # something happened: a statement, then others within hours
            start = _moment(day, 0.3, chance)
            for _ in range(chance.randint(2, 5)):
                moments.append(start)
                start += timedelta(minutes=chance.expovariate(1 / 50))
    return sorted(moment.astimezone(UTC) for moment in moments)


def poll_year(moments: Sequence[datetime], gap_after: Gap) -> Result:
    """Poll through the year."""
    chance = random.Random(1961)  # noqa: S311 - no secret
    now, end = datetime(YEAR, 1, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    known = bisect_right(moments, now)
    requests, delays = 0, []
    while now < end:
        requests += 1
        found = bisect_right(moments, now)
        delays += [(now - one).total_seconds() / 60 for one in moments[known:found]]
        known = found
        now += gap_after(known, now) * (1 + timing.JITTER * chance.random())
    return Result(requests, tuple(delays))


def learned(moments: Sequence[datetime], history: int | None) -> Gap:
    """Return the gaps of the program; it knows `history` releases from before, or all."""
    start = bisect_right(moments, datetime(YEAR, 1, 1, tzinfo=UTC))
    oldest = 0 if history is None else max(0, start - history)
    cache: dict[int, rhythm.Rhythm] = {}

    def gap(known: int, now: datetime) -> timedelta:
        if known not in cache:
            since = bisect_right(moments, now - rhythm.HISTORY)
            cache.clear()
            cache[known] = rhythm.learn(moments[max(oldest, since) : known], LONDON)
        return cache[known].gap(now, QUARTER, HOUR)

    return gap


def fixed(gap: timedelta) -> Gap:
    """Return the same gap always."""
    return lambda _known, _now: gap


def compare(office: Office) -> dict[str, Result]:
    """Return what each way of polling comes to for one feed."""
    moments = publish(office, seed=26)
    return {
        "every 60 minutes": poll_year(moments, fixed(HOUR)),
        "every 30 minutes": poll_year(moments, fixed(2 * QUARTER)),
        "every 15 minutes": poll_year(moments, fixed(QUARTER)),
        "rhythm, from the first poll on": poll_year(moments, learned(moments, LEARNED_FROM)),
        "rhythm, known for weeks": poll_year(moments, learned(moments, None)),
    }


def _moment(day: date, night: float, chance: random.Random) -> datetime:
    hour, minute = 0, 1  # the embargo of a report
    if chance.random() >= night:
        hour = chance.choices(list(_OFFICE), weights=list(_OFFICE.values()))[0]
        minute = chance.randrange(60)
    elif chance.random() < 0.5:  # noqa: PLR2004 - half of what comes at night is no embargo
        hour, minute = chance.choice((0, 1, 3, 5, 6, 20, 21, 22, 23)), chance.randrange(60)
    return datetime(day.year, day.month, day.day, hour, minute, chance.randrange(60), tzinfo=LONDON)


def _poisson(rate: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < rate:
        count += 1
        left += chance.expovariate(1.0)
    return count


OFFICES = (
    Office("a national section: two a working day", 2.0),
    Office("an international office: seven, weekends too", 7.0, weekend=0.25, night=0.12),
    Office("a small section: one in three days", 0.33, bursts=3),
)


# --- table and plot ------------------------------------------------------------------------------

_COLOURS = {
    "every 60 minutes": "#9a9a9a",
    "every 30 minutes": "#7fb069",
    "every 15 minutes": "#5b8def",
    "rhythm, from the first poll on": "#e0a800",
    "rhythm, known for weeks": "#111111",
}
_FONT = 'font-family="sans-serif" font-size="12"'
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 330, 60, 270
_MOST_REQUESTS, _LONGEST_DELAY = 36_000, 36.0


def draw(results: dict[str, dict[str, Result]]) -> str:
    """Return a plot of requests against mean delay, as SVG: a mark for each feed and way."""
    marks = ("circle", "square", "triangle")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_FONT}>',
        "<title>Requests in a year against the mean delay of a release</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for thousands in range(0, 37, 6):
        x = _across(thousands * 1000)
        lines.append(f'<path d="M{x} 20V{_BOTTOM}" stroke="#e4e4e4"/>')
        lines.append(f'<text x="{x}" y="{_BOTTOM + 18}" text-anchor="middle">{thousands}</text>')
    for minutes in range(0, 37, 6):
        y = _up(minutes)
        lines.append(f'<path d="M{_LEFT} {y}H{_WIDTH - 200}" stroke="#e4e4e4"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{minutes}</text>')
    lines.append(f'<text x="{_LEFT}" y="{_BOTTOM + 40}">thousand requests in a year</text>')
    lines.append(f'<text x="{_LEFT}" y="14">minutes until a release is found, mean</text>')
    for ways, mark in zip(results.values(), marks, strict=True):
        lines += [
            _mark(mark, _across(result.requests), _up(fmean(result.delays)), _COLOURS[way])
            for way, result in ways.items()
        ]
    left = _WIDTH - 185
    for row, (way, colour) in enumerate(_COLOURS.items()):
        lines.append(_mark("circle", left, 40 + 20 * row, colour))
        lines.append(f'<text x="{left + 12}" y="{44 + 20 * row}">{way}</text>')
    for row, (name, mark) in enumerate(zip(results, marks, strict=True)):
        lines.append(_mark(mark, left, 160 + 20 * row, "#666666"))
        lines.append(f'<text x="{left + 12}" y="{164 + 20 * row}">{name.partition(":")[0]}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _across(requests: int) -> float:
    return round(_LEFT + requests / _MOST_REQUESTS * (_WIDTH - 200 - _LEFT), 1)


def _up(minutes: float) -> float:
    return round(_BOTTOM - minutes / _LONGEST_DELAY * (_BOTTOM - 20), 1)


def _mark(shape: str, x: float, y: float, colour: str) -> str:
    match shape:
        case "circle":
            return f'<circle cx="{x}" cy="{y}" r="6" fill="{colour}"/>'
        case "square":
            return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="{colour}"/>'
        case _:
            return f'<path d="M{x - 6} {y + 5}h12l-6 -11z" fill="{colour}"/>'


def main() -> None:
    """Print the table, and write the plot where one is asked for."""
    parser = argparse.ArgumentParser(description="What the rhythm costs and saves.")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the plot there")
    chosen = parser.parse_args()
    results = {office.name: compare(office) for office in OFFICES}
    for office in OFFICES:
        year = datetime(YEAR, 1, 1, tzinfo=UTC)
        moments = publish(office, seed=26)
        count = sum(one >= year for one in moments)
        print(f"\n**{office.name}** ({count} releases in the year)\n")  # noqa: T201
        print("| | requests | mean delay (min) | median | 95 % within |")  # noqa: T201
        print("|---|---|---|---|---|")  # noqa: T201
        for way, result in results[office.name].items():
            print(result.row(way))  # noqa: T201
    if chosen.svg:
        chosen.svg.write_text(draw(results), encoding="utf-8")


if __name__ == "__main__":
    main()
