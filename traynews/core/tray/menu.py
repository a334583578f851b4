"""The menu, as rows: everything a user can ask for, drawn from the last snapshot (demand 31).

It fits the host that shows it: what has no room stands below "More headlines". Pure; single rows
are made in `rows.py`, this is what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import groupby

from traynews.core.data.host import Host
from traynews.core.data.model import Entry, FeedStatus, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Command, Row, Verb
from traynews.core.health.health import Health, is_failing
from traynews.core.health.words import name_feed, tell_causes, tell_feed, tell_health, tell_wait
from traynews.core.polling.stand_ins import find_stand_in
from traynews.core.text.address import site_of
from traynews.core.text.times import day_name
from traynews.core.tray import settings_menu
from traynews.core.tray.fit import count_shown, height_of
from traynews.core.tray.rows import (
    follow,
    headline,
    join,
    keep_direction,
    notice,
    submenu,
    text,
    title_of,
    unless_empty,
    visit,
)

_MOST_PER_FEED = 25
_MOST_SOURCES = 30  # a screen shows as many; those in trouble come first where there are more
_MOST_AWAY = 25
_ALL = frozenset(Verb)
_ANY_HOST = Host()
_QUIT = Row("Quit", Command(Verb.QUIT))


_Group = Sequence[Row]
_Around = tuple[tuple[_Group, ...], tuple[_Group, ...]]
"""The groups above the headlines, and those below."""


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every part of the menu is drawn from."""

    snapshot: Snapshot
    settings: Settings
    health: Health
    zone: tzinfo
    autostart: bool | None
    host: Host

    @property
    def now(self) -> datetime:
        """When it is drawn for."""
        return self.health.taken

    @property
    def discreet(self) -> bool:
        """Whether nothing may tell what the releases are about.

        Sources and Settings, which the user opens himself, keep their names.
        """
        return self.settings.alerts.discreet


def rows(
    snapshot: Snapshot,
    settings: Settings,
    health: Health,
    zone: tzinfo,
    offered: frozenset[Verb] = _ALL,
    *,
    autostart: bool | None = None,
    host: Host = _ANY_HOST,
    screen: int = 0,
) -> tuple[Row, ...]:
    """Return the whole menu.

    Rows whose verb is not `offered` are left out, and with them the submenus and separators that
    then stand empty. `autostart` is None where nobody knows whether the program starts at login.
    The menu takes two thirds of a `screen`, in pixels of height, at most; 0 where nobody knows it.
    """
    drawing = _Drawing(snapshot, settings, health, zone, autostart, host)
    above, below = _compact_groups(drawing) if host.compact else _groups(drawing)
    newest = snapshot.entries[: max(0, settings.menu.headlines)]
    days = [_day_of(entry, drawing) for entry in newest]
    around = join((*above, *_news(_with_fewest(drawing), 0), *below), offered)
    taken = height_of(around, host) + host.line  # one beside the headlines
    shown = count_shown(days, taken, host, screen)
    return join((*above, *_news(drawing, shown), *below), offered)


def _with_fewest(drawing: _Drawing) -> _Drawing:
    """Return it with one release of each source, by which its menu has the same rows of its own."""
    fewest = {entry.feed_id: entry for entry in drawing.snapshot.entries}
    snapshot = replace(drawing.snapshot, entries=tuple(fewest.values()))
    return replace(drawing, snapshot=snapshot)


def _groups(drawing: _Drawing) -> _Around:
    ending = (submenu("Help", _help()), _QUIT)
    below = (_reading(drawing), _polling(drawing), _places(drawing), ending)
    return (_health(drawing),), below


def _compact_groups(drawing: _Drawing) -> _Around:
    more = submenu("Settings and help", (*_places(drawing), submenu("Help", _help())))
    return (_health(drawing), (*_polling(drawing), more, _QUIT), _reading(drawing)), ()


def _news(drawing: _Drawing, shown: int) -> tuple[_Group, ...]:
    headlines, more = _headlines(drawing, shown), _more(drawing, shown)
    return ((*headlines, *more),) if drawing.host.compact else (headlines, more)


def _day_of(entry: Entry, drawing: _Drawing) -> str:
    """Return the heading it stands under; none in a compact menu."""
    return "" if drawing.host.compact else day_name(entry.published, drawing.now, drawing.zone)


# --- the parts ---------------------------------------------------------------------------------


def _health(drawing: _Drawing) -> tuple[Row, ...]:
    """Return how it is, whole: one line, what is wrong, what can be done, and why alerts wait."""
    health, zone = drawing.health, drawing.zone
    causes = [] if drawing.discreet else tell_causes(health, zone)
    return (
        *notice(tell_health(health, zone, discreet=drawing.discreet)),
        *(row for cause in causes for row in notice(cause)),
        *_stand_in(drawing),
        *notice(tell_wait(health, zone)),
        *(row for line in drawing.snapshot.notices for row in notice(line)),
    )


def _stand_in(drawing: _Drawing) -> tuple[Row, ...]:
    """Return the row that offers another source for one that turns us away; mostly none."""
    if drawing.discreet:
        return ()
    feed = find_stand_in(drawing.snapshot.feeds, drawing.settings.offers)
    return (follow(feed),) if feed else ()


def _headlines(drawing: _Drawing, shown: int) -> tuple[Row, ...]:
    if not drawing.snapshot.entries:
        return (text("No headlines yet"),)
    listed: list[Row] = []
    entries = drawing.snapshot.entries[:shown]
    for day, of_day in groupby(entries, lambda entry: _day_of(entry, drawing)):
        if day:
            listed.append(text(day))
        listed += _listed(of_day, drawing, under=day or "Today")
    return tuple(listed)


def _more(drawing: _Drawing, shown: int) -> tuple[Row, ...]:
    snapshot = drawing.snapshot
    rest = snapshot.entries[shown:]
    by_feed: dict[str, list[Entry]] = {}
    for entry in rest:
        by_feed.setdefault(entry.feed_id, []).append(entry)
    filled = [
        (status, by_feed[status.feed.id]) for status in snapshot.feeds if status.feed.id in by_feed
    ]
    if drawing.discreet:
        inside = _listed(rest[:_MOST_PER_FEED], drawing)
    elif len(filled) == 1:
        inside = _listed(filled[0][1][:_MOST_PER_FEED], drawing)
    else:
        inside = tuple(
            submenu(
                keep_direction(title_of(name_feed(status))),
                _listed(entries[:_MOST_PER_FEED], drawing),
            )
            for status, entries in filled
        )
    away = _listed(snapshot.away[:_MOST_AWAY], drawing)
    return (
        *unless_empty("More headlines", inside),
        *unless_empty(f"While you were away ({len(snapshot.away)})", away),
    )


def _reading(drawing: _Drawing) -> tuple[Row, ...]:
    unread = drawing.snapshot.unread
    some = unread > 0
    return (
        Row(
            f"Open all unread ({unread})" if some else "Open all unread",
            Command(Verb.OPEN_UNREAD),
            enabled=some,
        ),
        Row("Mark all read", Command(Verb.READ_ALL), enabled=some),
        Row("Open TrayNews…", Command(Verb.WINDOW), default=True),
    )


def _polling(drawing: _Drawing) -> tuple[Row, ...]:
    snapshot = drawing.snapshot
    checking = snapshot.checking
    check = Row("Checking…" if checking else "Check now", Command(Verb.CHECK), enabled=not checking)
    pause = (
        Row("Resume", Command(Verb.RESUME))
        if drawing.health.paused_until is not None
        else submenu(
            "Pause",
            (
                Row("For an hour", Command(Verb.PAUSE, value="3600")),
                Row("Until tomorrow", Command(Verb.PAUSE, value="tomorrow")),
                Row("Until I resume", Command(Verb.PAUSE)),
            ),
        )
    )
    return check, pause


def _places(drawing: _Drawing) -> tuple[Row, ...]:
    feeds = drawing.snapshot.feeds
    shown: Sequence[FeedStatus] = feeds
    if len(feeds) > _MOST_SOURCES:
        shown = sorted(feeds, key=lambda one: not is_failing(one))[:_MOST_SOURCES]
    sources = tuple(_source(status, drawing) for status in shown)
    if len(feeds) > len(shown):
        sources += (text(f"{len(feeds) - len(shown)} more: see `traynews feeds`"),)
    home = next((one for one in feeds if one.feed.enabled and site_of(one.feed.home)), None)
    return (
        *unless_empty("Sources", sources),
        submenu(
            "Settings",
            settings_menu.rows(drawing.snapshot, drawing.settings, autostart=drawing.autostart),
        ),
        *((visit(home, discreet=drawing.discreet),) if home else ()),
    )


def _source(status: FeedStatus, drawing: _Drawing) -> Row:
    feed, state = status.feed, status.state
    of_feed = feed.id
    inside = [
        *notice(tell_feed(status, drawing.now, drawing.zone)),
        *notice(state.notice),
        Row(),
        Row("Watched", Command(Verb.TOGGLE_FEED, value=of_feed), checked=feed.enabled),
        Row("Alerts", Command(Verb.MUTE, value=of_feed), checked=feed.alerts != "none"),
        Row("Check now", Command(Verb.CHECK_FEED, value=of_feed), enabled=feed.enabled),
        *((visit(status),) if site_of(feed.home) else ()),
    ]
    mark = "⚠ " if is_failing(status) else "" if feed.enabled else "– "
    return submenu(keep_direction(mark + title_of(name_feed(status), len(mark))), inside)


def _help() -> tuple[Row, ...]:
    return (
        Row("About TrayNews", Command(Verb.ABOUT)),
        Row("Show a test alert", Command(Verb.TEST_ALERT)),
        Row("Archive", Command(Verb.ARCHIVE)),
        Row("What happened", Command(Verb.LOG)),
        Row("What works", Command(Verb.DOCTOR)),
        submenu(
            "Remove everything?",
            (Row("Yes: end TrayNews, remove all that it kept", Command(Verb.WIPE)),),
        ),
    )


def _listed(
    entries: Iterable[Entry], drawing: _Drawing, *, under: str = "Today"
) -> tuple[Row, ...]:
    at = (drawing.now, drawing.zone)
    return tuple(headline(one, *at, under=under, discreet=drawing.discreet) for one in entries)
