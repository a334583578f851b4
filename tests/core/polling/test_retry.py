"""How long to wait after a failure: our own back-off, Retry-After, and the dates of HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Failure, TroubleKind
from traynews.core.polling.retry import (
    LONGEST_GAP,
    LONGEST_HOLD,
    NO_NETWORK_GAP,
    back_off,
    read_http_date,
    read_retry_after,
)

NOW = datetime(2024, 11, 22, 10, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3600, 86400))
UNREACHED = Failure(TroubleKind.NETWORK, "no route", NOW, reached=False)
CUT = Failure(TroubleKind.NETWORK, "cut", NOW)


def http(status: int) -> Failure:
    return Failure(TroubleKind.HTTP, "no", NOW, status)


@pytest.mark.parametrize(
    ("failure", "failures", "gap", "wait"),
    [
        (http(500), 1, 10 * MINUTE, 10 * MINUTE),
        (http(500), 2, 10 * MINUTE, 20 * MINUTE),
        (http(500), 5, 10 * MINUTE, 160 * MINUTE),
        (http(500), 8, 10 * MINUTE, 1280 * MINUTE),
        (http(500), 9, 10 * MINUTE, DAY),
        (http(500), 10_000, 10 * MINUTE, DAY),
        (http(500), 1, 2 * DAY, DAY),
        (CUT, 1, 10 * MINUTE, 10 * MINUTE),
        (CUT, 2, 10 * MINUTE, 20 * MINUTE),
        (UNREACHED, 1, 10 * MINUTE, 30 * SECOND),
        (UNREACHED, 2, 10 * MINUTE, MINUTE),
        (UNREACHED, 1, 7 * SECOND, 7 * SECOND),
        (UNREACHED, 12, 10 * MINUTE, 1024 * MINUTE),
        (UNREACHED, 13, 10 * MINUTE, DAY),
        (Failure(TroubleKind.TLS, "no", NOW, reached=False), 1, 10 * MINUTE, 10 * MINUTE),
        *((http(status), 1, HOUR, HOUR) for status in (401, 403, 404, 451)),
        *((http(status), 2, HOUR, DAY) for status in (401, 403, 404, 451)),
        *((http(status), 2, 3 * DAY, 3 * DAY) for status in (401, 403, 404, 451)),
        *((http(status), 2, HOUR, 2 * HOUR) for status in (400, 402, 405, 410, 429, 450, 452)),
    ],
)
def test_the_wait_doubles_up_to_a_day_and_who_refuses_is_asked_daily(
    failure: Failure, failures: int, gap: timedelta, wait: timedelta
) -> None:
    """P17, P19, P20."""
    assert back_off(failure, failures, gap) == wait


def test_a_day_a_week_and_half_a_minute_are_the_bounds() -> None:
    assert (LONGEST_GAP, LONGEST_HOLD, NO_NETWORK_GAP) == (DAY, 7 * DAY, 30 * SECOND)


@given(
    st.sampled_from([http(500), http(403), CUT, UNREACHED]),
    st.integers(min_value=1, max_value=10**9),
    st.timedeltas(min_value=SECOND, max_value=DAY),
)
def test_nobody_waits_less_after_one_failure_more_nor_longer_than_a_day(
    failure: Failure, failures: int, gap: timedelta
) -> None:
    """P19: a second failure never brings the next poll nearer."""
    wait = back_off(failure, failures, gap)
    assert min(gap, NO_NETWORK_GAP) <= wait <= back_off(failure, failures + 1, gap) <= DAY


@pytest.mark.parametrize(
    ("value", "date", "hold"),
    [
        ("7200", "", timedelta(hours=2)),
        (" 120 ", "", timedelta(minutes=2)),
        ("0", "", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("soon", "", None),
        ("", "", None),
        ("١٢", "", None),
        ("9" * 400, "", LONGEST_HOLD),
        ("999999", "", LONGEST_HOLD),
        ("604800", "", LONGEST_HOLD),
        ("604799", "", LONGEST_HOLD - SECOND),
        ("1", "", SECOND),
        ("0000", "", None),
        ("00000000000000000060", "", timedelta(minutes=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "Fri, 22 Nov 2024 10:50:00 GMT", timedelta(minutes=10)),
        ("Friday, 22-Nov-24 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 09:00:00 GMT", "", None),
        ("Fri, 22 Nov 2024 10:00:00 GMT", "", None),
        ("Fri, 22 Nov 2024 10:00:01 GMT", "", SECOND),
        ("Fri, 22 Nov 2999 09:00:00 GMT", "", LONGEST_HOLD),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "garbage", timedelta(hours=1)),
        ("Fri, 99 Nov 2024 11:00:00 GMT", "", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", "", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, date: str, hold: timedelta | None) -> None:
    """P15-P17."""
    assert read_retry_after({"retry-after": value, "date": date}, NOW) == hold


def test_without_the_header_nothing_is_held() -> None:
    assert read_retry_after({}, NOW) is None
    assert read_retry_after({"retry-after": "60"}, NOW) == MINUTE
    assert read_retry_after({"retry-after": "Fri, 22 Nov 2024 10:01:00 GMT"}, NOW) == MINUTE


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_retry_after_raises_or_holds_for_more_than_a_week(value: str, date: str) -> None:
    """P17."""
    hold = read_retry_after({"retry-after": value, "date": date}, NOW)
    assert hold is None or timedelta(0) < hold <= LONGEST_HOLD


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri, 22 Nov 2024 10:00:00 GMT", NOW),
        ("Friday, 22-Nov-24 10:00:00 GMT", NOW),
        ("Fri Nov 22 10:00:00 2024", NOW),
        ("Fri, 22 Nov 2024 12:00:00 +0200", NOW),
        ("Fri, 22 Nov 2024 10:00:00 GMT".ljust(100), NOW),
        ("Fri, 22 Nov 2024 10:00:00 GMT".ljust(101), None),
        ("", None),
        ("0", None),
        ("Fri, 22 Nov 2024 10:00:00 " + "GMT" * 100_000, None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_dates_of_http_are_read_in_each_of_their_forms(text: str, moment: datetime | None) -> None:
    """RFC 9110, 5.6.7."""
    assert read_http_date(text) == moment
