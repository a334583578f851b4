"""How the program is, found out from its sources and what it knows of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import TroubleKind
from traynews.core.data.model import FOREVER, Feed, FeedState, FeedStatus, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.health.health import State, find_health, health_of

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
LATER = NOW + timedelta(minutes=12)


def well(name: str = "uk", **state: object) -> FeedStatus:
    known = {"last_checked": NOW, "next_check": LATER, "polled": True, **state}
    feed = Feed(name, f"https://{name}.example/feed", title=name.upper())
    return FeedStatus(feed, FeedState(name, **known))  # type: ignore[arg-type]


def failing(name: str = "uk", kind: TroubleKind = TroubleKind.HTTP, **state: object) -> FeedStatus:
    known = {"trouble": "the server says 500", "trouble_kind": kind, "trouble_since": NOW}
    return well(name, **{**known, **state})


def silent(name: str = "uk", **state: object) -> FeedStatus:
    return failing(name, TroubleKind.NETWORK, **state)


def off(one: FeedStatus) -> FeedStatus:
    return replace(one, feed=replace(one.feed, enabled=False))


def unasked(name: str = "uk") -> FeedStatus:
    return well(name, last_checked=None, polled=False)


def gone(name: str = "uk") -> FeedStatus:
    return well(name, stopped=True, trouble="the server says 410 Gone")


@pytest.mark.parametrize(
    ("feeds", "state", "online"),
    [
        ([], State.OFF, None),
        ([off(well())], State.OFF, None),
        ([well()], State.WELL, True),
        ([unasked()], State.UNCHECKED, None),
        ([unasked(), well("int")], State.WELL, True),
        ([failing()], State.FAILING, True),
        ([failing(), failing("int")], State.FAILING, True),
        ([failing(), silent("int")], State.FAILING, True),
        ([failing(), well("int")], State.AILING, True),
        ([silent(), well("int")], State.AILING, True),
        ([failing(), off(well("int"))], State.FAILING, True),
        ([silent()], State.OFFLINE, None),
        ([silent(), silent("int")], State.OFFLINE, False),
        ([silent(), off(well("int"))], State.OFFLINE, None),
        ([gone()], State.FAILING, True),
    ],
)
def test_the_sources_tell_whether_there_is_a_network(
    feeds: list[FeedStatus], state: State, *, online: bool | None
) -> None:
    health = find_health(feeds, NOW)
    assert (health.state, health.sources, health.online) == (state, state, online)


def test_two_sources_behind_one_mirror_tell_no_more_than_one() -> None:
    feeds = [silent(), silent("int")]
    mirrored = [replace(one, feed=replace(one.feed, mirror="http://news.office/")) for one in feeds]
    assert find_health(mirrored, NOW).online is None


def test_what_the_program_does_comes_before_what_its_sources_do() -> None:
    feeds = [failing()]
    assert find_health(feeds, NOW, running=False, paused_until=LATER).state is State.NOT_RUNNING
    assert find_health(feeds, NOW, paused_until=FOREVER).state is State.PAUSED
    over = find_health(feeds, NOW, paused_until=NOW)
    assert (over.state, over.paused_until) == (State.FAILING, None)
    assert find_health([well()], NOW, checking=True).state is State.CHECKING
    # While it looks whether the network is back, it is still said that it was away.
    assert find_health([silent(), silent("int")], NOW, checking=True).state is State.OFFLINE


def test_the_next_check_is_that_of_who_fails() -> None:
    soon, late = NOW + timedelta(minutes=1), NOW + timedelta(hours=3)
    feeds = [well(next_check=soon), failing("int", next_check=late), gone("us")]
    health = find_health(feeds, NOW)
    assert [one.feed.id for one in health.failing] == ["int", "us"]
    assert health.due == late
    assert find_health([well(next_check=soon), well("int")], NOW).due == soon
    assert find_health([gone()], NOW).due is None


def test_whether_anything_was_ever_read_is_known() -> None:
    assert not find_health([unasked(), failing("int", polled=False)], NOW).was_read
    assert find_health([unasked(), failing("int")], NOW).was_read


def test_a_snapshot_carries_why_alerts_wait() -> None:
    snapshot = Snapshot(NOW, feeds=(well(),), held_because="the screen is locked")
    health = health_of(snapshot, Settings(), NOW, UTC)
    assert health.hold is not None
    assert (health.hold.because, health.hold.until) == ("the screen is locked", None)
    assert health_of(replace(snapshot, held_because=""), Settings(), NOW, UTC).hold is None
