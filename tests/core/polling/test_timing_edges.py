"""What a poll leaves in a feed's state, field by field, and every limit at its very edge."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import Answer, Failure, Hints, TroubleKind, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling import retry, timing
from traynews.core.polling.retry import LONGEST_HOLD, read_http_date, read_retry_after

NOW = datetime(2026, 3, 2, 10, 42, 31, 5000, tzinfo=UTC)  # a Monday
BEFORE = NOW - timedelta(hours=3)
REMOTE = Feed("uk", "https://www.example.org/feed")
LOCAL = Feed("demo", "http://127.0.0.1:8080/feed")
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3600, 86_400))
TROUBLED = FeedState(
    "uk", polled=False, last_checked=BEFORE, next_check=BEFORE, failures=3, trouble="no",
    trouble_kind=TroubleKind.HTTP, trouble_since=BEFORE, held_until=NOW, url=REMOTE.url + "/2",
    stopped=True, body_hash="hash", notice="a notice", trials=("x",), missed=BEFORE,
)  # fmt: skip


def answered(
    state: FeedState = TROUBLED, feed: Feed = REMOTE, jitter: float = 0.0, **headers: str
) -> FeedState:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Answer(feed.url, 200, {"etag": "1", **named}, b"<rss/>", NOW)
    return timing.after_answer(
        state,
        answer,
        feed,
        gap=HOUR,
        bare_gap=DAY,
        hints=Hints(period=2 * HOUR),
        jitter=jitter,
    )


def failed(
    failure: Failure, state: FeedState | None = None, gap: timedelta = HOUR, jitter: float = 0.0
) -> FeedState:
    return timing.after_failure(state or FeedState("uk"), failure, gap=gap, jitter=jitter)


def http(status: int, retry_after: timedelta | None = None) -> Failure:
    return Failure(TroubleKind.HTTP, f"answered {status}", NOW, status, retry_after)


# --- what is left ---------------------------------------------------------------------------------


def test_a_good_answer_leaves_no_trouble_and_touches_nothing_else() -> None:
    assert answered() == replace(
        TROUBLED, validators=Validators("1"), hints=Hints(period=2 * HOUR), polled=True,
        last_checked=NOW, last_success=NOW, next_check=NOW + 2 * HOUR, failures=0, trouble="",
        trouble_kind=None, trouble_since=None, held_until=None,
    )  # fmt: skip


def test_a_failure_is_noted_with_its_beginning_and_touches_nothing_else() -> None:
    first = failed(http(500), replace(TROUBLED, failures=0, trouble_since=None, stopped=False))
    assert first == replace(
        TROUBLED, last_checked=NOW, next_check=NOW + HOUR, failures=1, trouble="answered 500",
        trouble_kind=TroubleKind.HTTP, trouble_since=NOW, stopped=False, held_until=None,
    )  # fmt: skip
    timeout = Failure(TroubleKind.TIMEOUT, "no answer", NOW + DAY)
    second = failed(timeout, first)
    assert (second.trouble, second.trouble_kind) == ("no answer", TroubleKind.TIMEOUT)
    assert (second.trouble_since, second.last_checked) == (NOW, NOW + DAY)


def test_a_feed_that_is_gone_stays_stopped_whatever_fails_next() -> None:
    assert failed(http(500), failed(http(410))).stopped
    assert not failed(http(409)).stopped


@pytest.mark.parametrize(
    ("status", "asked", "held", "wait"),
    [
        (429, 2 * HOUR, 2 * HOUR, 2 * HOUR),
        (503, 2 * HOUR, 2 * HOUR, 2 * HOUR),
        (503, MINUTE, MINUTE, HOUR),
        (429, 8 * DAY, 7 * DAY, 7 * DAY),
        (500, 2 * HOUR, None, HOUR),
        (429, None, HOUR, HOUR),
    ],
)
def test_retry_after_is_noted_as_a_hold(
    status: int, asked: timedelta | None, held: timedelta | None, wait: timedelta
) -> None:
    """P15 to P17: of 429 and 503 only, a week at most, and never sooner than the feed's own gap."""
    state = failed(http(status, asked))
    assert state.held_until == (None if held is None else NOW + held)
    assert state.next_check == NOW + wait


# --- how long to wait -----------------------------------------------------------------------------


def test_chance_lengthens_by_a_tenth_of_the_gap_at_most() -> None:
    """P12."""
    assert answered(jitter=0.5).next_check == NOW + 2.1 * HOUR
    assert failed(http(500), jitter=0.5).next_check == NOW + 1.05 * HOUR
    held = failed(http(429, HOUR), jitter=0.5)
    assert (held.held_until, held.next_check) == (NOW + HOUR, NOW + 1.05 * HOUR)


@pytest.mark.parametrize("reached", [True, False])
def test_only_where_no_server_was_reached_the_gap_begins_with_seconds(*, reached: bool) -> None:
    unreached = Failure(TroubleKind.NETWORK, "no network", NOW, reached=reached)
    assert failed(unreached).next_check == NOW + (HOUR if reached else 30 * SECOND)
    assert failed(unreached, gap=SECOND).next_check == NOW + SECOND


def test_only_trouble_with_the_network_makes_the_gap_short() -> None:
    slow = Failure(TroubleKind.TIMEOUT, "no answer", NOW, reached=False)
    assert failed(slow).next_check == NOW + HOUR


def test_a_gap_longer_than_a_day_is_kept_for_refusals_only() -> None:
    again = FeedState("uk", failures=1)
    assert failed(http(403), again, gap=2 * DAY).next_check == NOW + 2 * DAY
    assert failed(http(403), gap=2 * DAY).next_check == NOW + DAY


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_a_refusal_is_asked_daily_from_the_second_on(status: int) -> None:
    """P20."""
    assert failed(http(status)).next_check == NOW + HOUR
    assert failed(http(status), FeedState("uk", failures=1)).next_check == NOW + DAY


def test_endless_failing_overflows_nothing() -> None:
    assert failed(http(500), FeedState("uk", failures=10**9)).next_check == NOW + DAY


@pytest.mark.parametrize(
    ("cached", "gap"),
    [
        ("max-age=3", timedelta(seconds=3)),
        ("public,max-age = 3", timedelta(seconds=3)),
        ('Max-Age="3"', timedelta(seconds=3)),
        ("max-age=999999999999", DAY),
        ("s-maxage=7", timedelta(0)),
        ("x-max-age=7", timedelta(0)),
        ("no-cache", timedelta(0)),
    ],
)
def test_the_age_that_a_server_names_is_read(cached: str, gap: timedelta) -> None:
    """RFC 9111, 5.2.2.1."""
    assert timing.requested_gap({"cache-control": cached}, NOW) == gap


def test_expires_counts_from_now_where_the_server_does_not_tell_its_date() -> None:
    """RFC 9111, 5.3."""
    headers = {"expires": "Mon, 02 Mar 2026 11:42:31 GMT"}
    assert timing.requested_gap(headers, NOW.replace(microsecond=0)) == HOUR
    past = {"expires": "Mon, 02 Mar 2026 09:42:31 GMT"}
    assert timing.requested_gap(past, NOW) == timedelta(0)
    assert timing.requested_gap({}, NOW) == timedelta(0)


def test_without_headers_no_server_asked_for_anything() -> None:
    assert read_retry_after({}, NOW) is None
    assert read_retry_after({"retry-after": "Mon, 02 Mar 2026 10:42:32 GMT"}, NOW) == timedelta(
        microseconds=995_000
    )


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="sets the zone as POSIX has it")
def test_dates_without_a_zone_are_utc_wherever_the_machine_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    read = read_http_date("Mon, 02 Mar 2026 11:42:31 -0000")
    monkeypatch.undo()
    time.tzset()
    assert read == NOW.replace(hour=11, microsecond=0)
    assert read is not None
    assert read.tzinfo is UTC
    far = read_http_date("Mon, 02 Mar 2026 13:42:31 +0200")
    assert far is not None
    assert far.tzinfo is UTC


# --- hours without polls --------------------------------------------------------------------------


def test_an_hour_without_polls_ends_at_the_full_hour_to_the_microsecond() -> None:
    hints = Hints(skip_hours=frozenset({10, 12}))
    eleven = datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert timing.skip_quiet_times(NOW, hints) == eleven
    assert timing.skip_quiet_times(eleven, hints) == eleven


def test_what_is_put_off_is_put_off_by_a_day_at_most() -> None:
    always = Hints(skip_hours=frozenset(range(24)))
    assert timing.skip_quiet_times(NOW, always) == NOW + DAY
    days = Hints(skip_days=frozenset({0, 1}))
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert timing.skip_quiet_times(midnight, days) == midnight + DAY
    monday = Hints(skip_days=frozenset({0}))
    assert timing.skip_quiet_times(midnight, monday) == midnight + DAY


# --- what the user may hurry, and holds -----------------------------------------------------------


def test_the_user_waits_five_minutes_to_the_second_and_for_a_feed_here_not_at_all() -> None:
    """P11."""
    asked = FeedState("uk", last_checked=NOW)
    assert not timing.may_hurry(asked, REMOTE, NOW)
    assert not timing.may_hurry(asked, REMOTE, NOW + 5 * MINUTE - SECOND)
    assert timing.may_hurry(asked, REMOTE, NOW + 5 * MINUTE)
    assert timing.may_hurry(asked, REMOTE, NOW - SECOND), "the clock was set back"
    assert timing.may_hurry(asked, LOCAL, NOW)
    assert timing.may_hurry(FeedState("uk"), REMOTE, NOW)
    assert not timing.may_hurry(replace(asked, held_until=NOW + SECOND), LOCAL, NOW)


def test_a_hold_ends_on_the_second_and_is_never_longer_than_a_week() -> None:
    """P18, P32."""
    assert not retry.is_held(None, NOW)
    assert not retry.is_held(NOW, NOW)
    assert retry.is_held(NOW + SECOND, NOW)
    assert retry.is_held(NOW + LONGEST_HOLD, NOW)
    assert not retry.is_held(NOW + LONGEST_HOLD + SECOND, NOW)


def test_a_host_is_held_for_a_week_at_most_and_by_retry_after_before_all() -> None:
    asked, at = "https://a.example/feed", "https://a.example:8443/feed"
    long = replace(http(429, 30 * DAY), url=at)
    assert timing.server_holds(long, asked, NOW + HOUR) == {
        "a.example:443": NOW + 7 * DAY,
        "a.example:8443": NOW + 7 * DAY,
    }
    assert timing.server_holds(http(429), asked, None) == {}
    assert timing.server_holds(http(428, HOUR), asked, NOW) == {}


# --- a clock that was wrong -----------------------------------------------------------------------


def test_a_clock_that_is_set_right_by_a_minute_changes_nothing() -> None:
    """P32."""
    due = FeedState("uk", last_checked=NOW + MINUTE, next_check=NOW + HOUR)
    assert timing.after_clock_change(due, NOW) == due
    ahead = replace(due, last_checked=NOW + MINUTE + SECOND)
    assert timing.after_clock_change(ahead, NOW) == FeedState(
        "uk", last_checked=NOW, next_check=NOW + HOUR - MINUTE - SECOND
    )


def test_a_feed_never_put_off_is_not_put_off_by_a_clock() -> None:
    wrong = FeedState("uk", last_checked=NOW + DAY)
    assert timing.after_clock_change(wrong, NOW) == FeedState("uk", last_checked=NOW)


@pytest.mark.parametrize("hints", [Hints(), Hints(skip_days=frozenset({0}))])
def test_the_longest_wait_that_a_right_clock_can_have_set_is_kept(hints: Hints) -> None:
    """A day and a tenth, and another day where a publisher names hours without polls."""
    longest = DAY * 1.1 + (DAY if hints != Hints() else timedelta(0))
    kept = FeedState("uk", last_checked=NOW, next_check=NOW + longest, hints=hints)
    assert timing.after_clock_change(kept, NOW) == kept
    beyond = replace(kept, next_check=NOW + longest + SECOND)
    assert timing.after_clock_change(beyond, NOW).next_check == NOW + 5 * MINUTE


def test_a_hold_that_no_server_can_have_asked_for_is_forgotten() -> None:
    longest = FeedState(
        "uk", last_checked=NOW, next_check=NOW + 7 * DAY, held_until=NOW + LONGEST_HOLD
    )
    assert timing.after_clock_change(longest, NOW) == longest
    wrong = NOW + LONGEST_HOLD + SECOND
    beyond = replace(longest, next_check=wrong, held_until=wrong)
    assert timing.after_clock_change(beyond, NOW) == replace(
        longest, next_check=NOW + 5 * MINUTE, held_until=None
    )


def test_a_hold_stays_where_only_the_due_time_is_wrong() -> None:
    wrong = FeedState("uk", last_checked=NOW, next_check=NOW + 9 * DAY, held_until=NOW + HOUR)
    assert timing.after_clock_change(wrong, NOW) == replace(wrong, next_check=NOW + 5 * MINUTE)


# --- durations ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "15", "999999w" * 999_999])
def test_a_duration_that_is_none_is_answered_with_what_to_write(text: str) -> None:
    message = (
        'write a duration such as "90s", "15m", "1h30m" or "2d"'
        if len(text) < 3
        else "write a shorter duration; this one ends after all calendars"
    )
    with pytest.raises(ValueError, match="write") as caught:
        timing.parse_duration(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0s"), (59, "59s"), (3600, "1h"), (90_061, "1d1h1m1s")]
)
def test_a_duration_is_written_in_the_largest_units(seconds: int, text: str) -> None:
    assert timing.format_duration(timedelta(seconds=seconds)) == text


def test_the_shortest_interval_is_five_minutes_and_a_second_here() -> None:
    assert timing.shortest_interval(REMOTE.url) == 5 * MINUTE
    assert timing.shortest_interval(LOCAL.url) == SECOND
