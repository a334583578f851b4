"""What the menu asks for besides news: one change after the other, and every failure said."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from traynews.app.menu_actions import MenuActions
from traynews.core.data.model import Feed
from traynews.core.data.view import Command, Verb
from traynews.errors import InstallError
from traynews.locations import Locations
from traynews.settings.catalogue import known_feeds

ACTIVATION = "activate-1"  # what a desktop hands on for a window to come to the front


class Window:
    """Serves no page, but knows where it would be."""

    def make_address(self) -> str:
        return "http://127.0.0.1:4711/enter?key=1"

    def close(self) -> None:
        """End nothing."""


class Bench:
    """Menu actions on a settings file, and what they said, opened and rang for."""

    def __init__(self, folder: Path, papers: Mapping[Verb, Any] | None = None) -> None:
        self.config = folder / "config.toml"
        self.said: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self.pages: list[tuple[str, str]] = []
        self.rings = 0
        self.autostart, self.installer = Autostart(), Installer()
        self.actions = MenuActions(
            Locations(config=self.config, data=folder / "data"),
            known_feeds,
            autostart=self.autostart,  # type: ignore[arg-type]
            installer=self.installer,
            papers=papers or {},
            window=Window(),  # type: ignore[arg-type]
            browse=lambda page, token: self.pages.append((page, token)),
            tell=lambda topic, line: self.said.put((topic, line)),
            done=self._ring,
        )

    def _ring(self) -> None:
        self.rings += 1

    def do(self, verb: Verb, value: str = "", token: str = "") -> str:
        """Have it done; return what was said about it, empty where all went well."""
        self.actions.run(Command(verb, value=value), token)
        topic, line = self.said.get(timeout=20)
        assert topic == verb
        return line

    def text(self) -> str:
        return self.config.read_text(encoding="utf-8")


class Autostart:
    """Starting at login, as a switch."""

    on = False

    def __init__(self) -> None:
        self.answered = threading.Event()  # the desktop may ask first
        self.answered.set()

    def switch(self, *, on: bool) -> None:
        assert self.answered.wait(20)
        self.on = on

    def status(self) -> bool:
        return self.on


class Installer:
    """The application menu, and what stands in its way."""

    has_it, refusal = False, ""

    def install(self) -> None:
        if self.refusal:
            raise InstallError(self.refusal)
        self.has_it = True

    def status(self) -> bool:
        return self.has_it


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.actions.close()


def test_a_setting_is_written_and_the_worker_hears_of_it(bench: Bench) -> None:
    assert bench.do(Verb.SET, "alerts.sound=true") == ""
    assert "sound = true" in bench.text()
    assert bench.rings == 1


def test_ten_quick_clicks_are_ten_changes_in_their_order(bench: Bench) -> None:
    for click in range(10):
        value = "true" if click % 2 else "false"
        bench.actions.run(Command(Verb.SET, value=f"alerts.sound={value}"))
    bench.actions.close()
    assert bench.rings == 10
    assert "sound = true" in bench.text()


def test_what_fails_is_said_until_it_works(bench: Bench) -> None:
    bench.config.mkdir()
    line = bench.do(Verb.SET, "alerts.sound=true")
    assert line.startswith("The setting was not changed: ")
    assert bench.rings == 0
    bench.config.rmdir()
    assert bench.do(Verb.SET, "alerts.sound=true") == ""


def test_a_feed_is_switched_off_and_on(bench: Bench) -> None:
    bench.config.write_text('[[feeds]]\nid = "uk"\n')
    assert bench.do(Verb.TOGGLE_FEED, "uk") == ""
    assert "enabled = false" in bench.text()
    assert bench.do(Verb.TOGGLE_FEED, "uk") == ""
    assert "enabled = false" not in bench.text()


def test_a_source_that_is_offered_is_followed_however_often_that_is_clicked(bench: Bench) -> None:
    bench.config.write_text('[[feeds]]\nid = "uk"\n')
    for _ in range(2):
        assert bench.do(Verb.FOLLOW, "international") == ""
        assert bench.text().count('id = "international"') == 1
        assert "enabled = false" not in bench.text()


@pytest.mark.parametrize(("general", "loud"), [("breaking", "breaking"), ("none", "all")])
def test_a_feeds_alerts_go_off_and_come_back_as_loud_as_alerts_are(
    bench: Bench, general: str, loud: str
) -> None:
    bench.config.write_text(f'[alerts]\nlevel = "{general}"\n[[feeds]]\nid = "uk"\n')
    assert bench.do(Verb.MUTE, "uk") == ""
    assert 'alerts = "none"' in bench.text()
    assert bench.do(Verb.MUTE, "uk") == ""
    assert f'alerts = "{loud}"' in bench.text()


@pytest.mark.parametrize("value", ["on", "off"])
def test_starting_at_login_is_switched(bench: Bench, value: str) -> None:
    bench.autostart.on = value == "off"
    assert bench.do(Verb.AUTOSTART, value) == ""
    assert bench.actions.starts_at_login() is (value == "on")


def test_a_question_of_the_desktop_that_is_not_answered_yet_holds_up_nothing(bench: Bench) -> None:
    bench.autostart.answered.clear()
    bench.actions.run(Command(Verb.AUTOSTART, value="on"))
    assert bench.do(Verb.SET, "alerts.sound=true") == ""
    bench.actions.close()
    assert bench.rings == 1
    bench.autostart.answered.set()
    assert bench.said.get(timeout=20) == (Verb.AUTOSTART, "")
    assert bench.rings == 2


def test_the_program_is_put_into_the_menu_or_why_not_is_said(bench: Bench) -> None:
    bench.installer.refusal = "/home/share: cannot be written: Read-only file system"
    line = f"TrayNews was not added to the applications: {bench.installer.refusal}"
    assert bench.do(Verb.INSTALL) == line
    bench.installer.refusal = ""
    assert bench.do(Verb.INSTALL) == ""
    assert bench.actions.is_in_menu() is True


def test_a_page_that_was_written_opens_in_the_browser(tmp_path: Path) -> None:
    page = tmp_path / "archive.html"
    bench = Bench(tmp_path, {Verb.ARCHIVE: lambda: page})
    assert bench.do(Verb.ARCHIVE, "", ACTIVATION) == ""
    assert bench.pages == [(page.as_uri(), ACTIVATION)]
    bench.actions.close()


def test_a_fault_of_ours_is_said_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Path:
        raise ZeroDivisionError

    bench = Bench(tmp_path, {Verb.DOCTOR: fail})
    assert bench.do(Verb.DOCTOR) == "The doctor's report cannot be shown; the log has the details"
    assert "ZeroDivisionError" in caplog.text
    bench.actions.close()


def test_what_opens_slowly_holds_up_no_change(tmp_path: Path) -> None:
    go_on = threading.Event()

    def wait() -> Path:
        assert go_on.wait(20)
        return tmp_path / "archive.html"

    bench = Bench(tmp_path, {Verb.ARCHIVE: wait})
    bench.actions.run(Command(Verb.ARCHIVE))
    assert bench.do(Verb.SET, "alerts.sound=true") == ""
    go_on.set()
    assert bench.said.get(timeout=20) == (Verb.ARCHIVE, "")
    bench.actions.close()


def test_only_what_can_be_done_is_offered(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert Verb.ARCHIVE not in bench.actions.verbs
    assert {Verb.SET, Verb.TOGGLE_FEED, Verb.MUTE, Verb.AUTOSTART, Verb.LOG} <= bench.actions.verbs
    bare = MenuActions(
        Locations(config=tmp_path / "c", data=tmp_path),
        lambda: [Feed("a", "https://a.example/")],
        autostart=None,
        papers={},
        browse=lambda *_: None,
        tell=lambda *_: None,
        done=lambda: None,
    )
    assert not {Verb.AUTOSTART, Verb.INSTALL} & bare.verbs
    assert bare.starts_at_login() is None
    assert bare.is_in_menu() is None
    bench.actions.close()
    bare.close()


def test_the_page_is_opened_with_the_clicks_token(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert bench.do(Verb.WINDOW, "", ACTIVATION) == ""
    assert bench.pages == [("http://127.0.0.1:4711/enter?key=1", ACTIVATION)]
    assert bench.rings == 0
