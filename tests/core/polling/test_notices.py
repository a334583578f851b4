"""What is said about a feed that is no trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling.notices import notice

NOW = datetime(2026, 3, 9, 10, 42, tzinfo=UTC)
FEED = Feed("uk", "https://press.example/feed", home="https://press.example/news")
WELL = FeedState("uk", polled=True, validators=Validators(etag='"1"'))
GAP = "some releases may be missing, since nothing in the answer of 2 March was known"
DAILY = "it is polled less often, since its server cannot tell whether anything is new"


def test_of_a_feed_that_is_well_nothing_is_said() -> None:
    assert notice(FEED, WELL, NOW) == ""
    assert notice(FEED, FeedState("uk"), NOW) == ""


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(days=7), True),
        (timedelta(days=7, seconds=1), False),
        (timedelta(0), True),
        (timedelta(seconds=-1), False),
    ],
)
def test_a_gap_is_told_for_a_week(ago: timedelta, *, said: bool) -> None:
    gap = replace(WELL, missed=NOW - ago)
    assert bool(notice(FEED, gap, NOW)) == said


def test_a_gap_is_told_with_its_day_and_where_to_look() -> None:
    gap = replace(WELL, missed=datetime(2026, 3, 2, 23, 59, tzinfo=UTC))
    assert notice(FEED, gap, NOW) == f"{GAP}: see https://press.example/news"
    assert notice(replace(FEED, home=""), gap, NOW) == GAP


def test_a_feed_that_is_looked_for_says_where_next() -> None:
    lost = replace(WELL, trials=("https://press.example/rss", "https://press.example/atom"))
    assert notice(FEED, lost, NOW) == (
        "it is being looked for at other addresses, next at https://press.example/rss"
    )


def test_a_feed_that_is_polled_elsewhere_says_where_and_why() -> None:
    moved = replace(WELL, url="https://press.example/rss")
    assert notice(FEED, moved, NOW) == (
        "it is polled at https://press.example/rss now, since https://press.example/feed moved or"
        " stopped answering"
    )
    assert notice(FEED, replace(WELL, url=FEED.url), NOW) == ""


@pytest.mark.parametrize("validators", [Validators(etag="1"), Validators(last_modified="1")])
def test_a_feed_without_validators_says_why_it_is_asked_daily(validators: Validators) -> None:
    bare = replace(WELL, validators=Validators())
    assert notice(FEED, bare, NOW) == DAILY
    assert notice(FEED, replace(bare, validators=validators), NOW) == ""
    assert notice(FEED, replace(bare, polled=False), NOW) == ""
    assert notice(Feed("demo", "http://127.0.0.1:8080/feed"), bare, NOW) == ""


def test_several_things_are_one_line() -> None:
    both = replace(WELL, validators=Validators(), missed=NOW - timedelta(days=7))
    assert notice(replace(FEED, home=""), both, NOW) == f"{GAP}; {DAILY}"
