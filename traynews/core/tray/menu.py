"""The menu, as rows: everything a user can ask for, drawn from the last snapshot (demand 31).

Pure. Single rows are made in `rows.py`; this is what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from traynews.core.data.model import Entry, FeedStatus, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Command, Row, Verb
from traynews.core.text.address import site_of
from traynews.core.text.clean import clean_line
from traynews.core.text.times import day_name
from traynews.core.tray.face import feed_line, feed_name, health_line, is_paused
from traynews.core.tray.rows import (
    headline,
    keep_direction,
    notice,
    offer,
    setting,
    submenu,
    switch,
    text,
    title_of,
    unless_empty,
    visit,
)

_MOST_PER_FEED = 25
_MOST_SOURCES = 30  # a screen shows as many; those in trouble come first where there are more
_MOST_AWAY = 25
_MOST_PLACES = 15
_ALL = frozenset(Verb)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every part of the menu is drawn from."""

    snapshot: Snapshot
    settings: Settings
    now: datetime
    zone: tzinfo
    autostart: bool | None

    @property
    def discreet(self) -> bool:
        """Whether nothing may tell what the releases are about.

        Sources and Settings, which the user opens himself, keep their names.
        """
        return self.settings.alerts.discreet


def rows(
    snapshot: Snapshot,
    settings: Settings,
    now: datetime,
    zone: tzinfo,
    offered: frozenset[Verb] = _ALL,
    *,
    autostart: bool | None = None,
) -> tuple[Row, ...]:
    """Return the whole menu.

    Rows whose verb is not `offered` are left out, and with them the submenus and separators that
    then stand empty. `autostart` is None where nobody knows whether the program starts at login.
    """
    drawing = _Drawing(snapshot, settings, now, zone, autostart)
    groups = (
        _health(drawing),
        _headlines(drawing),
        _more(drawing),
        _reading(drawing),
        _polling(drawing),
        _places(drawing),
        (submenu("Help", _help()), Row("Quit", Command(Verb.QUIT))),
    )
    kept = [offer(group, offered) for group in groups]
    joined: list[Row] = []
    for group in filter(None, kept):
        joined += [Row(), *group] if joined else group
    return tuple(joined)


# --- the parts ---------------------------------------------------------------------------------


def _health(drawing: _Drawing) -> tuple[Row, ...]:
    snapshot = drawing.snapshot
    health = health_line(snapshot, drawing.now, drawing.zone, discreet=drawing.discreet)
    said = (row for line in snapshot.notices for row in notice(line))
    return (*notice(health), *said)


def _headlines(drawing: _Drawing) -> tuple[Row, ...]:
    shown = drawing.snapshot.entries[: max(0, drawing.settings.menu.headlines)]
    if not drawing.snapshot.entries:
        return (text("No headlines yet"),)
    listed: list[Row] = []
    for day, entries in groupby(
        shown, lambda entry: day_name(entry.published, drawing.now, drawing.zone)
    ):
        listed.append(text(day))
        listed += _listed(entries, drawing, under=day)
    return tuple(listed)


def _more(drawing: _Drawing) -> tuple[Row, ...]:
    snapshot = drawing.snapshot
    rest = snapshot.entries[max(0, drawing.settings.menu.headlines) :]
    by_feed = [
        (status, [entry for entry in rest if entry.feed_id == status.feed.id])
        for status in snapshot.feeds
    ]
    filled = [(status, entries) for status, entries in by_feed if entries]
    if drawing.discreet:
        inside = _listed(rest[:_MOST_PER_FEED], drawing)
    elif len(filled) == 1:
        inside = _listed(filled[0][1][:_MOST_PER_FEED], drawing)
    else:
        inside = tuple(
            submenu(
                keep_direction(title_of(feed_name(status))),
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
        Row("Archive", Command(Verb.ARCHIVE)),
    )


def _polling(drawing: _Drawing) -> tuple[Row, ...]:
    snapshot = drawing.snapshot
    checking = snapshot.checking
    check = Row("Checking…" if checking else "Check now", Command(Verb.CHECK), enabled=not checking)
    pause = (
        Row("Resume", Command(Verb.RESUME))
        if is_paused(snapshot, drawing.now)
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
        shown = sorted(feeds, key=lambda one: not _is_failing(one))[:_MOST_SOURCES]
    sources = tuple(_source(status, drawing) for status in shown)
    if len(feeds) > len(shown):
        sources += (text(f"{len(feeds) - len(shown)} more: see `traynews feeds`"),)
    home = next((one.feed.home for one in feeds if one.feed.enabled and site_of(one.feed.home)), "")
    return (
        *unless_empty("Sources", sources),
        submenu("Settings", _settings(drawing)),
        *((visit(home, discreet=drawing.discreet),) if home else ()),
    )


def _is_failing(status: FeedStatus) -> bool:
    return status.feed.enabled and (status.state.stopped or bool(status.state.trouble))


def _source(status: FeedStatus, drawing: _Drawing) -> Row:
    feed, state = status.feed, status.state
    of_feed = feed.id
    inside = [
        text(feed_line(status, drawing.now, drawing.zone)),
        *notice(state.notice),
        Row(),
        Row("Watched", Command(Verb.TOGGLE_FEED, value=of_feed), checked=feed.enabled),
        Row("Alerts", Command(Verb.MUTE, value=of_feed), checked=feed.alerts != "none"),
        Row("Check now", Command(Verb.CHECK_FEED, value=of_feed), enabled=feed.enabled),
        *((visit(feed.home),) if site_of(feed.home) else ()),
    ]
    mark = "⚠ " if _is_failing(status) else "" if feed.enabled else "– "
    return submenu(keep_direction(mark + title_of(feed_name(status), len(mark))), inside)


def _settings(drawing: _Drawing) -> tuple[Row, ...]:
    alerts, badge = drawing.settings.alerts, drawing.settings.menu.badge
    start = drawing.autostart
    login = Row(
        "Start at login",
        Command(Verb.AUTOSTART, value="off" if start else "on"),
        checked=bool(start),
    )
    badges = tuple(
        Row(label, setting("menu.badge", value), checked=badge == value, radio=True)
        for label, value in (
            ("Number of unread", "number"),
            ("Dot", "dot"),
            ("Nothing", "none"),
        )
    )
    quiet = ", ".join(map(str, alerts.quiet_hours)) or "none"
    return (
        *((login,) if start is not None else ()),
        switch("Sound", "alerts.sound", on=alerts.sound),
        switch("Discreet", "alerts.discreet", on=alerts.discreet),
        submenu("Icon shows", badges),
        text(clean_line(f"Quiet hours: {quiet}")),
        *unless_empty("Mute for a week", _mutable(drawing)),
        *(
            Row(title_of(f"Hear of {place} again"), Command(Verb.UNMUTE_PLACE, value=place))
            for place in drawing.snapshot.muted
        ),
        Row(),
        Row("Edit the settings file", Command(Verb.EDIT_CONFIG)),
    )


def _mutable(drawing: _Drawing) -> tuple[Row, ...]:
    """Return the places of the newest headlines, each to be kept quiet; none where discreet."""
    if drawing.discreet:
        return ()
    newest = drawing.snapshot.entries[: max(0, drawing.settings.menu.headlines)]
    places = dict.fromkeys(place for entry in newest for place in entry.countries)
    return tuple(
        Row(title_of(place), Command(Verb.MUTE_PLACE, value=place))
        for place in list(places)[:_MOST_PLACES]
        if place not in drawing.snapshot.muted
    )


def _help() -> tuple[Row, ...]:
    return (
        Row("About TrayNews", Command(Verb.ABOUT)),
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
