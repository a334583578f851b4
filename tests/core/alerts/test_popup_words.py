"""What pop-ups say, to the letter, and what their buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from traynews.core.alerts.popup import (
    about,
    for_away,
    for_digest,
    for_entry,
    recovered,
    trouble,
)
from traynews.core.data.model import Entry, Feed
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Button, Command, Popup, Urgency, Verb

PLAIN = AlertSettings(duration=7)
DISCREET = AlertSettings(discreet=True, duration=7)
WHEN = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)  # a Monday
ENTRY = Entry(7, "uk", "Verdict is a travesty", "https://news.example/7", WHEN, WHEN)
FEED = Feed("uk", "https://news.example/feed", title="Press room")


def test_a_list_can_be_opened_marked_as_read_and_put_off() -> None:
    entries = [replace(ENTRY, id=n) for n in (1, 2)]
    for popup in (for_digest(entries, PLAIN), for_away(entries, PLAIN)):
        assert popup.buttons == (
            Button("Open list", Command(Verb.WINDOW, (1, 2))),
            Button("Mark all read", Command(Verb.READ, (1, 2))),
            Button("Later", Command(Verb.LATER, (1, 2))),
        )


def test_a_release_without_address_is_opened_in_the_list() -> None:
    popup = for_entry(replace(ENTRY, url=""), PLAIN)
    assert popup.buttons[0] == Button("Open list", Command(Verb.WINDOW, (7,)))


@pytest.mark.parametrize("places", [(), ("Iran",), ("Bosnia and Herzegovina", "Peru")])
def test_a_release_has_three_short_buttons_whatever_it_is_about(places: tuple[str, ...]) -> None:
    buttons = for_entry(replace(ENTRY, countries=places), PLAIN).buttons
    assert [button.label for button in buttons] == ["Open", "Mark read", "Later"]


@pytest.mark.parametrize(
    ("title", "summary", "body"),
    [
        ("Verdict is a travesty", "Verdict is a travesty.", ""),
        ("Verdict is a travesty…", "Verdict is a travesty", ""),
        ("Verdict is a travesty. ", "Verdict is a travesty.", ""),
        ("…Verdict", "Verdict.", "Verdict."),
        (
            "Verdict",
            "Eleven people were sentenced today. And more.",
            "Eleven people were sentenced today.",
        ),
        ("VerdictX", "Verdict.", "Verdict."),
        ("Verdict", "VerdictX.", "VerdictX."),
    ],
)
def test_a_summary_that_repeats_the_headline_says_nothing(
    title: str, summary: str, body: str
) -> None:
    assert for_entry(replace(ENTRY, title=title, summary=summary), PLAIN).body == body


def test_a_long_first_sentence_is_cut() -> None:
    assert len(for_entry(replace(ENTRY, summary="x " * 400), PLAIN).body) <= 300


def test_an_outage_is_told_with_its_beginning_and_reason() -> None:
    assert trouble(FEED, WHEN, PLAIN, reason="no answer") == Popup(
        title="Press room cannot be read",
        body="Since Monday 10:30. TrayNews keeps trying.\nno answer",
        buttons=(Button("Try now", Command(Verb.CHECK_FEED, value="uk")),),
        key="outage-uk",
        urgency=Urgency.LOW,
        seconds=7,
    )
    assert trouble(FEED, WHEN, PLAIN).body == "Since Monday 10:30. TrayNews keeps trying."


def test_the_end_of_a_feed_is_told_with_what_to_do() -> None:
    popup = trouble(FEED, WHEN, PLAIN, ended=True)
    assert popup.title == "Press room is gone"
    assert popup.body == (
        "Since Monday 10:30, for good as its server says. TrayNews asks it no more: look for its"
        " new address, or take it out of the settings."
    )


def test_a_discreet_outage_names_nobody() -> None:
    popup = trouble(FEED, WHEN, DISCREET, reason="no answer from press.example")
    assert popup.title == "A source cannot be read"
    assert popup.body == "Since Monday 10:30. The program keeps trying."
    assert trouble(FEED, WHEN, DISCREET, ended=True).title == "A source is gone"


def test_the_end_of_an_outage_takes_its_place() -> None:
    assert recovered(FEED, PLAIN) == Popup(
        title="Press room can be read again", key="outage-uk", urgency=Urgency.LOW, seconds=7
    )
    assert recovered(FEED, DISCREET).title == "A feed can be read again"


def test_a_feed_is_called_by_its_title_else_by_its_id() -> None:
    assert recovered(replace(FEED, title=""), PLAIN).title == "uk can be read again"
    long = recovered(replace(FEED, title="x" * 200), PLAIN).title
    assert len(long) == 80 + len(" can be read again")


def test_the_program_says_what_it_is() -> None:
    assert about("1.2", "https://project.example/") == Popup(
        title="TrayNews 1.2",
        body=(
            "Amnesty International's releases, as they are published. Free software under "
            "the MIT licence; not made or endorsed by Amnesty International."
        ),
        buttons=(Button("Project page", Command(Verb.VISIT, url="https://project.example/")),),
        key="about",
    )
