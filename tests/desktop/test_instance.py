"""One program for each data folder, also where another folder comes into its place."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from traynews.desktop import instance
from traynews.desktop.instance import LOCK, InstanceLock
from traynews.file_lock import take_lock

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


def test_who_is_slow_to_ask_who_runs_keeps_nobody_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine it may be stopped for long between taking the lock and giving it back."""
    monkeypatch.setattr(instance, "_PATIENCE", 0.0)
    lock, path = InstanceLock(tmp_path), tmp_path / LOCK
    path.touch()
    with path.open("r+b") as asking, ThreadPoolExecutor(1) as pool:
        assert take_lock(asking.fileno(), shared=True)
        starting = pool.submit(lock.acquire)
        with pytest.raises(TimeoutError):
            starting.result(0.3)
        asking.close()
        assert starting.result(30)
    lock.release()


def test_one_that_asks_for_ever_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_LONGEST", 0.1)
    path = tmp_path / LOCK
    path.touch()
    with path.open("r+b") as asking:
        assert take_lock(asking.fileno(), shared=True)
        assert not InstanceLock(tmp_path).acquire()
