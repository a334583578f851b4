"""Damage: what can be read is saved into a new archive, the damaged file is kept."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from tests.archive.samples import DAY, NOW, UK, WORLD, poll, release
from traynews.archive import rescue
from traynews.archive.place import rescued, suspect_mark
from traynews.archive.store import Store
from traynews.core.data.document import Validators
from traynews.core.data.model import FeedState
from traynews.errors import StoreError


def fill(path: Path, count: int) -> None:
    """Make an archive with so many releases, some told, some read."""
    with Store(path) as store:
        store.sync_feeds([UK, WORLD])
        numbers = poll(store, *(release(n) for n in range(count))).new_ids
        store.mark_announced(numbers, NOW)
        store.mark_read(numbers[: count // 2])
        state = FeedState("uk", polled=True, validators=Validators('"e"'), next_check=NOW + DAY)
        store.save_state(state)


def overwrite(path: Path, start: int, length: int) -> None:
    """Write nonsense into a file."""
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * length)


def damaged_files(path: Path) -> list[str]:
    """Return what was set aside."""
    return [one.name for one in path.parent.iterdir() if ".damaged-" in one.name]


@pytest.mark.parametrize("content", [b"this is no database" * 400, b"\0" * 5000])
def test_a_file_that_is_no_archive_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with Store(path) as store:
        assert re.match(r"The archive was damaged: 0 releases could be saved", store.notice)
        store.sync_feeds([UK])
        assert len(poll(store, release(1)).new_ids) == 1
    (aside,) = damaged_files(path)
    assert (path.parent / aside).read_bytes() == content
    with Store(path) as store:
        assert store.notice == ""


def test_what_can_be_read_of_a_damaged_archive_is_saved(path: Path) -> None:
    """A hole in the middle: rows before and behind it live, and nothing is told twice."""
    fill(path, 400)
    size = path.stat().st_size
    overwrite(path, size // 2 // 4096 * 4096, 3 * 4096)
    suspect_mark(path).touch()
    with Store(path) as store:
        found = re.search(r"(\d+) releases could be saved", store.notice)
        assert found is not None
        saved = int(found[1])
        assert 200 < saved <= 400
        assert len(store.entries()) == saved
        assert store.owed(NOW) == []
        state = store.states()["uk"]
        assert (state.validators, state.polled) == (Validators(), False)
        store.sync_feeds([UK, WORLD])
        poll(store, *(release(n) for n in range(400)))
        assert len(store.entries()) >= 400
        assert store.search("headline")
    assert not suspect_mark(path).exists()


def test_names_that_were_lost_are_worked_out_again(path: Path) -> None:
    """Identity survives the loss of its table as long as the sources can be read."""
    fill(path, 30)
    with contextlib.closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'names'"
        page = int(db.execute(query).fetchone()[0])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(path, (page - 1) * 4096, 4096)
    suspect_mark(path).touch()
    with Store(path) as store:
        assert "30 releases" in store.notice
        assert poll(store, *(release(n) for n in range(30))).new_ids == ()


@pytest.mark.parametrize("step", ["_put_in_order", "finish", "set_aside"])
def test_a_rescue_that_ends_too_early_is_begun_again_or_gone_on_with(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A full disk, a kill: what can be saved is saved by the next start, from where it is."""
    fill(path, 30)
    suspect_mark(path).touch()
    damage_index(path)
    with monkeypatch.context() as patch:
        patch.setattr(rescue, step, fail)
        with pytest.raises(StoreError):
            Store(path).open()
    with Store(path) as store:
        assert len(store.entries()) == 30
        assert store.owed(NOW) == []
    assert len(damaged_files(path)) == 1
    assert not [one for one in path.parent.iterdir() if "rescue" in one.name]


def test_a_rescued_archive_whose_place_is_empty_gets_it(path: Path) -> None:
    """The program died between the two renames; who has the lock next goes on."""
    fill(path, 3)
    path.rename(rescued(path))
    with Store(path) as store:
        assert len(store.entries()) == 3
    assert not rescued(path).exists()


def fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def damage_index(path: Path) -> None:
    """Damage the index of dates, from which nothing is saved."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_date'"
        page = int(db.execute(query).fetchone()[0])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(path, (page - 1) * 4096, 4096)


def test_a_sound_archive_under_suspicion_is_kept(path: Path) -> None:
    fill(path, 5)
    suspect_mark(path).touch()
    with Store(path) as store:
        assert (store.notice, len(store.recent(9))) == ("", 5)
    assert damaged_files(path) == []
    assert not suspect_mark(path).exists()


def test_damage_met_while_running_is_said_and_mended_at_the_next_start(path: Path) -> None:
    fill(path, 400)
    third = path.stat().st_size // 3 // 4096 * 4096
    overwrite(path, third, third)
    with Store(path) as store:
        assert store.notice == ""
        with pytest.raises(StoreError, match="start TrayNews again"):
            [store.record(entry_id) for entry_id in range(1, 401)]
    assert suspect_mark(path).exists()
    with Store(path) as again:
        assert "damaged" in again.notice
    assert len(damaged_files(path)) == 1
