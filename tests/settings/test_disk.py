"""The settings file on the disk: what is read, what is refused, what is noticed."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.settings.test_text import catalogue, read
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import disk, edit
from traynews.settings.disk import SettingsFile, ensure, load, write
from traynews.settings.template import TEMPLATE


def test_a_missing_file_means_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", catalogue) == read("")


def test_a_file_that_must_exist_and_goes_is_complained_of_once_and_the_settings_stay(
    tmp_path: Path,
) -> None:
    path = tmp_path / "my settings.toml"
    file = SettingsFile(path, catalogue, must_exist=True)
    how = f"traynews --config '{path}' config edit"
    with pytest.raises(ConfigError, match=re.escape(f"{path}: there is no such file; ")) as caught:
        file.load()
    assert str(caught.value).endswith(how)
    path.write_text("[menu]\nbadge = 'dot'\n", encoding="utf-8")
    assert file.load().menu.badge == "dot"
    path.unlink()
    assert file.reread() is None  # an editor may be about to write it
    with pytest.raises(ConfigError, match="there is no such file"):
        file.reread()
    assert file.reread() is None


@pytest.mark.parametrize("data", [b"\xff\xfe[\x00", b"a = '\xe9'"])
def test_a_file_that_is_not_utf8_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match="UTF-8"):
        load(path, catalogue)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[menu]\nbadge = "dot"\n')
    assert load(path, catalogue).menu.badge == "dot"


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes are Linux's")


def put_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def put_pipe(path: Path) -> None:
    os.mkfifo(path)


def put_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "this is a folder; write the settings to a file"),
    "pipe": (put_pipe, "this is a pipe; write the settings to a file"),
    "socket": (put_socket, "this is a socket; write the settings to a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "this is a device; write the settings"),
    "terminal": (lambda path: path.symlink_to("/dev/tty"), "this is a device; write the settings"),
    "huge": (put_huge, "this is no settings file: it is larger than 1 MB"),
    "loop": (
        lambda path: path.symlink_to(path.name),
        "cannot be read: Too many levels of symbolic",
    ),
    "nowhere": (
        lambda path: path.symlink_to("gone.toml"),
        "a link to gone.toml, and nothing is there",
    ),
    "below a file": (lambda _: None, "cannot be read: Not a directory"),
}


@LINUX
@pytest.mark.parametrize("kind", STRANGE)
def test_only_a_file_is_read_and_written_and_all_else_is_one_line_at_once(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make, says = STRANGE[kind]
    path = tmp_path / "config.toml"
    if kind == "below a file":
        path.write_text("", encoding="utf-8")
        path /= "config.toml"
    make(path)
    before = path.lstat() if kind != "below a file" else None
    for use in (
        lambda: load(path, catalogue),
        lambda: ensure(path),
        lambda: edit.set_value(path, "menu.badge", "dot", catalogue=catalogue),
        lambda: SettingsFile(path, catalogue).load(),
    ):
        with pytest.raises(ConfigError) as caught:
            use()
        assert str(caught.value).startswith(f"{path}: ")
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)
    if before is not None:
        assert path.lstat().st_ino == before.st_ino


@LINUX
def test_the_null_device_means_all_defaults_and_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.symlink_to(os.devnull)
    assert load(path, catalogue) == read("")
    with pytest.raises(ConfigError, match="this is a device"):
        write(path, "")
    assert Path(os.devnull).is_char_device()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        load(path, catalogue)


def test_a_file_of_the_same_length_put_in_its_place_is_noticed(tmp_path: Path) -> None:
    path, other = tmp_path / "config.toml", tmp_path / "other.toml"
    path.write_text('[menu]\nbadge = "none"\n', encoding="utf-8")
    other.write_text('[menu]\nbadge = "dot" \n', encoding="utf-8")
    file = SettingsFile(path, catalogue)
    file.load()
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    settings = file.reread()
    assert settings is not None
    assert settings.menu.badge == "dot"


def test_a_written_file_is_reread_once_and_a_bad_one_complained_of_once(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    file = SettingsFile(path, catalogue)
    assert file.load() == read("")
    assert file.reread() is None
    path.write_text('[menu]\nbadge = "dot"\n', encoding="utf-8")
    settings = file.reread()
    assert settings is not None
    assert settings.menu.badge == "dot"
    path.write_text('[menu]\nbadge = "big badge"\n', encoding="utf-8")
    with pytest.raises(ConfigError):
        file.reread()
    assert file.reread() is None


def test_a_file_that_an_editor_empties_just_when_it_is_read_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text = tmp_path / "config.toml", '[menu]\nbadge = "dot"\n'
    path.write_text(text, encoding="utf-8")
    file = SettingsFile(path, catalogue)
    file.load()

    def read_late(*given: Any, **options: Any) -> Settings:
        path.write_text("", encoding="utf-8")
        return load(*given, **options)

    path.write_text(text + "# edited\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(disk, "load", read_late)
        assert file.reread() is None
    path.write_text(text + "# edited and saved\n", encoding="utf-8")
    settings = file.reread()
    assert settings is not None
    assert settings.menu.badge == "dot"


def test_a_settings_file_is_made_when_the_user_wants_to_edit_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    ensure(path)
    assert path.read_text(encoding="utf-8") == TEMPLATE
    path.write_text("[menu]\n", encoding="utf-8")
    ensure(path)
    assert path.read_text(encoding="utf-8") == "[menu]\n"
