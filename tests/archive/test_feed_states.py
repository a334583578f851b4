"""Feeds in the archive: states, due times, holds on hosts."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, data_version, poll, release
from traynews.archive.rows import from_stamp, to_stamp
from traynews.archive.store import Store
from traynews.core.data.document import Door, Hints, Reach, TroubleKind, Validators
from traynews.core.data.model import FOREVER, Feed, FeedState, Listing
from traynews.core.text.address import server_of

FULL = FeedState(
    feed_id="uk",
    url="https://www.uk.example/moved/",
    title="Ümläute & 新闻",
    validators=Validators('W/"a,b"', "Tue, 10 Mar 2099 25:61:00 XYZ"),
    body_hash="abc",
    polled=True,
    last_checked=NOW,
    last_success=NOW - HOUR,
    next_check=NOW + HOUR,
    failures=3,
    trouble="HTTP 500",
    trouble_kind=TroubleKind.HTTP,
    trouble_since=NOW - DAY,
    stopped=True,
    held_until=FOREVER,
    hints=Hints(timedelta(minutes=90), frozenset({0, 23}), frozenset({6})),
    notice="some may be missing",
    moved_to="https://www.uk.example/moving/",
    moved_since=NOW - DAY,
    moved_polls=2,
    trials=("https://www.uk.example/b", "https://www.uk.example/ü"),
    searched=True,
    missed=NOW - HOUR,
    reach=Reach.PRIVATE,
    door=Door.PAGE,
    listing=Listing(6, 5, "latest"),
    looked=True,
    sought=NOW,
)


def test_a_state_comes_back_as_it_was_saved(store: Store) -> None:
    unset = [f.name for f in fields(FeedState) if getattr(FULL, f.name) == f.default]
    assert unset == []  # whoever adds a field to the state adds it here, and to the archive
    store.save_state(FULL)
    assert store.states()["uk"] == FULL
    store.save_state(FeedState("uk"))
    assert store.states()["uk"] == FeedState("uk")


def test_states_outlive_a_restart(store: Store, path: Path) -> None:
    """P10: validators and due times, byte for byte."""
    store.save_state(FULL)
    store.close()
    with Store(path) as again:
        assert again.states()["uk"] == FULL


def test_several_states_are_saved_together(store: Store) -> None:
    store.save_states([FULL, FeedState("world", failures=1)])
    assert [state.failures for state in store.states().values()] == [3, 1]


def test_a_feed_never_polled_is_due_and_one_polled_is_due_in_time(store: Store) -> None:
    assert [state.feed_id for state in store.due(NOW)] == ["uk", "world"]
    store.save_state(FeedState("uk", next_check=NOW))
    store.save_state(FeedState("world", next_check=NOW + timedelta(microseconds=1)))
    assert [state.feed_id for state in store.due(NOW)] == ["uk"]
    assert [state.feed_id for state in store.due(NOW + HOUR)] == ["uk", "world"]


def test_the_longest_due_comes_first(store: Store) -> None:
    store.save_states([FeedState("uk", next_check=NOW), FeedState("world", next_check=NOW - HOUR)])
    assert [state.feed_id for state in store.due(NOW)] == ["world", "uk"]


def test_a_stopped_feed_is_not_due(store: Store) -> None:
    """P21: 410 stops the polling until the user acts; what there was is kept."""
    poll(store, release(1))
    store.save_state(replace(store.states()["uk"], stopped=True))
    assert [state.feed_id for state in store.due(NOW + DAY)] == ["world"]
    assert len(store.recent(5)) == 1


def test_a_disabled_feed_is_not_due(store: Store) -> None:
    store.sync_feeds([UK, replace(WORLD, enabled=False)])
    assert [state.feed_id for state in store.due(NOW)] == ["uk"]
    store.sync_feeds([UK, WORLD])
    assert len(store.due(NOW)) == 2


def test_a_feed_no_longer_configured_keeps_its_entries_and_is_not_due(store: Store) -> None:
    poll(store, release(1))
    before = store.states()["uk"]
    store.sync_feeds([WORLD])
    assert [state.feed_id for state in store.due(NOW + DAY)] == ["world"]
    assert len(store.recent(5)) == 1
    store.sync_feeds([UK, WORLD])
    assert store.states()["uk"] == before


def test_a_feed_at_a_new_address_starts_afresh(store: Store) -> None:
    """Validators, back-off and 410 belong to the old address; its first document is a baseline."""
    poll(store, release(1))
    store.save_state(FULL)
    store.sync_feeds([replace(UK, url="https://elsewhere.example/feed"), WORLD])
    assert store.states()["uk"] == FeedState("uk")
    assert "uk" in {state.feed_id for state in store.due(NOW)}
    assert poll(store, release(1)).new_ids == ()


def test_feeds_already_known_are_not_written_again(store: Store, path: Path) -> None:
    """A start writes nothing."""
    with Store(path) as other:
        before = data_version(other)
        store.sync_feeds([WORLD, replace(UK, title="Another title")])
        assert data_version(other) == before


def test_a_hold_outlives_restarts_and_is_told_of_all_feeds_of_its_server(
    store: Store, path: Path
) -> None:
    """P18: by the address that would be asked, not the configured one."""
    sibling = Feed("uk-blog", "http://www.uk.example/blog/feed/")  # http and https are one server
    store.sync_feeds([UK, WORLD, sibling])
    store.save_state(FeedState("world", url="https://www.uk.example/world", next_check=NOW))
    store.hold_host(server_of(UK.url), NOW + HOUR)
    store.close()
    with Store(path) as again:
        assert again.held_until(server_of(UK.url)) == NOW + HOUR
        assert again.held_until(server_of(WORLD.url)) is None
        statuses = again.feed_statuses([UK, WORLD, sibling], NOW)
        assert [one.held_until for one in statuses] == [NOW + HOUR] * 3
        assert [one.next_check for one in statuses] == [NOW + HOUR] * 3
        over = again.feed_statuses([UK, WORLD, sibling], NOW + HOUR)
        assert [one.held_until for one in over] == [None] * 3
        assert over[1].next_check == NOW


def test_of_two_holds_the_longer_one_is_told_and_none_that_a_wrong_clock_set(store: Store) -> None:
    """P32."""
    store.save_state(FeedState("uk", held_until=NOW + 2 * HOUR, next_check=NOW + 3 * HOUR))
    store.hold_host(server_of(UK.url), NOW + HOUR)
    store.hold_host(server_of(WORLD.url), NOW + 400 * DAY)
    uk, world = store.feed_statuses([UK, WORLD], NOW)
    assert (uk.held_until, uk.next_check) == (NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert (world.held_until, world.next_check) == (None, None)


def test_a_shorter_hold_does_not_end_a_longer_one(store: Store) -> None:
    store.hold_host("a.example:443", NOW + DAY)
    store.hold_host("a.example:443", NOW + HOUR)
    assert store.held_until("a.example:443") == NOW + DAY


def test_statuses_tell_state_and_unread_of_the_feeds_asked_for(store: Store) -> None:
    poll(store, release(1), release(2), release(3))
    store.mark_read([1])
    first, second, unknown = store.feed_statuses(
        [UK, WORLD, Feed("new", "https://n.example/")], NOW
    )
    assert (first.feed, first.state.polled, first.unread) == (UK, True, 2)
    assert (second.state.polled, second.unread) == (False, 0)
    assert unknown.state == FeedState("new")


MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(9999, 12, 31, 23, 59, 59, 999999),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(moment=MOMENTS)
def test_every_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert from_stamp(to_stamp(moment)) == moment
