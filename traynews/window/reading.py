"""Pages for reading: headlines by day, one release taken apart, the wall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from http import HTTPStatus
from itertools import groupby
from typing import Any

from traynews.archive import filters, years
from traynews.archive.library import Library
from traynews.archive.pages.content import LABELS, Setter
from traynews.archive.search import MARK_END, MARK_START, Hit
from traynews.core.data.model import Entry, Kind, Record
from traynews.core.data.search_syntax import LITERAL_COLON, SYNTAX
from traynews.core.health.words import explain, tell_causes, tell_health, tell_hold, tell_wait
from traynews.core.release.changes import find_changes
from traynews.core.release.take_apart import take_apart
from traynews.core.text import times
from traynews.core.text.address import page_address, site_of
from traynews.core.text.clean import is_rtl
from traynews.core.text.fold import same
from traynews.errors import QueryError
from traynews.window.desk import Desk
from traynews.window.look import Look
from traynews.window.marking import find_newest
from traynews.window.message import Request, Response
from traynews.window.muting import list_mutes
from traynews.window.wanted import MOST, STEP, Wanted, month_meant, read_wanted

_ON_THE_WALL = 12
_CHANGES = {
    "title": "headline", "link": "address", "date": "date", "text": "text",
    "retracted": "retracted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headline:
    """An entry as lists show it. `snippet` is text and, by turns, text that was found."""

    entry: Entry
    clock: str
    iso: str
    label: str
    feed: str
    url: str
    site: str
    snippet: tuple[str, ...]
    direction: str


class Reading:
    """Makes them."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self._desk = desk
        self._look = look

    def headlines(self, request: Request) -> Response:
        """Show what is wanted, the newest first, by day."""
        wanted = read_wanted(request.query)
        mistake, hits = "", list[Hit]()
        with self._desk.archive() as store:
            newest, last = find_newest(store), store.last_id()  # first: what comes meanwhile is new
            try:
                hits = _find(store, wanted, self._zone)
            except QueryError as error:
                mistake = str(error)
            with store.reading() as db:
                choices = filters.count_newest(db, self._zone)
            health = self._desk.health(store)
            mutes = list_mutes(store, self._desk.now(), self._zone)
            unread = store.unread_count()
            names = self._feed_names(store)
        more = len(hits) > wanted.shown and wanted.shown < MOST
        shown = [self._headline(hit, names) for hit in hits[: wanted.shown]]
        return self._look.page(
            "list",
            wanted=wanted,
            mistake=mistake,
            days=self._by_day(shown),
            meant=self._month_meant(wanted),
            count=len(shown),
            more=wanted.address(shown=wanted.shown + STEP) if more else "",
            countries=_counted(choices.countries),
            topics=_counted(choices.topics),
            months=[(f"{one:%Y-%m}", f"{times.month(one)} {one.year}") for one in choices.months],
            mutes=mutes,
            feeds=sorted(names.items(), key=lambda one: one[1].casefold()),
            kinds=[("breaking", "Breaking"), *((kind, LABELS.get(kind, "News")) for kind in Kind)],
            health=tell_health(health, self._zone),
            wrong=[
                *tell_causes(health, self._zone),
                *filter(None, [tell_wait(health, self._zone)]),
            ],
            unread=unread,
            newest=newest,
            last=last,
            syntax=(SYNTAX, LITERAL_COLON),
        )

    def wall(self, _request: Request) -> Response:
        """Show the newest headlines large, for a screen that many look at."""
        with self._desk.archive() as store:
            entries = store.recent(_ON_THE_WALL)
            names = self._feed_names(store)
            health, newest = tell_health(self._desk.health(store), self._zone), find_newest(store)
        shown = [self._headline(Hit(entry, entry.summary), names) for entry in entries]
        return self._look.page("wall", days=self._by_day(shown), health=health, newest=newest)

    def release(self, entry_id: int) -> Response:
        """Show one release, taken apart."""
        with self._desk.archive() as store:
            store.catch_up_on([entry_id])
            record = store.record(entry_id)
            if record is None:
                line = "There is no such release; it may have been removed."
                return self._look.page("line", status=HTTPStatus.NOT_FOUND, line=line)
            names = self._feed_names(store)
            hold = self._desk.health(store).hold
            muted = dict(list_mutes(store, self._desk.now(), self._zone))
        wait = tell_hold(hold, self._desk.now(), self._zone)
        return self._look.page("release", muted=muted, **self._taken_apart(record, names, wait))

    # --- the parts -----------------------------------------------------------------------------

    def _taken_apart(self, record: Record, names: dict[str, str], wait: str) -> dict[str, Any]:
        entry = record.entry
        release = take_apart(record.item)
        piece = Setter(names, self._zone).piece(record, release)
        return {
            "one": piece,
            "lead": piece.lead if release.standfirst or not piece.passages else (),
            "entry": entry,
            "label": _label_of(entry),
            "site": site_of(page_address(entry.url)),
            "inferred": release.places_inferred,
            "quotes": [quote for quote in release.quotes if quote.speaker],
            "author": release.author,
            "contact": release.contact.split("\n") if release.contact else [],
            "why": explain(entry, wait, self._time(entry.announced)),
            "sources": [
                {
                    "feed": names.get(source.feed_id, source.feed_id),
                    "url": page_address(source.url),
                    "title": "" if same(source.title, entry.title) else source.title,
                    "seen": self._time(source.first_seen),
                }
                for source in record.sources
            ],
            "revisions": [
                {
                    "when": self._time(change.moment),
                    "changed": ", ".join(_CHANGES.get(one, one) for one in change.changed),
                    "title": change.title,
                    "text": change.text,
                }
                for change in find_changes(record)
            ],
        }

    def _headline(self, hit: Hit, names: dict[str, str]) -> Headline:
        entry = hit.entry
        moment = times.local(entry.published, self._zone)
        url = page_address(entry.url)
        said = "" if same(hit.snippet, entry.title) else hit.snippet
        return Headline(
            entry=entry,
            clock=f"{moment:%H:%M}",
            iso=moment.isoformat(timespec="minutes"),
            label=_label_of(entry),
            feed=names.get(entry.feed_id, entry.feed_id),
            url=url,
            site=site_of(url),
            snippet=tuple(_by_turns(said)),
            direction="rtl" if is_rtl(entry.title) else "ltr",
        )

    def _by_day(self, shown: Iterable[Headline]) -> list[tuple[str, str, str, Sequence[Headline]]]:
        """Return the days: ISO date, "Today" or the weekday, the date, and their headlines."""
        zone = self._zone
        today = times.local(self._desk.now(), zone).date()
        days: list[tuple[str, str, str, Sequence[Headline]]] = []
        for day, inside in groupby(
            shown, key=lambda one: times.local(one.entry.published, zone).date()
        ):
            listed = list(inside)
            word = times.near_day(day, today) or times.weekday(day)
            label = times.day_of_year(day) if day.year == today.year else times.full_date(day)
            days.append((day.isoformat(), word, label, listed))
        return days

    def _month_meant(self, wanted: Wanted) -> tuple[str, str] | None:
        """Return the address of what was more likely meant by a month's name, and that month."""
        now = times.local(self._desk.now(), self._zone).date()
        meant = month_meant(wanted, now)
        if meant is None:
            return None
        first = date.fromisoformat(f"{meant.month}-01")
        return meant.address(), f"{times.month(first)} {first.year}"

    def _feed_names(self, store: Library) -> dict[str, str]:
        with store.reading() as db:
            names = years.feed_titles(db)
        return names | {one.id: one.title for one in self._desk.settings().feeds if one.title}

    def _time(self, moment: datetime | None) -> str:
        return "" if moment is None else times.moment_within(moment, self._desk.now(), self._zone)

    @property
    def _zone(self) -> tzinfo:
        return self._desk.zone()


def _find(store: Library, wanted: Wanted, zone: tzinfo) -> list[Hit]:
    """Return one more than is shown, so that one knows whether there is more."""
    if wanted.search:
        return store.search(wanted.search, wanted.shown + 1, zone)
    entries = store.entries(wanted.shown + 1)
    if store.catch_up_on([entry.id for entry in entries]):
        entries = store.entries(wanted.shown + 1)
    return [Hit(entry, entry.summary) for entry in entries]


def _label_of(entry: Entry) -> str:
    return entry.flag or LABELS.get(entry.kind, "")


def _counted(names: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(name, f"{name} ({count:,})") for name, count in names]


def _by_turns(snippet: str) -> Iterator[str]:
    """Give what is around and what is between the marks of a snippet, by turns."""
    for part in snippet.split(MARK_START):
        found, mark, rest = part.partition(MARK_END)
        if mark:
            yield found
            yield rest
        else:
            yield part
