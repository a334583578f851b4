"""How long to wait after a failure: our own back-off (P17, P19, P20), and what a server asks for.

Source of `Retry-After`: RFC 9110, 10.2.3 (P15 to P17).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from traynews.core.data.document import Failure, TroubleKind

LONGEST_GAP = timedelta(days=1)
"""The cap of every gap, unless a server asks for more with Retry-After (P13, P14, P19)."""

NO_NETWORK_GAP = timedelta(seconds=30)
"""The first gap after a poll that did not reach any server: Wi-Fi comes up late after waking."""

LONGEST_HOLD = timedelta(days=7)
"""A hold is believed, but never for longer than a week."""

TURNED_AWAY = frozenset({401, 403, 429, 451})
"""Statuses by which a server refuses us, and which are never got round (P36)."""

_REFUSALS = frozenset({401, 403, 404, 451})
_MOST_DOUBLINGS = 20
_LONGEST_DATE = 100  # characters; the longest real ones have 33


def back_off(failure: Failure, failures: int, gap: timedelta) -> timedelta:
    """Return how long to wait after so many failures in a row: twice as long each time, to a day.

    `gap` is the usual one. Who refuses is asked daily from the second time on.
    """
    if failure.kind is TroubleKind.NETWORK and not failure.reached:
        gap = min(gap, NO_NETWORK_GAP)  # no server was troubled
    elif failure.status in _REFUSALS and failures > 1:
        return max(gap, LONGEST_GAP)
    return min(gap * (1 << min(failures - 1, _MOST_DOUBLINGS)), LONGEST_GAP)


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


def is_held(until: datetime | None, now: datetime) -> bool:
    """Whether a host is held; no hold is longer than that, unless the clock was set back (P32)."""
    return until is not None and now < until <= now + LONGEST_HOLD


def read_http_date(text: str) -> datetime | None:
    """Read a date of HTTP (RFC 9110, 5.6.7), or return None; one without a zone is GMT."""
    if len(text) > _LONGEST_DATE:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - it loads sockets: 5 ms

    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
