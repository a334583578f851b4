"""A step that fails is told until it has worked again; one that takes long is logged."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable

import pytest

from tests.desktop.programs import wait_for
from traynews.errors import StoreError
from traynews.worker import guard as guarding
from traynews.worker.guard import Guard, Watch, describe


def fail(error: Exception) -> Callable[[], None]:
    def step() -> None:
        raise error

    return step


def work() -> None:
    pass


@pytest.fixture
def guard() -> Guard:
    return Guard(lambda: None)


def test_each_error_stands_until_the_very_thing_that_failed_has_worked_again(guard: Guard) -> None:
    guard.run("polling", fail(StoreError("the disk is full")))
    guard.run("reading", fail(StoreError("the archive is busy")))
    assert guard.lines == ("the disk is full", "the archive is busy")
    guard.run("another thing", work)
    assert guard.lines == ("the disk is full", "the archive is busy")
    guard.run("polling", work)
    assert list(guard.lines) == ["the archive is busy"]


def test_two_steps_with_one_trouble_are_one_line(guard: Guard) -> None:
    guard.run("polling", fail(StoreError("the disk is full")))
    guard.run("reading", fail(StoreError("the disk is full")))
    assert guard.lines == ("the disk is full",)
    guard.run("polling", work)
    assert guard.lines == ("the disk is full",)


def test_a_fault_of_ours_says_where_and_the_log_has_the_details(
    guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    guard.run("polling", fail(ZeroDivisionError()))
    assert guard.lines == ("Something went wrong while polling; the log has the details",)
    assert "ZeroDivisionError" in caplog.text


def test_who_draws_hears_of_each_change_and_of_nothing_else() -> None:
    changes: list[tuple[str, ...]] = []
    told = Guard(lambda: changes.append(told.lines))
    for step in (work, fail(StoreError("full")), fail(StoreError("full")), work, work):
        told.run("polling", step)
    assert changes == [("full",), ()]


def test_a_step_that_took_long_is_named_in_the_log(
    guard: Guard, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "_LONG", 0.01)
    guard.run("polling", lambda: time.sleep(0.02))
    assert re.search(r"polling took \d+\.\d s", caplog.text)


def test_a_step_that_does_not_end_is_logged_with_what_it_is_doing(
    guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    go_on = threading.Event()

    def hang_here() -> None:
        go_on.wait(20)

    watch = Watch(guard, look=0.05)
    watch.start()
    with caplog.at_level(logging.WARNING):
        thread = threading.Thread(target=guard.run, args=("polling", hang_here))
        thread.start()
        wait_for(lambda: "hang_here" in caplog.text, 10, "it is logged")
        watch.stop()
        go_on.set()
        thread.join()
    assert re.search(r"polling for \d+ s now", caplog.text)
    assert caplog.text.count("hang_here") == 1, "and said once"


def test_what_a_thread_does_is_told_by_its_stack() -> None:
    mine = describe(threading.get_ident())
    assert "test_what_a_thread_does_is_told_by_its_stack" in mine
    assert "test_what_a_thread_does_is_told_by_its_stack" in describe()
    assert describe(-1) == ""
