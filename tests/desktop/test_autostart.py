"""Starting at login: what each system is given, and what is read back."""

from __future__ import annotations

import os
import plistlib
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.programs import wait_for
from tests.installation import ROOT
from tests.tools import find_tool
from traynews.desktop import autostart
from traynews.desktop.autostart import (
    Autostart,
    find_program,
    is_approved,
    is_started,
    make_agent,
    make_entry,
    make_run_value,
    runs_at_load,
)
from traynews.errors import AutostartError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux's")
ICON = Path("/opt/traynews/traynews.png")


def read_entry(text: str) -> dict[str, str]:
    """Read a desktop entry as the specification says: keys with their escapes undone."""
    lines = text.splitlines()
    assert lines[0] == "[Desktop Entry]"
    pairs = (line.partition("=") for line in lines[1:] if line)
    return {key: unescape(value) for key, _, value in pairs}


def unescape(value: str) -> str:
    escapes = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    out, letters = "", iter(value)
    for letter in letters:
        out += escapes[next(letters)] if letter == "\\" else letter
    return out


def split_exec(line: str) -> list[str]:
    """Split `Exec` as the specification says; anything that must be quoted and is not, fails."""
    words: list[str] = []
    letters: Iterator[str] = iter(line + " ")
    word, quoted, begun = "", False, False
    for letter in letters:
        if quoted:
            if letter == "\\":
                following = next(letters)
                assert following in '"`$\\'
                word += following
            elif letter == '"':
                quoted = False
            else:
                assert letter not in "`$"
                word += letter
        elif letter == '"':
            assert word == "", "an argument is quoted in whole"
            quoted = begun = True
        elif letter == " ":
            if begun:
                words.append(word)
            word, begun = "", False
        else:
            assert letter not in "\t\n'\\><~|&;$*?#()`", letter
            begun = True
            word += letter
    assert not quoted
    for found in words:
        assert found.replace("%%", "").count("%") == 0, "a lone % is a field code"
    return [found.replace("%%", "%") for found in words]


arguments = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30
)
paths = arguments.map(lambda name: "/opt/" + name.replace("/", ""))


@given(paths, st.lists(arguments, max_size=3), arguments)
def test_any_path_comes_back_from_the_entry_as_it_was(
    path: str, rest: list[str], icon: str
) -> None:
    entry = read_entry(make_entry([path, *rest], Path("/" + icon)))
    around = ["/bin/sh", "-c", 'exec "$0" "$@"'] if "%" in path or "=" in path else []
    assert split_exec(entry["Exec"]) == [*around, path, *rest]
    assert entry["TryExec"] == path
    assert entry["Icon"] == str(Path("/" + icon))
    assert entry["Type"] == "Application"
    assert entry["Terminal"] == "false"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/usr/bin/traynews", "/usr/bin/traynews"),
        ("/home/a b/traynews", '"/home/a b/traynews"'),
        (
            "/home/100%=x/traynews",
            r'/bin/sh -c "exec \\"\\$0\\" \\"\\$@\\"" /home/100%%=x/traynews',
        ),
        ('/home/$x`y"z/traynews', '"/home/\\\\$x\\\\`y\\\\"z/traynews"'),
        ("/home/back\\slash/traynews", '"/home/back\\\\\\\\slash/traynews"'),
    ],
)
def test_exec_is_quoted_by_the_rules_of_the_specification(path: str, line: str) -> None:
    assert f"\nExec={line}\n" in make_entry([path], ICON)


@pytest.mark.parametrize("path", ["/home/a\nExec=evil/traynews", "/\x7f"])
def test_a_path_that_no_entry_can_name_is_refused(path: str) -> None:
    with pytest.raises(AutostartError, match="cannot be started at login"):
        make_entry([path], ICON)


@pytest.mark.parametrize(
    ("change", "started"),
    [
        (("Terminal=false", "Terminal=false"), True),
        (("Terminal=false", "Hidden=true"), False),
        (("Terminal=false", "Hidden = true"), False),
        (("Terminal=false", "#Hidden=true"), True),
        (("Terminal=false", "[Other]\nHidden=true"), True),
        (("autostart-enabled = true", "autostart-enabled=false"), True),
        (("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"), False),
        ((f"TryExec={sys.executable}", "TryExec=/nowhere/traynews"), False),
        ((f"TryExec={sys.executable}", "TryExec=traynews"), True),
        ((f"Exec={sys.executable}\nT", "T"), False),
    ],
)
def test_an_entry_that_desktops_pass_over_does_not_count(
    change: tuple[str, str],
    started: bool,  # noqa: FBT001 - a column of the table
) -> None:
    entry = make_entry([sys.executable], ICON).replace(*change)
    assert is_started(entry) is started


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
    system.write_text(make_entry([sys.executable], ICON), encoding="utf-8")
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


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (Path(os.environ["XDG_CONFIG_HOME"]) / "autostart").write_text("in the way", encoding="utf-8")
    with pytest.raises(AutostartError, match=r"cannot be changed: .*autostart"):
        Autostart([str(tmp_path / "traynews")], ICON).switch(on=True)


def test_without_a_program_nobody_knows_and_nothing_is_switched() -> None:
    assert Autostart((), ICON).status() is None
    with pytest.raises(AutostartError, match="install TrayNews"):
        Autostart((), ICON).switch(on=True)


@LINUX
@pytest.mark.parametrize("folder", ["plain", "a b$HOME\"'`id`\\", "50%f=x 'y'"])
def test_the_desktop_runs_the_entry_as_it_was_meant(tmp_path: Path, folder: str) -> None:
    """GLib, which GNOME, Xfce and others start entries with, calls the very program."""
    gio = find_tool("gio", "libglib2.0-bin")
    odd = tmp_path / folder
    out = tmp_path / "called"
    program = make_program(odd / "traynews", f"printf '%s\\n' \"$0\" \"$@\" > '{out}'")
    command = [str(program), "--data-dir", "/srv/my $data\\100%"]
    Autostart(command, ICON).switch(on=True)
    entry = Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "traynews.desktop"
    subprocess.run([gio, "launch", str(entry)], check=True, capture_output=True, timeout=10)
    wanted = "\n".join([*command, ""])
    wait_for(lambda: out.exists() and out.read_text(encoding="utf-8") == wanted, 5, "it ran")


@LINUX
def test_the_entry_satisfies_the_validator(tmp_path: Path) -> None:
    validate = find_tool("desktop-file-validate", "desktop-file-utils")
    path = tmp_path / "traynews.desktop"
    path.write_text(make_entry(["/home/a b/100%/traynews", "--config", "$x"], ICON), "utf-8")
    done = subprocess.run([validate, path], capture_output=True, text=True, check=False, timeout=10)
    assert (done.returncode, done.stdout) == (0, "")


# --- which program is started ------------------------------------------------------------------


def make_program(path: Path, script: str = ":") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@LINUX
def test_the_script_it_was_started_by_is_what_starts_it_again(tmp_path: Path) -> None:
    real = make_program(tmp_path / "venv" / "bin" / "traynews")
    link = tmp_path / "bin" / "traynews"
    link.parent.mkdir()
    link.symlink_to(real)
    assert find_program([str(link)], {}) == (str(link),)  # a link outlives a rebuilt environment


@LINUX
def test_a_python_for_all_of_windows_has_its_programs_in_a_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    script = make_program(tmp_path / "Scripts" / "traynews")
    assert find_program([str(tmp_path / "Lib" / "traynews" / "__main__.py")], {}) == (str(script),)


@LINUX
def test_a_frozen_program_starts_itself_and_an_appimage_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert find_program(["./traynews"], {}) == (sys.executable,)
    assert find_program(["./traynews"], {"APPIMAGE": "/home/x/T.AppImage"}) == (
        "/home/x/T.AppImage",
    )


@LINUX
def test_neither_a_checkout_nor_a_sandbox_is_started_at_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    started_by = [str(tmp_path / "traynews" / "__main__.py")]
    assert find_program(started_by, {}) == ()
    script = make_program(tmp_path / "bin" / "traynews")
    sandbox = tmp_path / "flatpak-info"
    sandbox.touch()
    monkeypatch.setattr(autostart, "_FLATPAK", sandbox)
    assert find_program([str(script)], {}) == ()


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
