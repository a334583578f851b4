"""Files that are not what the archive takes them for: gone, exchanged, somebody else's, damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.archive.samples import poll, release
from traynews.archive.opening import APPLICATION_ID, suspect_mark
from traynews.archive.store import Store
from traynews.errors import StoreError

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
    with pytest.raises(StoreError, match=r"another file.*start TrayNews again"):
        store.check_file()


@not_windows
def test_an_archive_that_was_put_back_is_used_again(store: Store, path: Path) -> None:
    path.rename(path.with_name("away.db"))
    with pytest.raises(StoreError):
        store.check_file()
    path.with_name("away.db").rename(path)
    store.check_file()


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
