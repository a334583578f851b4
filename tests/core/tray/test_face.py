"""What icon and tooltip say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from traynews.core.data.model import (
    FOREVER,
    Entry,
    Feed,
    FeedState,
    FeedStatus,
    Kind,
    Level,
    Snapshot,
)
from traynews.core.data.settings import MenuSettings, Settings
from traynews.core.data.view import Face, Mood
from traynews.core.health.health import health_of
from traynews.core.text.address import site_of
from traynews.core.text.times import age, day_name, moment
from traynews.core.tray.face import face, tooltip

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
SETTINGS = Settings()


def status(name: str = "uk", *, enabled: bool = True, **state: object) -> FeedStatus:
    known = {
        "last_checked": NOW - timedelta(minutes=3),
        "next_check": NOW + timedelta(minutes=12),
    }
    feed = Feed(name, f"https://www.{name}.example.org/feed", title=name.upper(), enabled=enabled)
    return FeedStatus(feed, FeedState(name, **{**known, **state}))  # type: ignore[arg-type]


def failing(name: str, failures: int = 1) -> FeedStatus:
    return status(name, trouble="no answer within 15 s", failures=failures)


def entry(level: Level = Level.ALERT, *, read: bool = False) -> Entry:
    return Entry(1, "uk", "Title", "https://example.org/1", NOW, NOW, level=level, read=read)


@pytest.mark.parametrize(
    ("snapshot", "mood"),
    [
        (Snapshot(NOW), Mood.NORMAL),
        (Snapshot(NOW, unread=2), Mood.UNREAD),
        (Snapshot(NOW, (entry(Level.URGENT),), unread=1), Mood.URGENT),
        (Snapshot(NOW, (entry(Level.URGENT, read=True),)), Mood.NORMAL),
        (Snapshot(NOW, unread=2, paused_until=FOREVER), Mood.PAUSED),
        (Snapshot(NOW, unread=2, paused_until=NOW - timedelta(seconds=1)), Mood.UNREAD),
        (Snapshot(NOW, feeds=(failing("uk"),)), Mood.NORMAL),
        (Snapshot(NOW, feeds=(failing("uk", 2),)), Mood.TROUBLE),
        (Snapshot(NOW, feeds=(failing("uk", 9), status("int"))), Mood.NORMAL),
        (Snapshot(NOW, feeds=(failing("uk", 9), status("int", enabled=False))), Mood.TROUBLE),
        (Snapshot(NOW, feeds=(status("uk", stopped=True),)), Mood.TROUBLE),
        (Snapshot(NOW, feeds=(failing("uk", 2),), paused_until=FOREVER), Mood.TROUBLE),
    ],
)
def test_the_icon_shows_what_is_most_pressing(snapshot: Snapshot, mood: Mood) -> None:
    assert face(snapshot, SETTINGS, health_of(snapshot, SETTINGS, NOW, UTC)).mood is mood


def test_the_icon_counts_what_is_unread_in_the_way_the_user_chose() -> None:
    settings = replace(SETTINGS, menu=MenuSettings(badge="dot"))
    snapshot = Snapshot(NOW, unread=7)
    health = health_of(snapshot, settings, NOW, UTC)
    assert face(snapshot, settings, health) == Face(Mood.UNREAD, 7, "dot")


def test_the_tooltip_is_two_short_lines() -> None:
    snapshot = Snapshot(NOW, feeds=(status(),), unread=3)
    health = health_of(snapshot, SETTINGS, NOW, UTC)
    assert tooltip(snapshot, health, UTC) == "TrayNews · 3 unread\nChecked 10:42 · next 10:57"
    none = replace(snapshot, unread=0)
    assert tooltip(none, health, UTC).startswith("TrayNews · nothing unread\n")


def test_the_tooltip_tells_why_alerts_wait() -> None:
    snapshot = Snapshot(NOW, feeds=(status(),), held_because="the screen is locked")
    health = health_of(snapshot, SETTINGS, NOW, UTC)
    assert tooltip(snapshot, health, UTC).endswith("\nAlerts wait: the screen is locked")
    paused = health_of(replace(snapshot, paused_until=FOREVER), SETTINGS, NOW, UTC)
    assert tooltip(snapshot, paused, UTC).endswith("\nPaused until you resume")


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, "Today"),
        (-1, "Yesterday"),
        (1, "Tomorrow"),
        (-2, "Thu 19 Nov"),
        (-400, "Fri 17 Oct 2025"),
    ],
)
def test_days_are_named_as_people_name_them(days: int, name: str) -> None:
    assert day_name(NOW + timedelta(days), NOW, UTC) == name


def test_a_day_ends_at_the_users_midnight() -> None:
    auckland = timezone(timedelta(hours=13))
    evening = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)  # 23:30 there, the day before
    assert day_name(evening, NOW - timedelta(hours=10), UTC) == "Yesterday"
    assert day_name(evening, evening + timedelta(hours=1), auckland) == "Yesterday"
    assert moment(evening, evening, auckland) == "23:30"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-5, "now"),
        (0.9, "now"),
        (1, "1 min"),
        (59.9, "59 min"),
        (60, "1 h"),
        (1439, "23 h"),
        (1440, "1 d"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(minutes: float, said: str) -> None:
    assert age(NOW - timedelta(minutes=minutes), NOW) == said


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.amnesty.org.uk/x", "amnesty.org.uk"),
        ("http://[::1]:80/", "::1"),
        ("http://[broken", ""),
        ("no address", ""),
    ],
)
def test_a_host_is_said_without_its_www(url: str, name: str) -> None:
    assert site_of(url) == name


def test_an_unread_breaking_release_shows_in_the_mood_after_urgent_ones() -> None:
    when = datetime(2026, 3, 2, tzinfo=UTC)
    one = Entry(1, "uk", "T", "", when, when, kind=Kind.STATEMENT)
    urgent = replace(one, level=Level.URGENT)
    for entries, mood in (
        ((one,), Mood.BREAKING),
        ((one, urgent), Mood.URGENT),
        ((replace(one, read=True),), Mood.UNREAD),
    ):
        snapshot = Snapshot(when, entries=entries, unread=1)
        health = health_of(snapshot, SETTINGS, when, UTC)
        assert face(snapshot, SETTINGS, health).mood is mood
