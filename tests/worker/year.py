"""What a year with TrayNews is to be like, told plainly: what is published, who is told of it when.

Nothing here asks the program what it would do. `Press` is the outside: releases that appear at a
moment, feeds that carry the newest few. `Wish` is what the user wants. `Diary` follows what feeds
carried at each poll, and knows from the promises made to the user (README; docs/adr/0007) which
pop-up has to come next, if any.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.clocks import DAY, HOUR, Span
from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.model import Feed
from traynews.core.data.settings import AlertLevel, AlertSettings, PollSettings, Rule, Settings

WINDOW = 10  # items that a feed carries

_POLL = PollSettings(interval=4 * HOUR, quiet_interval=9 * HOUR)  # polls cost time here, too
_LATE = 4 * DAY  # three days, and one for time zones
_OLD = 30 * DAY
_STALE = 3 * DAY
_TEXTS = {
    "statement": "Responding to the verdict, Mira Holm said: “It is a relief.”",
    "news": "An evening of songs.",
    "report": "An evening of songs.",
    "urgent": "An evening of songs.",
}
_FLAGS = {"urgent": ("Urgent · ",), "statement": ("Breaking · ", "Likely breaking · ")}
"""What stands before a headline in a list; how sure a statement is, the wording decides."""

_FILED = {"report": "Report", "urgent": "Urgent action"}


# --- what is published ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Release:
    """A release: the feeds that carry it, each from its own moment on, and what it is."""

    number: int
    appears: Mapping[str, datetime]
    published: datetime
    kind: str = "news"
    place: str = ""
    word: str = "garden"

    @property
    def title(self) -> str:
        """The headline in the first of its feeds."""
        return f"{self.place + ': ' if self.place else ''}A {self.word}, number {self.number}"

    def item(self, feed: str) -> Item:
        """Return it as a feed carries it; each writes the address in its own way."""
        is_first = feed == next(iter(self.appears))
        site, query = ("https://", "") if is_first else ("http://www.", "?utm_source=rss")
        filed = _FILED.get(self.kind)
        return Item(
            guid=f"{feed}-{self.number}",
            link=f"{site}press.example/release/{self.number}{query}",
            title=self.title,
            published=self.published,
            published_raw=self.published.isoformat(),
            blocks=(Block(BlockKind.PARAGRAPH, _TEXTS[self.kind]),),
            terms=(Term("resource-types", filed),) if filed else (),
            language="en",
        )


class Press:
    """The outside world. Feeds that are `down` give no answer."""

    def __init__(self, feeds: Sequence[str]) -> None:
        self.releases: list[Release] = []
        self.down: set[str] = set()
        self._dates: set[datetime] = set()
        self._of: dict[str, list[Release]] = {feed: [] for feed in feeds}

    def publish(
        self, appears: Mapping[str, datetime], *, age: timedelta, kind: str, place: str, word: str
    ) -> None:
        """Have a new release appear in feeds, dated `age` before it does in the first of them."""
        published = min(appears.values()) - age
        while published in self._dates:  # so that the order of publication is one
            published -= timedelta(seconds=1)
        self._dates.add(published)
        release = Release(len(self.releases) + 1, appears, published, kind, place, word)
        self.releases.append(release)
        for feed, moment in appears.items():
            mine = self._of[feed]
            mine.append(release)
            if len(mine) > 1 and mine[-2].appears[feed] > moment:
                mine.sort(key=lambda one: one.appears[feed])

    def window(self, feed: str, now: datetime) -> tuple[int, list[Release]]:
        """Return how many releases the feed has had so far, and the newest few, from the top."""
        mine = self._of[feed]
        count = bisect_right(mine, now, key=lambda one: one.appears[feed])
        return count, mine[max(0, count - WINDOW) : count][::-1]


# --- what the user is promised -------------------------------------------------------------------


@dataclass(frozen=True)
class Wish:
    """What the user wants: how loudly feeds are told (empty: as `general` says), when it is quiet.

    Each rule is given as the settings have it, with what it means.
    """

    feeds: Mapping[str, str]
    general: AlertLevel = "all"
    rules: Sequence[tuple[Rule, Callable[[Release, str], bool]]] = ()
    digest_above: int = 3
    spans: Sequence[Span] = ()

    def settings(self) -> Settings:
        """Return it as the program is told."""
        feeds = [
            Feed(name, f"https://{name}.example/feed", alerts=level, language="en")
            for name, level in self.feeds.items()
        ]
        alerts = AlertSettings(
            level=self.general,
            digest_above=self.digest_above,
            quiet_hours=tuple(parse_quiet_hours(str(span)) for span in self.spans),
            rules=tuple(rule for rule, _ in self.rules),
        )
        return Settings(poll=_POLL, feeds=tuple(feeds), alerts=alerts)

    def level(self, release: Release, feed: str) -> str:
        """Return how loudly a release that this feed carries is to be told."""
        for rule, holds in self.rules:
            if holds(release, feed):
                return str(rule.level)
        wanted = self.feeds[feed] or self.general
        if wanted == "none" or (
            wanted == "breaking" and release.kind not in {"statement", "urgent"}
        ):
            return "silent"
        if wanted == "digest":
            return "digest"
        return "urgent" if release.kind == "urgent" else "alert"


@dataclass
class Diary:
    """What feeds carried at polls, what is owed for it, and what was told: `told` times a number.

    A number is `doomed` when the program was killed with its pop-up on the way: `repeated` if it
    was on the screen by then.
    """

    wish: Wish
    levels: dict[int, str] = field(default_factory=dict)
    told: dict[int, int] = field(default_factory=dict)
    owed: dict[int, Release] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    doomed: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    mutes: dict[str, datetime] = field(default_factory=dict)
    _first_seen: dict[int, datetime] = field(default_factory=dict)
    _over: set[int] = field(default_factory=set)  # no news when first seen: counts as read
    _known: dict[str, set[int]] = field(default_factory=dict)
    _newest: dict[str, datetime] = field(default_factory=dict)

    def note_poll(self, feed: str, carried: Sequence[Release], now: datetime) -> None:
        """Note what a feed carried when it was asked."""
        is_first = feed not in self._known
        known = self._known.setdefault(feed, set())
        if all(one.number in known for one in carried):
            return
        dates = [one.published for one in carried]
        newest = max([*dates, *([self._newest[feed]] if feed in self._newest else [])])
        self._newest[feed] = newest
        for one in carried:
            if one.number in known:
                continue
            known.add(one.number)
            age = newest - one.published
            if one.number not in self._first_seen:
                self._first_seen[one.number] = now
                if is_first or age > _OLD:
                    self._over.add(one.number)
            hushed = is_first or age > _LATE or self._is_muted(one, now)
            level = "silent" if hushed else self.wish.level(one, feed)
            # Told if any of the feeds that carry it asks for it, and as the first that does so.
            is_open = one.number not in self._over
            if self.levels.setdefault(one.number, "silent") == "silent" and is_open:
                self.levels[one.number] = level
                if level != "silent":
                    self.owed[one.number] = one

    def note_hindrance(self) -> None:
        """Note that the user could not be told now of what is owed."""
        self.held.update(self.owed)

    def next_popup(self, now: datetime) -> list[Release]:
        """Return what the next pop-up has to tell, in order; several are one digest."""
        owed = sorted(self.owed.values(), key=lambda one: one.published)
        late = [one for one in owed if self.is_late(one, now)]
        if late:
            return late
        urgent = [one for one in owed if self.levels[one.number] == "urgent"]
        if urgent:
            return urgent[:1]
        alerts = [one for one in owed if self.levels[one.number] == "alert"]
        return owed if len(alerts) > self.wish.digest_above else alerts[:1] or owed

    def wording(self, told: Sequence[Release], now: datetime) -> tuple[str, list[set[str]]]:
        """Return the title of the pop-up that tells these, and what the first lines may be."""
        if len(told) == 1:
            return told[0].title, []
        away = "While you were away: " if self.is_late(told[0], now) else ""
        first = sorted(told, key=lambda one: one.kind not in _FLAGS)  # what breaks is named first
        lines = [{f"{flag}{one.title}" for flag in _FLAGS.get(one.kind, ("",))} for one in first]
        return f"{away}{len(told)} new releases", lines[:3]

    def is_late(self, release: Release, now: datetime) -> bool:
        """Whether it belongs under "While you were away": held back, or owed for days."""
        number = release.number
        return number in self.held or now - self._first_seen[number] > _STALE

    def note_shown(self, numbers: Sequence[int]) -> None:
        """Note that these stood in a pop-up."""
        for number in numbers:
            self.told[number] = self.told.get(number, 0) + 1

    def note_done(self, numbers: Sequence[int]) -> None:
        """Note that the program had the time to write down that these were told."""
        for number in numbers:
            del self.owed[number]
            self.held.discard(number)

    def seen(self) -> Iterator[int]:
        """Return whatever any poll saw."""
        return iter(self._first_seen)

    def _is_muted(self, release: Release, now: datetime) -> bool:
        return release.place in self.mutes and now < self.mutes[release.place]
