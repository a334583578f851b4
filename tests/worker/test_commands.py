"""What the user asks for is carried out on the archive and the line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from traynews.archive.store import Store
from traynews.core.alerts.mutes import Mute, read_mutes
from traynews.core.data.document import Answer, Document, Item
from traynews.core.data.model import FOREVER, Feed, FeedState
from traynews.core.data.settings import AlertSettings, Settings
from traynews.core.data.view import Command, Popup, Verb
from traynews.window.muting import mute
from traynews.worker import commands
from traynews.worker.commands import Commands
from traynews.worker.line import Line

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
UK, WORLD = (Feed(name, f"https://{name}.example/feed") for name in ("uk", "world"))


@dataclass
class Screen:
    """Where pop-ups are shown and taken back."""

    shown: list[Popup] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)

    def show(self, popup: Popup) -> Future[None] | None:
        self.shown.append(popup)
        return None

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        self.withdrawn += entry_ids or ()

    def close(self) -> None:
        pass


class Bench:
    """A real archive with three releases, a screen, a clock to set."""

    def __init__(self, folder: Path) -> None:
        self.moment, self.popups = NOON, Screen()
        self.store = Store(folder / "traynews.db")
        self.store.open()
        settings = Settings(alerts=AlertSettings(), feeds=(UK, WORLD))
        self.line = Line(self.store, settings, now=self.now, random=lambda: 0.0)
        self.commands = Commands(self.store, self.line, self)
        for count in (1, 4):
            answer = Answer(UK.url, 200, {}, b"%d" % count, NOON)
            items = tuple(Item(f"g{n}", title=f"Release {n}") for n in range(count))
            self.line.take_document("uk", answer, Document(items=items))
        self.ids = [entry.id for entry in self.store.owed(NOON)]

    @property
    def now(self) -> Callable[[], datetime]:
        return lambda: self.moment

    @property
    def zone(self) -> Callable[[], tzinfo]:
        return lambda: UTC

    def do(self, verb: Verb, *ids: int, value: str = "") -> None:
        self.commands.obey(Command(verb, ids, value=value))

    def state(self, feed: str) -> FeedState:
        return self.store.states(feed).get(feed, FeedState(feed))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.store.close()


def unread(bench: Bench) -> list[int]:
    return [entry.id for entry in bench.store.entries(unread_only=True)]


@pytest.mark.parametrize("verb", [Verb.OPEN, Verb.OPEN_UNREAD, Verb.READ])
def test_what_is_opened_or_read_is_unread_no_more_and_its_popup_goes(
    bench: Bench, verb: Verb
) -> None:
    bench.do(verb, bench.ids[0])
    assert bench.ids[0] not in unread(bench)
    assert bench.ids[1] in unread(bench)
    assert bench.popups.withdrawn == [bench.ids[0]]
    entry = bench.store.entry(bench.ids[0])
    assert entry is not None
    assert (entry.opened is not None) == (verb is not Verb.READ)


def test_all_read_takes_every_popup_back(bench: Bench) -> None:
    bench.do(Verb.READ_ALL)
    assert unread(bench) == []
    assert sorted(bench.popups.withdrawn) == sorted(bench.ids)


def test_later_is_in_an_hour(bench: Bench) -> None:
    bench.do(Verb.LATER, bench.ids[0])
    assert bench.popups.withdrawn == [bench.ids[0]]  # some servers leave it standing
    assert bench.ids[0] not in [one.id for one in bench.store.owed(NOON + HOUR / 2)]
    assert bench.ids[0] in [one.id for one in bench.store.owed(NOON + HOUR)]


def test_check_now_leaves_the_gone_alone_and_a_feed_asked_for_by_name_comes_back(
    bench: Bench,
) -> None:
    later = NOON + timedelta(days=1)
    for feed in ("uk", "world"):
        gone = replace(bench.state(feed), next_check=later, stopped=feed == "world")
        bench.store.save_state(gone)
    bench.moment += HOUR
    bench.do(Verb.CHECK)
    assert bench.state("uk").next_check == bench.moment
    assert bench.state("world").stopped
    assert bench.state("world").next_check == later
    bench.do(Verb.CHECK_FEED, value="world")
    assert not bench.state("world").stopped
    assert bench.state("world").next_check == bench.moment


def test_one_feed_asked_for_hurries_no_other(bench: Bench) -> None:
    later = NOON + timedelta(days=1)
    states = [replace(bench.state(feed), next_check=later) for feed in ("uk", "world")]
    bench.store.save_states(states)
    bench.moment += HOUR
    bench.do(Verb.CHECK_FEED, value="world")
    assert bench.state("uk").next_check == later


def test_a_pause_holds_until_it_ends_or_is_resumed(bench: Bench) -> None:
    bench.do(Verb.PAUSE, value="3600")
    assert bench.commands.paused_until() == NOON + HOUR
    bench.moment += HOUR
    assert bench.commands.paused_until() is None
    bench.do(Verb.PAUSE)
    assert bench.commands.paused_until() == FOREVER
    bench.do(Verb.RESUME)
    assert bench.commands.paused_until() is None


def test_a_pause_that_means_nothing_is_refused(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.do(Verb.PAUSE, value="soon")
    assert bench.commands.paused_until() is None
    assert "soon" in caplog.text


def test_a_place_is_muted_for_a_week_or_until_it_is_not(bench: Bench) -> None:
    bench.do(Verb.MUTE_PLACE, value="Iran")
    bench.do(Verb.MUTE_PLACE, value="Thailand")
    assert [mute.place for mute in bench.commands.mutes()] == ["Iran", "Thailand"]
    bench.do(Verb.UNMUTE_PLACE, value="Iran")
    assert [mute.place for mute in bench.commands.mutes()] == ["Thailand"]
    bench.moment += timedelta(days=7)
    assert bench.commands.mutes() == ()


def test_places_that_are_muted_at_the_same_time_on_two_ways_are_both_quiet(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has written between the menu's look at the mutes and its own."""
    with ThreadPoolExecutor() as other:
        begun: list[Future[None]] = []

        def read_late(text: str, now: datetime) -> tuple[Mute, ...]:
            found = read_mutes(text, now)
            if not begun:
                begun.append(other.submit(in_thread))
                wait(begun, 0.2)  # it waits for us, or has written and is lost
            return found

        def in_thread() -> None:
            with Store(bench.store.path) as store:
                mute(store, "Thailand", NOON, off=False)

        monkeypatch.setattr(commands, "read_mutes", read_late)
        bench.do(Verb.MUTE_PLACE, value="Iran")
        begun[0].result()
    assert {mute.place for mute in bench.commands.mutes()} == {"Iran", "Thailand"}


def test_about_is_a_popup(bench: Bench) -> None:
    bench.do(Verb.ABOUT)
    (shown,) = bench.popups.shown
    assert "TrayNews" in shown.title


def test_an_alert_can_be_looked_at(bench: Bench) -> None:
    bench.do(Verb.TEST_ALERT)
    (shown,) = bench.popups.shown
    assert shown.key == "test"


def test_what_nobody_serves_is_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        bench.do(Verb.QUIT)
    assert "quit" in caplog.text
