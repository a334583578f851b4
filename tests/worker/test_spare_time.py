"""Spare time: what is put off is done in it, and its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import pytest

from traynews.core.data.document import Item
from traynews.core.data.retention import EVERYTHING, Keep
from traynews.core.ports import Archive
from traynews.core.release import mentions
from traynews.core.release.take_apart import describe
from traynews.worker import spare_time, worker
from traynews.worker.spare_time import SpareTime

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)


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
    while spare.catch_up(EVERYTHING):
        steps += 1
    assert (steps, heap.behind, heap.old) == (max(behind, old), 0, 0)


def test_a_turn_does_all_of_it(heap: Heap, spare: SpareTime) -> None:
    heap.behind, heap.old = 30, 20
    spare.note_work(has_read=True)
    spare.take_turn(EVERYTHING)
    assert (heap.behind, heap.old, heap.rests) == (0, 0, 1)


def test_a_turn_ends_though_there_is_more(
    heap: Heap, spare: SpareTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare_time, "_TURN", 0)
    heap.behind = 30
    spare.take_turn(EVERYTHING)
    assert heap.behind == 29


def test_memory_is_given_back_once_after_work(heap: Heap, spare: SpareTime) -> None:
    spare.rest()
    assert heap.rests == 0
    spare.note_work(has_read=False)
    spare.rest()
    spare.rest()
    assert heap.rests == 1


def test_what_taking_apart_made_ready_is_let_go_after_it(spare: SpareTime) -> None:
    describe(Item(title="Graustark: a headline about Iran"))
    spare.note_work(has_read=False)
    spare.rest()
    assert mentions._names.cache_info().currsize
    spare.note_work(has_read=True)
    spare.rest()
    assert not mentions._names.cache_info().currsize
    assert describe(Item(title="A headline about Iran")).about.countries == ("Iran",)
