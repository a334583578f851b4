"""Spare time: what is put off is done in it, and its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import cast

import pytest

from tests.archive.samples import poll, release
from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document, Item, Request
from traynews.core.data.model import Feed, Level
from traynews.core.data.retention import EVERYTHING, Keep
from traynews.core.data.settings import ArchiveSettings, Settings
from traynews.core.ports import Archive
from traynews.core.release import mentions
from traynews.core.release.take_apart import describe
from traynews.worker import spare_time, worker
from traynews.worker.inbox import Fetched, Parsed
from traynews.worker.spare_time import SpareTime

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
YEARS = timedelta(days=5 * 365)
REQUEST = Request("uk", "https://uk.example/feed")


def answer(said: datetime, url: str = REQUEST.url) -> Answer:
    return Answer(url, 304, {"date": format_datetime(said, usegmt=True)}, None, said)


def for_a_year(*urls: str) -> Settings:
    feeds = tuple(Feed(url, url) for url in urls)
    return Settings(feeds=feeds, archive=ArchiveSettings(Keep(age=timedelta(days=365))))


FETCHED = Fetched(REQUEST, answer(NOW))
PARSED = Parsed(REQUEST, answer(NOW), Document())


@dataclass
class Heap:
    """An archive with work for spare time: entries to take apart, and releases to forget."""

    behind: int = 0
    old: int = 0
    rests: int = 0

    def catch_up_some(self) -> int:
        self.behind = max(0, self.behind - 1)
        return self.behind

    def forget_some(self, keep: Keep, now: datetime) -> bool:
        assert (keep, now) == (EVERYTHING, NOW)
        self.old = max(0, self.old - 1)
        return self.old > 0

    def rest(self) -> None:
        self.rests += 1


@pytest.fixture
def heap() -> Heap:
    return Heap()


@pytest.fixture
def spare(heap: Heap) -> SpareTime:
    return SpareTime(cast("Archive", heap), lambda: None, lambda: NOW)


def test_a_turn_is_never_more_than_a_minute_away() -> None:
    assert spare_time._LONGEST_WAIT + worker._HEARTBEAT <= 60


def test_a_turn_is_due_once_it_was_waited_for(
    spare: SpareTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not spare.is_due
    monkeypatch.setattr(spare_time, "_LONGEST_WAIT", 0)
    assert spare.is_due


@pytest.mark.parametrize(("behind", "old"), [(2, 0), (0, 2), (2, 2), (3, 7)])
def test_there_is_more_to_do_until_all_is_done(
    heap: Heap, spare: SpareTime, behind: int, old: int
) -> None:
    heap.behind, heap.old = behind, old
    steps = 1
    while spare.catch_up(Settings()):
        steps += 1
    assert (steps, heap.behind, heap.old) == (max(behind, old), 0, 0)


def test_a_turn_does_all_of_it(
    heap: Heap, spare: SpareTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_time, "_TURN", 30.0)
    heap.behind, heap.old = 30, 20
    spare.note_work(PARSED)
    spare.take_turn(Settings())
    assert (heap.behind, heap.old, heap.rests) == (0, 0, 1)


def test_a_turn_ends_though_there_is_more(
    heap: Heap, spare: SpareTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_time, "_TURN", 0)
    heap.behind = 30
    spare.take_turn(Settings())
    assert heap.behind == 29


def test_memory_is_given_back_once_after_work(heap: Heap, spare: SpareTime) -> None:
    spare.rest()
    assert heap.rests == 0
    spare.note_work(FETCHED)
    spare.rest()
    spare.rest()
    assert heap.rests == 1


def test_what_taking_apart_made_ready_is_let_go_after_it(spare: SpareTime) -> None:
    describe(Item(title="Graustark: a headline about Iran"))
    spare.note_work(FETCHED)
    spare.rest()
    assert mentions._names.cache_info().currsize
    spare.note_work(PARSED)
    spare.rest()
    assert not mentions._names.cache_info().currsize
    assert describe(Item(title="A headline about Iran")).about.countries == ("Iran",)


@pytest.mark.parametrize("heard", [[], [NOW], [NOW, NOW - timedelta(hours=1)]])
def test_a_clock_that_is_years_ahead_forgets_nothing(tmp_path: Path, heard: list[datetime]) -> None:
    settings = for_a_year("https://uk.example/feed")
    with Store(tmp_path / "traynews.db") as store:
        poll(store, release(1, published=NOW - timedelta(days=300)), level=Level.SILENT)
        spare = SpareTime(store, lambda: None, lambda: NOW + YEARS)
        for said in heard:
            spare.note_work(Fetched(REQUEST, answer(said)))
        while spare.catch_up(settings):
            pass
        assert len(store.entries()) == 1


def test_what_is_too_old_by_the_servers_is_forgotten(tmp_path: Path) -> None:
    settings = for_a_year("https://uk.example/feed")
    with Store(tmp_path / "traynews.db") as store:
        poll(store, release(1, published=NOW - timedelta(days=366)), level=Level.SILENT)
        spare = SpareTime(store, lambda: None, lambda: NOW)
        spare.note_work(FETCHED)
        while spare.catch_up(settings):
            pass
        assert store.entries() == ()


def test_where_all_that_is_asked_is_on_this_machine_its_clock_is_believed(tmp_path: Path) -> None:
    for_all, for_own = for_a_year(REQUEST.url, "http://[::1]/"), for_a_year("http://127.0.0.1/")
    with Store(tmp_path / "traynews.db") as store:
        poll(store, release(1, published=NOW - timedelta(days=366)), level=Level.SILENT)
        spare = SpareTime(store, lambda: None, lambda: NOW)
        for settings, left in ((for_all, 1), (for_own, 0)):
            while spare.catch_up(settings):
                pass
            assert len(store.entries()) == left
