"""Whether 02/11/2026 is the second of November, or the eleventh of February.

Told by the feed's other dates, by the day of the week beside it, by the feed's language; where
none of them tells, there are two readings, and no date is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAY, MONTH, YEAR = "dmy", "mdy", "ymd"
"""The orders, by what comes first."""

_PIVOT = 70  # a year of two digits below this is in this century
_TWO_DIGITS = 100
_MONTH_FIRST = frozenset({"en-us", "en-ph"})
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu"})
_EITHER = frozenset({"en", "en-ca"})


@dataclass(frozen=True, slots=True)
class Triple:
    """Three numbers as they stand in a date, what parts them, and the days of the week named."""

    numbers: tuple[int, int, int]
    separator: str
    weekdays: tuple[int, ...] = ()


def prove(triples: Iterable[Triple], latest: date | None) -> frozenset[str]:
    """Return the orders in which all of a feed's dates can be read; empty where there is none."""
    possible = frozenset({DAY, MONTH, YEAR})
    for triple in triples:
        possible &= _readings(triple, latest).keys()
    return possible


def decide(
    triple: Triple, proven: frozenset[str], language: str, latest: date | None
) -> date | None:
    """Return the day that is meant, or None where none is, or two are."""
    readings = _readings(triple, latest)
    kept = {order: day for order, day in readings.items() if order in proven} or readings
    if triple.separator == "." and DAY in kept:
        return kept[DAY]  # dots are day-first wherever they are used
    if len(set(kept.values())) == 1:
        return next(iter(kept.values()))
    return kept.get(_order_of(language))


def _readings(triple: Triple, latest: date | None) -> dict[str, date]:
    """Return the days that exist, by order; one of that day of the week alone, if there is one."""
    found = {}
    for order in _orders(triple):
        fields = dict(zip(order, triple.numbers, strict=True))
        year = fields["y"]
        short = year < _TWO_DIGITS
        if short:
            year += 2000 if year < _PIVOT else 1900
        try:
            day = date(year, fields["m"], fields["d"])
        except ValueError:
            continue
        # Of a year in two digits, the future is no reading: nobody dates news ten years ahead.
        if not (short and latest is not None and day > latest):
            found[order] = day
    named = {order: day for order, day in found.items() if day.weekday() in triple.weekdays}
    return named or found


def _orders(triple: Triple) -> tuple[str, ...]:
    first = triple.numbers[0]
    if first > 31:  # noqa: PLR2004 -- the longest month
        return (YEAR,)
    return (DAY, MONTH) if triple.numbers[2] >= _TWO_DIGITS else (DAY, MONTH, YEAR)


def _order_of(language: str) -> str:
    tag = language.lower().replace("_", "-")
    if not tag or tag in _EITHER:
        return ""
    if tag in _MONTH_FIRST:
        return MONTH
    return YEAR if tag.partition("-")[0] in _YEAR_FIRST else DAY
