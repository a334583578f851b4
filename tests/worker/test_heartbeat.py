"""The heartbeat beats in its period, whatever the clock on the wall does."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, tzinfo

import pytest

from traynews.worker.heartbeat import Heartbeat


class Clock:
    """The wall clock, which somebody sets, and the steady one, which nobody can."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.steady = 1_000_000.0, 500.0
        clock = self

        class Now(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Now:
                del tz
                return cls(2026, 3, 2) + timedelta(seconds=clock.wall - 1_000_000)

        monkeypatch.setattr("schedule.datetime.datetime", Now)
        monkeypatch.setattr(time, "time", lambda: self.wall)
        monkeypatch.setattr(time, "monotonic", lambda: self.steady)

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def beats() -> list[int]:
    return []


@pytest.fixture
def heart(clock: Clock, beats: list[int]) -> Heartbeat:
    del clock
    made = Heartbeat(lambda: beats.append(1))
    made.arm(30)
    return made


def test_it_beats_once_a_period_and_waits_for_no_longer(
    heart: Heartbeat, clock: Clock, beats: list[int]
) -> None:
    assert heart.patience() == 30
    clock.pass_by(29)
    heart.run_pending()
    assert (beats, heart.patience()) == ([], 1)
    clock.pass_by(1)
    heart.run_pending()
    assert (len(beats), heart.patience()) == (1, 30)


def test_who_is_late_beats_once_and_at_once(
    heart: Heartbeat, clock: Clock, beats: list[int]
) -> None:
    clock.pass_by(500)
    assert heart.patience() == 0
    heart.run_pending()
    heart.run_pending()
    assert len(beats) == 1


def test_a_clock_set_back_an_hour_costs_no_beat(
    heart: Heartbeat, clock: Clock, beats: list[int]
) -> None:
    clock.wall -= 3600
    assert heart.patience() <= 30
    clock.pass_by(30)
    heart.run_pending()
    assert len(beats) == 1


def test_another_period_holds_at_once_and_alone(
    heart: Heartbeat, clock: Clock, beats: list[int]
) -> None:
    heart.arm(5)
    for _ in range(6):
        clock.pass_by(5)
        heart.run_pending()
    assert len(beats) == 6


@pytest.mark.parametrize(("seconds", "slept"), [(59.0, 0.0), (61.0, 61.0), (90_000.0, 90_000.0)])
@pytest.mark.parametrize("stands_still", [True, False], ids=["Linux", "Windows"])
def test_a_sleep_is_what_a_look_comes_late(
    heart: Heartbeat, clock: Clock, seconds: float, slept: float, *, stands_still: bool
) -> None:
    clock.pass_by(30)
    clock.wall += seconds
    clock.steady += 0 if stands_still else seconds
    assert heart.seconds_slept() == slept
    assert heart.seconds_slept() == 0, "asked again, it is awake"


def test_a_clock_set_back_is_no_sleep(heart: Heartbeat, clock: Clock) -> None:
    clock.wall -= 3600
    assert heart.seconds_slept() == 0
