"""What explains a day without news: kept, and told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.health.diary import (
    ASLEEP,
    KEPT,
    Diary,
    Span,
    read_diary,
    spans_within,
    tell_span,
    with_span,
    write_diary,
)

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
HOUR = timedelta(hours=1)
NO_NAME = Span("uk", NOW - 3 * HOUR, NOW - HOUR, "the name cannot be found")


def test_what_was_noted_is_read_again() -> None:
    diary = with_span(Diary(NOW - KEPT), NO_NAME)
    assert read_diary(write_diary(diary)) == Diary(NOW - KEPT, (NO_NAME,))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"began": 1, "spans": []}', '{"spans": [1]}'])
def test_what_makes_no_sense_is_no_diary(text: str) -> None:
    assert read_diary(text) is None


def test_a_beginning_counts_once_and_what_is_old_goes() -> None:
    old = Span("", NOW - 2 * KEPT, NOW - 2 * KEPT + HOUR, ASLEEP)
    diary = with_span(Diary(old.since, (old,)), NO_NAME)
    assert diary.spans == (NO_NAME,)
    later = Span("uk", NO_NAME.since, NOW, "the same, seen later")
    assert with_span(diary, later) == diary


@given(st.integers(0, 500))
def test_it_never_grows_without_end(count: int) -> None:
    diary = Diary(NOW)
    for number in range(count):
        since = NOW + number * timedelta(minutes=1)
        diary = with_span(diary, Span("uk", since, since + HOUR, "x" * 1000))
    assert len(write_diary(diary)) < 100_000
    assert len(diary.spans) == min(count, 200)


def test_a_day_has_what_touches_it() -> None:
    spans = [NO_NAME, Span("", NOW - 30 * HOUR, NOW - 20 * HOUR, ASLEEP)]
    assert spans_within(spans, NOW - 24 * HOUR, NOW) == [spans[1], NO_NAME]
    assert spans_within(spans, NOW - HOUR, NOW) == []


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (NO_NAME, "UK was not read from 07:45 to 09:45: the name cannot be found."),
        (
            Span("uk", NOW - 20 * HOUR, NOW, "it says 500"),
            "UK has not been read since yesterday 14:45: it says 500.",
        ),
        (
            Span("", NOW - 3 * HOUR, NOW - HOUR, ASLEEP),
            "Nobody was asked from 07:45 to 09:45: the computer slept.",
        ),
        (
            Span("", NOW - 12 * HOUR, NOW - HOUR, ASLEEP),
            "Nobody was asked from yesterday 22:45 to today 09:45: the computer slept.",
        ),
    ],
)
def test_a_span_is_a_sentence(span: Span, said: str) -> None:
    assert tell_span(span, "UK", NOW, UTC) == said
