"""Starting at login: what each system is given, and what is read back."""

from __future__ import annotations

import os
import plistlib
import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.test_entry import read_entry, split_exec
from tests.desktop.test_program import make_program
from tests.installation import ROOT
from traynews import locations
from traynews.cli.autostart import make_autostart
from traynews.cli.install import Installer
from traynews.desktop.autostart import (
    Autostart,
    is_approved,
    make_agent,
    make_run_value,
    runs_at_load,
)
from traynews.desktop.entry import make_login_entry
from traynews.errors import AutostartError
from traynews.locations import Locations, find_asset

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux's")
ICON = "/opt/traynews/traynews.png"


@LINUX
def test_switching_on_and_off_leaves_nothing_behind(tmp_path: Path) -> None:
    program = make_program(tmp_path / "bin" / "traynews")
    startup = Autostart([str(program)], ICON)
    entry = Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "traynews.desktop"
    assert startup.status() is False
    entry.parent.mkdir(parents=True)
    entry.write_text("[Desktop Entry]\nHidden=true\n", encoding="utf-8")
    entry.chmod(0o644)
    startup.switch(on=True)
    assert entry.stat().st_mode & 0o777 == 0o600
    assert startup.status() is True
    assert split_exec(read_entry(entry.read_text(encoding="utf-8"))["Exec"]) == [str(program)]
    program.unlink()
    assert startup.status() is False  # what is not there is not started
    startup.switch(on=False)
    assert list(entry.parent.iterdir()) == []
    startup.switch(on=False)
    assert startup.status() is False


@LINUX
def test_what_the_system_starts_is_hidden_and_not_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "xdg" / "autostart" / "traynews.desktop"
    system.parent.mkdir(parents=True)
    system.write_text(make_login_entry([sys.executable], ICON), encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"relative:{tmp_path / 'xdg'}")
    startup = Autostart([sys.executable], ICON)
    assert startup.status() is True
    startup.switch(on=False)
    assert startup.status() is False
    assert system.exists()
    startup.switch(on=True)
    assert startup.status() is True


@LINUX
def test_what_starts_another_folders_program_is_not_ours(tmp_path: Path) -> None:
    program = [sys.executable, "--data-dir", str(tmp_path)]
    Autostart(program, ICON).switch(on=True)
    assert Autostart(program, ICON).is_ours()
    assert not Autostart([sys.executable], ICON).is_ours()
    Autostart(program, ICON).switch(on=False)
    assert not Autostart(program, ICON).is_ours()


@LINUX
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (Path(os.environ["XDG_CONFIG_HOME"]) / "autostart").write_text("in the way", encoding="utf-8")
    with pytest.raises(AutostartError, match=r"cannot be changed: .*autostart"):
        Autostart([str(tmp_path / "traynews")], ICON).switch(on=True)


def test_without_a_program_nobody_knows_and_nothing_is_switched() -> None:
    assert Autostart((), ICON).status() is None
    with pytest.raises(AutostartError, match="install TrayNews"):
        Autostart((), ICON).switch(on=True)


@LINUX
def test_the_command_switches_it_on_and_off_and_says_how_it_is(tmp_path: Path) -> None:
    script = tmp_path / "bin" / "traynews"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from traynews.cli.main import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    script.chmod(0o755)

    def run(*words: str) -> str:
        done = subprocess.run(
            [script, *words], capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout

    entry = Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "traynews.desktop"
    assert run("autostart") == "TrayNews does not start at login.\n"
    assert run("autostart", "on") == "TrayNews starts at login.\n"
    assert f"\nExec={script}\n" in entry.read_text(encoding="utf-8")
    assert run("autostart", "status") == "TrayNews starts at login.\n"
    run("--data-dir", str(tmp_path / "my data"), "autostart", "on")
    assert f'\nExec={script} --data-dir "{tmp_path}/my data"\n' in entry.read_text("utf-8")
    assert run("autostart", "off") == "TrayNews does not start at login.\n"
    assert not entry.exists()


@LINUX
def test_a_program_that_is_unpacked_at_each_start_writes_no_path_of_that_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file that unpacks itself, and an AppImage, whose pictures go when they end."""
    unpacked = tmp_path / "_MEI4711"
    shutil.copytree(find_asset("traynews.png").parent, unpacked / "assets")
    monkeypatch.setattr(locations, "_INSTALLED", unpacked / "assets")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(make_program(tmp_path / "bin" / "traynews")))
    places = Locations(config=tmp_path / "config.toml", data=tmp_path / "data")
    make_autostart(places).switch(on=True)
    Installer(places).install()
    home = Path(os.environ["HOME"])
    written = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    entries = [text for path, text in written.items() if path.name == "traynews.desktop"]
    assert len(entries) == 2
    assert all(b"\nIcon=traynews\n" in text for text in entries)
    assert not [path for path, text in written.items() if unpacked.name.encode() in text]


# --- Windows and macOS, as data ----------------------------------------------------------------


@given(st.lists(st.text(string.printable.replace("\0", ""), min_size=1, max_size=20), min_size=1))
def test_the_registry_gets_a_command_line_that_windows_splits_again(command: list[str]) -> None:
    command = [word.translate(str.maketrans("", "", "\r\n\t\v\f")) for word in command]
    try:
        line = make_run_value(command)
    except AutostartError:
        assert len(subprocess.list2cmdline(command)) > 260
    else:
        assert split_windows(line) == command


def split_windows(line: str) -> list[str]:
    r"""Split as `CommandLineToArgvW` does: 2n backslashes and a quote are n, and a quote mark."""
    words: list[str] = []
    word, quoted, begun, slashes = "", False, False, 0
    for letter in line + " ":
        if letter == "\\":
            slashes += 1
            begun = True
            continue
        if letter == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
            begun = True
        else:
            word += "\\" * slashes
            if letter == " " and not quoted:
                if begun:
                    words.append(word)
                word, begun = "", False
            else:
                word += letter
                begun = True
        slashes = 0
    return words


def test_a_command_line_too_long_for_the_registry_is_refused() -> None:
    with pytest.raises(AutostartError, match="too long"):
        make_run_value(["C:\\" + "x" * 260 + "\\traynews.exe"])


def test_what_the_task_manager_forbade_does_not_start() -> None:
    assert is_approved(b"")
    assert is_approved(bytes([2, 0, 0, 0]) + bytes(8))
    assert not is_approved(bytes([3, 0, 0, 0]) + bytes(8))


def test_the_launch_agent_starts_the_program_once_in_the_users_session() -> None:
    agent = make_agent(["/Applications/Tray News.app/Contents/MacOS/traynews", "--config", "ü&<"])
    assert plistlib.loads(agent) == {
        "Label": "org.traynews.TrayNews",
        "ProgramArguments": [
            "/Applications/Tray News.app/Contents/MacOS/traynews",
            "--config",
            "ü&<",
        ],
        "RunAtLoad": True,
        "LimitLoadToSessionType": "Aqua",
        "ProcessType": "Interactive",
    }
    assert runs_at_load(agent)
    assert not runs_at_load(plistlib.dumps({**plistlib.loads(agent), "Disabled": True}))
    assert not runs_at_load(plistlib.dumps({"Label": "org.traynews.TrayNews"}))
    assert not runs_at_load(b"<plist><dict>")
    assert not runs_at_load(b"")
