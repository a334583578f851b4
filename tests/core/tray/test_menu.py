"""The menu that is drawn from a snapshot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.alerts.pause import pause_end
from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.document import TroubleKind
from traynews.core.data.model import (
    FOREVER,
    Entry,
    Feed,
    FeedState,
    FeedStatus,
    Level,
    Snapshot,
)
from traynews.core.data.settings import AlertSettings, MenuSettings, Settings
from traynews.core.data.view import Command, Row, Verb
from traynews.core.health.health import health_of
from traynews.core.health.words import tell_health
from traynews.core.tray.face import face, tooltip
from traynews.core.tray.marks import READ_MARK, UNREAD_MARK
from traynews.core.tray.menu import rows

NOW = datetime(2026, 11, 21, 10, 45, tzinfo=UTC)
SETTINGS = Settings()
INVISIBLE = 4  # the marks that may hold a row's direction


def entry(number: int, hours: float = 0, feed: str = "uk", **fields: object) -> Entry:
    made = Entry(
        number,
        feed,
        f"Headline {number}",
        f"https://example.org/{number}",
        NOW - timedelta(hours=hours),
        NOW,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def status(name: str, **feed: object) -> FeedStatus:
    state = FeedState(name, last_checked=NOW, next_check=NOW + timedelta(minutes=15))
    made = Feed(name, f"https://{name}.example/feed", home=f"https://{name}.example/")
    return FeedStatus(replace(made, **feed), state)  # type: ignore[arg-type]


def draw(snapshot: Snapshot, settings: Settings = SETTINGS, **options: object) -> tuple[Row, ...]:
    health = health_of(snapshot, settings, NOW, UTC)
    return rows(snapshot, settings, health, UTC, **options)  # type: ignore[arg-type]


def walk(drawn: Iterable[Row]) -> Iterator[Row]:
    for row in drawn:
        yield row
        yield from walk(row.children)


def labels(drawn: Iterable[Row]) -> list[str]:
    return [row.label for row in drawn]


def find(drawn: Iterable[Row], label: str) -> Row:
    return next(row for row in walk(drawn) if row.label == label)


def has(drawn: Iterable[Row], label: str) -> bool:
    return any(row.label == label for row in walk(drawn))


# --- what stands in for a source that refuses --------------------------------------------------


def refused(name: str = "uk") -> FeedStatus:
    told = f"{name}.example refuses TrayNews (403); read it at https://{name}.example/"
    state = FeedState(name, trouble=told, trouble_kind=TroubleKind.TURNED_AWAY, failures=1)
    return replace(status(name), state=state)


def test_another_source_is_offered_below_the_trouble_of_one_that_refuses() -> None:
    settings = replace(SETTINGS, offers=(Feed("usa", "https://usa.example/", "Section USA"),))
    drawn = draw(Snapshot(NOW, feeds=(refused(),)), settings)
    row = find(drawn, "Follow Section USA instead")
    assert row.command == Command(Verb.FOLLOW, value="usa")
    first_line = labels(drawn).index("")
    assert row in drawn[:first_line]
    discreet = replace(settings, alerts=AlertSettings(discreet=True))
    hidden = draw(Snapshot(NOW, feeds=(refused(),)), discreet)
    assert not has(hidden, "Follow Section USA instead")
    well = draw(Snapshot(NOW, feeds=(status("uk"),)), settings)
    assert not has(well, "Follow Section USA instead")


# --- headlines ---------------------------------------------------------------------------------


def test_headlines_stand_under_their_days_with_age_or_time() -> None:
    entries = (
        entry(1, 0.1),
        entry(2, 3, read=True),
        entry(3, 20),
        entry(4, 40, updated=NOW),
        entry(5, 80),
    )
    assert labels(draw(Snapshot(NOW, entries)))[:11] == [
        "No source is switched on",
        "",
        "Today",
        f"{UNREAD_MARK} Headline 1 · 6 min",
        f"{READ_MARK} Headline 2 · 3 h",
        "Yesterday",
        f"{UNREAD_MARK} Headline 3 · 14:45",
        "Thu 19 Nov",
        f"{UNREAD_MARK} Headline 4 · 18:45 · updated",
        "Wed 18 Nov",
        f"{UNREAD_MARK} Headline 5 · 02:45",
    ]


def test_a_headline_opens_its_own_page() -> None:
    row = find(draw(Snapshot(NOW, (entry(7),))), f"{UNREAD_MARK} Headline 7 · now")
    assert row.command == Command(Verb.OPEN, (7,), "https://example.org/7")
    assert row.enabled


def test_a_headline_from_the_future_is_new_and_not_negative() -> None:
    assert has(draw(Snapshot(NOW, (entry(1, -2),))), f"{UNREAD_MARK} Headline 1 · now")


def test_an_empty_archive_says_so() -> None:
    assert "No headlines yet" in labels(draw(Snapshot(NOW)))


@pytest.mark.parametrize("title", ["السودان: يجب حماية المدنيين", "ישראל: יש לעצור את ההרס"])
def test_a_title_from_right_to_left_leaves_mark_and_age_in_their_places(title: str) -> None:
    drawn = draw(Snapshot(NOW, (entry(1, title=title),)))
    assert f"\u200e{UNREAD_MARK} \u2068{title}\u2069\u200e · now" in labels(drawn)


def test_a_long_title_is_cut_at_a_word_and_keeps_its_age() -> None:
    title = "Authorities must end the crackdown on those who speak out for the disappeared"
    drawn = draw(Snapshot(NOW, (entry(1, 3, title=title),)))
    label = next(label for label in labels(drawn) if "Authorities" in label)
    assert label == f"{UNREAD_MARK} Authorities must end the crackdown on those who… · 3 h"


def test_signs_that_mean_something_elsewhere_are_left_to_the_back_ends() -> None:
    drawn = draw(Snapshot(NOW, (entry(1, title='A & B <C> "D" _E_'),)))
    assert f'{UNREAD_MARK} A & B <C> "D" _E_ · now' in labels(drawn)


def test_older_headlines_of_several_feeds_stand_by_feed() -> None:
    entries = tuple(entry(n, n, "uk" if n % 2 else "int") for n in range(1, 31))
    feeds = (status("uk", title="Amnesty UK"), status("int", title="Amnesty International"))
    more = find(draw(Snapshot(NOW, entries, feeds)), "More headlines")
    assert labels(more.children) == ["Amnesty UK", "Amnesty International"]
    assert [row.command.entry_ids for row in more.children[0].children if row.command] == [
        (13,), (15,), (17,), (19,), (21,), (23,), (25,), (27,), (29,)
    ]  # fmt: skip


def test_older_headlines_of_one_feed_need_no_submenu_of_their_own() -> None:
    entries = tuple(entry(n, n) for n in range(1, 16))
    more = find(draw(Snapshot(NOW, entries, (status("uk"),))), "More headlines")
    assert [row.command.entry_ids for row in more.children if row.command] == [(13,), (14,), (15,)]


def test_as_many_headlines_show_as_the_user_wants() -> None:
    settings = replace(SETTINGS, menu=MenuSettings(headlines=2))
    entries = tuple(entry(n, n) for n in range(1, 6))
    drawn = draw(Snapshot(NOW, entries, (status("uk"),)), settings)
    assert sum(1 for row in drawn if row.command and row.command.verb is Verb.OPEN) == 2


def test_what_came_while_the_user_was_away_stands_apart() -> None:
    away = find(draw(Snapshot(NOW, away=(entry(3), entry(4)))), "While you were away (2)")
    assert [row.command.entry_ids for row in away.children if row.command] == [(3,), (4,)]


# --- the rest ----------------------------------------------------------------------------------


def test_unread_rows_count_and_rest_when_there_is_nothing() -> None:
    some = draw(Snapshot(NOW, (entry(1),), unread=3))
    assert find(some, "Open all unread (3)").enabled
    assert find(some, "Mark all read").enabled
    none = draw(Snapshot(NOW))
    assert not find(none, "Open all unread").enabled
    assert not find(none, "Mark all read").enabled


def test_checking_cannot_be_asked_for_twice() -> None:
    assert find(draw(Snapshot(NOW)), "Check now").enabled
    assert not find(draw(Snapshot(NOW, checking=True)), "Checking…" ).enabled  # fmt: skip


def test_a_pause_is_offered_or_ended_and_never_both() -> None:
    pause = find(draw(Snapshot(NOW)), "Pause")
    assert [row.command for row in pause.children] == [
        Command(Verb.PAUSE, value="3600"),
        Command(Verb.PAUSE, value="tomorrow"),
        Command(Verb.PAUSE),
    ]
    paused = draw(Snapshot(NOW, paused_until=FOREVER))
    assert find(paused, "Resume").command == Command(Verb.RESUME)
    assert not has(paused, "Pause")


@pytest.mark.parametrize(
    ("value", "now", "end"),
    [
        ("3600", NOW, NOW + timedelta(hours=1)),
        ("", NOW, FOREVER),
        ("9" * 30, NOW, FOREVER),
        ("tomorrow", NOW, datetime(2026, 11, 22, 7, tzinfo=UTC)),
        # Half past midnight in London, while it is still yesterday in UTC.
        (
            "tomorrow",
            datetime(2026, 6, 9, 23, 30, tzinfo=UTC),
            datetime(2026, 6, 11, 6, tzinfo=UTC),
        ),
        # The clocks go back in that night.
        (
            "tomorrow",
            datetime(2026, 10, 24, 12, tzinfo=UTC),
            datetime(2026, 10, 25, 7, tzinfo=UTC),
        ),
    ],
)
def test_a_pause_ends_when_its_label_says(value: str, now: datetime, end: datetime) -> None:
    assert pause_end(value, now, ZoneInfo("Europe/London")) == end


def test_a_pause_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        pause_end("soon", NOW, UTC)


def test_every_source_tells_how_it_is_and_can_be_switched() -> None:
    failing = FeedState("int", trouble="no answer", next_check=NOW + timedelta(hours=1))
    feeds = (
        status("uk", title="Amnesty UK", alerts="none"),
        FeedStatus(Feed("int", "https://int.example/feed", title="Amnesty"), failing),
        status("de", title="Amnesty DE", enabled=False),
    )
    sources = find(draw(Snapshot(NOW, feeds=feeds)), "Sources")
    assert labels(sources.children) == ["Amnesty UK", "⚠ Amnesty", "– Amnesty DE"]
    assert labels(sources.children[0].children) == [
        "Checked 10:45 · next 11:00", "", "Watched", "Alerts", "Check now", "Visit uk.example"
    ]  # fmt: skip
    assert labels(sources.children[1].children)[0] == "no answer; next try 11:45"
    watched, alerts = sources.children[0].children[2:4]
    assert watched.command == Command(Verb.TOGGLE_FEED, value="uk")
    assert (watched.checked, alerts.checked) == (True, False)
    assert sources.children[2].children[2].checked is False


def test_the_settings_show_what_is_set_and_ask_for_the_other() -> None:
    settings = Settings(
        alerts=AlertSettings(sound=True, quiet_hours=(parse_quiet_hours("22:00-07:00"),)),
        menu=MenuSettings(badge="dot"),
    )
    shown = find(draw(Snapshot(NOW), settings, autostart=False), "Settings").children
    assert find(shown, "Sound").command == Command(Verb.SET, value="alerts.sound=false")
    assert find(shown, "Sound").checked
    assert not find(shown, "Discreet").checked
    assert find(shown, "Start at login").command == Command(Verb.AUTOSTART, value="on")
    assert has(shown, "Quiet hours: 22:00-07:00")
    badges = find(shown, "Icon shows").children
    assert [(row.checked, row.radio) for row in badges] == [
        (False, True),
        (True, True),
        (False, True),
    ]


def test_notices_of_the_program_are_lines_at_the_top() -> None:
    drawn = draw(Snapshot(NOW, notices=("settings.toml, line 3: no such key",)))
    assert drawn[1] == Row("settings.toml, line 3: no such key", enabled=False)


def test_a_notice_that_begins_with_a_long_path_still_says_what_is_wrong() -> None:
    notice = (
        "Settings not used: /home/somebody/.config/traynews/config.toml: "
        "this is not TOML: Cannot declare ('poll',) twice (at line 65, column 6)"
    )
    rows = draw(Snapshot(NOW, notices=(notice,)))[1:4]
    assert " ".join(row.label for row in rows) == notice
    assert not any(row.enabled for row in rows)


def test_a_notice_without_end_takes_a_few_rows() -> None:
    *_, last, border = draw(Snapshot(NOW, notices=("word " * 500,)))[1:6]
    assert last.label.endswith("…")
    assert border == Row()


def test_what_the_program_does_not_serve_is_left_out() -> None:
    feeds = (status("uk"), status("int"))
    snapshot = Snapshot(NOW, (entry(1),), feeds, unread=1, away=(entry(1),))
    drawn = draw(snapshot, offered=frozenset({Verb.OPEN, Verb.QUIT}), autostart=True)
    verbs = {row.command.verb for row in walk(drawn) if row.command}
    assert verbs == {Verb.OPEN, Verb.QUIT}
    assert not any(has(drawn, gone) for gone in ("Pause", "Sources", "Settings", "Help"))


def test_exactly_one_row_is_what_a_left_click_may_do() -> None:
    drawn = draw(Snapshot(NOW, (entry(1),)))
    assert [row.label for row in walk(drawn) if row.default] == ["Open TrayNews…"]


# --- properties --------------------------------------------------------------------------------

anything = st.text(max_size=90)
moments = st.datetimes(timezones=st.just(UTC))
entries = st.builds(
    Entry,
    id=st.integers(1, 10**6),
    feed_id=st.sampled_from(["uk", "int", ""]),
    title=anything,
    url=anything,
    published=moments,
    first_seen=moments,
    level=st.sampled_from(Level),
    read=st.booleans(),
    updated=st.none() | moments,
)
feeds = st.builds(
    FeedStatus,
    feed=st.builds(
        Feed,
        id=st.sampled_from(["uk", "int"]),
        url=anything | st.just("https://www.example.org/feed"),
        title=anything,
        home=anything | st.just("https://example.org/"),
        enabled=st.booleans(),
    ),
    state=st.builds(
        FeedState,
        feed_id=st.just("uk"),
        title=anything,
        last_checked=st.none() | moments,
        next_check=st.none() | moments,
        trouble=anything,
        failures=st.integers(0, 5),
        stopped=st.booleans(),
        notice=anything,
    ),
)
snapshots = st.builds(
    Snapshot,
    taken=moments,
    entries=st.lists(entries, max_size=20).map(tuple),
    feeds=st.lists(feeds, max_size=4).map(tuple),
    unread=st.integers(0, 10**6),
    paused_until=st.none() | moments | st.just(FOREVER),
    checking=st.booleans(),
    away=st.lists(entries, max_size=5).map(tuple),
    notices=st.lists(anything, max_size=2).map(tuple),
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
offers = st.just(frozenset(Verb)) | st.frozensets(st.sampled_from(Verb))


@given(snapshots, moments, zones, offers, st.integers(-1, 30))
def test_any_snapshot_draws_a_menu_that_any_back_end_can_show(
    snapshot: Snapshot,
    now: datetime,
    zone: timezone,
    offered: frozenset[Verb],
    headlines: int,
) -> None:
    settings = replace(SETTINGS, menu=MenuSettings(headlines=headlines))
    health = health_of(snapshot, settings, now, zone)
    drawn = rows(snapshot, settings, health, zone, offered)
    known = {entry.id for entry in (*snapshot.entries, *snapshot.away)}
    for row in walk(drawn):
        assert len(row.label) <= 60 + INVISIBLE
        assert not any(unicodedata.category(char) == "Cc" for char in row.label)
        assert row.command or row.children or not row.enabled or row.separator
        if row.command:
            assert set(row.command.entry_ids) <= known
            assert row.command.verb in offered
    assert face(snapshot, settings, health).count == snapshot.unread
    assert "\n" not in tell_health(health, zone)
    assert len(tooltip(snapshot, health, zone)) <= 127


@given(snapshots, offers)
def test_no_group_starts_or_ends_with_a_line_and_no_two_lines_meet(
    snapshot: Snapshot, offered: frozenset[Verb]
) -> None:
    drawn = draw(snapshot, offered=offered)

    def check(group: tuple[Row, ...]) -> None:
        lines = [row.separator for row in group]
        assert not group or not (lines[0] or lines[-1])
        assert not any(a and b for a, b in pairwise(lines))
        for row in group:
            check(row.children)

    check(drawn)


# --- places ------------------------------------------------------------------------------------


def test_the_places_of_the_newest_headlines_can_be_muted_and_heard_of_again() -> None:
    entries = (
        entry(1, countries=("Iran", "Peru")),
        entry(2, countries=("Iran",)),
        entry(3, countries=("Chad",)),
        entry(4, countries=("Mali",)),
    )
    settings = Settings(menu=MenuSettings(headlines=3))
    drawn = draw(Snapshot(NOW, entries, muted=("Chad",)), settings)
    offered = find(drawn, "Mute for a week").children
    assert [(row.label, row.command) for row in offered] == [
        (place, Command(Verb.MUTE_PLACE, value=place)) for place in ("Iran", "Peru")
    ]
    back = find(drawn, "Hear of Chad again")
    assert back.command == Command(Verb.UNMUTE_PLACE, value="Chad")
    assert not has(draw(Snapshot(NOW, entries[2:3], muted=("Chad",))), "Mute for a week")
    assert not has(draw(Snapshot(NOW, entries), DISCREET), "Mute for a week")


# --- discreet ----------------------------------------------------------------------------------

DISCREET = Settings(alerts=AlertSettings(discreet=True), menu=MenuSettings(headlines=2))


@given(
    st.lists(st.tuples(st.text(min_size=1), st.booleans(), st.integers(0, 60)), max_size=6),
    st.booleans(),
)
def test_a_discreet_tray_tells_numbers_and_times_and_no_word_of_any_release(
    given_entries: list[tuple[str, bool, int]],
    fails: bool,  # noqa: FBT001 - hypothesis hands it in
) -> None:
    marked = [
        entry(n, hours, title=f"Qx{title}", read=read)
        for n, (title, read, hours) in enumerate(given_entries)
    ]
    failing = FeedState("uk", trouble="Qx said no", failures=3, last_checked=NOW)
    one = replace(status("uk"), state=failing) if fails else status("uk")
    snapshot = Snapshot(
        NOW, tuple(marked), (one, status("intl")), unread=len(marked), away=tuple(marked[:2])
    )
    drawn = [row for row in draw(snapshot, DISCREET) if row.label not in {"Sources", "Settings"}]
    told = tooltip(snapshot, health_of(snapshot, SETTINGS, NOW, UTC), UTC, discreet=True)
    shown = [*(row.label for row in walk(drawn)), told]
    assert not any("Qx" in text or "example" in text for text in shown)
    opens = [row.command for row in walk(drawn) if row.command and row.command.verb is Verb.OPEN]
    assert {command.url for command in opens} == {one.url for one in marked}


def test_a_discreet_row_still_tells_when_and_whether_it_was_read() -> None:
    snapshot = Snapshot(NOW, (entry(1, 2), entry(2, 30, read=True)), (status("uk"),), unread=1)
    wanted = [f"{UNREAD_MARK} Release · 2 h", f"{READ_MARK} Release · 04:45"]
    assert [label for label in labels(draw(snapshot, DISCREET)) if "Release" in label] == wanted
    told = tooltip(snapshot, health_of(snapshot, SETTINGS, NOW, UTC), UTC, discreet=True)
    assert told.startswith("1 unread\nChecked")
    assert "Visit the site" in labels(draw(snapshot, DISCREET))
