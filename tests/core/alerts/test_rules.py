"""How loudly, and what together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.rules import Candidate, batch, judge
from traynews.core.alerts.words import Words
from traynews.core.data.match import SlowMatchError
from traynews.core.data.model import Entry, Feed, Kind, Level
from traynews.core.data.settings import AlertSettings, Rule

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("uk", "https://www.example.org/feed")


def candidate(**changes: object) -> Candidate:
    values: dict[str, object] = {"feed_id": "uk", "title": "Graustark: Court frees poet"}
    return Candidate(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("alerts", "feed", "about", "level"),
    [
        (AlertSettings(), FEED, candidate(), Level.ALERT),
        (AlertSettings(), FEED, candidate(baseline=True), Level.SILENT),
        (AlertSettings(), FEED, candidate(too_old=True), Level.SILENT),
        (AlertSettings(), FEED, candidate(kind=Kind.URGENT), Level.URGENT),
        (AlertSettings(level="none"), FEED, candidate(kind=Kind.URGENT), Level.SILENT),
        (AlertSettings(level="digest"), FEED, candidate(), Level.DIGEST),
        (AlertSettings(level="breaking"), FEED, candidate(), Level.SILENT),
        (AlertSettings(level="breaking"), FEED, candidate(kind=Kind.STATEMENT), Level.ALERT),
        (
            AlertSettings(level="breaking"), FEED,
            candidate(kind=Kind.STATEMENT, certainty=0.5), Level.ALERT,
        ),
        (
            AlertSettings(level="sure"), FEED,
            candidate(kind=Kind.STATEMENT, certainty=0.5), Level.SILENT,
        ),
        (
            AlertSettings(level="sure"), FEED,
            candidate(kind=Kind.STATEMENT, certainty=0.8), Level.ALERT,
        ),
        (AlertSettings(level="sure"), FEED, candidate(certainty=0.9), Level.SILENT),
        (
            AlertSettings(level="sure"), FEED,
            candidate(kind=Kind.URGENT, certainty=0.95), Level.URGENT,
        ),
        (AlertSettings(level="sure"), FEED, candidate(certainty=None), Level.ALERT),
        (AlertSettings(level="breaking"), FEED, candidate(certainty=None), Level.ALERT),
        (
            AlertSettings(level="breaking", unread_languages="silent"), FEED,
            candidate(certainty=None), Level.SILENT,
        ),
        (
            AlertSettings(level="none", watch=(Rule(Level.URGENT, match=Words("poet")),)),
            FEED, candidate(), Level.URGENT,
        ),
        (
            AlertSettings(
                watch=(Rule(Level.URGENT, match=Words("poet")),), rules=(Rule(Level.SILENT),)
            ),
            FEED, candidate(), Level.SILENT,
        ),
        (AlertSettings(level="none"), Feed("uk", "", alerts="all"), candidate(), Level.ALERT),
        (
            AlertSettings(rules=(Rule(Level.URGENT, match=Words("poet")),)),
            FEED, candidate(), Level.URGENT,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, match=Words("poets")), Rule(Level.DIGEST))),
            FEED, candidate(), Level.DIGEST,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, countries=("graustark",)),)),
            FEED, candidate(), Level.SILENT,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, countries=("Iran",)),)),
            FEED, candidate(countries=("Iran",)), Level.SILENT,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, countries=("Israel-OPT",)),)),
            FEED, candidate(countries=("Occupied Palestinian Territory",)), Level.SILENT,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, countries=("UK",)),)),
            FEED,
            candidate(countries=("United Kingdom",)),
            Level.SILENT,
        ),
        (
            AlertSettings(rules=(Rule(Level.SILENT, feeds=("other",)),)),
            FEED, candidate(), Level.ALERT,
        ),
        (
            AlertSettings(rules=(Rule(Level.URGENT),)),
            FEED, candidate(baseline=True), Level.SILENT,
        ),
    ],
)  # fmt: skip
def test_the_first_rule_that_matches_decides_then_the_feed_then_the_setting(
    alerts: AlertSettings, feed: Feed, about: Candidate, level: Level
) -> None:
    verdict = judge(about, feed, alerts)
    assert verdict.level is level
    assert verdict.reason


class Slow:
    """What takes longer than it may."""

    text = "/(.*)*/"

    def finds(self, _title: str, _text: str) -> bool:
        raise SlowMatchError


def test_a_rule_that_takes_too_long_is_passed_over_and_named_by_its_line() -> None:
    slow, other = Rule(Level.SILENT, match=Slow(), line=12), Rule(Level.DIGEST)
    verdict = judge(candidate(), FEED, AlertSettings(rules=(slow, other)))
    assert verdict.level is Level.DIGEST
    assert verdict.slow == (1,)
    assert "rule 1 (line 12 of the settings) took too long" in verdict.reason


def test_a_condition_that_rules_it_out_spares_the_search() -> None:
    rule = Rule(Level.SILENT, match=Slow(), feeds=("other",))
    assert judge(candidate(), FEED, AlertSettings(rules=(rule,))).slow == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_the_reason_tells_the_kind_and_why_where_that_decided(kind: Kind) -> None:
    about = candidate(kind=kind, kind_reason="It opens with what somebody has just done.")
    reason = judge(about, FEED, AlertSettings(level="breaking")).reason
    assert reason.endswith(": it opens with what somebody has just done")
    by_rule = AlertSettings(rules=(Rule(Level.SILENT, kinds=(kind,)),))
    assert "it opens with" in judge(about, FEED, by_rule).reason
    assert "it opens with" not in judge(about, FEED, AlertSettings(level="digest")).reason


def entries(levels: list[Level]) -> list[Entry]:
    return [Entry(i, "uk", f"t{i}", "", NOW, NOW, level=level) for i, level in enumerate(levels, 1)]


LEVELS = st.lists(st.sampled_from([Level.URGENT, Level.ALERT, Level.DIGEST]), max_size=12)


@given(LEVELS, st.integers(1, 6))
def test_everything_owed_is_told_exactly_once(levels: list[Level], above: int) -> None:
    owed = entries(levels)
    batches = batch(owed, AlertSettings(digest_above=above))
    told = [entry.id for one in batches for entry in one.entries]
    assert sorted(told) == [entry.id for entry in owed]
    assert sum(one.digest for one in batches) <= 1
    assert all(one.digest == (len(one.entries) > 1) for one in batches)


def test_more_than_three_new_at_once_are_one_digest() -> None:
    assert len(batch(entries([Level.ALERT] * 3), AlertSettings())) == 3
    (digest,) = batch(entries([Level.ALERT] * 4), AlertSettings())
    assert digest.digest


def test_an_urgent_one_stands_alone_even_in_a_flood() -> None:
    batches = batch(entries([Level.ALERT] * 9 + [Level.URGENT]), AlertSettings())
    assert [len(one.entries) for one in batches] == [1, 9]


def test_the_reason_names_what_is_watched_and_what_was_not_judged() -> None:
    watched = AlertSettings(watch=(Rule(Level.URGENT, countries=("Iran",)),))
    assert judge(candidate(countries=("Iran",)), FEED, watched).reason == (
        "“Iran” is on your watch list"
    )
    strange = candidate(certainty=None, kind_reason="Not judged: TrayNews does not read Turkish.")
    assert judge(strange, FEED, AlertSettings(level="breaking")).reason == (
        "[alerts] unread_languages is alert, and not judged: TrayNews does not read Turkish"
    )
