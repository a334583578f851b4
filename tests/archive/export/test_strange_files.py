"""Files that are not what the archive takes them for: gone, exchanged, somebody else's, damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.archive.samples import poll, release
from traynews.archive.opening import APPLICATION_ID
from traynews.archive.place import suspect_mark
from traynews.archive.store import Store
from traynews.errors import ExchangedError, MissingError, StoreError

# --- while it is open ---------------------------------------------------------------------------

not_windows = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a file that is open")


def test_an_archive_in_its_place_is_no_error(store: Store) -> None:
    store.check_file()
    poll(store, release(1))
    store.check_file()


@not_windows
@pytest.mark.parametrize("whole_folder", [True, False])
def test_an_archive_that_was_removed_is_said(
    store: Store, path: Path, *, whole_folder: bool
) -> None:
    if whole_folder:
        shutil.rmtree(path.parent)
    else:
        path.unlink()
    with pytest.raises(StoreError, match=r"was removed.*start TrayNews again") as caught:
        store.check_file()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@not_windows
def test_an_archive_that_was_exchanged_is_said(store: Store, path: Path) -> None:
    path.rename(path.with_name("old.db"))
    with Store(path):
        pass
    with pytest.raises(ExchangedError, match=r"exchanged for another file"):
        store.check_file()


@not_windows
def test_an_archive_that_was_put_back_is_used_again(store: Store, path: Path) -> None:
    path.rename(path.with_name("away.db"))
    with pytest.raises(StoreError):
        store.check_file()
    path.with_name("away.db").rename(path)
    store.check_file()


@not_windows
def test_another_archive_in_its_place_is_taken_up_with_all_that_its_log_holds(
    store: Store, path: Path
) -> None:
    """Moved to another disk and copied back, as it was: log and all."""
    poll(store, release(1))
    path.parent.rename(path.parent.with_name("away"))
    shutil.copytree(path.parent.with_name("away"), path.parent)
    poll(store, release(1), release(2))  # which nobody will see again: there is no such file
    store.reopen()
    store.check_file()
    assert len(store.entries()) == 1
    poll(store, release(1), release(3))
    assert len(store.entries()) == 2


@not_windows
def test_the_log_of_the_one_before_does_not_spoil_the_one_that_came(
    store: Store, path: Path
) -> None:
    """An old copy of the file alone was put back while the program ran."""
    poll(store, release(1))
    store.close()
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    store.open()
    for number in range(2, 40):
        poll(store, release(number), release(number - 1))
    copy.rename(path)
    store.reopen()
    with store.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(store.entries()) == 1
    assert len([*path.parent.glob("traynews.db.damaged-*-wal")]) == 1


@not_windows
def test_a_new_archive_does_not_take_the_log_of_one_that_is_gone_for_its_own(
    store: Store, path: Path
) -> None:
    poll(store, release(1))
    away = path.with_name("away.db")
    path.rename(away)
    with Store(path) as other:
        assert other.entries() == ()
        assert "what was not written into it yet is kept as traynews.db.damaged-" in other.notice
    (log,) = path.parent.glob("traynews.db.damaged-*-wal")
    path.unlink()
    away.rename(path)
    log.rename(path.with_name("traynews.db-wal"))
    store.close()
    with Store(path) as again:
        assert len(again.entries()) == 1


def test_only_who_runs_the_archive_makes_one(path: Path) -> None:
    with pytest.raises(MissingError, match=r"is gone while TrayNews runs; put it back"):
        Store(path, may_mend=False).open()
    assert not path.parent.exists()


@not_windows
def test_a_link_that_leads_nowhere_is_said_and_nothing_is_made_there(path: Path) -> None:
    disk = path.parent.with_name("disk")
    disk.mkdir(parents=True)
    path.parent.mkdir()
    path.symlink_to(disk / "traynews.db")
    with pytest.raises(StoreError, match=r"is a link to .*disk/traynews.db, and nothing is there"):
        Store(path).open()
    assert not [*disk.iterdir()]


# --- somebody else's ------------------------------------------------------------------------------


def make_foreign(path: Path, *pragmas: str) -> bytes:
    """Make the database of another program, and return what it holds."""
    path.parent.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
        for pragma in pragmas:
            db.execute(f"PRAGMA {pragma}")
    return path.read_bytes()


@pytest.mark.parametrize(
    "pragmas", [(), ("application_id = 42",), ("user_version = 1",), ("user_version = 99",)]
)
def test_the_database_of_another_program_is_refused_and_left_alone(
    path: Path, pragmas: tuple[str, ...]
) -> None:
    content = make_foreign(path, *pragmas)
    with pytest.raises(StoreError, match=r"another program.*--data-dir") as caught:
        Store(path).open()
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def read_mark(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA application_id").fetchone()[0])


def test_a_new_archive_carries_our_mark(path: Path) -> None:
    with Store(path):
        pass
    assert read_mark(path) == APPLICATION_ID != 0


def test_an_archive_from_before_the_mark_gets_it(path: Path) -> None:
    with Store(path) as store:
        store.set("key", "value")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA application_id = 0")
    with Store(path) as store:
        assert store.get("key") == "value"
    assert read_mark(path) == APPLICATION_ID


# --- damaged, while another program has it open ---------------------------------------------------


@pytest.mark.parametrize("suspected", [True, False])
def test_whoever_does_not_run_the_archive_leaves_a_damaged_one_alone(
    path: Path, *, suspected: bool
) -> None:
    path.parent.mkdir(parents=True)
    content = b"\xa5" * 8192
    path.write_bytes(content)
    if suspected:
        suspect_mark(path).touch()
    with pytest.raises(StoreError, match=r"damaged; start TrayNews again"):
        Store(path, may_mend=False).open()
    assert path.read_bytes() == content
    assert suspect_mark(path).exists()


# --- full -----------------------------------------------------------------------------------------


def test_after_a_full_disk_the_log_beside_the_archive_is_emptied(store: Store, path: Path) -> None:
    poll(store, release(1))
    with store.reading() as db:
        pages = int(db.execute("PRAGMA page_count").fetchone()[0])
        db.execute("PRAGMA cache_size = 10")  # what does not fit is spilt into the log
        db.execute(f"PRAGMA max_page_count = {pages + 400}")
    many = [release(n, summary="long " * 2000) for n in range(2, 400)]
    with pytest.raises(StoreError, match=r"disk is full.*make room"):
        poll(store, release(1), *many)
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
    assert len(store.recent(9)) == 1
