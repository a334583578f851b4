"""The settings that a click changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import pytest

from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.model import Entry, Snapshot
from traynews.core.data.settings import AlertSettings, MenuSettings, Settings
from traynews.core.data.view import Command, Row, Verb
from traynews.core.tray.settings_menu import rows

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)


def of(place: str) -> Entry:
    address = "https://uk.example/"
    return Entry(1, "uk", "A headline", address, NOW, NOW, countries=(place,))


def draw(
    snapshot: Snapshot, settings: Settings, *, autostart: bool | None = None
) -> dict[str, Row]:
    return {row.label: row for row in rows(snapshot, settings, autostart=autostart)}


@pytest.mark.parametrize(("autostart", "asked"), [(True, "off"), (False, "on")])
def test_starting_at_login_is_a_switch_that_says_how_it_stands(
    *, autostart: bool, asked: str
) -> None:
    row = draw(Snapshot(NOW), Settings(), autostart=autostart)["Start at login"]
    assert (row.checked, row.command) == (autostart, Command(Verb.AUTOSTART, value=asked))


def test_where_nobody_knows_whether_it_starts_at_login_nothing_is_offered() -> None:
    assert "Start at login" not in draw(Snapshot(NOW), Settings())


@pytest.mark.parametrize("badge", ["number", "dot", "none"])
def test_the_badge_that_is_set_is_the_one_that_is_marked(
    badge: Literal["number", "dot", "none"],
) -> None:
    shown = draw(Snapshot(NOW), Settings(menu=MenuSettings(badge=badge)))["Icon shows"].children
    marked = [row.command for row in shown if row.checked]
    assert marked == [Command(Verb.SET, value=f"menu.badge={badge}")]


def test_quiet_hours_are_told() -> None:
    hours = (parse_quiet_hours("22:00-07:00"),)
    assert "Quiet hours: none" in draw(Snapshot(NOW), Settings())
    assert "Quiet hours: 22:00-07:00" in draw(
        Snapshot(NOW), Settings(alerts=AlertSettings(quiet_hours=hours))
    )


def test_a_place_is_muted_or_heard_of_again_but_not_both() -> None:
    heard = draw(Snapshot(NOW, (of("Chad"),)), Settings())
    assert [row.label for row in heard["Mute for a week"].children] == ["Chad"]
    muted = draw(Snapshot(NOW, (of("Chad"),), muted=("Chad",)), Settings())
    assert "Mute for a week" not in muted
    assert muted["Hear of Chad again"].command == Command(Verb.UNMUTE_PLACE, value="Chad")


def test_a_discreet_menu_names_no_place_of_the_news() -> None:
    discreet = Settings(alerts=AlertSettings(discreet=True))
    assert "Mute for a week" not in draw(Snapshot(NOW, (of("Chad"),)), discreet)
