"""One program for each data folder, also where another folder comes into its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from traynews.desktop.instance import LOCK, InstanceLock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is open")


def test_a_lock_that_is_in_its_place_is_still_ours(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    assert lock.acquire()
    assert lock.renew()
    assert not InstanceLock(tmp_path).acquire()
    lock.release()


def test_another_folder_in_the_place_of_the_first_is_locked_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    lock, other, first = InstanceLock(folder), InstanceLock(folder), InstanceLock(tmp_path / "away")
    assert lock.acquire()
    folder.rename(tmp_path / "away")
    folder.mkdir()
    assert lock.renew()
    assert not other.acquire()
    assert first.acquire(), "nobody runs on the first one"
    first.release()
    lock.release()
    assert other.acquire()
    other.release()


def test_one_on_which_another_runs_is_left_to_that_one(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    lock, other = InstanceLock(folder), InstanceLock(folder)
    assert lock.acquire()
    folder.rename(away)
    assert other.acquire()
    assert not lock.renew()
    assert not InstanceLock(away).acquire(), "what we had we still have"
    lock.release()
    assert (folder / LOCK).read_text("ascii").strip().isdigit()
    other.release()
