"""What is kept of a pause is read back, and nonsense is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.pause import pause_end, read_pause
from traynews.core.data.model import FOREVER

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=9999999)))
def test_a_pause_holds_until_its_end_and_no_longer(gap: timedelta) -> None:
    end = pause_end(str(gap.total_seconds()), NOW, UTC)
    assert read_pause(end.isoformat(), NOW) == end
    if end != FOREVER:
        assert read_pause(end.isoformat(), end) is None


@pytest.mark.parametrize("text", ["", "soon", "2026-11-22T10:00:00", "\0"])
def test_what_is_no_time_is_no_pause(text: str) -> None:
    assert read_pause(text, NOW) is None
