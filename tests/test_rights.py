"""Who may read what the program writes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.installation import Installation, quit_program
from traynews.rights import is_open_to_others, make_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o666, 0o600), (0o400, 0o400)])
def test_a_file_of_ours_is_closed_to_others(tmp_path: Path, before: int, after: int) -> None:
    path = tmp_path / "config.toml"
    path.write_text("x", encoding="utf-8")
    path.chmod(before)
    assert is_open_to_others(path) is (before != after)
    make_private(path)
    assert rights(path) == after
    assert not is_open_to_others(path)


def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "traynews").mkdir(mode=0o755)
    make_private(tmp_path / "traynews")
    assert rights(tmp_path / "traynews") == 0o700


def test_a_link_of_ours_is_followed_to_a_file_of_ours(tmp_path: Path) -> None:
    target, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    target.write_text("x", encoding="utf-8")
    target.chmod(0o644)
    link.symlink_to(target)
    make_private(link)
    assert rights(target) == 0o600


def test_what_is_missing_a_pipe_or_a_device_is_left_alone(tmp_path: Path) -> None:
    make_private(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe", 0o644)
    (tmp_path / "link").symlink_to("/dev/null")
    for name in ("pipe", "link"):
        before = rights(tmp_path / name)
        assert not is_open_to_others(tmp_path / name)
        make_private(tmp_path / name)
        assert rights(tmp_path / name) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give")
def test_neither_the_files_nor_the_links_of_others_are_touched(tmp_path: Path) -> None:
    theirs, ours, link = tmp_path / "theirs", tmp_path / "ours", tmp_path / "link"
    for path in (theirs, ours):
        path.write_text("x", encoding="utf-8")
        path.chmod(0o644)
    link.symlink_to(ours)
    os.chown(theirs, 12345, -1)
    os.chown(link, 12345, -1, follow_symlinks=False)
    for path in (theirs, link):
        assert not is_open_to_others(path)
        make_private(path)
    assert rights(theirs) == rights(ours) == 0o644


@pytest.fixture
def installation(installation: Installation) -> Installation:
    installation.config = installation.folder / ".config" / "traynews" / "config.toml"
    return installation


def open_to_all(installation: Installation) -> list[Path]:
    """Return what the program writes, all of it open to everybody as an older one left it."""
    installation.data.mkdir()
    installation.config.parent.mkdir(parents=True)
    installation.config.parent.chmod(0o755)
    log = installation.data / "traynews.log"
    paths = [installation.config, log, log.with_suffix(".log.old"), log.with_name("doctor.txt")]
    for path in paths:
        path.write_text("", encoding="utf-8")
        path.chmod(0o666)
    return paths


def test_the_running_program_closes_what_others_could_read(installation: Installation) -> None:
    paths = open_to_all(installation)
    installation.configure("http://127.0.0.1:9/feed")
    program = installation.start()
    try:
        wait_for((installation.data / "traynews.db").exists, 10, "it runs")
        assert quit_program(program) == 0
    finally:
        program.kill()
    assert [rights(path) for path in paths] == [0o600] * len(paths)
    assert rights(installation.config.parent) == 0o700


def test_what_is_made_anew_is_the_owners_alone(installation: Installation) -> None:
    installation.run("config", "set", "menu.badge", "dot")
    assert rights(installation.config) == 0o600
    assert rights(installation.config.parent) == 0o700
    installation.config.chmod(0o644)
    installation.config.parent.chmod(0o755)
    assert f"others may read {installation.config.parent}" in installation.run(
        "doctor", status=1
    ).stdout.replace("\n", " ")
    installation.run("config", "set", "menu.badge", "number")
    assert rights(installation.config) == 0o600
    assert rights(installation.config.parent) == 0o700


def test_a_folder_that_is_not_only_ours_keeps_its_rights(tmp_path: Path) -> None:
    installation = Installation(tmp_path, {"HOME": str(tmp_path), "PATH": ""})
    tmp_path.chmod(0o755)
    installation.run("config", "set", "menu.badge", "dot")
    assert rights(installation.config) == 0o600
    assert rights(tmp_path) == 0o755
