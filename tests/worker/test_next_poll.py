"""What the next poll is to be: when, where, and what is said; the archive is one that remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from traynews.core.data.document import Answer, Failure, Hints, TroubleKind, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.settings import PollSettings
from traynews.core.polling import timing
from traynews.core.polling.rhythm import HISTORY
from traynews.core.ports import Archive
from traynews.worker.next_poll import NextPoll

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
NIGHT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("uk", "https://press.example/feed", candidates=("https://press.example/rss",))
LOCAL = Feed("demo", "http://127.0.0.1:8080/feed")
WELL = FeedState("uk", polled=True, validators=Validators(etag='"1"'), last_checked=NOON - HOUR)
GONE = Failure(TroubleKind.HTTP, "gone", NOON, 410)
OFFLINE = Failure(TroubleKind.NETWORK, "no network", NOON, reached=False)


@dataclass
class History:
    """What the archive knows of when feeds published, and what it was asked for."""

    moments: list[datetime] = field(default_factory=list)
    asked: list[tuple[str, datetime]] = field(default_factory=list)

    def publication_times(self, feed_id: str, since: datetime) -> list[datetime]:
        self.asked.append((feed_id, since))
        return self.moments


class Bench:
    """A `NextPoll` at a time that the test sets, with the chances it gives."""

    def __init__(self, now: datetime = NOON, chances: Iterable[float] = ()) -> None:
        self.now = now
        self.history = History()
        self._chances: Iterator[float] = iter(chances)
        self.next = NextPoll(
            cast("Archive", self.history),
            now=lambda: self.now,
            random=lambda: next(self._chances, 0.0),
        )

    def answer(
        self,
        state: FeedState = WELL,
        feed: Feed = FEED,
        hints: Hints | None = None,
        moved_to: str | None = None,
    ) -> FeedState:
        given = Answer(feed.url, 200, {"etag": '"1"'}, b"<rss/>", self.now, moved_to)
        return self.next.after_answer(state, feed, given, hints or Hints())

    def fail(
        self,
        failure: Failure,
        state: FeedState = WELL,
        feed: Feed = FEED,
        others: Iterable[FeedState] = (),
    ) -> FeedState:
        return self.next.after_failure(state, feed, failure, others)


# --- after an answer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "interval", "gap"),
    [
        (NOON, None, 15 * MINUTE),
        (NIGHT, None, HOUR),
        (NOON, 3 * HOUR, 3 * HOUR),
        (NOON, MINUTE, 5 * MINUTE),
        (NIGHT, 10 * MINUTE, 10 * MINUTE),
    ],
)
def test_the_gap_is_the_feeds_own_or_by_the_rhythm_it_publishes_in(
    now: datetime, interval: timedelta | None, gap: timedelta
) -> None:
    """P11: five minutes at the very least."""
    bench = Bench(now)
    feed = replace(FEED, interval=interval)
    assert bench.answer(feed=feed).next_check == now + gap
    assert bench.next.gaps([feed]) == {"uk": gap}


def test_no_rhythm_is_quicker_than_five_minutes() -> None:
    bench = Bench()
    bench.next.settings = PollSettings(interval=MINUTE, quiet_interval=2 * MINUTE)
    assert bench.answer().next_check == NOON + 5 * MINUTE
    assert bench.answer(feed=LOCAL).next_check == NOON + MINUTE


def test_chance_and_the_publishers_wishes_lengthen_the_gap() -> None:
    assert Bench(chances=[0.5]).answer().next_check == NOON + 15 * MINUTE * 1.05
    hints = Hints(period=2 * HOUR)
    after = Bench().answer(hints=hints)
    assert (after.next_check, after.hints) == (NOON + 2 * HOUR, hints)


def test_where_the_feed_lives_is_decided_with_it_and_what_is_said_about_it() -> None:
    """P22."""
    new = "https://press.example/new"
    moving = replace(WELL, moved_to=new, moved_since=NOON - 4 * DAY, moved_polls=2)
    after = Bench().answer(moving, moved_to=new)
    assert after.url == new
    assert after.notice.startswith(f"it is polled at {new} now")
    assert Bench().answer(replace(WELL, notice="old")).notice == ""


def test_a_gap_in_the_feed_is_told_by_the_days_of_now() -> None:
    bench = Bench()
    missed = replace(WELL, missed=NOON - DAY)
    assert "of 1 March" in bench.answer(missed).notice
    bench.now += 7 * DAY
    assert bench.answer(missed).notice == ""


# --- the rhythm -----------------------------------------------------------------------------------


def test_a_rhythm_is_learned_once_from_half_a_year_until_the_feed_publishes() -> None:
    bench = Bench(NIGHT)
    bench.answer()
    bench.answer()
    assert bench.history.asked == [("uk", NIGHT - HISTORY)]
    bench.history.moments = [NIGHT - timedelta(weeks=week) for week in range(1, 27)] * 4
    bench.answer()
    assert len(bench.history.asked) == 1
    bench.next.forget("uk")
    bench.next.forget("never known")
    assert bench.answer().next_check == NIGHT + 15 * MINUTE
    assert len(bench.history.asked) == 2


def test_a_rhythm_is_learned_anew_in_another_zone() -> None:
    bench = Bench()
    bench.answer()
    auckland = replace(FEED, zone="Pacific/Auckland")
    assert bench.answer(feed=auckland).next_check == NOON + HOUR  # it is night there
    assert len(bench.history.asked) == 2
    bench.answer(feed=auckland)
    assert len(bench.history.asked) == 2


# --- after a failure ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("interval", "default", "gap"),
    [
        (None, 20 * MINUTE, 20 * MINUTE),
        (None, MINUTE, 5 * MINUTE),
        (HOUR, 20 * MINUTE, HOUR),
        (10 * MINUTE, 20 * MINUTE, 10 * MINUTE),
        (MINUTE, 20 * MINUTE, 5 * MINUTE),
    ],
)
def test_back_off_begins_with_the_feeds_interval_by_day_and_night(
    interval: timedelta | None, default: timedelta, gap: timedelta
) -> None:
    bench = Bench(NIGHT)
    bench.next.settings = PollSettings(interval=default)
    failure = Failure(TroubleKind.HTTP, "no", NIGHT, 500)
    after = bench.fail(failure, feed=replace(FEED, interval=interval))
    assert after.next_check == NIGHT + gap
    assert (after.trouble, after.failures) == ("no", 1)
    assert bench.history.asked == []


def offline(feed_id: str, kind: TroubleKind | None = TroubleKind.NETWORK) -> FeedState:
    return FeedState(feed_id, trouble_kind=kind)


@pytest.mark.parametrize(
    ("others", "wait"),
    [
        ([], HOUR),
        ([offline("world")], HOUR),
        ([offline("world"), offline("usa")], HOUR),
        ([offline("world"), offline("usa", None)], DAY),
        ([offline("world", TroubleKind.TIMEOUT), offline("usa")], DAY),
    ],
)
def test_only_while_no_feed_at_all_is_reached_the_wait_stays_within_an_hour(
    others: list[FeedState], wait: timedelta
) -> None:
    lost = replace(WELL, failures=30)
    assert Bench().fail(OFFLINE, lost, others=others).next_check == NOON + wait


def test_where_a_server_was_reached_the_wait_grows_although_all_others_are_offline() -> None:
    cut = Failure(TroubleKind.NETWORK, "cut short", NOON)
    lost = replace(WELL, failures=30)
    assert Bench().fail(cut, lost, others=[offline("world")]).next_check == NOON + DAY


def test_chance_lengthens_the_wait_too() -> None:
    failure = Failure(TroubleKind.HTTP, "no", NOON, 500)
    assert Bench(chances=[0.5]).fail(failure).next_check == NOON + 15 * MINUTE * 1.05
    searching = Bench(chances=[0.5]).fail(GONE, replace(WELL, failures=5))
    assert searching.next_check == NOON + 15 * MINUTE * 1.05


def test_a_search_goes_on_at_the_usual_pace() -> None:
    bench = Bench()
    lost = bench.fail(GONE, replace(WELL, failures=5))
    assert lost.trials == FEED.candidates
    assert lost.next_check == NOON + 15 * MINUTE
    assert lost.notice == (
        "it is being looked for at other addresses, next at https://press.example/rss"
    )


def test_a_later_round_and_a_feed_without_other_addresses_wait_as_any_that_fails() -> None:
    searched = replace(WELL, failures=5, searched=True)
    assert Bench().fail(GONE, searched).next_check == NOON + 8 * HOUR
    alone = replace(FEED, candidates=())
    assert Bench().fail(GONE, replace(WELL, failures=5), alone).next_check == NOON + 8 * HOUR


def test_who_holds_or_cannot_be_reached_is_not_hurried_by_a_search() -> None:
    """P15."""
    trying = replace(WELL, failures=1, trials=(*FEED.candidates, "https://press.example/atom"))
    held = Failure(TroubleKind.HTTP, "busy", NOON, 503, 3 * HOUR)
    after = Bench().fail(held, trying)
    assert (after.next_check, after.held_until) == (NOON + 3 * HOUR, NOON + 3 * HOUR)
    unreached = Bench().fail(OFFLINE, replace(trying, failures=9), others=[offline("world", None)])
    assert unreached.trials == trying.trials[1:]
    assert unreached.next_check == NOON + timedelta(seconds=30 * 2**9)
    network = offline("world", TroubleKind.NETWORK)
    assert Bench().fail(OFFLINE, trying, others=[network]).trials == trying.trials


def test_while_other_addresses_are_tried_the_trouble_told_is_the_feeds_own() -> None:
    trying = replace(
        WELL, failures=2, trials=(*FEED.candidates, "https://press.example/atom"),
        trouble="it is gone", trouble_kind=TroubleKind.HTTP, stopped=False,
    )  # fmt: skip
    page = Failure(TroubleKind.NOT_A_FEED, "a web page", NOON, 410)
    after = Bench().fail(page, trying)
    assert (after.trouble, after.trouble_kind) == ("it is gone", TroubleKind.HTTP)
    assert not after.stopped
    assert Bench().fail(page, replace(trying, stopped=True)).stopped
    assert Bench().fail(page, replace(trying, trials=())).trouble == "a web page"


# --- the user asked for shorter gaps --------------------------------------------------------------

DUE = replace(WELL, last_checked=NOON - 10 * MINUTE, next_check=NOON + 50 * MINUTE)


def hasten(
    state: FeedState, feed: Feed = FEED, before: timedelta = HOUR, chance: float = 0.0
) -> list[FeedState]:
    return Bench(chances=[chance]).next.hasten({"uk": state}, {"uk": feed}, {"uk": before})


def test_a_shorter_gap_brings_the_due_time_forward() -> None:
    assert hasten(DUE) == [replace(DUE, next_check=NOON + 5 * MINUTE)]
    assert hasten(DUE, chance=0.5) == [replace(DUE, next_check=NOON + 5 * MINUTE + 45 * SECOND)]


def test_every_feed_is_looked_at_and_only_those_that_change_come_back() -> None:
    feeds = {one: replace(FEED, id=one) for one in ("uk", "world", "usa")}
    states = {one: replace(DUE, feed_id=one) for one in feeds}
    states["world"] = replace(states["world"], failures=1)
    before = dict.fromkeys(feeds, HOUR)
    found = Bench().next.hasten(states, feeds, before)
    assert [state.feed_id for state in found] == ["uk", "usa"]


def test_a_gap_that_did_not_shrink_changes_nothing() -> None:
    assert hasten(DUE, before=15 * MINUTE) == []
    assert hasten(DUE, before=10 * MINUTE) == []
    assert Bench().next.hasten({"uk": DUE}, {"uk": FEED}, {}) == [], "a feed that is new"


def test_nobody_is_put_off() -> None:
    assert hasten(replace(DUE, next_check=NOON + 4 * MINUTE)) == []
    overdue = replace(DUE, last_checked=NOON - DAY, next_check=NOON)
    assert hasten(overdue) == [replace(overdue, next_check=NOON - DAY + 15 * MINUTE)]


@pytest.mark.parametrize(
    "change",
    [
        {"polled": False},
        {"failures": 1},
        {"stopped": True},
        {"trials": ("https://press.example/rss",)},
        {"last_checked": None},
        {"next_check": None},
        {"hints": Hints(period=2 * HOUR)},
        {"validators": Validators()},
    ],
)
def test_who_is_in_trouble_or_asked_for_more_keeps_its_time(change: dict[str, object]) -> None:
    """P04, P14, P15, P19."""
    assert hasten(replace(DUE, **change)) == []  # type: ignore[arg-type]


def test_hours_without_polls_stay_without_polls() -> None:
    """P14."""
    noon = replace(DUE, hints=Hints(skip_hours=frozenset({12})), next_check=NOON + 2 * HOUR)
    assert hasten(noon) == [replace(noon, next_check=NOON + HOUR)]


def test_a_publishers_shorter_period_and_a_feed_here_without_validators_may_be_hastened() -> None:
    brief = replace(DUE, hints=Hints(period=MINUTE))
    assert hasten(brief) == [replace(brief, next_check=NOON + 5 * MINUTE)]
    bare = replace(DUE, validators=Validators())
    assert hasten(bare, LOCAL) == [replace(bare, next_check=NOON + 5 * MINUTE)]


def test_a_day_is_the_longest_gap_here_too() -> None:
    late = replace(DUE, next_check=NOON + 9 * DAY, hints=Hints(period=3 * DAY))
    due = DUE.last_checked
    assert due is not None
    assert hasten(late) == [replace(late, next_check=due + DAY)]
    bare = replace(DUE, next_check=NOON + 9 * DAY, validators=Validators())
    assert hasten(bare, chance=0.5) == [
        replace(
            bare,
            next_check=due + timing.gap_without_validators(MINUTE, PollSettings(), 1 << 20) * 1.05,
        )
    ]
