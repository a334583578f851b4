"""When a feed is polled next: due times, back-off, what servers ask for. UTC data, no clock.

Servers and publishers only ever lengthen a gap, and jitter only lengthens it. The numbers behind
the rules (P11 to P21) are those that server owners publish; `docs/politeness.md` lists them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from traynews.core.data.document import Answer, Failure, Hints, TroubleKind, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.settings import SHORTEST_INTERVAL, SHORTEST_LOOPBACK_INTERVAL, PollSettings
from traynews.core.polling.reach import is_loopback
from traynews.core.polling.retry import (
    LONGEST_GAP,
    LONGEST_HOLD,
    TURNED_AWAY,
    back_off,
    read_http_date,
)
from traynews.core.text.address import host_of, server_of

LARGE_ANSWER = 128 * 1024
"""Bytes on the wire from which an answer without validators is asked for three times as seldom
(P04): one visit of a reader to the page costs a server more than a day of this."""

LONGEST_OFFLINE_GAP = timedelta(hours=1)
"""The cap of the gap while no feed's server can be reached: that troubles nobody."""

LONGEST_VALIDATOR = 4096
"""Characters; a longer one is not kept, since it would go out with every poll, and servers refuse
requests of 8 KiB."""

JITTER = 0.1
"""The largest share by which chance lengthens a gap, so that clients spread out (P12)."""

_CLOCK_TOLERANCE = timedelta(minutes=1)  # clocks are set right by seconds all the time
_GONE = 410
_TOO_MANY = 429
_HOLDS = frozenset({_TOO_MANY, 503})
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"(?:\d{1,6}\s*[smhdw]\s*)+", re.ASCII)
_DURATION_PART = re.compile(r"(\d{1,6})\s*([smhdw])", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE | re.ASCII)


def parse_duration(text: str) -> timedelta:
    """Read `90s`, `15m`, `1h 30m`, `2d`, `1w`. Raises ValueError."""
    stripped = text.strip().lower()
    if not _DURATION.fullmatch(stripped):
        raise ValueError('write a duration such as "90s", "15m", "1h30m" or "2d"')
    parts = _DURATION_PART.findall(stripped)
    try:
        return timedelta(seconds=sum(int(number) * _UNITS[unit] for number, unit in parts))
    except OverflowError as error:
        raise ValueError("write a shorter duration; this one ends after all calendars") from error


def format_duration(gap: timedelta) -> str:
    """Write a duration in the largest units: `1h30m`. The inverse of `parse_duration`."""
    left = int(gap.total_seconds())
    written = ""
    for unit in ("d", "h", "m", "s"):
        count, left = divmod(left, _UNITS[unit])
        if count:
            written += f"{count}{unit}"
    return written or "0s"


def shortest_interval(url: str) -> timedelta:
    """Return the floor of any interval for this address."""
    return SHORTEST_LOOPBACK_INTERVAL if is_loopback(url) else SHORTEST_INTERVAL


def requested_gap(headers: dict[str, str], received: datetime) -> timedelta:
    """Return the gap that `Cache-Control: max-age`, else `Expires`, asks for; at most a day.

    Source: RFC 9111, sections 5.2.2.1 and 5.3. Expires is measured from the server's own Date,
    since its clock may be wrong.
    """
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    if found:
        return min(timedelta(seconds=int(found[1])), LONGEST_GAP)
    expires = read_http_date(headers.get("expires", ""))
    if expires is None:
        return timedelta(0)
    sent = read_http_date(headers.get("date", "")) or received
    return min(max(expires - sent, timedelta(0)), LONGEST_GAP)


def gap_without_validators(gap: timedelta, poll: PollSettings, size: int = 0) -> timedelta:
    """Return the gap where a server cannot tell whether anything is new (P04).

    `gap` is the usual one, `size` what the last answer weighed. In the hours in which the source
    usually publishes it is the user's, else three times as long.
    """
    times = (1 if gap <= poll.interval else 3) * (3 if size > LARGE_ANSWER else 1)
    return max(gap, min(poll.unconditional_interval * times, LONGEST_GAP))


def skip_quiet_times(moment: datetime, hints: Hints) -> datetime:
    """Move a due time past the hours and days in which the publisher wants no polls (GMT).

    At most a day further, whatever the feed lists.
    """
    latest = moment + LONGEST_GAP
    while moment < latest and (
        moment.hour in hints.skip_hours or moment.weekday() in hints.skip_days
    ):
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return min(moment, latest)


def after_answer(
    state: FeedState,
    answer: Answer,
    feed: Feed,
    *,
    gap: timedelta,
    bare_gap: timedelta,
    hints: Hints,
    jitter: float,
) -> FeedState:
    """Return the state after an answer that was understood: a feed, or "not modified".

    `gap` is the usual one, `bare_gap` that for a server without validators; `jitter` is a random
    number in [0, 1). A 200 sets both validators to
    what it carried; a 304 changes only those that it carries (RFC 9111, section 4.3.4).
    """
    validators = _next_validators(state.validators, answer)
    gap = max(gap, requested_gap(answer.headers, answer.received), hints.period or gap)
    if validators == Validators() and not is_loopback(feed.url):
        gap = max(gap, bare_gap)
    due = answer.received + min(gap, LONGEST_GAP) * (1 + JITTER * jitter)
    return replace(
        state,
        validators=validators,
        hints=hints,
        polled=True,
        last_checked=answer.received,
        last_success=answer.received,
        next_check=skip_quiet_times(due, hints),
        failures=0,
        trouble="",
        trouble_kind=None,
        trouble_since=None,
        held_until=None,
    )


def after_failure(
    state: FeedState, failure: Failure, *, gap: timedelta, jitter: float, offline: bool = False
) -> FeedState:
    """Return the state after a poll that gave nothing: later and later, never for good but on 410.

    What the feed gave before, and its validators, stay as they are (P09, P20). `offline`: no other
    server can be reached either, so the wait stays short.
    """
    failures = state.failures + 1
    turned_away = failure.status in TURNED_AWAY
    wait = back_off(failure, failures, gap)
    if offline and not failure.reached:
        wait = min(wait, LONGEST_OFFLINE_GAP)
    held = _asked_for(failure, wait)
    wait *= 1 + JITTER * jitter
    held_until = None if held is None else failure.received + held
    wait = max(wait, held or wait)
    return replace(
        state,
        last_checked=failure.received,
        next_check=failure.received + wait,
        failures=failures,
        trouble=failure.reason,
        trouble_kind=TroubleKind.TURNED_AWAY if turned_away else failure.kind,
        trouble_since=state.trouble_since or failure.received,
        stopped=state.stopped or failure.status == _GONE,
        held_until=held_until,
    )


def server_holds(failure: Failure, asked: str, otherwise: datetime | None) -> dict[str, datetime]:
    """Return until when nothing on which servers may be asked: 429 speaks for its host (P18).

    `asked` is the address that was asked; `otherwise` is how long its server is held without
    Retry-After (the feed's own back-off). Who was led to another host, and refused there, is held
    itself (`after_failure`): what one server leads to must not silence the feeds of another.
    """
    until = otherwise
    if failure.retry_after is not None:
        until = failure.received + min(failure.retry_after, LONGEST_HOLD)
    refused = failure.url or asked
    if failure.status != _TOO_MANY or until is None or host_of(refused) != host_of(asked):
        return {}
    return dict.fromkeys({server_of(asked), server_of(refused)}, until)


def may_hurry(state: FeedState, feed: Feed, now: datetime) -> bool:
    """Whether a feed may be asked before it is due because the user wants it (P11, P15).

    Never within five minutes of the last poll (feeds on this machine excepted), and never while
    Retry-After holds.
    """
    if state.last_checked is not None and not is_loopback(feed.url):
        since = now - state.last_checked
        if timedelta(0) <= since < shortest_interval(feed.url):
            return False
    return state.held_until is None or state.held_until <= now


def after_clock_change(state: FeedState, now: datetime) -> FeedState:
    """Return the state as it would be, had the clock always been right (P32).

    What a wrong clock dated ahead moves back to now as one, with its gaps: nobody is asked sooner
    than was agreed, and nobody is forgotten for as long as the clock was ahead.
    """
    ahead = (state.last_checked or now) - now
    if ahead > _CLOCK_TOLERANCE:
        return replace(
            state,
            last_checked=now,
            next_check=_earlier(state.next_check, ahead),
            held_until=_earlier(state.held_until, ahead),
        )
    # Or it was wrong when the due time was put off, but not at the last poll.
    held = state.held_until
    if held is not None and held > now + LONGEST_HOLD:
        held = None
    cap = LONGEST_GAP * (1 + JITTER) + (LONGEST_GAP if state.hints != Hints() else timedelta(0))
    latest = max((state.last_checked or now) + cap, held or now)
    if state.next_check is not None and state.next_check > latest:
        return replace(state, next_check=now + SHORTEST_INTERVAL, held_until=held)
    return state


def _next_validators(old: Validators, answer: Answer) -> Validators:
    etag = _validator(answer, "etag")
    last_modified = _validator(answer, "last-modified")
    if answer.body is not None:
        return Validators(etag, last_modified)
    return Validators(etag or old.etag, last_modified or old.last_modified)


def _validator(answer: Answer, name: str) -> str | None:
    value = answer.headers.get(name)
    return value if value is None or len(value) <= LONGEST_VALIDATOR else None


def _earlier(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else moment - by


def _asked_for(failure: Failure, wait: timedelta) -> timedelta | None:
    """Return for how long the server wants to be left alone; without a number, for the wait."""
    if failure.retry_after is not None and failure.status in _HOLDS:
        return min(failure.retry_after, LONGEST_HOLD)
    return wait if failure.status == _TOO_MANY else None
