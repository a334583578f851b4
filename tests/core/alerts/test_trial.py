"""A rule is tried by the code that judges: on which releases it decides, and what that changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.alerts.rules import describe_rule
from traynews.core.alerts.trial import try_rule
from traynews.core.alerts.words import Words
from traynews.core.data.document import Item
from traynews.core.data.model import Entry, Feed, Kind, Level, Record
from traynews.core.data.settings import AlertSettings, Rule

WHEN = datetime(2026, 5, 4, tzinfo=UTC)
FEED = Feed("uk", "https://news.example/feed")


def record(number: int, title: str, feed: str = "uk") -> Record:
    entry = Entry(number, feed, title, "https://news.example/", WHEN, WHEN)
    return Record(entry, Item(title=title, summary=f"About {title}."))


KEPT = [record(1, "Iran: Court frees one"), record(2, "Peru: Court closes"), record(3, "A match")]
COURT = Rule(Level.URGENT, match=Words("court"))
IRAN = Rule(Level.SILENT, countries=("Iran",))


@pytest.mark.parametrize(
    ("rules", "number", "found"),
    [
        ((COURT,), 1, [(1, "alert", "urgent"), (2, "alert", "urgent")]),
        ((IRAN, COURT), 2, [(2, "alert", "urgent")]),  # the first that fits decides
        ((IRAN, COURT), 1, [(1, "urgent", "silent")]),
        ((Rule(Level.ALERT, match=Words("match")),), 1, [(3, "alert", "alert")]),
        ((Rule(Level.URGENT, feeds=("other",)),), 1, []),
    ],
)
def test_a_rule_decides_on_what_it_is_the_first_to_fit(
    rules: tuple[Rule, ...], number: int, found: list[tuple[int, str, str]]
) -> None:
    decided = try_rule(KEPT, [FEED], AlertSettings(rules=rules), number)
    assert [(one.entry.id, one.before, one.after) for one in decided] == found


def test_a_feed_that_is_gone_counts_as_any() -> None:
    gone = [record(1, "Court", feed="gone")]
    assert len(list(try_rule(gone, [FEED], AlertSettings(rules=(COURT,)), 1))) == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Level.SILENT), "silent: all"),
        (COURT, "urgent: what says “court”"),
        (
            Rule(Level.ALERT, countries=("Iran", "Peru"), kinds=(Kind.REPORT,), feeds=("uk",)),
            "alert: what is about Iran or Peru and is a report and comes from uk",
        ),
    ],
)
def test_a_rule_in_words(rule: Rule, words: str) -> None:
    assert describe_rule(rule) == words
