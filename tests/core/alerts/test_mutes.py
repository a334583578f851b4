"""Places of which the user wants to hear nothing for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.mutes import (
    Mute,
    find_mute,
    mute_as_named,
    read_mutes,
    with_mute,
    without_mute,
    write_mutes,
)
from traynews.core.alerts.rules import Candidate, judge
from traynews.core.data.model import Feed, Level
from traynews.core.data.settings import AlertSettings, Rule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_a_mute_holds_for_its_place_until_its_end() -> None:
    text = write_mutes(with_mute((), "Thailand", NOW + WEEK))
    assert find_mute(read_mutes(text, NOW), ["Laos", "THAILAND"]) == Mute("Thailand", NOW + WEEK)
    assert find_mute(read_mutes(text, NOW), ["Laos"]) is None
    assert read_mutes(text, NOW + WEEK) == ()


def test_muting_again_moves_the_end_and_unmuting_ends_it() -> None:
    mutes = with_mute(with_mute((), "Thailand", NOW), "thailand", NOW + WEEK)
    assert mutes == (Mute("thailand", NOW + WEEK),)
    assert without_mute(mutes, "Thailand") == ()


@pytest.mark.parametrize(
    ("name", "muted"),
    [("thaïlande", ["Thailand"]), ("Iran/Chad", ["Iran", "Chad"]), ("Atlantis", None), ("", None)],
)
def test_a_place_goes_by_the_name_that_releases_carry(name: str, muted: list[str] | None) -> None:
    mutes = mute_as_named((), name, NOW + WEEK)
    assert (None if mutes is None else [one.place for one in mutes]) == muted
    if mutes:
        assert mute_as_named(mutes, name, None) == ()


@given(st.text())
def test_nonsense_mutes_nothing(text: str) -> None:
    assert read_mutes(text, NOW) == ()


@pytest.mark.parametrize("text", ["[1]", '[["a"]]', '[["a", "b"]]', '{"a": 1}', '[["a", null]]'])
def test_json_of_another_shape_mutes_nothing(text: str) -> None:
    assert read_mutes(text, NOW) == ()


def test_a_mute_keeps_quiet_whatever_the_rules_say() -> None:
    about = Candidate("uk", "Thailand: Poet freed", countries=("Thailand",))
    alerts = AlertSettings(rules=(Rule(Level.URGENT),))
    verdict = judge(about, Feed("uk", ""), alerts, (Mute("Thailand", NOW + WEEK),))
    assert verdict.level is Level.SILENT
    assert verdict.reason == "Thailand is muted until 9 March 2026"
