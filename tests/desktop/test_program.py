"""Which program is started, at login and from the menu."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from traynews.desktop import program
from traynews.desktop.program import find_program, name_popup_icon

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the program's name differs")


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
def test_a_checkout_is_not_started_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    started_by = [str(tmp_path / "traynews" / "__main__.py")]
    assert find_program(started_by, {}) == ()


@LINUX
def test_in_a_sandbox_program_and_icon_are_words_that_the_desktop_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "traynews.png"
    assert name_popup_icon(picture) == str(picture)
    script = make_program(tmp_path / "bin" / "traynews")
    sandbox = tmp_path / "flatpak-info"
    sandbox.touch()
    monkeypatch.setattr(program, "_FLATPAK", sandbox)
    monkeypatch.setenv("FLATPAK_ID", "org.traynews.TrayNews")
    assert find_program([str(script)], {}) == ("traynews",)
    assert name_popup_icon(picture) == "org.traynews.TrayNews"
