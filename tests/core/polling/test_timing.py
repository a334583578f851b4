"""Due times, back-off and what servers ask for; times are arguments, so tables suffice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Answer, Failure, Hints, TroubleKind, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling import timing
from traynews.core.text.address import server_of

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)  # a Monday
REMOTE = Feed("uk", "https://www.example.org/feed")
LOCAL = Feed("demo", "http://127.0.0.1:8080/feed")
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def answer(status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = b"<rss/>" if status == 200 else None
    return Answer(REMOTE.url, status, named, body, NOW)


def due_after(given: Answer, feed: Feed = REMOTE, hints: Hints | None = None) -> timedelta:
    state = FeedState(feed.id, validators=Validators("old", "old"))
    after = timing.after_answer(
        state, given, feed, gap=QUARTER, bare_gap=DAY, hints=hints or Hints(), jitter=0.0
    )
    assert after.next_check is not None
    return after.next_check - NOW


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", QUARTER),
        ("1h 30m", timedelta(minutes=90)),
        ("1H30M", timedelta(minutes=90)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(weeks=1)),
    ],
)
def test_durations_are_read(text: str, gap: timedelta) -> None:
    assert timing.parse_duration(text) == gap


@pytest.mark.parametrize("text", ["", "15", "m", "-1m", "1.5h", "1h-", "١٥m", "9999999999s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a duration"):
        timing.parse_duration(text)


@given(st.integers(1, 10**7))
def test_a_written_duration_reads_back(seconds: int) -> None:
    gap = timedelta(seconds=seconds)
    assert timing.parse_duration(timing.format_duration(gap)) == gap


@pytest.mark.parametrize(
    ("headers", "gap"),
    [
        ({"etag": '"1"'}, QUARTER),
        ({"etag": '"1"', "cache_control": "public, max-age=21600"}, 6 * HOUR),
        ({"etag": '"1"', "cache_control": "max-age=60"}, QUARTER),
        ({"etag": '"1"', "cache_control": "max-age=31536000"}, DAY),
        ({"etag": '"1"', "expires": "Mon, 02 Mar 2026 13:42:00 GMT"}, 3 * HOUR),
        ({"etag": '"1"', "expires": "0"}, QUARTER),
        (
            # The server's clock is an hour ahead; its own Date tells.
            {"etag": '"1"', "expires": "Mon, 02 Mar 2026 13:42:00 GMT",
             "date": "Mon, 02 Mar 2026 11:42:00 GMT"},
            2 * HOUR,
        ),
        ({}, DAY),
    ],
)  # fmt: skip
def test_servers_only_lengthen_the_gap(headers: dict[str, str], gap: timedelta) -> None:
    """P04, P13: max-age, else Expires, at most a day; a day without validators."""
    assert due_after(answer(200, **headers)) == gap


def test_a_feed_on_this_machine_may_do_without_validators() -> None:
    assert due_after(answer(), LOCAL) == QUARTER


@pytest.mark.parametrize(
    ("hints", "gap"),
    [
        (Hints(period=2 * HOUR), 2 * HOUR),
        (Hints(period=timedelta(minutes=1)), QUARTER),
        (Hints(period=timedelta(days=30)), DAY),
        (Hints(skip_hours=frozenset({10, 11})), timedelta(hours=1, minutes=18)),
        (Hints(skip_days=frozenset({0})), timedelta(hours=13, minutes=18)),
        (Hints(skip_hours=frozenset(range(24))), DAY + QUARTER),
    ],
)
def test_publishers_only_lengthen_the_gap(hints: Hints, gap: timedelta) -> None:
    """P14: ttl and sy:update by their period, skipHours and skipDays by their hours."""
    assert due_after(answer(etag='"1"'), hints=hints) == gap


@pytest.mark.parametrize(
    ("given", "validators"),
    [
        (answer(etag='W/"1"', last_modified="yes"), Validators('W/"1"', "yes")),
        (answer(etag="1"), Validators("1", None)),
        (answer(), Validators()),
        (answer(304), Validators("old", "old")),
        (answer(304, etag="new"), Validators("new", "old")),
        (answer(etag="x" * 5000, last_modified="yes"), Validators(None, "yes")),
        (answer(304, etag="x" * 5000), Validators("old", "old")),
    ],
)
def test_a_200_sets_both_validators_and_a_304_those_it_has(
    given: Answer, validators: Validators
) -> None:
    """P06, P07."""
    state = FeedState("uk", validators=Validators("old", "old"))
    after = timing.after_answer(
        state, given, REMOTE, gap=QUARTER, bare_gap=DAY, hints=Hints(), jitter=0.0
    )
    assert after.validators == validators


def failure(status: int | None = None, retry_after: timedelta | None = None) -> Failure:
    return Failure(TroubleKind.HTTP, "no", NOW, status, retry_after)


def gaps(kind: Failure, count: int) -> list[timedelta]:
    state, found = FeedState("uk"), []
    for _ in range(count):
        state = timing.after_failure(state, kind, gap=QUARTER, jitter=0.0)
        assert state.next_check is not None
        found.append(state.next_check - NOW)
    return found


def test_failing_servers_are_asked_later_and_later_up_to_a_day() -> None:
    """P17, P19."""
    found = gaps(failure(503), 12)
    assert found[:4] == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER]
    assert found[-1] == DAY
    assert found == sorted(found)


def test_refusals_are_asked_daily_from_the_second_on() -> None:
    """P20."""
    assert gaps(failure(404), 3) == [QUARTER, DAY, DAY]


def test_gone_stops_the_feed_and_keeps_what_it_had() -> None:
    """P21."""
    state = FeedState("uk", validators=Validators("1"), polled=True)
    after = timing.after_failure(state, failure(410), gap=QUARTER, jitter=0.0)
    assert after.stopped
    assert after.validators == Validators("1")
    assert after.polled


@pytest.mark.parametrize(
    ("asked", "gap"),
    [(2 * HOUR, 2 * HOUR), (timedelta(seconds=1), QUARTER), (timedelta(days=400), 7 * DAY)],
)
def test_retry_after_is_kept_up_to_a_week(asked: timedelta, gap: timedelta) -> None:
    """P15, P16, P17."""
    assert gaps(failure(429, asked), 1) == [gap]


def test_only_too_many_requests_speaks_for_the_whole_host() -> None:
    """P18."""

    def holds(kind: Failure) -> dict[str, datetime]:
        after = timing.after_failure(FeedState("uk"), kind, gap=QUARTER, jitter=0.0)
        return timing.server_holds(kind, REMOTE.url, after.next_check)

    host = server_of(REMOTE.url)
    assert holds(failure(429, HOUR)) == {host: NOW + HOUR}
    assert holds(failure(429)) == {host: NOW + QUARTER}
    assert holds(failure(503, HOUR)) == {}
    elsewhere = replace(failure(429, HOUR), url="https://other.example/feed")
    assert holds(elsewhere) == {}
    upgraded = replace(failure(429, HOUR), url=REMOTE.url.replace("https:", "http:"))
    assert holds(upgraded) == {host: NOW + HOUR}, "one server, whatever it was led to"


def test_who_was_led_to_a_server_that_refuses_is_held_itself() -> None:
    """P18: by what that server asks for, and without a number by the back-off."""
    elsewhere = replace(failure(429, 2 * DAY), url="https://other.example/feed")
    after = timing.after_failure(FeedState("uk"), elsewhere, gap=QUARTER, jitter=0.0)
    assert after.held_until == after.next_check == NOW + 2 * DAY
    bare = replace(failure(429), url="https://other.example/feed")
    after = timing.after_failure(FeedState("uk"), bare, gap=QUARTER, jitter=0.0)
    assert after.held_until == after.next_check == NOW + QUARTER
    assert not timing.may_hurry(after, REMOTE, NOW + QUARTER - timedelta(seconds=1))


def test_an_unreachable_network_is_tried_again_within_seconds() -> None:
    offline = Failure(TroubleKind.NETWORK, "no network", NOW, reached=False)
    assert gaps(offline, 3) == [timedelta(seconds=30 * 2**n) for n in range(3)]


def test_a_server_that_cuts_the_line_is_left_alone_like_any_that_fails() -> None:
    """P11, P19: it was troubled, so the short gaps of a missing network do not hold."""
    assert gaps(Failure(TroubleKind.NETWORK, "cut short", NOW), 2) == [QUARTER, 2 * QUARTER]


def test_without_any_network_the_wait_stays_within_an_hour() -> None:
    failed = Failure(TroubleKind.NETWORK, "no network", NOW, reached=False)
    state = FeedState("uk", failures=30)
    alone = timing.after_failure(state, failed, gap=QUARTER, jitter=0.0)
    everybody = timing.after_failure(state, failed, gap=QUARTER, jitter=0.0, offline=True)
    assert alone.next_check == NOW + DAY
    assert everybody.next_check == NOW + HOUR


def test_a_server_that_was_reached_is_left_as_long_although_nobody_else_can_be() -> None:
    """P19: the hour is for who troubles nobody."""
    cut = Failure(TroubleKind.NETWORK, "cut short", NOW)
    state = FeedState("uk", failures=30)
    after = timing.after_failure(state, cut, gap=QUARTER, jitter=0.0, offline=True)
    assert after.next_check == NOW + DAY


def test_success_forgets_the_trouble_but_not_the_past() -> None:
    troubled = timing.after_failure(FeedState("uk"), failure(503, HOUR), gap=QUARTER, jitter=0.0)
    well = timing.after_answer(
        troubled, answer(etag="1"), REMOTE, gap=QUARTER, bare_gap=DAY, hints=Hints(), jitter=0.0
    )
    assert (well.failures, well.trouble, well.trouble_since) == (0, "", None)
    assert well.last_success == NOW


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 40))
def test_jitter_only_lengthens_and_by_a_tenth_at_most(jitter: float, failures: int) -> None:
    """P12."""
    state = FeedState("uk", failures=failures)
    bare = timing.after_failure(state, failure(500), gap=QUARTER, jitter=0.0).next_check
    late = timing.after_failure(state, failure(500), gap=QUARTER, jitter=jitter).next_check
    assert bare is not None
    assert late is not None
    assert bare - NOW <= late - NOW <= (bare - NOW) * 1.1 + timedelta(microseconds=1)


def test_the_user_may_not_hurry_a_server_more_than_every_five_minutes() -> None:
    """P11, P15."""
    state = FeedState("uk", last_checked=NOW)
    assert not timing.may_hurry(state, REMOTE, NOW + timedelta(minutes=4))
    assert timing.may_hurry(state, REMOTE, NOW + timedelta(minutes=5))
    held = replace(state, held_until=NOW + 2 * HOUR)
    assert not timing.may_hurry(held, REMOTE, NOW + HOUR)
    assert timing.may_hurry(held, REMOTE, NOW + 2 * HOUR)
    assert timing.may_hurry(state, LOCAL, NOW)


def test_times_that_a_wrong_clock_dated_ahead_move_back_with_their_gaps() -> None:
    """P32: neither asked sooner than agreed, nor forgotten until the wrong date comes."""
    wrong = NOW + 400 * DAY
    state = FeedState(
        "uk", last_checked=wrong, next_check=wrong + QUARTER, held_until=wrong + 2 * HOUR
    )
    right = timing.after_clock_change(state, NOW)
    assert right.last_checked == NOW
    assert right.next_check == NOW + QUARTER
    assert right.held_until == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (FeedState("uk", last_checked=NOW, next_check=NOW + DAY), DAY),
        (FeedState("uk", last_checked=NOW + timedelta(seconds=5), next_check=NOW + DAY), DAY),
        (FeedState("uk", next_check=NOW - DAY), -DAY),
        (FeedState("uk", next_check=NOW + 30 * DAY), timedelta(minutes=5)),
        (FeedState("uk", last_checked=NOW, next_check=NOW + 2 * DAY), timedelta(minutes=5)),
        (
            FeedState("uk", last_checked=NOW, next_check=NOW + 6 * DAY, held_until=NOW + 6 * DAY),
            6 * DAY,
        ),
        (
            FeedState("uk", last_checked=NOW, next_check=NOW + 9 * DAY, held_until=NOW + 9 * DAY),
            timedelta(minutes=5),
        ),
    ],
)
def test_no_due_time_lies_beyond_the_caps(state: FeedState, due: timedelta) -> None:
    """P32: what no right clock can have set is set anew."""
    assert timing.after_clock_change(state, NOW).next_check == NOW + due
