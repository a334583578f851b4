"""The rows that menus are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.model import Entry, Feed, FeedState, FeedStatus
from traynews.core.data.view import Command, Row, Verb
from traynews.core.text.width import width_of
from traynews.core.tray import rows

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
SEPARATOR = Row()
CHECK, QUIT = (Row(verb, Command(verb)) for verb in (Verb.CHECK, Verb.QUIT))
BOTH = frozenset({Verb.CHECK, Verb.QUIT})
ENTRY = Entry(7, "uk", "Graustark: Court frees protester", "https://press.example/7",
              published=NOW - timedelta(hours=2), first_seen=NOW)  # fmt: skip


def source(home: str, title: str = "") -> FeedStatus:
    return FeedStatus(Feed("uk", f"{home}feed", title=title, home=home), FeedState("uk"))


@pytest.mark.parametrize(
    ("entry", "label"),
    [
        (ENTRY, "● Graustark: Court frees protester · 2 h"),
        (replace(ENTRY, read=True), "\u2002\u2004 Graustark: Court frees protester · 2 h"),
        (replace(ENTRY, updated=NOW), "● Graustark: Court frees protester · 2 h · updated"),
        (
            replace(ENTRY, updated=NOW, retracted=NOW),
            "● Graustark: Court frees protester · 2 h · retracted",
        ),
        (replace(ENTRY, title=""), "● https://press.example/7 · 2 h"),
    ],
)
def test_a_headline_has_its_mark_its_age_and_what_became_of_it(entry: Entry, label: str) -> None:
    row = rows.headline(entry, NOW, UTC)
    assert row.label == label
    assert row.command == Command(Verb.OPEN, entry_ids=(7,), url="https://press.example/7")


def test_under_another_days_heading_a_headline_has_its_time() -> None:
    assert rows.headline(ENTRY, NOW, UTC, under="Yesterday").label.endswith(" · 08:42")


def test_a_label_is_as_long_as_a_line_and_no_longer() -> None:
    long = replace(ENTRY, title="x" * 500)
    assert len(rows.headline(long, NOW, UTC).label) == rows.LONGEST_LINE
    assert len(rows.text("x" * 500).label) == rows.LONGEST_LINE
    assert len(rows.visit(source(f"https://{'x' * 200}.example/")).label) == rows.LONGEST_LINE
    assert rows.title_of("x" * 500, rows.LONGEST_LINE + 5) in {"x", "…"}
    assert rows.title_of("\u200b") == "…"


@pytest.mark.parametrize(
    "title", ["人权捍卫者获释" * 20, "인권 옹호자 석방 " * 20, "Café 人权 " * 20]
)
def test_a_label_is_as_wide_as_a_line_in_letters_of_any_width(title: str) -> None:
    entry = replace(ENTRY, title=title)
    for label in (rows.headline(entry, NOW, UTC).label, rows.text(title).label):
        assert rows.LONGEST_LINE - 8 <= width_of(label) <= rows.LONGEST_LINE
    assert rows.headline(entry, NOW, UTC).label.endswith("… · 2 h")


def test_what_runs_from_right_to_left_stays_between_mark_and_age() -> None:
    label = rows.headline(replace(ENTRY, title="مرحبا"), NOW, UTC).label
    assert label == "\u200e● \u2068مرحبا\u2069\u200e · 2 h"
    mixed = rows.headline(replace(ENTRY, title="Egypt: مرحبا"), NOW, UTC).label
    assert mixed == "\u200e● \u2068Egypt: مرحبا\u2069\u200e · 2 h"
    assert rows.keep_direction("hello") == "hello"


def test_a_switch_offers_the_other_state() -> None:
    assert rows.switch("Sound", "alerts.sound", on=True) == Row(
        "Sound", Command(Verb.SET, value="alerts.sound=false"), checked=True
    )
    assert rows.switch("Sound", "alerts.sound", on=False).command == Command(
        Verb.SET, value="alerts.sound=true"
    )


def test_a_row_that_only_says_something_can_not_be_clicked() -> None:
    assert rows.text("Nothing yet") == Row("Nothing yet", enabled=False)


def test_a_row_leads_to_its_page() -> None:
    row = rows.visit(source("https://www.press.example/"))
    assert row.command == Command(Verb.VISIT, url="https://www.press.example/")
    assert row.label == "Visit press.example"


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1:8080/", "http://[::1]/", "http://localhost/", "https://press.lan/"]
)
def test_a_page_inside_goes_by_the_name_of_its_source(home: str) -> None:
    assert rows.visit(source(home, title="Press room")).label == "Visit Press room"
    assert rows.visit(source(home, title="غرفة")).label.startswith("\u200eVisit \u2068غرفة")
    assert rows.visit(source(home, title="Press room"), discreet=True).label == "Visit the site"


def test_an_empty_submenu_is_none() -> None:
    assert rows.unless_empty("More", []) == ()
    assert rows.unless_empty("More", [CHECK]) == (Row("More", children=(CHECK,)),)


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ([CHECK, SEPARATOR, QUIT], [CHECK, SEPARATOR, QUIT]),
        ([SEPARATOR, CHECK, SEPARATOR, SEPARATOR, QUIT, SEPARATOR], [CHECK, SEPARATOR, QUIT]),
        ([SEPARATOR, SEPARATOR], []),
        ([Row("About", Command(Verb.ABOUT)), CHECK], [CHECK]),
        ([rows.text("Nothing yet"), CHECK], [rows.text("Nothing yet"), CHECK]),
        ([rows.submenu("More", [rows.text("Nothing")])], []),
        ([rows.submenu("More", [Row("About", Command(Verb.ABOUT))])], []),
        (
            [rows.submenu("More", [SEPARATOR, CHECK, Row("About", Command(Verb.ABOUT))])],
            [rows.submenu("More", [CHECK])],
        ),
        (
            [rows.submenu("More", [rows.submenu("Deep", [CHECK])])],
            [rows.submenu("More", [rows.submenu("Deep", [CHECK])])],
        ),
    ],
)
def test_what_is_not_offered_goes_and_what_stands_empty_then(
    wanted: list[Row], left: list[Row]
) -> None:
    assert rows.offer(wanted, BOTH) == tuple(left)
