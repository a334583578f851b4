"""Pools: threads come when they are needed, and go."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.programs import wait_for
from traynews.worker.threads import ThreadPool, count_cores


class Gate:
    """Jobs that last until they are let through, and what came of them."""

    def __init__(self) -> None:
        self.results: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._through: queue.SimpleQueue[None] = queue.SimpleQueue()

    def job(self) -> str:
        name = threading.current_thread().name
        self.begun.put(name)
        self._through.get(timeout=30)
        return name

    def let_through(self, count: int) -> list[object]:
        """Let so many jobs end, and return their results, each its thread's name."""
        for _ in range(count):
            self._through.put(None)
        return [self.results.get(timeout=30) for _ in range(count)]


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def make(gate: Gate) -> Iterator[Callable[..., ThreadPool]]:
    made: list[ThreadPool] = []

    def build(**options: object) -> ThreadPool:
        made.append(ThreadPool("test", gate.results.put, **options))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for pool in made:
        pool.stop()
    wait_for_threads(0)  # the next test counts its own


def threads() -> set[str]:
    return {one.name for one in threading.enumerate() if one.name.startswith("test-")}


def wait_for_threads(count: int) -> None:
    wait_for(lambda: len(threads()) == count, 10, f"there are {count} threads")


def test_a_thread_is_started_only_when_none_is_free(
    make: Callable[..., ThreadPool], gate: Gate
) -> None:
    pool = make(threads=4)
    for _ in range(5):
        pool.submit(gate.job)
        gate.let_through(1)
        # The job's end is noted just after its result was posted.
        wait_for(lambda: not pool._finished.empty(), 10, "it is noted")  # nothing else tells
    assert threads() == {"test-1"}


def test_every_job_finds_a_thread_at_once_up_to_the_most(
    make: Callable[..., ThreadPool], gate: Gate
) -> None:
    pool = make(threads=3)
    for _ in range(5):
        pool.submit(gate.job)
    begun = {gate.begun.get(timeout=30) for _ in range(3)}
    assert begun == {"test-1", "test-2", "test-3"} == threads()
    assert len(gate.let_through(5)) == 5


def test_a_further_thread_waits_for_a_backlog(make: Callable[..., ThreadPool], gate: Gate) -> None:
    pool = make(threads=2, backlog=4)
    for _ in range(4):  # one under way, three that wait
        pool.submit(gate.job)
    assert threads() == {"test-1"}
    pool.submit(gate.job)
    assert {gate.begun.get(timeout=30) for _ in range(2)} == {"test-1", "test-2"}
    for _ in range(5):
        pool.submit(gate.job)
    assert threads() == {"test-1", "test-2"}
    assert len(gate.let_through(10)) == 10


def test_after_a_rest_the_further_thread_ends_and_comes_again_with_the_next_backlog(
    make: Callable[..., ThreadPool], gate: Gate
) -> None:
    rests: queue.SimpleQueue[str] = queue.SimpleQueue()
    pool = make(
        threads=2,
        backlog=2,
        idle_seconds=0.05,
        on_idle=lambda: rests.put(threading.current_thread().name),
    )
    for _ in range(2):
        for _ in range(4):
            pool.submit(gate.job)
        assert {gate.begun.get(timeout=30) for _ in range(2)} == {"test-1", "test-2"}
        gate.let_through(4)
        assert {rests.get(timeout=30) for _ in range(2)} == {"test-1", "test-2"}
        for _ in range(2):
            gate.begun.get(timeout=30)
    assert rests.empty()
    pool.submit(gate.job)
    assert gate.let_through(1) == ["test-1"]


def test_a_thread_that_is_just_ending_is_not_counted_on(
    make: Callable[..., ThreadPool], gate: Gate
) -> None:
    """Its rest may take a while, as Python does to note that it has ended; the first is busy."""
    resting, may_end = threading.Event(), threading.Event()

    def rest() -> None:
        if threading.current_thread().name == "test-2":
            resting.set()
            may_end.wait(10)

    pool = make(threads=2, idle_seconds=0.05, on_idle=rest)
    pool.submit(gate.job)
    assert gate.begun.get(timeout=30) == "test-1"
    pool.submit(lambda: "done by the second")
    assert gate.results.get(timeout=30) == "done by the second"
    assert resting.wait(10)
    pool.submit(lambda: "done by a third")
    try:
        assert gate.results.get(timeout=30) == "done by a third"
    finally:
        may_end.set()
        gate.let_through(1)


def test_stopping_ends_the_threads_and_lets_them_rest(
    make: Callable[..., ThreadPool], gate: Gate
) -> None:
    rests: queue.SimpleQueue[None] = queue.SimpleQueue()
    pool = make(threads=2, idle_seconds=60, on_idle=lambda: rests.put(None))
    for _ in range(2):
        pool.submit(gate.job)
    gate.let_through(2)
    pool.stop()
    wait_for_threads(0)
    assert rests.qsize() == 2


def test_a_job_that_raises_ends_neither_thread_nor_count(
    make: Callable[..., ThreadPool], gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    pool = make()
    pool.submit(lambda: 1 // 0)
    pool.submit(gate.job)
    assert gate.let_through(1) == ["test-1"]
    assert "a job of pool test raised" in caplog.text


def test_there_is_a_core_at_least() -> None:
    assert count_cores() >= 1
