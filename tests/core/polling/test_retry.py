"""How long a server wants to be left: Retry-After, and the dates of HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.polling.retry import LONGEST_HOLD, read_http_date, read_retry_after

NOW = datetime(2024, 11, 22, 10, 0, tzinfo=UTC)


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
        ("00000000000000000060", "", timedelta(minutes=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "Fri, 22 Nov 2024 10:50:00 GMT", timedelta(minutes=10)),
        ("Friday, 22-Nov-24 11:00:00 GMT", "", timedelta(hours=1)),
        ("Fri, 22 Nov 2024 09:00:00 GMT", "", None),
        ("Fri, 22 Nov 2999 09:00:00 GMT", "", LONGEST_HOLD),
        ("Fri, 22 Nov 2024 11:00:00 GMT", "garbage", timedelta(hours=1)),
        ("Fri, 99 Nov 2024 11:00:00 GMT", "", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", "", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, date: str, hold: timedelta | None) -> None:
    """P15-P17."""
    assert read_retry_after({"retry-after": value, "date": date}, NOW) == hold


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
        ("", None),
        ("0", None),
        ("Fri, 22 Nov 2024 10:00:00 " + "GMT" * 100_000, None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_dates_of_http_are_read_in_each_of_their_forms(text: str, moment: datetime | None) -> None:
    """RFC 9110, 5.6.7."""
    assert read_http_date(text) == moment
