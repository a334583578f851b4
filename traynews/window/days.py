"""The last days: what came, why it was alerted or not, and what was in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from traynews.archive.library import Library
from traynews.core.data.model import Entry, Feed
from traynews.core.health.diary import DIARY, Span, read_diary, spans_within, tell_span
from traynews.core.health.health import Health
from traynews.core.health.words import explain, name_feed, tell_hold
from traynews.core.text import times

_DAYS = 7
_MOST = 8  # releases of a day that are listed
_LOOKED_AT = 500  # of the newest releases; a day seldom has twenty
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Came:
    """A release that came, and why it was alerted or not."""

    id: int
    clock: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is told. `more` is how many came that are not listed."""

    iso: str
    name: str
    line: str
    hindrances: tuple[str, ...]
    came: tuple[Came, ...]
    more: int


def tell_days(
    store: Library, feeds: Sequence[Feed], health: Health, now: datetime, zone: tzinfo
) -> list[Day]:
    """Return the last days, the newest first, as far as anything is known of them."""
    diary = read_diary(store.get(DIARY))
    names = {one.feed.id: name_feed(one) for one in store.feed_statuses(feeds, now)}
    lasting = [
        Span(one.feed.id, one.state.trouble_since, now, one.state.trouble)
        for one in health.failing
        if one.state.trouble_since is not None
    ]
    spans = [*(diary.spans if diary else ()), *lasting]
    entries = store.entries(_LOOKED_AT)
    wait = tell_hold(health.hold, now, zone)
    today = times.local(now, zone).date()
    told = []
    for day in (today - _DAY * number for number in range(_DAYS)):
        start, end = (datetime.combine(one, time(), zone) for one in (day, day + _DAY))
        came = [one for one in entries if start <= one.first_seen < end]
        hindrances = tuple(
            tell_span(one, names.get(one.feed_id, one.feed_id), now, zone)
            for one in spans_within(spans, start, end)
        )
        is_known = diary is not None and diary.began < end
        if not (is_known or came or hindrances):
            continue
        told.append(
            Day(
                day.isoformat(),
                _name(day, today),
                _tell_came(came, was_hindered=bool(hindrances)),
                hindrances,
                tuple(_came(one, wait, now, zone) for one in came[:_MOST]),
                max(0, len(came) - _MOST),
            )
        )
    return told


def _name(day: date, today: date) -> str:
    near, whole = times.near_day(day, today), f"{times.weekday(day)} {times.day_of_year(day)}"
    return f"{near}, {whole}" if near else whole


def _tell_came(came: Sequence[Entry], *, was_hindered: bool) -> str:
    if len(came) == 1:
        return "One release came."
    if came:
        return f"{len(came)} releases came."
    if was_hindered:
        return "Nothing came."
    return "Nothing came, and nothing was in the way: the sources published nothing new."


def _came(entry: Entry, wait: str, now: datetime, zone: tzinfo) -> Came:
    told = "" if entry.announced is None else times.moment_within(entry.announced, now, zone)
    clock = f"{times.local(entry.first_seen, zone):%H:%M}"
    return Came(entry.id, clock, entry.title, explain(entry, wait, told))
