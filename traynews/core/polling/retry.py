"""How long a server wants to be left alone (`Retry-After`: RFC 9110, 10.2.3; P15-P17); dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_HOLD = timedelta(days=7)
"""A hold is believed, but never for longer than a week."""

_LONGEST_DATE = 100  # characters; the longest real ones have 33


def read_retry_after(headers: Mapping[str, str], received: datetime) -> timedelta | None:
    """Return how long the server wants to be left alone, measured from `received`.

    Both forms are read, seconds and an HTTP date; the date counts from the server's own `Date`
    header where there is one, so that a wrong clock on either side does not matter. None for
    garbage, for what is negative, and for what is over already.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        # Only the leading digits are read: more of them are over the cap whatever they say.
        wanted = timedelta(seconds=int(value.lstrip("0")[:9] or "0"))
    else:
        until = read_http_date(value)
        if until is None:
            return None
        wanted = until - (read_http_date(headers.get("date", "")) or received)
    return min(wanted, LONGEST_HOLD) if wanted > timedelta(0) else None


def read_http_date(text: str) -> datetime | None:
    """Read a date of HTTP (RFC 9110, 5.6.7), or return None; one without a zone is GMT."""
    if len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
