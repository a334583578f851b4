"""When nobody was asked, and when who could not be read: what explains a day without news.

The worker keeps it, in a few lines for each outage that is over and none while all is well; what
still lasts is known from the sources themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from traynews.core.text.clean import clean_line
from traynews.core.text.times import moment_within

DIARY = "diary"
"""The key under which the archive keeps it."""

KEPT = timedelta(days=15)
_MOST = 200  # spans: a source that comes and goes each hour must not fill the archive
_LONGEST = 200  # characters of a cause

NOT_RUNNING = "TrayNews was not running"
ASLEEP = "the computer slept"
PAUSED = "TrayNews was paused, or could not work"


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a source (its id; empty for all of them) was not read, and why."""

    feed_id: str
    since: datetime
    until: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Diary:
    """What was noted since it `began`, the newest last."""

    began: datetime
    spans: tuple[Span, ...] = ()


def read_diary(text: str) -> Diary | None:
    """Return what `write_diary` wrote; None where there is none, or it makes no sense."""
    try:
        written = json.loads(text)
        read = datetime.fromisoformat
        spans = tuple(
            Span(str(feed_id), read(since), read(until), str(because))
            for feed_id, since, until, because in written["spans"]
        )
        return Diary(read(written["began"]), spans)
    except (ValueError, TypeError, KeyError):
        return None


def write_diary(diary: Diary) -> str:
    """Return it as text to be kept."""
    rows = [
        (one.feed_id, one.since.isoformat(), one.until.isoformat(), one.because)
        for one in diary.spans
    ]
    return json.dumps({"began": diary.began.isoformat(), "spans": rows})


def with_span(diary: Diary, span: Span) -> Diary:
    """Return it with a span that has ended, and without what is old; each beginning counts once."""
    if any((one.feed_id, one.since) == (span.feed_id, span.since) for one in diary.spans):
        return diary
    noted = replace(span, because=clean_line(span.because)[:_LONGEST])
    kept = [one for one in diary.spans if one.until > span.until - KEPT]
    return replace(diary, spans=(*kept, noted)[-_MOST:])


def spans_within(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """Return those that touch a time, in the order of their beginnings."""
    return sorted(
        (one for one in spans if one.since < end and one.until > start), key=lambda one: one.since
    )


def tell_span(span: Span, name: str, now: datetime, zone: tzinfo) -> str:
    """Return it as a sentence; `name` is the source's. What ends now still lasts."""
    since = moment_within(span.since, now, zone)
    if span.until >= now:
        return f"{name} has not been read since {since}: {span.because}."
    until = moment_within(span.until, now, zone)
    if " " in since and " " not in until:
        until = f"today {until}"
    if not span.feed_id:
        return f"Nobody was asked from {since} to {until}: {span.because}."
    return f"{name} was not read from {since} to {until}: {span.because}."
