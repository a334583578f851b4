"""What stands on the offline pages, ready to be shown: releases by month and day, filters, dates.

Nothing here is markup; the templates escape every word of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from traynews.core.data.document import Block, BlockKind
from traynews.core.data.model import Entry, Kind, Record
from traynews.core.release.take_apart import Release
from traynews.core.text import times
from traynews.core.text.address import page_address
from traynews.core.text.clean import is_rtl
from traynews.core.text.fold import same

Headline = tuple[Entry, str]
"""A release, and a mark that differs once its text does."""

LABELS = {
    Kind.STATEMENT: "Statement",
    Kind.URGENT: "Urgent",
    Kind.PREVIEW: "Preview",
    Kind.REPORT: "Report",
    Kind.CORRECTION: "Correction",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_OPENERS = {"“": "”", "„": "“", "«": "»", '"': '"', "”": "”"}
_FEWEST_WORDS = 4  # fewer in quotation marks at the start of a paragraph are a name or a term
_SHORT = 420  # characters; a lone paragraph up to this long is shown, not folded
_A_MINUTE = 1400  # characters of prose that are read in one


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a release's text. `role` is `text`, `heading`, `quote` or `item`."""

    role: str
    text: str
    direction: str = ""  # where it differs from the release's own


@dataclass(frozen=True, slots=True)
class Piece:
    """One release on a page. `url` is http(s) or empty; `countries_key` is what filters look at."""

    id: int
    title: str
    url: str
    day: str
    clock: str
    iso: str
    label: str
    breaking: bool
    feed: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    countries_key: str
    topics_key: str
    lead: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    minutes: int
    speakers: tuple[str, ...]
    caption: str
    credit: str
    updated: str
    retracted: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day's releases, the newest first."""

    iso: str
    weekday: str
    label: str
    releases: Iterator[str]  # markup


@dataclass(frozen=True, slots=True)
class Month:
    """A month with how many releases it had."""

    number: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: what is shown, and what it looks for."""

    name: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What a year's page says before the releases: months and filters."""

    count: int
    months: tuple[Month, ...]
    countries: tuple[Option, ...]
    topics: tuple[Option, ...]


def make_outline(
    releases: Iterable[tuple[date, tuple[str, ...], tuple[str, ...]]],
) -> Outline:
    """Count a year's months, countries and topics."""
    months: Counter[int] = Counter()
    countries: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for day, about, filed in releases:
        months[day.month] += 1
        countries.update(set(about))
        topics.update(set(filed))
    return Outline(
        count=sum(months.values()),
        months=tuple(
            Month(number, times.MONTHS[number - 1], months[number])
            for number in sorted(months, reverse=True)
        ),
        countries=_options(countries),
        topics=_options(topics),
    )


class Setter:
    """Sets releases for a page: knows the feeds' names and the user's clock."""

    def __init__(self, feeds: Mapping[str, str], zone: tzinfo | None) -> None:
        self._feeds = feeds
        self._zone = zone

    def months(
        self, releases: Iterable[Headline], markup: Callable[[Headline], str]
    ) -> Iterator[tuple[int, Iterator[Day]]]:
        """Give the months with their days, from releases sorted newest first; to be read once."""
        dated = ((self.local(one[0].published), one) for one in releases)
        for number, inside in groupby(dated, key=lambda one: one[0].month):
            yield number, self._days(inside, markup)

    def _days(
        self, dated: Iterable[tuple[datetime, Headline]], markup: Callable[[Headline], str]
    ) -> Iterator[Day]:
        for day, inside in groupby(dated, key=lambda one: one[0].date()):
            yield Day(
                iso=day.isoformat(),
                weekday=times.weekday(day),
                label=times.day_of_year(day),
                releases=(markup(release) for _, release in inside),
            )

    def piece(self, record: Record, release: Release) -> Piece:
        """Set one release, given its parts."""
        entry, moment = record.entry, self.local(record.entry.published)
        direction = "rtl" if is_rtl(entry.title) else "ltr"
        lead, passages = _lead_and_rest(entry, release, direction)
        length = sum(len(passage.text) for passage in passages)
        return Piece(
            id=entry.id,
            title=entry.title,
            url=page_address(entry.url),
            day=times.full_date(moment.date()),
            clock=f"{moment:%H:%M}",
            iso=moment.isoformat(timespec="minutes"),
            label=LABELS.get(entry.kind, ""),
            breaking=entry.breaking,
            feed=self._feeds.get(entry.feed_id, entry.feed_id),
            countries=entry.countries,
            topics=record.topics,
            countries_key=_join_keys(entry.countries),
            topics_key=_join_keys(record.topics),
            lead=lead,
            passages=passages,
            minutes=max(1, round(length / _A_MINUTE)),
            speakers=record.speakers,
            caption=release.image.caption,
            credit=release.image.credit,
            updated=self._day_of(entry.updated),
            retracted=self._day_of(entry.retracted),
            language=record.item.language if _LANGUAGE.fullmatch(record.item.language) else "",
            direction=direction,
        )

    def _day_of(self, moment: datetime | None) -> str:
        return "" if moment is None else times.full_date(self.local(moment).date())

    def local(self, moment: datetime) -> datetime:
        """Return a moment on the user's clock."""
        return times.local(moment, self._zone)


def is_quotation(block: Block) -> bool:
    """Whether a stretch of text is somebody's words, to be set apart."""
    if block.kind is BlockKind.QUOTE:
        return True
    closer = _OPENERS.get(block.text[:1])
    if closer is None or block.kind is not BlockKind.PARAGRAPH:
        return False
    inside = block.text[1:].split(closer, 1)[0]
    return len(inside.split()) >= _FEWEST_WORDS


def _lead_and_rest(
    entry: Entry, release: Release, direction: str
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return what is shown at once, and what is folded away."""
    lead = tuple(_passage("text", line, direction) for line in release.standfirst)
    rest = tuple(_passage(_role(block), block.text, direction) for block in release.passages)
    if lead:
        return lead, rest
    if len(rest) == 1 and len(rest[0].text) <= _SHORT:
        return rest, ()
    if not entry.summary or same(entry.summary, entry.title):
        return (), rest
    return (_passage("text", entry.summary, direction),), rest


def _role(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return "heading"
    if block.kind is BlockKind.LISTING:
        return "item"
    return "quote" if is_quotation(block) else "text"


def _passage(role: str, text: str, direction: str) -> Passage:
    own = "rtl" if is_rtl(text) else "ltr"
    return Passage(role, text, "" if own == direction else own)


def _options(counts: Counter[str]) -> tuple[Option, ...]:
    named = sorted((name for name in counts if name.strip()), key=str.casefold)
    return tuple(Option(name, _key(name), counts[name]) for name in named)


def _join_keys(names: Iterable[str]) -> str:
    return "|".join(_key(name) for name in dict.fromkeys(names))


def _key(name: str) -> str:
    return name.replace("|", "/")
