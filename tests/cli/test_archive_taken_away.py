"""The archive, or all of the data folder, is moved away while the program runs on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.notifications import bus_daemon, running_bus, settle
from tests.desktop.programs import wait_for
from tests.installation import Installation, quit_program
from traynews.cli.session import Session
from traynews.desktop import control
from traynews.desktop.bus.objects import Interface, Property
from traynews.desktop.instance import LOCK
from traynews.errors import StoreError
from traynews.locations import Locations

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="without a bus it needs no display")

NONE = '[alerts]\nwelcome = false\n[[feeds]]\nid = "uk"\nenabled = false\n'


@pytest.fixture
def running(installation: Installation) -> Iterator[Installation]:
    """Return an installation whose program runs."""
    installation.config.write_text(NONE, encoding="utf-8")
    program = installation.start()
    try:
        wait_for((installation.data / "traynews.door").exists, 10, "it listens")
        installation.run("pause", "2h")
        yield installation
        assert quit_program(program) == 0
    finally:
        program.kill()


@pytest.mark.parametrize("words", [["list"], ["status"], ["read", "--all"], ["search", "word"]])
def test_a_command_makes_no_other_and_what_is_put_back_has_lost_nothing(
    running: Installation, words: list[str]
) -> None:
    archive, away = running.data / "traynews.db", running.folder / "away.db"
    archive.rename(away)
    done = running.run(*words, status=1)
    assert done.stderr == (
        f"traynews: The archive {archive} is gone while TrayNews runs; put it back, or begin a new"
        " one: `traynews quit`, and start TrayNews again\n"
    )
    assert not archive.exists()
    away.rename(archive)
    assert running.read("status")["paused_until"]


@pytest.fixture
def folder(
    desktop_packages: None,  # noqa: ARG001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """Return a data folder that is not there, on which a program on the session bus runs."""
    with bus_daemon() as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        with running_bus(where) as bus:
            control.serve(bus, str(tmp_path / "data"), lambda *_: None, lambda: None)
            settle(bus)
            yield tmp_path / "data"


def test_nobody_begins_anew_where_a_folder_was_taken_from_under_a_program(folder: Path) -> None:
    session = Session(Locations(folder.parent / "config.toml", folder))
    with pytest.raises(StoreError, match=r"data folder .* is gone while TrayNews runs on it"):
        session.lock()
    with pytest.raises(StoreError, match="put it back"), session.archive():
        pass
    assert not folder.exists()
    other = Session(Locations(folder.parent / "config.toml", folder.with_name("other")))
    with other.archive() as store:
        assert store.entries() == ()
    folder.mkdir()
    (folder / LOCK).touch()
    assert not session.is_folder_gone(), "its lock tells who runs there"


@pytest.mark.usefixtures("desktop_packages")
def test_a_program_that_has_only_just_begun_lost_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"

    def make_folder() -> str:
        folder.mkdir()
        (folder / LOCK).touch()
        return str(folder)

    with bus_daemon() as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        with running_bus(where) as bus:
            told = Property("s", make_folder)
            bus.export(control.PATH, Interface(control.INTERFACE, {}, {"Folder": told}))
            bus.own_name(control.NAME, lambda _: None)
            settle(bus)
            assert not Session(Locations(tmp_path / "config.toml", folder)).is_folder_gone()
    assert folder.exists(), "it was asked in between"
