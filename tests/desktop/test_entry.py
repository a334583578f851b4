"""Desktop entries, by the rules of the specification, and by what desktops make of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.programs import wait_for
from tests.desktop.test_program import make_program
from tests.tools import find_tool
from traynews.desktop.entry import (
    FILE_NAME,
    entry_id,
    is_started,
    make_login_entry,
    make_menu_entry,
    missing_program,
)
from traynews.errors import EntryError
from traynews.locations import find_asset

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux's")
ICON = "/opt/traynews/traynews.png"
PACKAGED = find_asset(FILE_NAME).read_text(encoding="utf-8")


def make_ours(command: Sequence[str]) -> str:
    return make_menu_entry(PACKAGED, command)


def read_entry(text: str) -> dict[str, str]:
    """Read a desktop entry as the specification says: keys with their escapes undone."""
    lines = text.partition("\n\n")[0].splitlines()  # up to the next group
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
    entry = read_entry(make_login_entry([path, *rest], f"/{icon}"))
    around = ["/bin/sh", "-c", 'exec "$0" "$@"'] if "%" in path or "=" in path else []
    assert split_exec(entry["Exec"]) == [*around, path, *rest]
    assert entry["TryExec"] == path
    assert entry["Icon"] == f"/{icon}"
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
    assert f"\nExec={line}\n" in make_login_entry([path], ICON)


@pytest.mark.parametrize("path", ["/home/a\nExec=evil/traynews", "/\x7f"])
def test_a_path_that_no_entry_can_name_is_refused(path: str) -> None:
    with pytest.raises(EntryError, match="no desktop can start"):
        make_login_entry([path], ICON)


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
    entry = make_login_entry([sys.executable], ICON).replace(*change)
    assert is_started(entry) is started


# --- in the application menu -------------------------------------------------------------------


@given(paths, st.lists(arguments, max_size=3))
def test_the_menu_starts_the_same_and_its_actions_say_what_to_do(
    path: str, rest: list[str]
) -> None:
    menu = make_ours([path, *rest])
    login = read_entry(make_login_entry([path, *rest], ICON))
    entry = read_entry(menu)
    assert (entry["Exec"], entry["TryExec"]) == (login["Exec"], login["TryExec"])
    actions = re.findall(r"^Exec=(.*)$", menu, re.MULTILINE)[1:]
    start = split_exec(login["Exec"])
    assert [split_exec(unescape(line)) for line in actions] == [[*start, "check"], [*start, "quit"]]


def test_all_else_is_the_packaged_entry() -> None:
    assert make_ours(["traynews"]) == PACKAGED
    ours, packaged = make_ours(["/opt/a b/traynews"]).splitlines(), PACKAGED.splitlines()
    changed = [line for line, was in zip(ours, packaged, strict=True) if line != was]
    assert changed == [
        'Exec="/opt/a b/traynews"',
        "TryExec=/opt/a b/traynews",
        'Exec="/opt/a b/traynews" check',
        'Exec="/opt/a b/traynews" quit',
    ]


def test_a_program_that_has_moved_is_missed(tmp_path: Path) -> None:
    program = make_program(tmp_path / " a\\b" / "traynews")
    entry = make_ours([str(program)])
    assert missing_program(entry) == ""
    program.unlink()
    assert missing_program(entry) == str(program)
    assert missing_program(make_ours(["traynews"])) == ""  # on the PATH, if anywhere


def test_a_flatpaks_entry_is_called_as_its_app() -> None:
    assert entry_id({"FLATPAK_ID": "org.traynews.TrayNews"}) == "org.traynews.TrayNews"
    assert f"{entry_id({})}.desktop" == FILE_NAME


# --- what desktops make of them ----------------------------------------------------------------


@LINUX
@pytest.mark.parametrize("in_menu", [False, True], ids=["login", "menu"])
@pytest.mark.parametrize("folder", ["plain", "a b$HOME\"'`id`\\", "50%f=x 'y'"])
def test_the_desktop_runs_the_entry_as_it_was_meant(
    tmp_path: Path,
    folder: str,
    in_menu: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """GLib, which GNOME, Xfce and others start entries with, calls the very program."""
    gio = find_tool("gio", "libglib2.0-bin")
    odd = tmp_path / folder
    out = tmp_path / "called"
    program = make_program(odd / "traynews", f"printf '%s\\n' \"$0\" \"$@\" > '{out}'")
    command = [str(program), "--data-dir", "/srv/my $data\\100%"]
    entry = tmp_path / FILE_NAME
    text = make_ours(command) if in_menu else make_login_entry(command, ICON)
    entry.write_text(text, encoding="utf-8")
    subprocess.run([gio, "launch", str(entry)], check=True, capture_output=True, timeout=10)
    wanted = "\n".join([*command, ""])
    wait_for(lambda: out.exists() and out.read_text(encoding="utf-8") == wanted, 5, "it ran")


@LINUX
@pytest.mark.parametrize("in_menu", [False, True], ids=["login", "menu"])
def test_the_entry_satisfies_the_validator(
    tmp_path: Path,
    in_menu: bool,  # noqa: FBT001 - a column of the table
) -> None:
    validate = find_tool("desktop-file-validate", "desktop-file-utils")
    command = ["/home/a b/100%/traynews", "--config", "$x"]
    path = tmp_path / FILE_NAME
    text = make_ours(command) if in_menu else make_login_entry(command, ICON)
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([validate, path], capture_output=True, text=True, check=False, timeout=10)
    assert (done.returncode, done.stdout) == (0, "")
