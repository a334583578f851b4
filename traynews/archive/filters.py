"""What the newest releases are about, counted: what a reader may choose from."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from traynews.archive.queries import newest_before
from traynews.archive.rows import from_stamp, read_names
from traynews.archive.years import midnight

_NEWEST = 2000  # some ten milliseconds' worth; what is older is found by typing


@dataclass(frozen=True, slots=True)
class Choices:
    """Places and topics with how many releases have them, in the order of their names.

    `months` are the first days of those in which something was published, the newest first.
    """

    countries: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    months: tuple[date, ...]


def count_newest(db: sqlite3.Connection, zone: tzinfo | None) -> Choices:
    """Count places and topics of the newest releases; months are those of the user's zone."""
    countries: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    rows = db.execute(
        """SELECT e.countries, t.topics FROM entries e CROSS JOIN texts t ON t.entry = e.id
        WHERE e.deleted IS NULL ORDER BY e.published DESC LIMIT ?""",
        (_NEWEST,),
    )
    for about, filed in rows:
        countries.update(set(read_names(about)))
        topics.update(set(read_names(filed)))
    return Choices(_by_name(countries), _by_name(topics), tuple(_months(db, zone)))


def _months(db: sqlite3.Connection, zone: tzinfo | None) -> Iterator[date]:
    """Give the months that have releases: one look into the index for each, however many those."""
    newest = newest_before(db)
    while newest is not None:
        month = from_stamp(newest).astimezone(zone).date().replace(day=1)
        yield month
        newest = newest_before(db, midnight(month, zone))


def _by_name(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: one[0].casefold()))
