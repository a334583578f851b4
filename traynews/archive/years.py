"""The archive in volumes: one for each year, on the user's clock; read in bulk, for pages.

`zone` is the user's time zone, None for that of the machine.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from traynews.archive.queries import newest_before
from traynews.archive.rows import ENTRY_COLUMNS, from_stamp, read_entry, read_names, to_stamp
from traynews.core.data.model import Entry

_RANGE = "deleted IS NULL AND published >= ? AND published < ?"
_PRIME = 1_000_003


@dataclass(frozen=True, slots=True)
class Volume:
    """A year that has releases. The mark differs as soon as anything on its page would."""

    year: int
    count: int
    mark: str


def volumes(db: sqlite3.Connection, zone: tzinfo | None) -> tuple[Volume, ...]:
    """Return the years that have releases, newest first.

    Sums over the index of dates, the last revision, and when entries were changed or retracted:
    what a page shows changes only with these (a new entry, a deleted one, an update, of which the
    revisions of a restless page are not kept, a retracted one that comes back).
    """
    revised, changed = _last_revisions(db, zone), _last_changes(db, zone)
    found = []
    newest = newest_before(db)
    while newest is not None:
        year = from_stamp(newest).astimezone(zone).year
        bounds = year_bounds(year, zone)
        sums = db.execute(
            f"""SELECT count(*), max(id), sum(id), sum(published % {_PRIME}),
                sum((id % {_PRIME}) * (published % {_PRIME})) FROM entries WHERE {_RANGE}""",  # noqa: S608 - our own words
            bounds,
        ).fetchone()
        last = (*revised.get(year, ()), *changed.get(year, ()))
        found.append(Volume(year, sums[0], f"{sums} {last} {bounds}"))
        newest = newest_before(db, bounds[0])
    return tuple(found)


def outline(
    db: sqlite3.Connection, year: int, zone: tzinfo | None
) -> Iterator[tuple[date, tuple[str, ...], tuple[str, ...]]]:
    """Give the day, countries and topics of each of a year's releases, newest first."""
    rows = db.execute(
        f"""SELECT e.published, e.countries, t.topics
        FROM entries e CROSS JOIN texts t ON t.entry = e.id
        WHERE e.{_RANGE} ORDER BY e.published DESC""",  # noqa: S608 - our own words
        year_bounds(year, zone),
    )
    for published, countries, topics in rows:
        day = from_stamp(published).astimezone(zone).date()
        yield day, read_names(countries), read_names(topics)


def headlines(
    db: sqlite3.Connection, year: int, zone: tzinfo | None, limit: int = -1
) -> Iterator[tuple[Entry, str]]:
    """Give a year's releases, newest first, each with a mark that differs once its text does."""
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS}, e.text_hash || e.hash_only
        FROM entries e CROSS JOIN feeds f ON f.num = e.feed
        WHERE e.{_RANGE} ORDER BY e.published DESC, e.id DESC LIMIT ?""",  # noqa: S608 - our own words
        (*year_bounds(year, zone), limit),
    )
    for row in rows:
        yield read_entry(row), row[-1]


def days(
    db: sqlite3.Connection, zone: tzinfo | None
) -> Iterator[tuple[date, tuple[str, ...], int]]:
    """Give every day, with countries and how many releases were about them, for statistics."""
    rows = db.execute(
        "SELECT published, countries FROM entries WHERE deleted IS NULL ORDER BY published"
    )
    counts: Counter[str] = Counter()
    day, end = date.min, 0
    for published, countries in rows:
        if published >= end:
            yield from _flush(day, counts)
            day = from_stamp(published).astimezone(zone).date()
            end = midnight(day + timedelta(days=1), zone)
        counts[countries] += 1
    yield from _flush(day, counts)


def feed_titles(db: sqlite3.Connection) -> dict[str, str]:
    """Return what each feed calls itself, where it says."""
    return dict(db.execute("SELECT id, title FROM feeds WHERE title <> '' ORDER BY num"))


def year_bounds(year: int, zone: tzinfo | None) -> tuple[int, int]:
    """Return the stamps of a year's first moment and of the next year's."""
    return midnight(date(year, 1, 1), zone), midnight(date(year + 1, 1, 1), zone)


def midnight(day: date, zone: tzinfo | None) -> int:
    """Return the stamp of a day's first moment."""
    return to_stamp(datetime.combine(day, time.min, zone).astimezone(UTC))


def _flush(day: date, counts: Counter[str]) -> Iterator[tuple[date, tuple[str, ...], int]]:
    for countries, count in counts.items():
        yield day, read_names(countries), count
    counts.clear()


def _last_revisions(db: sqlite3.Connection, zone: tzinfo | None) -> dict[int, tuple[int, int]]:
    """Return by year how many revisions there are, and the last one's number."""
    rows = db.execute(
        """SELECT e.published, r.id FROM revisions r CROSS JOIN entries e ON e.id = r.entry
        WHERE e.deleted IS NULL"""
    )
    found: dict[int, tuple[int, int]] = {}
    for published, number in rows:
        year = from_stamp(published).astimezone(zone).year
        count, last = found.get(year, (0, 0))
        found[year] = count + 1, max(last, number)
    return found


def _last_changes(db: sqlite3.Connection, zone: tzinfo | None) -> dict[int, tuple[int, int]]:
    """Return by year two sums that tell when entries were changed, and which stand retracted."""
    rows = db.execute(
        """SELECT published, id, coalesce(updated, 0), coalesce(retracted, 0) FROM entries
        WHERE deleted IS NULL AND (updated IS NOT NULL OR retracted IS NOT NULL)"""
    )
    found: dict[int, tuple[int, int]] = {}
    for published, number, updated, retracted in rows:
        year = from_stamp(published).astimezone(zone).year
        changes, retractions = found.get(year, (0, 0))
        found[year] = changes + number * updated, retractions + number * retracted
    return found
