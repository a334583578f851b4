"""The clock on the wall, for those who are handed it as an argument."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def local_zone() -> tzinfo:
    """Return the zone of the user's clock, as it is now."""
    zone = datetime.now(UTC).astimezone().tzinfo
    assert zone is not None  # noqa: S101 - astimezone() always sets one
    return zone
