"""What icon, tooltip and health line say."""

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
from traynews.core.text.address import site_of
from traynews.core.text.times import age, day_name, moment
from traynews.core.tray.face import face, feed_line, health_line, tooltip

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
SETTINGS = Settings()


def status(name: str = "uk", *, enabled: bool = True, **state: object) -> FeedStatus:
    known = {
        "last_checked": NOW - timedelta(minutes=3),
        "next_check": NOW + timedelta(minutes=12),
    }
    feed = Feed(name, f"https://www.{name}.example.org/feed", title=name.upper(), enabled=enabled)
    return FeedStatus(feed, FeedState(name, **{**known, **state}))  # type: ignore[arg-type]


def held(one: FeedStatus, hours: int = 1) -> FeedStatus:
    return replace(one, held_until=NOW + timedelta(hours=hours))


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
    assert face(snapshot, SETTINGS, NOW).mood is mood


def test_the_icon_counts_what_is_unread_in_the_way_the_user_chose() -> None:
    settings = replace(SETTINGS, menu=MenuSettings(badge="dot"))
    assert face(Snapshot(NOW, unread=7), settings, NOW) == Face(Mood.UNREAD, 7, "dot")


@pytest.mark.parametrize(
    ("snapshot", "line"),
    [
        (Snapshot(NOW, feeds=(status(),)), "Checked 10:42 · next 10:57"),
        (
            Snapshot(NOW, feeds=(status(), status("int", next_check=NOW - timedelta(1)))),
            "Checked 10:42 · due now",
        ),
        (Snapshot(NOW, feeds=(status(last_checked=None),)), "Not checked yet · next 10:57"),
        (Snapshot(NOW, feeds=(status(last_checked=None, next_check=None),)), "Not checked yet"),
        (
            Snapshot(NOW, feeds=(failing("uk"), status("int"))),
            "uk.example.org: no answer within 15 s · next 10:57",
        ),
        (
            Snapshot(NOW, feeds=(failing("uk"), failing("int"), status("de"))),
            "2 of 3 sources: no answer within 15 s · next 10:57",
        ),
        (Snapshot(NOW, feeds=(status(stopped=True),)), "uk.example.org: gone, no longer checked"),
        (Snapshot(NOW, feeds=(status(),), checking=True), "Checking…"),
        (
            Snapshot(NOW, feeds=(status(),), paused_until=NOW + timedelta(hours=1)),
            "Paused until 11:45",
        ),
        (
            Snapshot(NOW, feeds=(status(),), paused_until=NOW + timedelta(days=1)),
            "Paused until Tomorrow 10:45",
        ),
        (Snapshot(NOW, feeds=(status(),), paused_until=FOREVER), "Paused until you resume"),
        (Snapshot(NOW), "No source is switched on"),
        (
            Snapshot(NOW, feeds=(held(failing("uk")),)),
            "uk.example.org: waits until 11:45, as its server asked",
        ),
        (Snapshot(NOW, feeds=(status(enabled=False),)), "No source is switched on"),
    ],
)
def test_the_health_line_says_when_or_why_not(snapshot: Snapshot, line: str) -> None:
    assert health_line(snapshot, NOW, UTC) == line


def test_the_health_line_keeps_the_next_check_when_the_reason_is_long() -> None:
    long = status(trouble="the server answered with a page of its own " * 5)
    line = health_line(Snapshot(NOW, feeds=(long,)), NOW, UTC)
    assert len(line) <= 60
    assert line.endswith("… · next 10:57")


def test_the_health_line_names_the_address_in_use() -> None:
    moved = status(trouble="no answer", url="https://www.elsewhere.example/feed")
    assert health_line(Snapshot(NOW, feeds=(moved,)), NOW, UTC).startswith("elsewhere.example: ")


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (status(), "Checked 10:42 · next 10:57"),
        (status(enabled=False), "Switched off"),
        (failing("uk"), "no answer within 15 s · next 10:57"),
        (status(stopped=True, trouble="410 Gone"), "410 Gone"),
        (held(status()), "Checked 10:42 · waits until 11:45, as its server asked"),
        (held(failing("uk")), "waits until 11:45, as its server asked"),
        (held(status(), hours=0), "Checked 10:42 · next 10:57"),
    ],
)
def test_each_feed_has_a_line_of_its_own(one: FeedStatus, line: str) -> None:
    assert feed_line(one, NOW, UTC) == line


def test_the_tooltip_is_two_short_lines() -> None:
    snapshot = Snapshot(NOW, feeds=(status(),), unread=3)
    assert tooltip(snapshot, NOW, UTC) == "TrayNews · 3 unread\nChecked 10:42 · next 10:57"
    assert tooltip(replace(snapshot, unread=0), NOW, UTC).startswith("TrayNews · nothing unread\n")


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
        assert face(snapshot, Settings(), when).mood is mood
