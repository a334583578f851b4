"""The clock on the wall, for those who are handed it as an argument."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def local_zone() -> tzinfo:
    """Return the zone of the user's clock, which knows summer from winter."""
    return _ZONE


class _LocalZone(tzinfo):
    """The zone that the system's clock is in, on any day: `astimezone()` gives an offset alone."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        return None if when is None else _with_offset(when).utcoffset()

    def tzname(self, when: datetime | None) -> str | None:
        return None if when is None else _with_offset(when).tzname()

    def dst(self, _when: datetime | None) -> timedelta | None:
        return None  # nobody tells, and nobody asks

    def fromutc(self, when: datetime) -> datetime:
        there = when.replace(tzinfo=UTC).astimezone()
        here = there.replace(tzinfo=self)
        return here.replace(fold=here.utcoffset() != there.utcoffset())


_ZONE = _LocalZone()


def _with_offset(when: datetime) -> datetime:
    """Return a local time with its offset; at the ends of time, and of the system's, with today's.

    Windows knows no local times before 1970.
    """
    try:
        return when.replace(tzinfo=None).astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.now(UTC).astimezone()
