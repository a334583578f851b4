"""What `[archive] keep` may say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from traynews.core.data.retention import EVERYTHING, Keep, parse_keep


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("forever", EVERYTHING),
        (" Forever ", EVERYTHING),
        ("5y", Keep(age=timedelta(days=1826.25))),
        ("26w", Keep(age=timedelta(weeks=26))),
        ("30d", Keep(age=timedelta(days=30))),
        ("500MB", Keep(size=500_000_000)),
        ("2 gb", Keep(size=2_000_000_000)),
        ("10MB", Keep(size=10_000_000)),
    ],
)
def test_what_is_understood(text: str, keep: Keep) -> None:
    assert parse_keep(text) == keep


@pytest.mark.parametrize(
    "text", ["", "5", "years", "29d", "9MB", "0y", "-5y", "5m", "1.5y", "500KB", "5y 2w", "٥y"]
)
def test_what_is_not(text: str) -> None:
    with pytest.raises(ValueError, match='write "forever", an age such as "5y"'):
        parse_keep(text)
