"""What pop-ups say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.popup import (
    AWAY_KEY,
    BODY_LIMIT,
    DIGEST_KEY,
    TITLE_LIMIT,
    for_away,
    for_digest,
    for_entry,
    recovered,
    trouble,
)
from traynews.core.alerts.welcome import sample_alert, welcome
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import Entry, Feed, Kind, Level
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Command, Popup, Urgency, Verb
from traynews.core.text.clean import clean_line

PLAIN = AlertSettings()
DISCREET = AlertSettings(discreet=True)
WHEN = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
ENTRY = Entry(
    7,
    "uk",
    "Verdict is a travesty",
    "https://news.example/7",
    WHEN,
    WHEN,
    "Eleven people were sentenced today. Their lawyers were not heard.",
)
UK = Feed("uk", "https://news.example/feed", "News from the UK")


def make_entries(count: int) -> list[Entry]:
    return [replace(ENTRY, id=n, title=f"Release {n}") for n in range(1, count + 1)]


def commands(popup: Popup) -> list[Command]:
    return [button.command for button in popup.buttons]


def labels(popup: Popup) -> list[str]:
    return [button.label for button in popup.buttons]


def words(popup: Popup) -> str:
    return " ".join([popup.title, popup.body, *labels(popup)])


def test_a_release_is_told_by_headline_and_first_sentence() -> None:
    popup = for_entry(ENTRY, PLAIN)
    assert (popup.title, popup.body) == (
        "Verdict is a travesty",
        "Eleven people were sentenced today.",
    )
    assert labels(popup) == ["Open", "Mark read", "Later"]
    assert commands(popup) == [
        Command(Verb.OPEN, (7,), url="https://news.example/7"),
        Command(Verb.READ, (7,)),
        Command(Verb.LATER, (7,)),
    ]
    assert (popup.urgency, popup.seconds, popup.sound) == (Urgency.NORMAL, None, False)
    assert (popup.entry_ids, popup.key) == ((7,), "")


@pytest.mark.parametrize("duration", [None, 0, 10.0])
def test_an_urgent_release_stays_until_dismissed(duration: float | None) -> None:
    popup = for_entry(replace(ENTRY, level=Level.URGENT), AlertSettings(duration=duration))
    assert (popup.urgency, popup.seconds) == (Urgency.CRITICAL, 0)


def test_duration_and_sound_are_as_set() -> None:
    settings = AlertSettings(duration=10, sound=True)
    for popup in (for_entry(ENTRY, settings), for_digest(make_entries(4), settings)):
        assert (popup.seconds, popup.sound) == (10, True)


@pytest.mark.parametrize(
    ("title", "summary", "shown"),
    [
        ("", "", ("New release", "")),
        ("A verdict", "A verdict", ("A verdict", "")),
        ("A verdict", "A verdict.", ("A verdict", "")),
        ("A verdict", "", ("A verdict", "")),
    ],
)
def test_nothing_is_said_twice_and_a_title_never_lacks(
    title: str, summary: str, shown: tuple[str, str]
) -> None:
    popup = for_entry(replace(ENTRY, title=title, summary=summary), PLAIN)
    assert (popup.title, popup.body) == shown


def test_a_release_without_an_address_opens_the_list() -> None:
    popup = for_entry(replace(ENTRY, url=""), PLAIN)
    assert commands(popup)[0] == Command(Verb.WINDOW, (7,))


def test_many_are_told_by_number_and_first_three_headlines() -> None:
    popup = for_digest(make_entries(5), PLAIN)
    assert popup.title == "5 new releases"
    assert popup.body.splitlines() == ["Release 1", "Release 2", "Release 3", "and 2 more"]
    assert (popup.key, popup.entry_ids) == (DIGEST_KEY, (1, 2, 3, 4, 5))
    assert commands(popup) == [
        Command(Verb.WINDOW, (1, 2, 3, 4, 5)),
        Command(Verb.READ, (1, 2, 3, 4, 5)),
        Command(Verb.LATER, (1, 2, 3, 4, 5)),
    ]


def test_three_are_all_named() -> None:
    assert len(for_digest(make_entries(3), PLAIN).body.splitlines()) == 3


def test_one_is_told_as_one_whatever_it_was_held_for() -> None:
    assert for_digest([ENTRY], PLAIN) == for_entry(ENTRY, PLAIN)
    assert for_away([ENTRY], PLAIN) == for_entry(ENTRY, PLAIN)


def test_what_came_while_away_says_so_and_leaves_the_digest_alone() -> None:
    popup = for_away(make_entries(4), PLAIN)
    assert popup.title == "While you were away: 4 new releases"
    assert popup.key == AWAY_KEY != DIGEST_KEY


def test_discreet_popups_tell_a_number_and_nothing_else_but_still_open() -> None:
    one, many = for_entry(ENTRY, DISCREET), for_digest(make_entries(5), DISCREET)
    assert (one.title, one.body) == ("1 new release", "")
    assert (many.title, many.body) == ("5 new releases", "")
    assert commands(one)[0] == Command(Verb.OPEN, (7,), url="https://news.example/7")
    secret = [
        welcome([UK], 25, DISCREET, place=IconPlace.PANEL, offer=UK, at_login=False),
        welcome([UK], 0, DISCREET, place=IconPlace.NO_EXTENSION),
        sample_alert(DISCREET),
        trouble(UK, WHEN, DISCREET, reason="no route to news.example"),
        recovered(UK, DISCREET),
    ]
    assert one.discreet
    assert many.discreet
    for popup in secret:
        assert popup.discreet
        assert "TrayNews" not in words(popup)
        assert "UK" not in words(popup)
        assert "example" not in words(popup)


def test_an_outage_is_told_quietly_and_its_end_takes_its_place() -> None:
    told = trouble(UK, WHEN, PLAIN, reason="no route to news.example")
    assert told.title == "News from the UK cannot be read"
    assert told.body == "Since Monday 10:30. TrayNews keeps trying.\nno route to news.example"
    assert commands(told) == [Command(Verb.CHECK_FEED, value="uk")]
    over = recovered(UK, PLAIN)
    assert over.title == "News from the UK can be read again"
    assert (told.urgency, over.urgency) == (Urgency.LOW, Urgency.LOW)
    assert told.key == over.key


def test_a_feed_that_is_gone_is_told_as_such_and_nobody_claims_to_try() -> None:
    told = trouble(UK, WHEN, PLAIN, reason="the server says 410 Gone", ended=True)
    assert told.title == "News from the UK is gone"
    assert told.body == (
        "Since Monday 10:30, for good as its server says. TrayNews asks it no more: look for its "
        "new address, or take it out of the settings.\nthe server says 410 Gone"
    )
    assert commands(told) == [Command(Verb.CHECK_FEED, value="uk")]
    discreet = trouble(UK, WHEN, replace(PLAIN, discreet=True), reason="x", ended=True)
    assert discreet.title == "A source is gone"
    assert "trying" not in told.body + discreet.body


def test_a_feed_without_a_title_is_named_by_its_id() -> None:
    assert recovered(replace(UK, title=""), PLAIN).title == "uk can be read again"


lines = st.text(max_size=400).map(clean_line)


@given(
    texts=st.lists(st.tuples(lines, lines, st.sampled_from(list(Level))), min_size=1, max_size=7),
    discreet=st.booleans(),
)
def test_any_release_fits_a_popup(texts: list[tuple[str, str, Level]], *, discreet: bool) -> None:
    settings = AlertSettings(discreet=discreet)
    entries = [
        replace(ENTRY, id=n, title=title, summary=summary, level=level)
        for n, (title, summary, level) in enumerate(texts)
    ]
    for popup in (for_entry(entries[0], settings), for_digest(entries, settings)):
        assert 0 < len(popup.title) <= TITLE_LIMIT
        assert len(popup.body) <= BODY_LIMIT
        assert all(line == clean_line(line) for line in popup.body.split("\n"))
        assert popup.buttons
        assert not (discreet and popup.body)


@pytest.mark.parametrize(
    ("kind", "certainty", "line"),
    [
        (Kind.URGENT, 0.6, "Urgent · T"),
        (Kind.STATEMENT, 0.9, "Breaking · T"),
        (Kind.STATEMENT, 0.5, "Likely breaking · T"),
        (Kind.STATEMENT, None, "Breaking · T"),  # kept by a program that knew no certainty
        (Kind.NEWS, 0.1, "T"),
    ],
)
def test_a_breaking_release_is_told_apart_by_a_word_and_an_icon(
    kind: Kind, certainty: float | None, line: str
) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    one = Entry(1, "uk", "T", "https://a.example", moment, moment, kind=kind, certainty=certainty)
    shown = for_entry(one, AlertSettings())
    assert (shown.title, shown.breaking) == ("T", kind is not Kind.NEWS)
    assert shown.body == line.removesuffix("T").removesuffix(" · ")
    told = for_entry(replace(one, summary="A court spoke."), AlertSettings())
    assert told.body == f"{line.removesuffix('T')}A court spoke."
    discreet = for_entry(one, AlertSettings(discreet=True))
    assert (discreet.title, discreet.breaking) == ("1 new release", False)
    digest = for_digest((one, one), AlertSettings())
    assert digest.body.startswith(line)


def test_where_titles_are_cut_the_body_begins_with_the_whole_one() -> None:
    assert for_entry(ENTRY, PLAIN).body_if_cut == (
        "Verdict is a travesty\nEleven people were sentenced today."
    )
    urgent = replace(ENTRY, kind=Kind.URGENT, summary="")
    assert for_entry(urgent, PLAIN).body_if_cut == "Urgent · Verdict is a travesty"
    assert for_entry(urgent, DISCREET).body_if_cut == ""


def test_a_list_names_what_is_breaking_first_and_bears_its_icon() -> None:
    entries = [*make_entries(5), replace(ENTRY, id=9, title="Last", kind=Kind.URGENT)]
    popup = for_digest(entries, PLAIN)
    assert popup.breaking
    assert popup.body.splitlines() == ["Urgent · Last", "Release 1", "Release 2", "and 3 more"]
    assert not for_digest(entries, DISCREET).breaking
    assert not for_digest(make_entries(5), PLAIN).breaking
