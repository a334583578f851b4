"""A year and more: whatever happens, every release is told exactly as the rules say, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.clocks import DAY, HOUR, MINUTE, NIGHT, WEEKEND, Span, moments, spans
from tests.life import Life
from tests.worker.year import Release, Wish
from traynews.core.alerts.words import Words
from traynews.core.data.model import Kind, Level
from traynews.core.data.settings import AlertLevel, Rule
from traynews.patterns import read_match

FEEDS = ("uk", "world", "usa")
KINDS = ("news", "statement", "report", "urgent")
PLACES = ("", "Iran", "Peru", "Chile", "Kenya")
WORDS = ("garden", "lottery", "concert")

# Each rule as the settings have it, and what it means.
RULES: tuple[tuple[Rule, Callable[[Release, str], bool]], ...] = (
    (Rule(Level.SILENT, match=Words("A Lottery")), lambda one, _: one.word == "lottery"),
    (Rule(Level.URGENT, countries=("Iran",)), lambda one, _: one.place == "Iran"),
    (
        Rule(Level.DIGEST, kinds=(Kind.REPORT,), countries=("Perú", "Chile")),
        lambda one, _: one.kind == "report" and one.place in {"Peru", "Chile"},
    ),
    (Rule(Level.ALERT, match=read_match("/number \\d*7\\b/")), lambda one, _: one.number % 10 == 7),
    (Rule(Level.SILENT, feeds=("usa",)), lambda _, feed: feed == "usa"),
    (
        Rule(Level.DIGEST, feeds=("world", "usa"), match=Words("concert")),
        lambda one, feed: feed in {"world", "usa"} and one.word == "concert",
    ),
)

SATURDAY = 5
minutes = st.integers(1, 600) | st.integers(1, 4500)


class Year(RuleBasedStateMachine):
    """Releases, nights, clock changes, sleeps, kills, pauses, locked screens, in any order.

    Every step is compared with the diary inside `Life`.
    """

    life: Life | None = None

    @initialize(
        moment=moments(),
        several=st.lists(spans, max_size=3),
        rules=st.lists(st.sampled_from(RULES), max_size=4, unique_by=id),
        alerts=st.tuples(*[st.sampled_from(["", "all", "breaking", "digest", "none"])] * 3),
        general=st.sampled_from(["all", "breaking", "digest", "none"]),
        digest_above=st.integers(1, 4),
        seed=st.integers(0, 1 << 16),
    )
    def begin(
        self,
        moment: tuple[ZoneInfo, datetime],
        several: list[Span],
        rules: list[tuple[Rule, Callable[[Release, str], bool]]],
        alerts: tuple[str, ...],
        general: AlertLevel,
        digest_above: int,
        seed: int,
    ) -> None:
        self.folder = TemporaryDirectory()
        self.life = Life(
            Path(self.folder.name),
            Wish(dict(zip(FEEDS, alerts, strict=True)), general, rules, digest_above, several),
            begin=moment[1] - 2 * DAY,
            zone=moment[0],
            random=Random(seed),  # noqa: S311 - a made-up life, no secret
        )
        self.publish(list(FEEDS[:2]), [(-600, 0, "statement", "", "garden")] * 3, 0)
        self.life.live(MINUTE)  # the baseline

    @rule(
        feeds=st.lists(st.sampled_from(FEEDS), min_size=1, max_size=2, unique=True),
        drafts=st.lists(
            st.tuples(
                st.integers(0, 2000), st.sampled_from([0, 0, 0, 2, 3, 5, 40]),
                st.sampled_from(KINDS), st.sampled_from(PLACES), st.sampled_from(WORDS),
            ),
            min_size=1, max_size=7,
        ),
        apart=st.integers(0, 3000),
    )  # fmt: skip
    def publish(
        self, feeds: list[str], drafts: list[tuple[int, int, str, str, str]], apart: int
    ) -> None:
        assert self.life is not None
        for delay, age, kind, place, word in drafts:
            first = self.life.now + delay * MINUTE
            appears = {feed: first + n * apart * MINUTE for n, feed in enumerate(feeds)}
            self.life.press.publish(appears, age=age * DAY, kind=kind, place=place, word=word)

    @rule(minutes=minutes)
    def live(self, minutes: int) -> None:
        assert self.life is not None
        self.life.live(minutes * MINUTE)

    @rule(
        what=st.sets(st.sampled_from(["locked", "broken", "down", "killed"]), min_size=1),
        where=st.sampled_from(["asking", "stored", "before", "after"]),
        feeds=st.sets(st.sampled_from(FEEDS), min_size=1),
        minutes=minutes,
    )
    def live_with(self, what: set[str], where: str, feeds: set[str], minutes: int) -> None:
        assert self.life is not None
        self.life.locked = "the screen is locked" if "locked" in what else ""
        self.life.broken = "broken" in what
        self.life.press.down = feeds if "down" in what else set()
        self.life.kills = where if "killed" in what else self.life.kills
        self.life.live(minutes * MINUTE)
        self.life.locked, self.life.broken, self.life.press.down = "", False, set()

    @rule(minutes=st.integers(1, 900) | st.integers(1, 20_000))
    def sleep(self, minutes: int) -> None:
        assert self.life is not None
        self.life.sleep(minutes * MINUTE)

    @rule(minutes=st.just(0) | st.integers(1, 20_000))
    def restart(self, minutes: int) -> None:
        assert self.life is not None
        self.life.restart(minutes * MINUTE)

    @rule(value=st.sampled_from(["900", "30000", "tomorrow", ""]), minutes=minutes)
    def pause(self, value: str, minutes: int) -> None:
        assert self.life is not None
        self.life.pause(value)
        self.life.live(minutes * MINUTE)

    @precondition(lambda self: self.life is not None and self.life.paused)
    @rule()
    def resume(self) -> None:
        assert self.life is not None
        self.life.resume()

    @rule(place=st.sampled_from(PLACES[1:]))
    def mute(self, place: str) -> None:
        assert self.life is not None
        self.life.mute(place)

    def teardown(self) -> None:
        if self.life is not None:
            try:
                if not self.life.failed:
                    self.life.settle()
            finally:
                self.life.store.close()
                self.folder.cleanup()


@pytest.mark.long
def test_every_release_is_told_as_the_rules_say_once() -> None:
    examples = 2 * profile().max_examples
    run_state_machine_as_test(Year, settings=profile(max_examples=examples, stateful_step_count=40))


def _publish_all_year(life: Life, year: int, random: Random) -> None:
    """Have a busy press publish each day, mostly in office hours."""
    day = life.now.astimezone(life.zone).date() + DAY
    while day.year == year:
        for _ in range(random.choice((1, 2, 3, 4, 5) if day.weekday() < SATURDAY else (0, 1, 2))):
            hour = min(max(random.gauss(13, 4), 0), 23.9)
            first = (datetime.combine(day, time(), life.zone) + hour * HOUR).astimezone(UTC)
            later = random.choice((0, 1, 30)) * HOUR
            feeds = random.sample(FEEDS, random.choice((1, 1, 2)))
            life.press.publish(
                {feed: first + n * later for n, feed in enumerate(feeds)},
                age=random.choice((0, 0, 0, 0, 0, 0, 2, 5, 40)) * DAY,
                kind=random.choice(KINDS), place=random.choice(PLACES), word=random.choice(WORDS),
            )  # fmt: skip
        day += DAY


def _live_a_day(life: Life, random: Random) -> None:
    """Live from now until the evening with a restless user."""
    midnight = datetime.combine(life.now.astimezone(life.zone).date(), time(), life.zone)

    def until(hour: float) -> timedelta:
        return (midnight + hour * HOUR).astimezone(UTC) - life.now

    acts: list[Callable[[], None]] = [
        lambda: setattr(life, "locked", random.choice(("", "the screen is locked"))),
        lambda: setattr(life, "locked", ""),
        lambda: setattr(life, "broken", random.random() < 1 / 3),
        lambda: setattr(life.press, "down", set(random.sample(FEEDS, random.choice((0, 0, 1, 3))))),
        lambda: setattr(life, "kills", random.choice(("asking", "stored", "before", "after"))),
        lambda: life.pause(random.choice(("900", "3600", "tomorrow"))),
        lambda: life.mute(random.choice(PLACES[1:])),
        life.resume,
        lambda: life.sleep(random.choice((3, 40, 200)) * MINUTE),
        lambda: life.restart(random.choice((0, 0, 90, 1500)) * MINUTE),
    ]
    for hour in sorted(random.uniform(7, 22) for _ in range(random.choice((0, 1, 3)))):
        life.live(until(hour))
        random.choice(acts)()
    life.live(until(23.2))


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "year", "sleeps"),
    [
        ("Europe/London", 2026, "every night"),
        ("America/New_York", 2027, "never"),
        ("America/Santiago", 2028, "for days"),
    ],
)
def test_a_busy_year_is_told_to_the_last_release(
    place: str, year: int, sleeps: str, tmp_path: Path
) -> None:
    """A seeded script: some 900 releases, both changes of the clocks, and all that happens."""
    random, zone = Random(place), ZoneInfo(place)  # noqa: S311 - a made-up life, no secret
    life = Life(
        tmp_path,
        Wish(
            {"uk": "", "world": "digest", "usa": "none"},
            rules=RULES[:4],
            spans=(NIGHT, WEEKEND, Span(12 * 60 + 30, 13 * 60, (0, 1, 2, 3, 4)), Span(90, 150)),
        ),
        begin=datetime(year, 1, 1, 12, tzinfo=zone).astimezone(UTC),
        zone=zone,
        random=random,
    )
    life.live(MINUTE)  # the baseline
    _publish_all_year(life, year, random)
    while life.now.astimezone(zone).year == year:
        _live_a_day(life, random)
        if sleeps == "every night":
            life.sleep(random.uniform(7, 9) * HOUR)
        elif sleeps == "never" or random.random() < 2 / 3:
            life.live(2 * HOUR)
        else:
            life.sleep(random.choice((3, 9, 9, 30, 30, 200)) * HOUR)
    life.settle()
    seen = set(life.diary.seen())
    assert len(life.press.releases) > 700
    assert len(seen) > 600
    assert len(seen) < len(life.press.releases)  # some left a feed before anybody looked
    assert len(life.diary.told) > 200
    assert 0 < len(life.diary.repeated) < len(life.diary.doomed)
