"""The time is what servers say, where our own clock says more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from traynews.core.data.document import Answer
from traynews.worker.server_clock import ServerClock

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
YEAR, HOUR = timedelta(days=365), timedelta(hours=1)


def make(*heard: tuple[str, datetime]) -> ServerClock:
    clock = ServerClock()
    for host, said in heard:
        headers = {"date": format_datetime(said, usegmt=True)}
        clock.note(Answer(f"http://{host}/feed", 304, headers, None, NOW))
    return clock


def test_nobody_has_said_anything() -> None:
    assert make().confirm(NOW) is None
    clock = make()
    clock.note(Answer("https://a.example/", 200, {}, b"", NOW))
    clock.note(Answer("https://a.example/", 200, {"date": "at noon"}, b"", NOW))
    assert clock.confirm(NOW) is None


def test_the_last_answer_tells_and_our_clock_where_it_says_less() -> None:
    clock = make(("a.example", NOW - HOUR), ("a.example", NOW))
    assert clock.confirm(NOW + 5 * YEAR) == NOW
    assert clock.confirm(NOW - HOUR) == NOW - HOUR


def test_one_server_whose_clock_is_ahead_as_well_confirms_nothing() -> None:
    for heard in (
        (("a.example", NOW), ("odd.example", NOW + YEAR)),
        (
            ("odd.example", NOW + YEAR),
            ("a.example", NOW),
        ),
    ):
        assert make(*heard).confirm(NOW + 5 * YEAR) == NOW


def test_who_answers_no_more_holds_up_nothing() -> None:
    clock = make(("gone.example", NOW), ("a.example", NOW + YEAR), ("b.example", NOW + YEAR))
    assert clock.confirm(NOW + 5 * YEAR) == NOW + YEAR


def test_a_server_on_this_machine_has_the_same_clock() -> None:
    assert make(("127.0.0.1", NOW)).confirm(NOW) is None


def test_a_clock_that_is_behind_is_corrected_by_two_servers() -> None:
    days = timedelta(days=3)
    late = NOW - days
    assert make().correct(late) == late
    assert make(("a.example", NOW)).correct(late) == late
    assert make(("a.example", NOW), ("b.example", NOW - HOUR)).correct(late) == NOW - HOUR
    assert make(("a.example", NOW), ("odd.example", NOW + YEAR)).correct(NOW) == NOW
    assert make(("a.example", NOW - days), ("b.example", NOW - days)).correct(NOW) == NOW
