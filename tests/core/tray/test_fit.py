"""A menu that fits the host that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.host import HOSTS, Host, host_of
from traynews.core.data.model import Entry, Feed, FeedState, FeedStatus, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Row, Verb
from traynews.core.health.health import health_of
from traynews.core.tray.fit import height_of
from traynews.core.tray.marks import UNREAD_MARK
from traynews.core.tray.menu import rows

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
_FEEDS = ("uk", "int")


def busy(notices: tuple[str, ...] = ()) -> Snapshot:
    """Return a week of headlines of two feeds, with all else that a menu may hold."""
    entries = tuple(_entry(number) for number in range(40))
    feeds = tuple(
        FeedStatus(Feed(name, f"https://{name}.example/feed"), FeedState(name)) for name in _FEEDS
    )
    return Snapshot(
        taken=NOW, entries=entries, feeds=feeds, unread=9, away=entries[:3], notices=notices
    )


def _entry(number: int) -> Entry:
    published = NOW - timedelta(hours=6 * number)
    feed = _FEEDS[number % 2]
    return Entry(number, feed, f"Headline {number}", "https://uk.example/", published, NOW)


def draw(snapshot: Snapshot, **options: object) -> tuple[Row, ...]:
    health = health_of(snapshot, Settings(), NOW, UTC)
    return rows(snapshot, Settings(), health, UTC, **options)  # type: ignore[arg-type]


def walk(drawn: Iterable[Row]) -> Iterator[Row]:
    for row in drawn:
        yield row
        yield from walk(row.children)


@pytest.mark.parametrize("name", ["", *HOSTS])
@pytest.mark.parametrize("screen", [720, 768, 800, 900, 1080, 1200, 1440, 2160])
def test_no_menu_is_higher_than_two_thirds_of_the_screen(name: str, screen: int) -> None:
    host = host_of(name)
    fits = [
        height_of(draw(shown, host=host, screen=screen, autostart=True), host) <= screen * 2 // 3
        for shown in (busy(), busy(("A line that says what is wrong",)))
    ]
    assert fits[0] or screen < 768  # where one headline stands all the same
    assert fits[1] or screen < 900


@pytest.mark.parametrize("screen", [0, 1080, 2160])
def test_a_compact_menu_steers_first_and_has_six_headlines_without_days(screen: int) -> None:
    drawn = [row.label for row in draw(busy(), host=host_of("ubuntu:GNOME"), screen=screen)]
    assert not {"Today", "Yesterday"} & set(drawn)
    assert sum(label.startswith(UNREAD_MARK) for label in drawn) == 6
    steering = [
        drawn.index(label) for label in ("Pause", "Settings and help", "Quit", "Open TrayNews…")
    ]
    assert max(steering) < drawn.index(f"{UNREAD_MARK} Headline 0 · now")


@pytest.mark.parametrize("name", ["", *HOSTS])
def test_whatever_the_host_everything_can_be_asked_for(name: str) -> None:
    def asked(host: Host, screen: int) -> set[Verb]:
        drawn = walk(draw(busy(), host=host, screen=screen, autostart=True))
        return {row.command.verb for row in drawn if row.command}

    assert asked(host_of(name), 720) == asked(Host(), 0)


@pytest.mark.parametrize(
    ("desktops", "host"),
    [
        ("ubuntu:GNOME", HOSTS["GNOME"]),
        ("Budgie:GNOME", HOSTS["Budgie"]),
        ("X-Cinnamon", HOSTS["X-Cinnamon"]),
        ("", Host()),
        ("Enlightenment", Host()),
    ],
)
def test_a_host_is_known_by_the_most_particular_name(desktops: str, host: Host) -> None:
    assert host_of(desktops) == host
