"""Waking: who fell due in a sleep is asked once, and not at once, whatever arrives first."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.worker.test_worker import Bench, Web, now
from traynews.core.data.document import Answer, Failure, Request
from traynews.core.data.model import Feed
from traynews.core.data.view import Command, Verb
from traynews.worker import turns

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FEEDS = tuple(Feed(f"feed{n}", f"https://host{n}.example/feed") for n in range(20))


class Slow(Web):
    """The web, which notes who was asked, and keeps one waiting until it may answer."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.slow = ""
        self.may_answer = threading.Event()

    def fetch(self, request: Request) -> Answer | Failure:
        if not request.is_robots:
            self.log.append(request.feed_id)
        if request.feed_id == self.slow:
            self.may_answer.wait(30)
        return super().fetch(request)


class Laptop(Bench):
    """A worker on a machine that can sleep."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slept = timedelta()
        super().__init__(folder, feeds=FEEDS, now=self.clock, random=lambda: 0.5)
        wall = time.time
        monkeypatch.setattr(
            "traynews.worker.heartbeat.time.time", lambda: wall() + self.slept.total_seconds()
        )

    def clock(self) -> datetime:
        return now() + self.slept

    def is_paused(self) -> bool:
        return self.worker.latest.paused_until is not None

    def wait_until_served(self) -> None:
        """Wait until all that was posted so far is dealt with."""
        shown = len(self.screen.shown)
        self.worker.post(Command(Verb.TEST_ALERT))
        wait_for(lambda: len(self.screen.shown) > shown, 10, "the test alert is shown")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr("tests.worker.test_worker.Web", lambda: made)
    return made


@pytest.fixture
def laptop(tmp_path: Path, web: Slow, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setattr(turns, "_PACE", timedelta())  # else it takes twenty seconds
    made = Laptop(tmp_path, monkeypatch)
    made.worker.start()
    made.worker.opened.result(30)
    wait_for(lambda: len(web.log) == len(FEEDS), 10, "all are asked")
    polled = made.worker
    wait_for(lambda: all(one.state.polled for one in polled.latest.feeds), 10, "all have answered")
    yield made
    web.may_answer.set()
    made.worker.stop(patience=10)


@pytest.mark.parametrize("first", ["an answer", "a click", "a ring"])
def test_whatever_arrives_first_nobody_is_asked_in_a_burst_and_everybody_once(
    laptop: Laptop, web: Slow, first: str
) -> None:
    if first == "an answer":  # to a request that was under way when the lid was closed
        web.slow = "feed7"
        laptop.slept += 6 * MINUTE - MINUTE / 2
        laptop.worker.post(Command(Verb.CHECK_FEED, value="feed7"))
        wait_for(lambda: web.log[len(FEEDS) :] == ["feed7"], 10, "it is under way")
    before = len(web.log)
    laptop.slept += 9 * HOUR
    if first == "an answer":
        web.may_answer.set()
        wait_for(
            lambda: all(not one.state.trouble for one in laptop.worker.latest.feeds), 10, "served"
        )
    elif first == "a ring":
        laptop.worker.ring()
    laptop.wait_until_served()
    assert web.log[before:] == []
    laptop.slept += 80 * timedelta(seconds=1)  # half of the two minutes over which they are spread
    laptop.worker.ring()
    due = [one.id for one in FEEDS if one.id != web.slow]  # which has answered just now
    wait_for(lambda: len(web.log) >= before + len(due), 10, "they are asked again")
    laptop.wait_until_served()
    assert Counter(web.log[before:]) == dict.fromkeys(due, 1)


def test_a_pause_that_ended_in_the_sleep_is_over(laptop: Laptop, web: Slow) -> None:
    laptop.worker.post(Command(Verb.PAUSE, value="3600"))
    laptop.wait_until_served()
    assert laptop.is_paused()
    before = len(web.log)
    laptop.slept += 9 * HOUR
    laptop.worker.ring()
    laptop.wait_until_served()
    assert not laptop.is_paused()
    laptop.slept += 80 * timedelta(seconds=1)
    laptop.worker.ring()
    wait_for(lambda: len(web.log) == before + len(FEEDS), 10, "they are asked again, each once")
