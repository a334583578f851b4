"""The archive's file: rights, migrations, backups, damage, and what the user is told."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.archive.samples import NOW, UK, poll, release, titles
from traynews.archive.backup import back_up
from traynews.archive.schema import MIGRATIONS, Step, migrate, register_functions, version_of
from traynews.archive.store import Store
from traynews.errors import StoreError

posix_only = pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")


def build_version(path: Path, version: int) -> None:
    """Make an archive as the program of that version left it, with a feed and two releases.

    Written in plain SQL, so that it stays true however the program changes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        register_functions(db)
        db.execute("PRAGMA journal_mode = WAL")
        migrate(db, MIGRATIONS[:version])
        db.execute("INSERT INTO feeds (num, id, address, polled) VALUES (1, 'uk', 'a', 1)")
        for number in (1, 2):
            db.execute(
                "INSERT INTO entries (id, feed, title, url, published, first_seen, level)"
                " VALUES (?, 1, ?, 'https://uk.example/1', ?, 0, 'alert')",
                (number, f"Release {number}", number * 1_000_000),
            )
            db.execute("INSERT INTO texts (entry, text) VALUES (?, 'words')", (number,))
            db.execute("INSERT INTO unindexed VALUES (?)", (number,))


@pytest.mark.skipif(os.name == "nt", reason="SQLite leaves its log there when eight close at once")
def test_many_may_make_the_same_archive_at_once(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / str(number) / "traynews.db"
        gate = threading.Barrier(8)

        def open_one(_: int, path: Path = path, gate: threading.Barrier = gate) -> None:
            store = Store(path)
            gate.wait()
            store.open()
            store.close()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(open_one, range(8)))
        assert [one.name for one in path.parent.iterdir()] == ["traynews.db"]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_archive_of_every_version_is_opened_and_loses_nothing(path: Path, version: int) -> None:
    build_version(path, version)
    with Store(path) as store:
        assert titles(store.recent(5)) == ["Release 2", "Release 1"]
        assert len(store.owed(NOW)) == 2
        assert len(store.search("words")) == 2
        assert store.states()["uk"].polled


TWO_STEPS: tuple[Step, ...] = (
    *MIGRATIONS,
    ("ALTER TABLE meta ADD COLUMN note TEXT", "UPDATE meta SET note = 'migrated'"),
)


def test_an_older_archive_is_copied_before_it_is_changed(path: Path) -> None:
    with Store(path) as store:
        store.set("key", "value")
    with Store(path, migrations=TWO_STEPS) as store:
        assert store.get("key") == "value"
    backup = path.with_name(f"traynews.db.version-{len(MIGRATIONS)}")
    with contextlib.closing(sqlite3.connect(backup)) as db:
        assert version_of(db) == len(MIGRATIONS)
        assert db.execute("SELECT * FROM meta").fetchall() == [("key", "value")]


def test_a_new_or_current_archive_is_not_copied(path: Path) -> None:
    for _ in range(2):
        with Store(path):
            pass
    assert [one.name for one in path.parent.iterdir()] == ["traynews.db"]


def test_a_step_that_fails_leaves_the_archive_as_it_was(path: Path) -> None:
    with Store(path) as store:
        store.set("key", "value")
    broken = (*MIGRATIONS, ("ALTER TABLE meta ADD COLUMN note TEXT", "UPDATE nothing SET x = 1"))
    with pytest.raises(StoreError):
        Store(path, migrations=broken).open()
    with Store(path) as store:
        assert store.get("key") == "value"


def test_an_archive_of_a_newer_program_is_left_alone_and_said_so(path: Path) -> None:
    with Store(path, migrations=TWO_STEPS):
        pass
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer TrayNews"):
        Store(path).open()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["traynews.db"]


def test_two_programs_may_make_the_archive_at_once(path: Path) -> None:
    ready = threading.Barrier(4)
    failures: list[BaseException] = []

    def start() -> None:
        ready.wait()
        try:
            with Store(path) as store:
                store.sync_feeds([UK])
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@posix_only
def test_folder_and_files_are_for_their_owner_only(path: Path) -> None:
    old = os.umask(0)
    try:
        with Store(path) as store:
            poll(store, release(1))
            opening = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert opening == {f"traynews.db{end}": 0o600 for end in ("", "-wal", "-shm")}


@posix_only
def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Store(tmp_path / "traynews.db"):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_backup_is_an_archive_of_its_own(store: Store, tmp_path: Path) -> None:
    poll(store, release(1))
    target = tmp_path / "copy.db"
    for _ in range(2):
        with store.reading() as db:
            back_up(db, target)
    poll(store, release(1), release(2))
    with Store(target) as copy:
        assert titles(copy.recent(5)) == [release(1).title]


# --- no room, no right, no turn ----------------------------------------------------------------


def test_a_full_disk_is_said_and_nothing_is_half_written(store: Store) -> None:
    poll(store, release(1))
    with store.reading() as db:
        pages = int(db.execute("PRAGMA page_count").fetchone()[0])
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match=r"disk is full.*make room"):
        poll(store, release(1), *(release(n, summary="long " * 500) for n in range(2, 60)))
    assert titles(store.recent(9)) == [release(1).title]
    with store.reading() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    assert len(poll(store, *(release(n) for n in range(1, 60))).new_ids) == 58


_LIMITED = """
import resource, sys
from pathlib import Path
from tests.archive.samples import NOW, UK, poll, release
from traynews.archive.store import Store
from traynews.errors import StoreError
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
store.open()
store.sync_feeds([UK])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    poll(store, *(release(n, summary="long " * 500) for n in range(500)))
except StoreError as error:
    print(error)
print(len(store.recent(9)), store.states()["uk"].polled)
"""


@posix_only
def test_a_file_that_may_not_grow_is_said_and_nothing_is_half_written(path: Path) -> None:
    """The system itself refuses the write, as a full disk does."""
    run = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(path)], capture_output=True, text=True, check=True
    )
    said, left = run.stdout.splitlines()
    assert str(path) in said
    assert "disk" in said
    assert left == "0 False"
    with Store(path) as store:
        assert store.recent(9) == ()


_NO_ROOM_AT_ALL = """
import resource, signal, sys
from pathlib import Path
from traynews.archive.store import Store
from traynews.errors import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    with Store(Path(sys.argv[1])) as store:
        store.recent(1)
except StoreError as error:
    print(error)
"""


@posix_only
def test_without_room_for_the_index_of_the_log_the_disk_is_full_not_broken(path: Path) -> None:
    with Store(path):
        pass
    run = subprocess.run(
        [sys.executable, "-c", _NO_ROOM_AT_ALL, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("The disk is full: ")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="choose another folder with --data-dir"):
        Store(tmp_path / "file" / "data" / "traynews.db").open()


def test_an_archive_that_is_a_folder_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written"):
        Store(path).open()


_AS_NOBODY = """
import os, sys
from pathlib import Path
from traynews.archive.store import Store
from traynews.errors import StoreError
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    Store(Path(sys.argv[1])).open()
except StoreError as error:
    print(error)
"""


@posix_only
@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path, *, is_there: bool) -> None:
    """Root may write anywhere, so that a process of nobody's tries."""
    folder = tmp_path / "data"
    folder.mkdir()
    if is_there:
        with Store(folder / "traynews.db"):
            pass
        (folder / "traynews.db").chmod(0o444)
    folder.chmod(0o555)
    for parent in folder.parents:
        with contextlib.suppress(PermissionError):
            parent.chmod(parent.stat().st_mode | 0o055)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(folder / "traynews.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    folder.chmod(0o755)
    assert run.stderr == ""
    assert "--data-dir" in run.stdout
    assert len(run.stdout.splitlines()) == 1


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("traynews.archive.opening._BUSY_SECONDS", 0.1)


@pytest.mark.usefixtures("_impatient")
def test_an_archive_that_somebody_keeps_locked_is_said(path: Path) -> None:
    with Store(path) as store, contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program"):
            store.set("key", "value")
        assert store.recent(5) == ()  # reading goes on
        other.rollback()
        store.set("key", "value")


def test_every_error_is_one_line(path: Path) -> None:
    with Store(path) as store, store.reading() as db:
        db.execute("DROP TABLE meta")
    with Store(path) as store, pytest.raises(StoreError) as caught:
        store.get("key")
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value.__cause__, sqlite3.Error)


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="Linux counts what is read")
def test_opening_a_large_archive_reads_little_of_it(path: Path) -> None:
    """Start does not grow with the archive: opening and the menu touch a few pages only."""
    with Store(path) as store:
        poll(store, *(release(n) for n in range(2000)))
    before = bytes_read()
    with Store(path) as store:
        store.recent(12)
        store.unread_count()
        store.states()
        spent = bytes_read() - before
    assert spent < path.stat().st_size / 4


def bytes_read() -> int:
    """Return how many bytes this process has asked the system for."""
    found = re.search(r"rchar: (\d+)", Path("/proc/self/io").read_text())
    assert found is not None
    return int(found[1])
