"""The submenu "Settings": what is changed most, at a click (demand 31). Pure."""

from __future__ import annotations

from traynews.core.data.model import Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Command, Row, Verb
from traynews.core.text.clean import clean_line
from traynews.core.tray.rows import setting, submenu, switch, text, title_of, unless_empty

_MOST_PLACES = 15


def rows(snapshot: Snapshot, settings: Settings, *, autostart: bool | None) -> tuple[Row, ...]:
    """Return the rows; `autostart` is None where nobody knows whether it starts at login."""
    alerts, badge = settings.alerts, settings.menu.badge
    login = Row(
        "Start at login",
        Command(Verb.AUTOSTART, value="off" if autostart else "on"),
        checked=bool(autostart),
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
        *((login,) if autostart is not None else ()),
        switch("Sound", "alerts.sound", on=alerts.sound),
        switch("Discreet", "alerts.discreet", on=alerts.discreet),
        submenu("Icon shows", badges),
        text(clean_line(f"Quiet hours: {quiet}")),
        *unless_empty("Mute for a week", _mutable(snapshot, settings)),
        *(
            Row(title_of(f"Hear of {place} again"), Command(Verb.UNMUTE_PLACE, value=place))
            for place in snapshot.muted
        ),
        Row(),
        Row("Edit the settings file", Command(Verb.EDIT_CONFIG)),
    )


def _mutable(snapshot: Snapshot, settings: Settings) -> tuple[Row, ...]:
    """Return the places of the newest headlines, each to be kept quiet; none where discreet."""
    if settings.alerts.discreet:
        return ()
    newest = snapshot.entries[: max(0, settings.menu.headlines)]
    places = dict.fromkeys(place for entry in newest for place in entry.countries)
    return tuple(
        Row(title_of(place), Command(Verb.MUTE_PLACE, value=place))
        for place in list(places)[:_MOST_PLACES]
        if place not in snapshot.muted
    )
