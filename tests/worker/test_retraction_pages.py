"""Whose pages are asked for, with how much reach, and what becomes of what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import Answer, Failure, Reach, TroubleKind
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling.retraction import PAUSE, Finding, Suspect
from traynews.worker.retraction_pages import RetractionPages

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed("uk", "https://www.press.example/feed", home="https://www.press.example/latest/")
SUSPECT = Suspect(7, "uk", "https://www.press.example/release/4")


@dataclass
class Kept:
    """What the archive keeps of it."""

    states_: dict[str, FeedState] = field(default_factory=dict)
    suspects_: list[Suspect] = field(default_factory=lambda: [SUSPECT])
    holds: dict[str, datetime] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    findings: list[tuple[int, Finding]] = field(default_factory=list)

    def states(self, feed_id: str) -> dict[str, FeedState]:
        return {feed_id: self.states_[feed_id]} if feed_id in self.states_ else {}

    def suspects(self, now: datetime) -> Sequence[Suspect]:
        assert now == NOW
        return self.suspects_

    def held_until(self, host: str) -> datetime | None:
        return self.holds.get(host)

    def hold_host(self, host: str, until: datetime) -> None:
        self.holds[host] = until

    def note_ask(self, entry_id: int, now: datetime) -> None:
        assert now == NOW
        self.asked.append(entry_id)

    def note_finding(self, entry_id: int, finding: Finding, now: datetime) -> None:
        assert now == NOW
        self.findings.append((entry_id, finding))


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def pages(kept: Kept) -> RetractionPages:
    made = RetractionPages(kept, now=lambda: NOW)  # type: ignore[arg-type] # as much as it needs
    made.feeds = {"uk": FEED}
    return made


def http(status: int, retry_after: timedelta | None = None, url: str = "") -> Failure:
    return Failure(TroubleKind.HTTP, "no", NOW, status, retry_after, url=url)


@pytest.mark.parametrize(
    ("url", "is_asked"),
    [
        ("https://www.press.example/release/4", True),
        ("https://press.example/release/4", True),
        ("https://archive.press.example/release/4", True),
        ("https://press.example.evil.example/", False),
        ("https://other.example/release/4", False),
        ("http://www.press.example/release/4", False),
        ("http://192.168.1.1/cgi-bin/reboot", False),
        ("", False),
    ],
)
def test_only_pages_of_the_feeds_own_site_are_asked_for(
    url: str, is_asked: object, kept: Kept, pages: RetractionPages
) -> None:
    """P23."""
    kept.suspects_ = [replace(SUSPECT, url=url)]
    assert bool(pages.suspects()) is is_asked


def test_nobody_asks_for_a_feed_that_is_polled_no_more(pages: RetractionPages) -> None:
    pages.feeds = {}
    assert list(pages.suspects()) == []


@pytest.mark.parametrize(
    ("until", "is_asked"), [(NOW + HOUR, False), (NOW, True), (NOW + timedelta(days=9), True)]
)
def test_a_server_that_is_held_is_left_alone_for_pages_too(
    until: datetime, is_asked: object, kept: Kept, pages: RetractionPages
) -> None:
    """P18, P32."""
    kept.holds = {"www.press.example:443": until}
    assert bool(pages.suspects()) is is_asked


@pytest.mark.parametrize(
    ("known", "least"),
    [
        ({}, Reach.PUBLIC),
        ({"uk": FeedState("uk", reach=Reach.PUBLIC)}, Reach.PUBLIC),
        ({"uk": FeedState("uk", reach=Reach.PRIVATE)}, Reach.PRIVATE),
    ],
)
def test_a_page_is_asked_for_once_it_is_noted_and_reaches_no_further_inside_than_its_feed(
    known: dict[str, FeedState], least: Reach, kept: Kept, pages: RetractionPages
) -> None:
    """P10, P23."""
    kept.states_ = known
    request = pages.claim(SUSPECT)
    assert (request.url, request.page_of, request.reach) == (SUSPECT.url, 7, least)
    assert kept.asked == [7]


def test_what_a_page_says_is_noted(kept: Kept, pages: RetractionPages) -> None:
    pages.take(SUSPECT, Answer(SUSPECT.url, 200, {}, b"", NOW))
    pages.take(SUSPECT, http(404))
    pages.take(SUSPECT, http(410))
    assert [finding for _, finding in kept.findings] == [
        Finding.STANDS,
        Finding.MISSED,
        Finding.RETRACTED,
    ]


def test_a_network_that_is_away_tells_nothing(kept: Kept, pages: RetractionPages) -> None:
    pages.take(SUSPECT, Failure(TroubleKind.NETWORK, "no network", NOW, reached=False))
    assert (kept.findings, kept.holds) == ([], {})


@pytest.mark.parametrize(("retry_after", "hold"), [(2 * HOUR, 2 * HOUR), (None, PAUSE)])
def test_a_server_that_has_had_enough_is_held(
    retry_after: timedelta | None, hold: timedelta, kept: Kept, pages: RetractionPages
) -> None:
    """P18."""
    pages.take(SUSPECT, http(429, retry_after))
    assert kept.holds == {"www.press.example:443": NOW + hold}


def test_a_page_that_leads_to_another_server_that_refuses_holds_nobody(
    kept: Kept, pages: RetractionPages
) -> None:
    """P18."""
    pages.take(SUSPECT, http(429, 2 * HOUR, url="https://other.example/"))
    assert kept.holds == {}
