"""Each condition of a rule by itself, and what the reasons say, to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from traynews.core.alerts.mutes import Mute
from traynews.core.alerts.rules import Candidate, candidate_of, judge, matches, name_rule
from traynews.core.alerts.words import Words
from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.match import SlowMatchError
from traynews.core.data.model import Feed, Kind, Level
from traynews.core.data.settings import AlertSettings, Rule
from traynews.core.release.take_apart import describe

FEED = Feed("uk", "https://www.example.org/feed")
LOUD = Feed("uk", "https://www.example.org/feed", alerts="none")
ABOUT = Candidate(
    "uk", "Graustark: Court frees poet", "Mira Holm said so.", Kind.REPORT,
    countries=("Iran",), topics=("Torture",),
)  # fmt: skip


class Slow:
    """A search that never comes to an end."""

    text = "/(a+)+/"

    def finds(self, title: str, text: str) -> bool:
        raise SlowMatchError(title, text)


@pytest.mark.parametrize(
    ("rule", "applies"),
    [
        (Rule(Level.ALERT), True),
        (Rule(Level.ALERT, feeds=("world", "uk")), True),
        (Rule(Level.ALERT, feeds=("world",)), False),
        (Rule(Level.ALERT, kinds=(Kind.NEWS, Kind.REPORT)), True),
        (Rule(Level.ALERT, kinds=(Kind.NEWS,)), False),
        (Rule(Level.ALERT, topics=("torture",)), True),
        (Rule(Level.ALERT, topics=("Detention",)), False),
        (Rule(Level.ALERT, topics=("Court",)), False),  # the title has it, and no topic
        (Rule(Level.ALERT, topics=("XXXX",)), False),
        (Rule(Level.ALERT, countries=("IRAN",)), True),
        (Rule(Level.ALERT, countries=("Irán",)), True),
        (Rule(Level.ALERT, countries=("Graustark",)), True),  # the title has it
        (Rule(Level.ALERT, countries=("Peru",)), False),
        (Rule(Level.ALERT, match=Words("poet")), True),
        (Rule(Level.ALERT, match=Words("Holm")), True),
        (Rule(Level.ALERT, match=Words("poets")), False),
        (Rule(Level.ALERT, feeds=("uk",), kinds=(Kind.NEWS,)), False),
        (Rule(Level.ALERT, feeds=("uk",), countries=("Iran",), match=Words("Holm")), True),
    ],
)
def test_every_condition_of_a_rule_must_hold(rule: Rule, *, applies: bool) -> None:
    assert matches(rule, ABOUT) == applies


def test_what_is_about_nothing_overlaps_with_no_rule() -> None:
    nothing = Candidate("uk", "")
    assert not matches(Rule(Level.ALERT, topics=("XXXX",)), nothing)
    assert not matches(Rule(Level.ALERT, countries=("Iran",)), nothing)
    assert matches(Rule(Level.ALERT), nothing)


@pytest.mark.parametrize(
    ("candidate", "feed", "alerts", "reason"),
    [
        (replace(ABOUT, baseline=True), FEED, AlertSettings(),
         "it was already there when this feed was first checked"),
        (replace(ABOUT, too_old=True), FEED, AlertSettings(), "its date is too old to be news"),
        (ABOUT, FEED, AlertSettings(), "[alerts] level is all"),
        (ABOUT, LOUD, AlertSettings(), "the feed uk is none"),
        (ABOUT, FEED, AlertSettings(level="digest"), "[alerts] level is digest"),
        (ABOUT, FEED, AlertSettings(level="breaking"),
         "[alerts] level is breaking, and this is a report"),
        (replace(ABOUT, kind=Kind.STATEMENT, kind_reason="It opens with a reaction."), FEED,
         AlertSettings(level="breaking"),
         "[alerts] level is breaking, and this is a statement: it opens with a reaction"),
        (replace(ABOUT, kind=Kind.URGENT, kind_reason="X"), FEED, AlertSettings(),
         "this is urgent: x"),
        (ABOUT, FEED, AlertSettings(rules=(Rule(Level.DIGEST),)), "rule 1 says digest"),
        (replace(ABOUT, kind_reason="It says so."), FEED,
         AlertSettings(rules=(Rule(Level.ALERT, feeds=("x",)),
                              Rule(Level.SILENT, kinds=(Kind.REPORT,)))),
         "rule 2 says silent, since this is a report: it says so"),
        (ABOUT, FEED, AlertSettings(rules=(Rule(Level.SILENT, match=Slow()),)),
         "[alerts] level is all; rule 1 took too long, and passed it over"),
        (ABOUT, FEED,
         AlertSettings(rules=(Rule(Level.SILENT, match=Slow(), line=7),
                              Rule(Level.SILENT, match=Slow()), Rule(Level.DIGEST))),
         ("rule 3 says digest; rule 1 (line 7 of the settings) and rule 2 took too long,"
          " and passed it over")),
    ],
)  # fmt: skip
def test_the_reason_says_what_decided(
    candidate: Candidate, feed: Feed, alerts: AlertSettings, reason: str
) -> None:
    assert judge(candidate, feed, alerts).reason == reason


def test_a_muted_place_says_until_when() -> None:
    mute = Mute("Iran", datetime(2026, 3, 9, 12, tzinfo=UTC))
    verdict = judge(ABOUT, FEED, AlertSettings(rules=(Rule(Level.URGENT),)), [mute])
    assert (verdict.level, verdict.reason) == (Level.SILENT, "Iran is muted until 9 March 2026")


def test_a_rule_is_called_by_its_number_and_line() -> None:
    assert name_rule(2, Rule(Level.ALERT)) == "rule 2"
    assert name_rule(2, Rule(Level.ALERT, line=41)) == "rule 2 (line 41 of the settings)"


def test_the_rules_look_at_all_that_a_release_was_found_to_be() -> None:
    item = Item(
        title="Iran: Court frees poet",
        blocks=(Block(BlockKind.PARAGRAPH, "Mira Holm said it was a relief."),),
        terms=(Term("topics", "Torture"),),
    )
    found = describe(item)
    plain = candidate_of(found, "uk")
    assert plain == Candidate(
        "uk", found.release.title, found.release.text, found.kind, found.reason, found.certainty,
        found.release.places, found.release.topics,
    )  # fmt: skip
    assert plain.countries == ("Iran",)
    assert plain.text
    assert plain.kind_reason
    odd = candidate_of(found, "uk", baseline=True, too_old=True)
    assert odd == replace(plain, baseline=True, too_old=True)
