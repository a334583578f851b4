"""When the worker notes that nobody was asked, or that a source could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from traynews.archive.store import Store
from traynews.core.data.model import FeedState
from traynews.core.health.diary import (
    ASLEEP,
    DIARY,
    NOT_RUNNING,
    PAUSED,
    Span,
    read_diary,
)
from traynews.worker.diary import DiaryKeeper

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "traynews.db") as store:
        yield store


def spans(store: Store) -> list[Span]:
    diary = read_diary(store.get(DIARY))
    assert diary is not None
    return list(diary.spans)


@pytest.mark.parametrize(
    ("asked", "due", "began", "noted"),
    [
        (NOW - 9 * HOUR, NOW - 8 * HOUR, NOW, NOT_RUNNING),
        (NOW - 9 * HOUR, NOW - 8 * HOUR, NOW - 10 * HOUR, PAUSED),
        (NOW - 9 * HOUR, NOW, NOW, ""),  # nobody had to be asked before
        (NOW - 20 * MINUTE, NOW - HOUR, NOW, ""),
        (NOW - HOUR, NOW - 20 * MINUTE, NOW, ""),
        (None, None, NOW, ""),  # the first run
    ],
)
def test_a_time_in_which_nobody_was_asked_is_noted_once(
    store: Store, asked: datetime | None, due: datetime | None, began: datetime, noted: str
) -> None:
    diary = DiaryKeeper(store, began)
    states = {"uk": FeedState("uk", last_checked=asked, next_check=due)}
    for now in (NOW, NOW + MINUTE):  # the answer is still on its way
        diary.note_due(list(states.values()), lambda: states, now)
    expected = [Span("", asked, NOW, noted)] if noted and asked else []
    assert spans(store) == expected


def test_one_who_was_asked_meanwhile_shows_that_somebody_was_there(store: Store) -> None:
    late = FeedState("uk", last_checked=NOW - 9 * HOUR, next_check=NOW - 8 * HOUR)
    states = {"uk": late, "int": FeedState("int", last_checked=NOW - MINUTE)}
    DiaryKeeper(store, NOW).note_due([late], lambda: states, NOW)
    assert spans(store) == []


def test_an_outage_is_noted_when_it_is_over_and_a_short_one_is_not(store: Store) -> None:
    diary = DiaryKeeper(store, NOW)
    for since in (NOW - 2 * HOUR, NOW - MINUTE, None):
        diary.note_read(FeedState("uk", trouble="no name", trouble_since=since), NOW)
    assert spans(store) == [Span("uk", NOW - 2 * HOUR, NOW, "no name")]


def test_a_sleep_is_noted(store: Store) -> None:
    DiaryKeeper(store, NOW).note_sleep(7200, NOW)
    assert spans(store) == [Span("", NOW - 2 * HOUR, NOW, ASLEEP)]


def test_it_goes_on_where_the_last_one_ended(store: Store) -> None:
    DiaryKeeper(store, NOW).note_sleep(7200, NOW)
    DiaryKeeper(store, NOW + HOUR)
    assert len(spans(store)) == 1
    store.set(DIARY, "nonsense")
    DiaryKeeper(store, NOW + HOUR)
    assert spans(store) == []
