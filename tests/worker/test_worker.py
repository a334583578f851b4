"""The worker's loop lives on whatever a step, a pop-up or a drawing does."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.programs import wait_for
from tests.worker.test_alerts import Someone
from traynews.app.memory_release import give_back
from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document, Door, Failure, Item, Request
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import Feed, FeedState, Snapshot
from traynews.core.data.retention import Keep
from traynews.core.data.settings import AlertSettings, ArchiveSettings, Settings
from traynews.core.data.view import Command, Popup, Verb
from traynews.errors import PopupError, StoreError
from traynews.worker import spare_time
from traynews.worker.adapters import Adapters
from traynews.worker.judge import Judge
from traynews.worker.worker import Worker

URL = "http://127.0.0.1:9/feed"
FEED = Feed("press", URL, interval=timedelta(seconds=1))
SILENT = Feed("silent", "http://127.0.0.1:8/feed", interval=timedelta(seconds=1))
"""One that never answers."""


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Web:
    """A fetcher and parser in one: answers with as many releases as it is told to."""

    count: int = 1
    raises: bool = False
    asked: int = 0
    proxy: str = ""
    begun: datetime = field(default_factory=now)
    clock: Callable[[], datetime] = now  # the worker's own: by another one an answer is an old one
    ended: threading.Event = field(default_factory=threading.Event)

    def fetch(self, request: Request) -> Answer | Failure:
        self.asked += 1
        if request.feed_id == SILENT.id:
            self.ended.wait()
        if self.raises:
            raise MemoryError
        return Answer(request.url, 200, {}, str(self.count).encode(), self.clock())

    def parse(
        self, answer: Answer, _: Feed, doors: Collection[Door] = frozenset()
    ) -> Document | Failure:
        del doors
        numbers = range(int(answer.body or b"0"), 0, -1)
        return Document(
            items=tuple(
                Item(guid=str(n), title=f"Release {n}", published=self.begun) for n in numbers
            )
        )

    def read_robots(self, answer: Answer) -> Failure:
        raise NotImplementedError

    def read_release(self, answer: Answer, feed: Feed) -> Failure:
        raise NotImplementedError

    def rest(self) -> None:
        pass

    def use_proxy(self, proxy: str) -> None:
        self.proxy = proxy

    def close(self) -> None:
        pass


@dataclass
class Screen:
    """A notification server that takes `patience` pop-ups and then breaks."""

    patience: int = 1000
    tried: int = 0
    shown: list[Popup] = field(default_factory=list)

    def show(self, popup: Popup) -> None:
        self.tried += 1
        if len(self.shown) >= self.patience:
            raise PopupError("the server is gone")
        self.shown.append(popup)

    def withdraw(self, _: Sequence[int] | None) -> None:
        pass

    def close(self) -> None:
        pass


class Bench:
    """A worker with a real archive, and everything else in the test's hands."""

    def __init__(
        self,
        folder: Path,
        *,
        feeds: tuple[Feed, ...] = (FEED,),
        now: Callable[[], datetime] = now,
        random: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.web, self.screen = Web(), Screen()
        self.web.clock = now
        self.drawn: list[Snapshot] = []
        self.draw: Callable[[Snapshot, Settings], None] = lambda view, _: self.drawn.append(view)
        self.rereads: list[Settings] = []
        self.rests = 0
        self.beats = 0
        self.costs = False
        self.may_claim = True
        self.settings = Settings(alerts=AlertSettings(welcome=False), feeds=feeds)
        self.path = folder / "traynews.db"
        parts = Adapters(
            open_archive=self._open,
            claim=lambda: self.may_claim,
            fetcher=self.web,
            parser=self.web,
            popups=self.screen,
            presence=Someone(),
            is_metered=lambda: self.costs,
            now=now,
            random=random,
            zone=lambda: UTC,
            changed=self._draw,
            reread=self._reread,
            icon=lambda: IconPlace.PANEL,
            at_login=lambda: None,
            in_menu=lambda: None,
            rest=self._rest,
        )
        self.worker = Worker(parts, self.settings)

    def _draw(self, view: Snapshot, settings: Settings) -> None:
        self.draw(view, settings)  # which a test may exchange

    def _reread(self) -> Settings | None:
        self.beats += 1  # each begins with it
        return self.rereads.pop() if self.rereads else None

    def _rest(self) -> None:
        self.rests += 1
        give_back()

    def _open(self) -> Store:
        store = Store(self.path)
        store.open()
        self.store = store
        return store

    def publish(self, count: int) -> None:
        """Publish so many, once the first document was the baseline."""
        wait_for(lambda: bool(self.worker.latest.entries), 10, "the baseline is stored")
        self.web.count += count


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.worker.start()
    made.worker.opened.result(30)
    yield made
    made.web.ended.set()
    made.worker.stop(patience=60)
    assert not any(thread.name == "worker" for thread in threading.enumerate())


@pytest.mark.long
def test_a_server_that_breaks_between_two_popups_is_tried_again_at_heartbeats_only(
    bench: Bench,
) -> None:
    bench.screen.patience = 1
    bench.publish(3)
    wait_for(lambda: bench.screen.tried >= 4, 15, "it tries again")
    begun, tried = bench.web.asked, bench.screen.tried
    wait_for(lambda: bench.web.asked >= begun + 3, 15, "three polls pass")
    tries = bench.screen.tried - tried
    assert tries <= 4 * (bench.web.asked - begun), "however many polls have passed by now"
    bench.screen.patience = 1000
    wait_for(lambda: len(bench.screen.shown) == 3, 20, "all are told in the end")


def test_a_drawing_that_raises_does_not_end_the_polls(bench: Bench) -> None:
    def raise_it(_: Snapshot, __: Settings) -> None:
        raise RuntimeError("no menu today")

    bench.draw = raise_it
    asked = bench.web.asked
    wait_for(lambda: bench.web.asked >= asked + 3, 15, "it polls on")


def test_a_fetcher_that_raises_is_trouble_for_its_feed_and_no_more(bench: Bench) -> None:
    bench.web.raises = True
    wait_for(
        lambda: any(one.state.trouble for one in bench.worker.latest.feeds), 15, "there is trouble"
    )
    bench.web.raises = False
    wait_for(
        lambda: all(not one.state.trouble for one in bench.worker.latest.feeds), 20, "it is over"
    )


def test_settings_that_could_not_be_stored_are_taken_at_the_next_beat(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Feed("other", URL + "2", interval=timedelta(seconds=1))
    wait_for(lambda: bool(bench.worker.latest.entries), 10, "it runs")
    sync, calls = bench.store.sync_feeds, []

    def refuse_once(feeds: Sequence[Feed]) -> None:
        calls.append(feeds)
        if len(calls) == 1:
            raise StoreError("the archive is busy")
        sync(feeds)

    monkeypatch.setattr(bench.store, "sync_feeds", refuse_once)
    bench.rereads.append(Settings(alerts=bench.settings.alerts, feeds=(FEED, other)))
    wait_for(lambda: len(bench.worker.latest.feeds) == 2, 15, "the new feed is known")
    wait_for(lambda: all(one.state.polled for one in bench.worker.latest.feeds), 15, "and polled")


def test_a_new_proxy_is_used_from_the_next_poll_on(bench: Bench) -> None:
    from traynews.core.data.settings import NetworkSettings  # noqa: PLC0415 - one test needs it

    network = NetworkSettings(proxy="socks5h://127.0.0.1:9050")
    bench.rereads.append(
        Settings(alerts=bench.settings.alerts, feeds=bench.settings.feeds, network=network)
    )
    wait_for(lambda: bench.web.proxy == network.proxy, 10, "the proxy is set")


def test_nonsense_over_the_bus_is_refused_and_the_menu_stays_clean(bench: Bench) -> None:
    bench.worker.post(Command(Verb.PAUSE, value="soon"))
    asked = bench.web.asked
    wait_for(lambda: bench.web.asked >= asked + 2, 15, "it polls on")
    assert bench.worker.latest.notices == ()


def asked_at_rest(bench: Bench) -> int:
    """Return how often feeds were asked, once they are no more."""
    asked = -1
    while asked != bench.web.asked:
        asked = bench.web.asked
        threading.Event().wait(2.5)  # two intervals and more: that nobody asks is no event
    return asked


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is open")
def test_an_archive_that_is_taken_away_is_said_and_nobody_is_asked_until_it_is_back(
    bench: Bench,
) -> None:
    wait_for(lambda: bench.web.asked >= 2, 15, "it polls")
    away = bench.path.with_name("away.db")
    bench.path.rename(away)
    wait_for(lambda: bool(bench.worker.latest.notices), 15, "it is said")
    (line,) = bench.worker.latest.notices
    assert "was removed" in line
    asked = asked_at_rest(bench)
    away.rename(bench.path)
    wait_for(lambda: bench.web.asked > asked, 15, "it polls again")
    wait_for(lambda: bench.worker.latest.notices == (), 15, "all is well again")


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is open")
def test_another_archive_in_its_place_is_taken_up_once_nobody_else_runs_on_it(
    bench: Bench,
) -> None:
    wait_for(lambda: bench.web.asked >= 2, 15, "it polls")
    bench.may_claim = False
    other = bench.path.with_name("other.db")
    with Store(other) as made:
        made.set("mark", "the other")
    other.rename(bench.path)
    wait_for(lambda: bool(bench.worker.latest.notices), 15, "it is said")
    (line,) = bench.worker.latest.notices
    assert "another TrayNews runs" in line
    asked = asked_at_rest(bench)
    bench.may_claim = True
    wait_for(lambda: bench.web.asked > asked, 15, "it polls again")
    wait_for(lambda: bench.worker.latest.notices == (), 15, "all is well again")
    with Store(bench.path) as there:
        assert there.get("mark") == "the other"
        wait_for(lambda: there.states(FEED.id)[FEED.id].polled, 15, "what it learns is kept there")


@pytest.mark.long
def test_a_full_disk_makes_no_burst_of_attempts(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for(lambda: bench.web.asked >= 2, 15, "it polls")
    tries = []

    def refuse(state: FeedState) -> None:
        tries.append(state)
        raise StoreError("the disk is full")

    monkeypatch.setattr(bench.store, "save_state", refuse)
    wait_for(lambda: len(tries) >= 2, 15, "it meets the full disk")
    asked, beats, before = bench.web.asked, bench.beats, len(tries)
    wait_for(lambda: len(tries) >= before + 3, 15, "it tries on")
    tried, passed = len(tries) - before, bench.beats - beats
    assert tried <= 2 * (passed + 1), "twice a heartbeat at most"
    assert bench.web.asked == asked
    assert "the disk is full" in bench.worker.latest.notices


def test_the_user_and_other_feeds_are_served_while_a_flood_is_judged(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    judge, apply, mark_read = Judge.go_on, bench.store.apply, bench.store.mark_read

    def go_on(self: Judge) -> bool:
        order.append("judged some")
        if len(order) == 1:
            bench.worker.post(Command(Verb.READ_ALL))
        return judge(self)

    def note(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: object) -> object:
            order.append(name)
            return call(*given)

        return noted

    wait_for(lambda: bool(bench.worker.latest.entries), 10, "the baseline is stored")
    monkeypatch.setattr(Judge, "go_on", go_on)
    monkeypatch.setattr(bench.store, "apply", note("stored", apply))
    monkeypatch.setattr(bench.store, "mark_read", note("obeyed", mark_read))
    bench.web.count += 60
    wait_for(lambda: "stored" in order, 20, "the flood is stored")
    assert order.index("obeyed") < order.index("stored")


@pytest.mark.long
def test_spare_time_comes_once_a_minute_though_messages_never_cease(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_time, "_LONGEST_WAIT", 1.0)
    bench.publish(60)
    wait_for(lambda: count(bench, "deleted IS NULL") == 61, 20, "all are stored")
    kept = ArchiveSettings(Keep(size=1))
    bench.rereads.append(replace(bench.settings, feeds=(FEED, SILENT), archive=kept))
    wait_for(lambda: len(bench.worker.latest.feeds) == 2, 10, "one of two feeds never answers")
    threading.Thread(target=fire, args=(bench,), daemon=True).start()
    wait_for(lambda: count(bench, "deleted IS NOT NULL") == 61, 20, "what has no room is forgotten")
    before = bench.rests
    wait_for(lambda: bench.rests >= before + 2, 10, "memory is given back, again and again")
    assert bench.worker.latest.checking, "somebody was being asked all the time"


def fire(bench: Bench) -> None:
    """Have the inbox never be empty for long."""
    while not bench.web.ended.wait(0.001):
        if bench.worker._inbox.qsize() < 10:  # a slow disk would leave thousands for the end
            bench.worker.post(Command(Verb.READ, entry_ids=(1,)))


def count(bench: Bench, condition: str) -> int:
    """Return of how many entries a condition is true."""
    with contextlib.closing(sqlite3.connect(bench.path, timeout=10)) as db:
        return int(db.execute(f"SELECT count(*) FROM entries WHERE {condition}").fetchone()[0])  # noqa: S608 - our own
