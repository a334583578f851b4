"""When the user is told: held back, paced, told once, whatever happens in between."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.growth import assert_linear
from traynews.archive.store import Store
from traynews.core.alerts.quiet import parse_quiet_hours
from traynews.core.data.document import Document, Item, TroubleKind
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import LATER, Feed, FeedState, FeedStatus, Kind, Level
from traynews.core.data.plan import Verdict
from traynews.core.data.settings import AlertSettings, Settings
from traynews.core.data.view import Popup, Verb
from traynews.core.health.holds import HELD_BECAUSE
from traynews.core.identity.reconcile import reconcile
from traynews.errors import PopupError
from traynews.worker.alerts import Alerts

LONDON = ZoneInfo("Europe/London")
FEED = Feed("uk", "https://news.example/feed", title="Press room", home="https://news.example/")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NIGHT = parse_quiet_hours("22:00-07:00")


@dataclass
class Screen:
    """A notification server: keeps what it was shown, and fails on demand."""

    shown: list[Popup] = field(default_factory=list)
    broken: bool = False
    slow: bool = False
    answers: list[Future[None]] = field(default_factory=list)  # that are still owed
    withdrawn: list[Sequence[int] | None] = field(default_factory=list)

    def show(self, popup: Popup) -> Future[None] | None:
        if self.broken:
            raise PopupError("no server")
        self.shown.append(popup)
        if not self.slow:
            return None
        self.answers.append(Future())
        return self.answers[-1]

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        self.withdrawn.append(entry_ids)

    def close(self) -> None:
        pass


@dataclass
class Someone:
    """A user who is there, or away for a reason."""

    reason: str = ""

    def away(self) -> str:
        return self.reason


@dataclass(frozen=True)
class Around:
    """What alerts need besides the archive."""

    popups: Screen
    presence: Someone
    now: Callable[[], datetime]
    zone: Callable[[], ZoneInfo] = lambda: LONDON
    icon: Callable[[], IconPlace] = lambda: IconPlace.PANEL
    at_login: Callable[[], bool | None] = lambda: False
    in_menu: Callable[[], bool | None] = lambda: False


class Bench:
    """A real archive, a clock to set, a screen to look at."""

    def __init__(self, folder: Path, **alerts: object) -> None:
        self.path = folder / "traynews.db"
        self.now = NOON
        self.screen, self.user = Screen(), Someone()
        alerts.setdefault("welcome", False)
        self.settings = Settings(alerts=AlertSettings(**alerts), feeds=(FEED,))  # type: ignore[arg-type]
        self.paused: datetime | None = None
        self.published = 0
        self.state = FeedState(FEED.id, polled=True)
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.store = Store(self.path)
        self.store.open()
        self.store.sync_feeds([FEED])
        self.heard = 0
        around = Around(self.screen, self.user, lambda: self.now)
        self.alerts = Alerts(self.store, around, heard=self._hear)

    def _hear(self) -> None:
        self.heard += 1

    def close(self) -> None:
        """End it, well or not: an archive has no other state than its file."""
        self.store.close()

    def publish(
        self, count: int = 1, level: Level = Level.ALERT, kind: Kind = Kind.NEWS
    ) -> list[int]:
        """Store new releases that are to be told."""
        numbers = range(self.published + 1, self.published + count + 1)
        self.published += count
        items = tuple(
            Item(guid=f"g{n}", link=f"https://news.example/{n}", title=f"Release {n}",
                 published=self.now)
            for n in reversed(numbers)  # the newest stands at the top
        )  # fmt: skip
        document = Document(items=items)
        plan = reconcile(document, self.state, self.store.known(FEED.id, document), self.now)
        verdict = Verdict(level, "the test says so", kind)
        new = tuple(replace(one, verdict=verdict) for one in plan.new)
        applied = self.store.apply(replace(plan, new=new), self.state, self.now)
        return list(applied.new_ids)

    def announce(self) -> timedelta | None:
        """Let the program tell what it has to tell now."""
        statuses = (FeedStatus(FEED, self.state),)
        return self.alerts.announce(self.settings, statuses, self.paused)

    def run(self, seconds: float = 600) -> None:
        """Let it tell everything that it will, in the next few minutes."""
        until = self.now + timedelta(seconds=seconds)
        while self.now <= until:
            self.now += self.announce() or timedelta(seconds=30)

    def titles(self) -> list[str]:
        """Return what stood on the screen, in order."""
        return [popup.title for popup in self.screen.shown]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_popups_come_at_most_every_few_seconds(bench: Bench) -> None:
    bench.publish(3)
    again = bench.announce()
    assert bench.titles() == ["Release 1"]
    assert again is not None
    assert bench.announce() == again
    bench.now += again
    bench.announce()
    assert len(bench.titles()) == 2
    bench.run()
    assert bench.titles() == ["Release 1", "Release 2", "Release 3"]
    bench.close()


def test_nothing_owed_costs_nothing(bench: Bench) -> None:
    assert bench.announce() is None
    assert bench.titles() == []
    bench.close()


@pytest.mark.parametrize("why", ["paused", "quiet", "away"])
def test_what_comes_while_nobody_is_to_be_disturbed_is_one_digest_afterwards(
    tmp_path: Path, why: str
) -> None:
    bench = Bench(tmp_path, quiet_hours=(NIGHT,) if why == "quiet" else ())
    bench.now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    bench.paused = bench.now + timedelta(hours=1) if why == "paused" else None
    bench.user.reason = "the screen is locked" if why == "away" else ""
    bench.publish(2)
    bench.run()
    assert bench.titles() == []
    bench.paused, bench.user.reason = None, ""
    bench.now = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    bench.publish(1)
    bench.run()
    assert bench.titles() == ["While you were away: 2 new releases", "Release 3"]
    assert "Release 1\nRelease 2" in bench.screen.shown[0].body
    assert [entry.title for entry in bench.store.away()] == ["Release 2", "Release 1"]
    bench.close()


def test_what_may_pass_quiet_hours_does_and_the_rest_waits(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quiet_hours=(NIGHT,), quiet_hours_let="breaking")
    bench.now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    bench.publish(1)
    bench.publish(1, kind=Kind.STATEMENT)
    bench.run()
    assert bench.titles() == ["Release 2"]
    bench.now = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    bench.run()
    assert len(bench.titles()) == 2
    assert "Release 1" in bench.screen.shown[1].title + bench.screen.shown[1].body
    bench.close()


@pytest.mark.parametrize("why", ["paused", "away"])
def test_nothing_passes_a_pause_or_a_locked_screen(tmp_path: Path, why: str) -> None:
    bench = Bench(tmp_path, quiet_hours=(NIGHT,), quiet_hours_let="breaking")
    bench.now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    bench.paused = bench.now + timedelta(hours=1) if why == "paused" else None
    bench.user.reason = "the screen is locked" if why == "away" else ""
    bench.publish(1, kind=Kind.STATEMENT)
    bench.run()
    assert bench.titles() == []
    bench.close()


def test_what_was_owed_for_days_is_no_news_any_more(bench: Bench) -> None:
    bench.publish(2)
    bench.screen.broken = True
    with pytest.raises(PopupError):
        bench.announce()
    bench.screen.broken = False
    bench.now += timedelta(days=4)
    bench.run()
    assert bench.titles() == ["While you were away: 2 new releases"]
    bench.close()


def test_a_server_that_is_missing_costs_no_alert(bench: Bench) -> None:
    bench.publish(1)
    bench.screen.broken = True
    for _ in range(5):
        with pytest.raises(PopupError):
            bench.announce()
    bench.screen.broken = False
    bench.run()
    assert bench.titles() == ["Release 1"]
    bench.close()


def test_a_popup_on_its_way_is_waited_for_and_nothing_is_told_meanwhile(bench: Bench) -> None:
    bench.publish(2)
    bench.screen.slow = True
    bench.run(3600)
    assert (bench.titles(), bench.heard) == (["Release 1"], 0)
    assert len(bench.store.owed(bench.now)) == 2
    bench.screen.answers.pop().set_result(None)
    assert bench.heard == 1  # which has the worker come again
    bench.screen.slow = False
    bench.run()
    assert bench.titles() == ["Release 1", "Release 2"]
    assert bench.store.owed(bench.now) == []
    bench.close()


def test_a_popup_that_was_on_its_way_and_failed_is_still_owed(bench: Bench) -> None:
    bench.publish(1)
    bench.screen.slow = True
    for _ in range(5):  # as often as it takes: nothing was shown
        bench.announce()
        bench.screen.answers.pop().set_exception(PopupError("the server has left"))
        with pytest.raises(PopupError, match="has left"):
            bench.announce()
        bench.now += timedelta(seconds=5)
    bench.screen.slow, bench.screen.shown = False, []
    bench.run()
    assert bench.titles() == ["Release 1"]
    bench.close()


def test_a_notice_that_was_on_its_way_and_failed_is_told_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path, welcome=True)
    bench.state = replace(bench.state, polled=True, last_checked=bench.now)
    bench.now += timedelta(seconds=5)
    bench.screen.slow = True
    bench.announce()
    bench.screen.answers.pop().set_exception(PopupError("the server has left"))
    with pytest.raises(PopupError):
        bench.announce()
    bench.screen.slow = False
    bench.run()
    assert len(bench.titles()) == 2
    bench.close()


def test_a_server_that_does_not_answer_for_long_is_told_of(bench: Bench) -> None:
    bench.publish(1)
    bench.screen.slow = True
    bench.announce()
    assert bench.alerts.held_because() == ""
    bench.now += timedelta(minutes=1)
    bench.announce()
    assert "has not answered since 12:00" in bench.alerts.held_because()
    bench.screen.answers.pop().set_result(None)
    bench.announce()
    assert bench.alerts.held_because() == ""
    bench.close()


def test_what_was_read_meanwhile_is_not_told(bench: Bench) -> None:
    first, _ = bench.publish(2)
    bench.store.mark_read([first])
    bench.run()
    assert len(bench.titles()) == 1
    bench.close()


def test_later_comes_back_in_an_hour(bench: Bench) -> None:
    (entry,) = bench.publish(1)
    bench.run()
    bench.store.defer([entry], bench.now + timedelta(hours=1))
    bench.run()
    assert len(bench.titles()) == 1
    bench.now += timedelta(hours=1)
    bench.run()
    assert bench.titles() == ["Release 1", "Release 1"]
    bench.close()


def test_an_outage_is_told_once_after_an_hour_and_once_when_it_is_over(bench: Bench) -> None:
    bench.state = replace(
        bench.state, trouble="the server says 500", trouble_kind=TroubleKind.HTTP,
        trouble_since=bench.now,
    )  # fmt: skip
    bench.run(3500)
    assert bench.titles() == []
    bench.run(3 * 3600)
    bench.close()
    bench.open()
    bench.run()
    assert bench.titles() == ["Press room cannot be read"]
    assert bench.screen.shown[0].buttons[0].command.verb is Verb.CHECK_FEED
    bench.state = replace(bench.state, trouble="", trouble_kind=None, trouble_since=None)
    bench.run()
    assert bench.titles() == ["Press room cannot be read", "Press room can be read again"]
    bench.close()


def test_a_feed_that_is_gone_is_told_as_such(bench: Bench) -> None:
    bench.state = replace(
        bench.state, trouble="the server says 410 Gone", trouble_kind=TroubleKind.HTTP,
        trouble_since=bench.now, stopped=True,
    )  # fmt: skip
    bench.run(2 * 3600)
    assert bench.titles() == ["Press room is gone"]
    bench.close()


def test_a_machine_without_network_raises_no_alarm(bench: Bench) -> None:
    bench.state = replace(
        bench.state, trouble="no network", trouble_kind=TroubleKind.NETWORK,
        trouble_since=bench.now,
    )  # fmt: skip
    bench.run(3 * 3600)
    assert bench.titles() == []
    bench.close()


def test_an_outage_that_could_not_be_told_is_told_as_soon_as_it_can(bench: Bench) -> None:
    bench.state = replace(
        bench.state, trouble="the server says 500", trouble_kind=TroubleKind.HTTP,
        trouble_since=bench.now,
    )  # fmt: skip
    bench.now += timedelta(hours=2)
    bench.screen.broken = True
    with pytest.raises(PopupError):
        bench.announce()
    bench.screen.broken = False
    bench.run()
    assert bench.titles() == ["Press room cannot be read"]
    bench.close()


@pytest.mark.parametrize("slow", [True, False])
def test_the_end_of_an_outage_that_could_not_be_told_is_told_as_soon_as_it_can(
    bench: Bench, *, slow: bool
) -> None:
    """Whether the server refuses at once or leaves while it has the pop-up."""
    bench.state = replace(
        bench.state, trouble="the server says 500", trouble_kind=TroubleKind.HTTP,
        trouble_since=bench.now - timedelta(hours=2),
    )  # fmt: skip
    bench.run()
    bench.state = replace(bench.state, trouble="", trouble_kind=None, trouble_since=None)
    bench.screen.slow, bench.screen.broken = slow, not slow
    if slow:
        bench.announce()
        bench.screen.answers.pop().set_exception(PopupError("the server has left"))
    with pytest.raises(PopupError):
        bench.announce()
    bench.screen.slow = bench.screen.broken = False
    bench.screen.shown = []
    bench.run()
    assert bench.titles() == ["Press room can be read again"]
    bench.close()


def test_of_two_feeds_one_without_network_is_told(bench: Bench) -> None:
    """Only where no feed at all can be reached is it this machine that is cut off."""
    cut_off = replace(
        bench.state, trouble="no network", trouble_kind=TroubleKind.NETWORK,
        trouble_since=bench.now - timedelta(hours=2),
    )  # fmt: skip
    other = FeedStatus(Feed("other", "https://other.example/feed"), FeedState("other", polled=True))
    bench.alerts.announce(bench.settings, (FeedStatus(FEED, cut_off), other), None)
    assert bench.titles() == ["Press room cannot be read"]
    bench.close()


def test_a_feed_that_is_switched_off_says_nothing_about_the_network(bench: Bench) -> None:
    cut_off = replace(
        bench.state, trouble="no network", trouble_kind=TroubleKind.NETWORK,
        trouble_since=bench.now - timedelta(hours=2),
    )  # fmt: skip
    off = FeedStatus(Feed("off", "https://off.example/", enabled=False), FeedState("off"))
    bench.alerts.announce(bench.settings, (FeedStatus(FEED, cut_off), off), None)
    assert bench.titles() == []
    bench.close()


def test_a_clock_that_was_set_back_holds_up_no_popup(bench: Bench) -> None:
    bench.publish(2)
    bench.announce()
    bench.now -= timedelta(hours=5)
    bench.announce()
    assert bench.titles() == ["Release 1", "Release 2"]
    bench.close()


@pytest.mark.parametrize("put_off", ["later", "broken"])
def test_what_a_clock_that_was_ahead_put_off_is_told_when_it_is_right(
    bench: Bench, put_off: str
) -> None:
    """Without a battery, clocks start in another year, until the network tells the time."""
    bench.now += timedelta(days=400)
    (entry,) = bench.publish(1)
    bench.screen.broken = put_off == "broken"
    with contextlib.suppress(PopupError):
        bench.announce()
    if put_off == "later":
        bench.store.defer([entry], bench.now + LATER)
    bench.screen.broken, bench.screen.shown = False, []
    bench.now -= timedelta(days=400)
    bench.announce()
    assert bench.titles() == ["Release 1"]
    bench.close()


def kept_reason(bench: Bench) -> str:
    """Return what `status` and `why` read, and see that the menu says the same."""
    reason = bench.store.get(HELD_BECAUSE)
    assert bench.alerts.held_because() == reason
    return reason


@pytest.mark.parametrize(
    ("hinder", "reason"),
    [
        ("paused", "alerts are paused"),
        ("quiet", "these are quiet hours"),
        ("locked", "the screen is locked"),
        ("broken", "no pop-up can be shown (no server)"),
    ],
)
def test_why_alerts_wait_is_said_for_as_long_as_they_do(
    tmp_path: Path, hinder: str, reason: str
) -> None:
    bench = Bench(tmp_path, quiet_hours=(NIGHT,) if hinder == "quiet" else ())
    bench.now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    bench.paused = bench.now + timedelta(hours=1) if hinder == "paused" else None
    bench.user.reason = "the screen is locked" if hinder == "locked" else ""
    bench.screen.broken = hinder == "broken"
    bench.announce()
    assert kept_reason(bench) == "", "nothing is owed, so nothing waits"
    bench.publish(1)
    with contextlib.suppress(PopupError):
        bench.announce()
    assert kept_reason(bench) == reason
    bench.close()
    bench.open()
    bench.paused, bench.user.reason, bench.screen.broken = None, "", False
    bench.now = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    bench.announce()
    assert kept_reason(bench) == ""
    assert bench.alerts.held_because() == ""
    assert bench.titles() == ["Release 1"]
    bench.close()


def test_a_popup_goes_when_its_release_is_read_by_another_process(bench: Bench) -> None:
    first, second = bench.publish(2)
    bench.run()
    with Store(bench.path) as elsewhere:
        elsewhere.mark_read([second])
    bench.announce()
    bench.announce()
    assert bench.screen.withdrawn == [[second]]
    bench.store.mark_read([first])
    bench.announce()
    assert bench.screen.withdrawn == [[second], [first]]
    bench.close()


def test_popups_that_say_too_much_go_when_they_are_to_be_discreet(bench: Bench) -> None:
    bench.publish(1)
    bench.run()
    assert bench.screen.withdrawn == []
    discreet = replace(bench.settings.alerts, discreet=True)
    bench.settings = replace(bench.settings, alerts=discreet)
    bench.announce()
    bench.announce()
    assert bench.screen.withdrawn == [None]
    bench.close()


def test_a_program_that_starts_discreet_takes_nothing_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path, discreet=True)
    bench.announce()
    assert bench.screen.withdrawn == []
    bench.close()


@pytest.mark.long
@pytest.mark.parametrize("let", ["none", "urgent"])
def test_a_night_full_of_releases_is_held_back_and_told_in_linear_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, let: str
) -> None:
    def spend_a_night(text: str) -> None:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        bench = Bench(folder, quiet_hours=(NIGHT,), quiet_hours_let=let)
        bench.now = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
        bench.publish(1)
        (one,) = bench.store.owed(bench.now)
        urgent = len(text) // 2
        one = replace(one, first_seen=bench.now - timedelta(days=4))
        owed = [
            replace(one, id=number + 1, title=f"Release {number}", url=f"{one.url}/{number}")
            for number in range(len(text))
        ]
        owed[urgent:] = [replace(entry, level=Level.URGENT) for entry in owed[urgent:]]
        monkeypatch.setattr(bench.store, "owed", lambda _: owed)
        bench.announce()
        bench.now = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
        bench.announce()
        assert bench.titles()[-1] == f"While you were away: {len(text)} new releases"
        bench.close()

    assert_linear(spend_a_night, "x", length=4_000)
