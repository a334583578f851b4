"""One truth about health: each state is said in the same words wherever it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.core.health.test_health import NOW, failing, gone, off, silent, unasked, well
from tests.worker.test_alerts import Around, Screen, Someone
from traynews.archive.store import Store
from traynews.cli import health as cli_health
from traynews.cli import status as cli_status
from traynews.cli.doctor import files
from traynews.cli.session import Session
from traynews.cli.window import make_desk
from traynews.core.alerts.pause import PAUSED_UNTIL
from traynews.core.data.host import Host
from traynews.core.data.model import FOREVER, FeedStatus, Snapshot
from traynews.core.data.settings import AlertSettings, Settings
from traynews.core.health.holds import HELD_BECAUSE, METERED
from traynews.core.tray.draw import ALWAYS_OFFERED, draw
from traynews.locations import Locations
from traynews.window.message import Request
from traynews.window.routes import Routes
from traynews.worker.first_run import FirstRun

LOCKED = "the screen is locked"
HOUR = timedelta(hours=1)
OFFLINE = [silent(), silent("int")]


@dataclass(frozen=True)
class Case:
    """A state of things, its line of health, and what else is said beside it."""

    feeds: list[FeedStatus]
    line: str
    beside: str = ""
    running: bool = True
    paused: datetime | None = None
    held: str = ""
    metered: bool = False
    sources: str = ""  # what is said of the sources alone, where the line says something else


CASES = {
    "well": Case([well()], "Checked 10:45 · next 10:57"),
    "unchecked": Case([unasked()], "Not checked yet · next 10:57"),
    "off": Case([off(well())], "No source is switched on"),
    "offline": Case(OFFLINE, "Offline, trying again at 10:57"),
    "failing": Case([failing()], "UK cannot be read, trying again at 10:57"),
    "all fail": Case(
        [failing(), failing("int")], "None of 2 sources can be read, trying again at 10:57"
    ),
    "ailing": Case([failing(), well("int")], "UK cannot be read, trying again at 10:57"),
    "gone": Case([gone()], "UK is gone, and asked no more"),
    "held": Case([well()], "Checked 10:45 · next 10:57", f"Alerts wait: {LOCKED}", held=LOCKED),
    "offline and held": Case(
        OFFLINE, "Offline, trying again at 10:57", f"Alerts wait: {LOCKED}", held=LOCKED
    ),
    "paused": Case(
        [well()], "Paused until 11:45", paused=NOW + HOUR, held="alerts are paused",
        sources="Checked 10:45 · next 10:57",
    ),
    "paused and offline": Case(
        OFFLINE, "Paused until you resume", paused=FOREVER,
        sources="Offline, trying again at 10:57",
    ),
    "metered": Case(
        [well()], "Waits while data is paid for · checked 10:45", metered=True,
        sources="Checked 10:45 · next 10:57",
    ),
    "metered from the first": Case(
        [unasked()], "Waits while data is paid for", metered=True,
        sources="Not checked yet · next 10:57",
    ),
    "metered and paused": Case(
        [well()], "Paused until 11:45", paused=NOW + HOUR, metered=True,
        sources="Checked 10:45 · next 10:57",
    ),
    "not running": Case(
        [well()], "TrayNews is not running", running=False, held=LOCKED,
        sources="Checked 10:45 · next 10:57",
    ),
    "not running, but paused": Case(
        [well()], "TrayNews is not running", running=False, paused=NOW + HOUR,
        sources="Checked 10:45 · next 10:57",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class _Session(Session):
    """One whose settings are these."""

    chosen: Settings

    def settings(self, *, to_poll: bool = False) -> Settings:  # noqa: ARG002 - as `Session` has it
        return self.chosen


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture
def session(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Session]:
    """Bring a case about in a real archive, at its own hour."""
    locations = Locations(tmp_path / "config.toml", tmp_path / "data")
    locations.data.mkdir()
    settings = Settings(feeds=tuple(one.feed for one in case.feeds))
    with Store(locations.archive) as store:
        store.sync_feeds(settings.feeds)
        store.save_states([one.state for one in case.feeds])
        store.set(PAUSED_UNTIL, case.paused.isoformat() if case.paused else "")
        store.set(HELD_BECAUSE, case.held)
        store.set(METERED, "yes" if case.metered else "")
    monkeypatch.setattr(cli_health, "utc_now", lambda: NOW)
    for module in (cli_health, cli_status, files):
        monkeypatch.setattr(module, "local_zone", lambda: UTC)
    session = _Session(locations, settings)
    lock = session.lock()
    if case.running:
        assert lock.acquire()
    yield session
    lock.release()


def test_menu_and_tooltip_begin_with_it(case: Case, session: _Session) -> None:
    if not case.running:
        return  # who does not run draws nothing
    with session.archive() as store:
        feeds = store.feed_statuses(session.chosen.feeds, NOW)
    snapshot = Snapshot(
        NOW,
        feeds=feeds,
        paused_until=case.paused,
        metered=case.metered,
        held_because=case.held,
    )
    view = draw(snapshot, session.chosen, NOW, UTC, ALWAYS_OFFERED, autostart=False, host=Host())
    said = list(filter(None, (case.line, case.beside)))
    assert view.tooltip.splitlines()[1:] == said
    labels = [row.label for row in view.rows]
    assert labels[0] == case.line
    assert [label for label in labels if label.startswith("Alerts wait")] == said[1:]


def test_status_says_it(case: Case, session: _Session, capsys: pytest.CaptureFixture[str]) -> None:
    cli_status.status(session, as_json=False)
    said = capsys.readouterr().out.splitlines()
    if case.running:
        assert said[1] == f"{case.line}."
        assert said[2:3] == ([f"{case.beside}."] if case.beside else said[2:3])
    else:
        assert said[0] == f"{case.line}; 0 unread."
        assert ("Paused until 11:45." in said) == (case.paused is not None)
    assert any("Alerts wait" in line for line in said) == bool(case.beside)


def test_doctor_says_it(case: Case, session: _Session) -> None:
    found = {one.topic: one.says for one in files.examine_data(session, session.chosen, NOW)}
    sources = case.sources or case.line
    assert found["sources"].removeprefix("none was ever read: ") == sources
    paused = case.line if case.paused and case.running else ""
    assert found.get("alerts", "") == (case.beside or paused)
    assert found["running"] == "no" if not case.running else found["running"].startswith("yes")


def test_the_welcome_says_it_of_the_sources(case: Case, session: _Session) -> None:
    clock = [NOW - HOUR]
    around = Around(Screen(), Someone(), lambda: clock[0], lambda: ZoneInfo("UTC"))
    with session.store() as store:
        first = FirstRun(store, around)
        clock[0] = NOW
        settings = replace(session.chosen, alerts=AlertSettings(welcome=True))
        feeds = store.feed_statuses(settings.feeds, NOW)
        [(_, _, popup)] = first.welcome(feeds, settings)
    well = case.feeds and all(one.state.polled and not one.state.trouble for one in case.feeds)
    if not well:
        assert popup.body.splitlines()[0] == f"{case.sources or case.line}."


def test_the_page_says_it(case: Case, session: _Session) -> None:
    desk = replace(make_desk(session), now=lambda: NOW, zone=lambda: UTC)
    page = Routes(desk, "token").answer(Request("GET", "/")).body.decode()
    assert case.line in page
    assert (case.beside or "Alerts wait") in page if case.beside else "Alerts wait" not in page
