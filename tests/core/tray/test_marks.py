"""The marks before headlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from traynews.core.data.model import Entry, Kind
from traynews.core.tray.marks import mark_of

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
STATEMENT = Entry(1, "uk", "T", "https://a.example", MOMENT, MOMENT, kind=Kind.STATEMENT)


def test_a_breaking_release_has_a_mark_of_its_own_until_it_is_read() -> None:
    assert mark_of(STATEMENT) == "▲"
    assert mark_of(replace(STATEMENT, kind=Kind.NEWS)) == "●"
    assert not mark_of(replace(STATEMENT, read=True))
