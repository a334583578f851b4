"""What the newest releases are about, counted: what a reader may choose from."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from traynews.archive.rows import read_names

_NEWEST = 2000  # some ten milliseconds' worth; what is older is found by typing


@dataclass(frozen=True, slots=True)
class Choices:
    """Places and topics with how many releases have them, in the order of their names."""

    countries: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]


def count_newest(db: sqlite3.Connection) -> Choices:
    """Count places and topics of the newest releases."""
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
    return Choices(_by_name(countries), _by_name(topics))


def _by_name(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: one[0].casefold()))
