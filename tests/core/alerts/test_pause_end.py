"""When a pause ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from traynews.core.alerts.pause import pause_end
from traynews.core.data.model import FOREVER

NOW = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")  # nine hours ahead: Tuesday morning


def test_a_pause_without_end_lasts_until_it_is_resumed() -> None:
    assert pause_end("", NOW, UTC) == FOREVER
    assert pause_end("1e300", NOW, UTC) == FOREVER


def test_a_number_is_seconds() -> None:
    assert pause_end("900", NOW, UTC) == NOW + timedelta(minutes=15)
    assert pause_end("0.5", NOW, UTC) == NOW + timedelta(seconds=0.5)


def test_tomorrow_is_seven_in_the_morning_of_the_users_next_day() -> None:
    assert pause_end("tomorrow", NOW, UTC) == datetime(2026, 3, 3, 7, tzinfo=UTC)
    there = pause_end("tomorrow", NOW, TOKYO)
    assert there == datetime(2026, 3, 4, 7, tzinfo=TOKYO)
    assert there.tzinfo is UTC


@pytest.mark.parametrize("value", ["soon", "TOMORROW", "1h"])
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        pause_end(value, NOW, UTC)
