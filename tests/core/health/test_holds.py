"""Why alerts wait, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.settings import AlertSettings, Settings
from traynews.core.health.holds import PAUSED, QUIET, Hold, read_hold

NOW = datetime(2026, 11, 21, 23, tzinfo=UTC)
NIGHT = Settings(alerts=AlertSettings(quiet_hours=(parse_quiet_hours("22:00-07:00"),)))
PAUSE = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("because", "until"),
    [
        (QUIET, datetime(2026, 11, 22, 7, tzinfo=UTC)),
        (PAUSED, PAUSE),
        ("the screen is locked", None),
    ],
)
def test_the_end_is_known_of_what_has_one(because: str, until: datetime | None) -> None:
    assert read_hold(because, NIGHT, PAUSE, NOW, UTC) == Hold(because, until)


def test_nothing_holds_where_nothing_is_kept() -> None:
    assert read_hold("", NIGHT, PAUSE, NOW, UTC) is None


def test_quiet_hours_that_were_taken_out_meanwhile_have_no_end() -> None:
    assert read_hold(QUIET, Settings(), None, NOW, UTC) == Hold(QUIET)
