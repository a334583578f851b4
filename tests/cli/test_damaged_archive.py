"""A damaged archive: mended by whoever runs on it, and by nobody under a running program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.installation import Installation, quit_program
from traynews.desktop.instance import InstanceLock

NONSENSE = b"\xa5" * 8192


@pytest.fixture
def damaged(tmp_path: Path) -> Installation:
    installation = Installation(tmp_path)
    installation.data.mkdir()
    (installation.data / "traynews.db").write_bytes(NONSENSE)
    return installation


@pytest.mark.parametrize("words", [["list"], ["status"], ["search", "word"], ["read", "--all"]])
def test_under_a_running_program_a_command_leaves_it_alone_and_says_so(
    damaged: Installation, words: list[str]
) -> None:
    damaged.configure()
    lock = InstanceLock(damaged.data)
    assert lock.acquire()
    try:
        done = damaged.run(*words, status=1)
    finally:
        lock.release()
    archive = damaged.data / "traynews.db"
    assert done.stderr == (
        f"traynews: The archive {archive} is damaged; start TrayNews again to have it mended\n"
    )
    assert archive.read_bytes() == NONSENSE


@pytest.mark.parametrize("words", [["list"], ["check"]])
def test_where_nothing_runs_the_first_command_mends_it_and_says_so(
    damaged: Installation, words: list[str]
) -> None:
    damaged.config.write_text('[[feeds]]\nid = "uk"\nenabled = false\n', encoding="utf-8")
    done = damaged.run(*words)
    assert done.stderr.startswith("traynews: The archive was damaged: 0 releases could be saved;")
    (aside,) = damaged.data.glob("traynews.db.damaged-*")
    assert aside.read_bytes() == NONSENSE
    assert damaged.run(*words).stderr == ""


@pytest.mark.skipif(sys.platform != "linux", reason="without a bus it needs no display there")
def test_the_program_mends_it_when_it_starts_and_says_so(damaged: Installation) -> None:
    damaged.config.write_text('[[feeds]]\nid = "uk"\nenabled = false\n', encoding="utf-8")
    program = damaged.start()
    try:
        wait_for(lambda: "The archive was damaged: 0 releases" in damaged.log(), 10, "it says so")
        assert quit_program(program) == 0
    finally:
        program.kill()
