"""`install` and `uninstall`, as somebody uses them who has the program in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.installation import ROOT
from tests.tools import find_tool
from traynews.cli.install import COMPLETIONS, ICON_SIZES, Installer
from traynews.errors import InstallError
from traynews.locations import Locations

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is installed")

SHIM = """#!{python}
import sys
sys.path.insert(0, {root!r})
from traynews.cli.main import main
sys.exit(main())
"""


@dataclass
class User:
    """Somebody with the program in `~/.local/bin`."""

    home: Path
    script: Path

    @property
    def share(self) -> Path:
        return self.home / ".local" / "share"

    @property
    def entry(self) -> Path:
        return self.share / "applications" / "traynews.desktop"

    def run(self, *words: str, status: int = 0, script: Path | None = None) -> str:
        done = subprocess.run(
            [script or self.script, *words], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == status, (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == (status != 0)
        return done.stdout + done.stderr

    def look(self) -> list[str]:
        """Return what the doctor says of the menu entry."""
        lines = subprocess.run(
            [self.script, "doctor"], capture_output=True, text=True, check=False, timeout=60
        ).stdout.splitlines()
        (at,) = [number for number, line in enumerate(lines) if line[2:].startswith("menu entry")]
        return [line.strip(" →") for line in lines[at : at + 2]]

    def files(self) -> set[Path]:
        """Return all files below the home, but those of the program's own folder."""
        own = self.share / "traynews"
        return {one for one in self.home.rglob("*") if one.is_file() and own not in one.parents} - {
            self.script
        }


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> User:
    home = Path(os.environ["HOME"])
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "usr" / "share"))
    return User(home, make_program(home / ".local" / "bin" / "traynews"))


def make_program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SHIM.format(python=sys.executable, root=str(ROOT)), encoding="utf-8")
    path.chmod(0o755)
    return path


def test_it_is_all_there_and_all_gone_again(user: User) -> None:
    before = set(user.home.rglob("*"))
    told = user.run("install")
    assert told.startswith("TrayNews is in the application menu, with its icon, man page and ")
    assert f"below {user.share}; `traynews uninstall` takes them away.\n" in told
    text = user.entry.read_text(encoding="utf-8")
    assert f"\nExec={user.script}\n" in text
    assert f"\nExec={user.script} quit\n" in text
    assert {user.share / name for name in COMPLETIONS.values()} <= user.files()
    for size in ICON_SIZES:
        with Image.open(user.share / f"icons/hicolor/{size}x{size}/apps/traynews.png") as picture:
            assert picture.size == (size, size)
    assert (user.share / "icons/hicolor/scalable/apps/traynews.svg").is_file()
    assert len(user.files()) == len(ICON_SIZES) + 6
    assert user.run("install") == told
    assert user.look()[0].endswith(f" {user.entry}")
    assert user.run("uninstall").startswith("TrayNews is out of the application menu; ")
    assert user.run("uninstall") == "There is nothing to remove.\n"
    assert set(user.home.rglob("*")) == before


def test_the_entry_satisfies_the_validator_and_man_finds_the_page(user: User) -> None:
    user.run("install")
    validate = find_tool("desktop-file-validate", "desktop-file-utils")
    done = subprocess.run([validate, user.entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    man = find_tool("man", "man-db")
    environment = {**os.environ, "PATH": f"{user.script.parent}:{os.environ['PATH']}"}
    environment.pop("MANPATH", None)
    found = subprocess.run(
        [man, "--where", "traynews"], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == str(user.share / "man/man1/traynews.1")


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_shells_complete_by_themselves(user: User, shell: str) -> None:
    user.run("install")
    path = user.share / COMPLETIONS[shell]
    if shell == "fish":
        program = [find_tool("fish", "fish")]
        script = "complete -C 'traynews uninst'"
    else:  # what bash-completion does for a word that it does not know
        program = [find_tool("bash", "bash"), "--norc"]
        script = f". '{path}'; complete -p traynews"
    environment = {**os.environ, "PATH": f"{user.script.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        program, input=script, env=environment, capture_output=True, text=True, check=True
    )
    assert "traynews" in done.stdout if shell == "bash" else "uninstall" in done.stdout


def test_another_program_or_folder_is_another_command_line(user: User, tmp_path: Path) -> None:
    user.run("install")
    moved = make_program(tmp_path / "new venv" / "bin" / "traynews")
    user.script.unlink()
    user.script = moved
    first, cure = user.look()
    assert first.startswith("! menu entry")
    assert f"{user.home}/.local/bin/traynews, which is not there" in first
    assert cure == "`traynews install` renews it"
    user.run("install")
    assert f'\nExec="{moved}"\n' in user.entry.read_text(encoding="utf-8")
    assert user.look()[0].endswith(f" {user.entry}")
    data = tmp_path / "data"
    user.run("--data-dir", str(data), "install")  # another's record: what is there is not its own
    assert f'\nExec="{moved}"\n' in user.entry.read_text(encoding="utf-8")


def test_the_doctor_tells_what_is_missing_old_or_changed(user: User) -> None:
    assert user.look()[1] == "`traynews install` makes one"
    user.run("install")
    page = user.share / "man/man1/traynews.1"
    page.unlink()
    assert "1 of the 14 files that were installed are gone" in user.look()[0]
    user.run("install")
    other = make_program(user.home / "other" / "traynews")
    user.run("install", script=other)
    assert "of another version, or another place, of TrayNews" in user.look()[0]
    user.run("install")
    page.write_text("changed")
    assert user.look()[0].endswith(f"not as TrayNews wrote it: {page}")


def test_what_was_changed_stays_and_is_named(user: User) -> None:
    user.run("install")
    user.entry.write_text("[Desktop Entry]\nName=Mine\n", encoding="utf-8")
    line = f"{user.entry} is not as TrayNews wrote it, and stays as it is.\n"
    assert line in user.run("install")
    assert line in user.run("uninstall")
    assert user.entry.read_text(encoding="utf-8") == "[Desktop Entry]\nName=Mine\n"
    assert user.files() == {user.entry}


def test_what_the_system_has_is_enough(user: User, tmp_path: Path) -> None:
    system = tmp_path / "usr" / "share" / "applications" / "traynews.desktop"
    user.run("install")
    system.parent.mkdir(parents=True)
    system.write_text("[Desktop Entry]\n", encoding="utf-8")
    first, cure = user.look()
    assert "hides the system's" in first
    assert cure.startswith("`traynews uninstall`")
    user.run("uninstall")
    told = user.run("install")
    assert told == f"There is nothing to install: the system's menu has {system}.\n"
    assert user.files() == set()
    assert user.look()[0].endswith(told.strip())
    assert system.read_text(encoding="utf-8") == "[Desktop Entry]\n"


def test_a_folder_that_cannot_be_written_is_one_line(user: User) -> None:
    user.share.mkdir(parents=True, exist_ok=True)
    (user.share / "man").write_text("in the way", encoding="utf-8")
    told = user.run("install", status=1)
    assert told.startswith(f"traynews: {user.share}/man: cannot be written: ")
    user.run("uninstall")
    assert user.files() == {user.share / "man"}


def test_a_checkout_is_no_program_for_a_menu(
    user: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    installer = Installer(Locations(config=tmp_path / "c.toml", data=tmp_path / "data"))
    assert installer.status() is None
    with pytest.raises(InstallError, match="no program to put into the menu: install TrayNews"):
        installer.install()
    assert user.files() == set()


def test_wipe_takes_it_away(user: User) -> None:
    user.run("install")
    page = user.share / "man/man1/traynews.1"
    page.write_text("changed", encoding="utf-8")
    told = user.run("wipe", "--yes")
    assert f"  {user.entry}\n" in told
    assert f"{page} is not as TrayNews wrote it, and stays as it is.\n" in told
    assert user.files() == {page}
    assert not (user.share / "traynews").exists()
