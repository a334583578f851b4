"""What is said about health, the same in menu, tooltip, `status`, doctor and pop-ups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.health.test_health import LATER, NOW, failing, gone, off, silent, unasked, well
from traynews.core.data.model import FOREVER, FeedStatus
from traynews.core.health.health import find_health
from traynews.core.health.holds import Hold
from traynews.core.health.words import name_feed, tell_causes, tell_feed, tell_health, tell_hold

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held(one: FeedStatus, until: datetime = NOW + HOUR) -> FeedStatus:
    return replace(one, held_until=until)


@pytest.mark.parametrize(
    ("feeds", "line"),
    [
        ([], "No source is switched on"),
        ([off(well())], "No source is switched on"),
        ([well()], "Checked 10:45 · next 10:57"),
        ([well(last_checked=NOW - DAY)], "Checked yesterday 10:45 · next 10:57"),
        ([well(), well("int", next_check=NOW)], "Checked 10:45 · due now"),
        ([well(next_check=None)], "Checked 10:45"),
        ([unasked()], "Not checked yet · next 10:57"),
        ([silent(), silent("int")], "Offline, trying again at 10:57"),
        ([silent(next_check=NOW), silent("int")], "Offline, trying again now"),
        ([silent(), silent("int", polled=False)], "Offline, trying again at 10:57"),
        ([silent()], "UK cannot be read, trying again at 10:57"),
        ([failing()], "UK cannot be read, trying again at 10:57"),
        ([failing(next_check=NOW + DAY)], "UK cannot be read, trying again tomorrow 10:45"),
        ([failing(), failing("int")], "None of 2 sources can be read, trying again at 10:57"),
        ([failing(), well("int")], "UK cannot be read, trying again at 10:57"),
        (
            [failing(), silent("int"), well("us")],
            "2 of 3 sources cannot be read, trying again at 10:57",
        ),
        ([held(failing())], "UK waits until 11:45, as its server asked"),
        ([gone()], "UK is gone, and asked no more"),
        ([gone(), gone("int")], "None of 2 sources can be read, and none is asked any more"),
    ],
)
def test_one_line_says_how_it_is(feeds: list[FeedStatus], line: str) -> None:
    assert tell_health(find_health(feeds, NOW), UTC) == line


def test_what_the_program_does_is_said_first() -> None:
    def tell(**known: object) -> str:
        return tell_health(find_health([failing()], NOW, **known), UTC)  # type: ignore[arg-type]

    assert tell(running=False) == "TrayNews is not running"
    assert tell(paused_until=FOREVER) == "Paused until you resume"
    assert tell(paused_until=NOW + HOUR) == "Paused until 11:45"
    assert tell(paused_until=NOW + DAY) == "Paused until tomorrow 10:45"
    assert tell_health(find_health([well()], NOW, checking=True), UTC) == "Checking…"


def test_a_discreet_line_names_nobody() -> None:
    for feeds in ([failing()], [gone()], [held(failing())], [silent()]):
        line = tell_health(find_health(feeds, NOW), UTC, discreet=True)
        assert line.startswith("A source ")


def test_the_causes_are_told_whole_cause_first() -> None:
    long = "the server answered with a page of its own " * 5
    (one,) = tell_causes(find_health([failing(trouble=long), well("int")], NOW), UTC)
    assert one == f"{long.strip()}, since 10:45"
    both = find_health([failing(), silent("int", trouble="no name", trouble_since=None)], NOW)
    assert list(tell_causes(both, UTC)) == [
        "the server says 500, since 10:45 (UK)",
        "no name (INT)",
    ]
    many = find_health([failing(str(number)) for number in range(9)], NOW)
    assert len(list(tell_causes(many, UTC))) == 3


def test_offline_is_said_before_any_detail_and_without_one() -> None:
    assert list(tell_causes(find_health([silent(), silent("int")], NOW), UTC)) == []
    assert list(tell_causes(find_health([silent()], NOW), UTC)) != []


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (well(), "Checked 10:45 · next 10:57"),
        (off(failing()), "Switched off"),
        (unasked(), "Not checked yet · next 10:57"),
        (failing(), "the server says 500, since 10:45; next try 10:57"),
        (failing(next_check=NOW), "the server says 500, since 10:45; next try now"),
        (failing(next_check=None), "the server says 500, since 10:45; next try soon"),
        (gone(), "the server says 410 Gone; it is asked no more"),
        (well(stopped=True), "its server says that it is gone; it is asked no more"),
        (held(well()), "Checked 10:45 · waits until 11:45, as its server asked"),
        (
            held(failing()),
            "the server says 500, since 10:45; waits until 11:45, as its server asked",
        ),
        (held(well(), NOW), "Checked 10:45 · next 10:57"),
        (held(well(), LATER - timedelta(minutes=1)), "Checked 10:45 · next 10:57"),
    ],
)
def test_each_source_has_a_line_of_its_own(one: FeedStatus, line: str) -> None:
    assert tell_feed(one, NOW, UTC) == line


@pytest.mark.parametrize(
    ("hold", "line"),
    [
        (None, ""),
        (Hold("the screen is locked"), "Alerts wait: the screen is locked"),
        (Hold("alerts are paused", FOREVER), "Alerts wait: alerts are paused"),
        (
            Hold("these are quiet hours", NOW + HOUR),
            "Alerts wait until 11:45: these are quiet hours",
        ),
    ],
)
def test_why_alerts_wait_is_said_with_its_end(hold: Hold | None, line: str) -> None:
    assert tell_hold(hold, NOW, UTC) == line


def test_a_source_that_never_answered_goes_by_the_users_id_and_not_by_its_host() -> None:
    nameless = replace(silent("uk"), feed=replace(silent("uk").feed, id="my-press", title=""))
    assert name_feed(nameless) == "my-press"
    told = replace(nameless, state=replace(nameless.state, title="Press room"))
    assert name_feed(told) == "Press room"
    line = tell_health(find_health([nameless], NOW), UTC)
    assert line == "my-press cannot be read, trying again at 10:57"
