"""Every released step stays as it was, and an archive of every version works in today's program.

The archives in `tests/fixtures/archives` were made by the programs of their time; those called
`first` by the very first one, whose first step was edited after it had been released.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, poll, release, titles
from traynews.archive.schema import MIGRATIONS, columns_of, version_of
from traynews.archive.store import Store
from traynews.core.data.document import Validators
from traynews.core.data.model import FeedState

ARCHIVES = Path(__file__).parents[1] / "fixtures" / "archives"
OLD = sorted(path.name.removesuffix(".db.gz") for path in ARCHIVES.glob("*.db.gz"))

RELEASED = (
    "d4b050de3ef07273", "2b3b3536923198d6", "f8719ed19c739d43", "1f890cca47616cdf",
    "dd21ad67a4357e02", "e49a34b80eaab4da", "b139a7fa3cc75bb1", "9eda0c61a54c9f24",
)  # fmt: skip
"""What each step is known by; a step that has been released is never edited, a change is a new one,
and brings an archive of its version, made by its program."""


def mark(step: object) -> str:
    return hashlib.blake2b(repr(step).encode(), digest_size=8).hexdigest()


def test_no_released_step_is_edited() -> None:
    assert tuple(map(mark, MIGRATIONS)) == RELEASED


def test_an_archive_of_every_version_is_kept() -> None:
    kept = {name.removesuffix("-first") for name in OLD}
    assert kept == {f"version-{number + 1}" for number in range(len(MIGRATIONS))}


@pytest.fixture
def old(path: Path, request: pytest.FixtureRequest) -> Path:
    """Return the archive of that name, in a folder of its own."""
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.decompress((ARCHIVES / f"{request.param}.db.gz").read_bytes()))
    return path


every = pytest.mark.parametrize("old", OLD, indirect=True)


@every
def test_nothing_is_lost(old: Path) -> None:
    with Store(old) as store:
        assert store.notice == ""
        corrected = "Country 2: a corrected headline"
        assert titles(store.recent(9)) == [release(1).title, corrected, release(3).title]
        first, second, third = store.recent(9)
        assert (first.announced, first.countries) == (NOW, ("Iran",))
        assert (third.read, third.opened) == (True, NOW)
        assert titles(store.owed(NOW)) == [corrected]
        record = store.record(second.id)
        assert record is not None
        assert [one.title for one in record.revisions] == [release(2).title]
        assert record.item.blocks == release(2).blocks
        assert store.held_until("www.uk.example") == NOW + HOUR
        state = store.states()["uk"]
        assert (state.validators, state.title) == (Validators('"etag"'), "Press room")
        assert (state.polled, state.next_check) == (True, NOW + HOUR)


@every
def test_it_polls_finds_and_keeps_what_it_learns(old: Path) -> None:
    with Store(old) as store:
        store.sync_feeds([UK, WORLD])
        assert [state.feed_id for state in store.due(NOW + DAY)] == ["uk", "world"]
        items = [release(number) for number in (0, 1, 3, 4)]
        corrected = release(2, title="Country 2: a corrected headline")
        (new,) = poll(store, *items, corrected).new_ids
        assert [hit.entry.id for hit in store.search("country:0")] == []
        assert {hit.entry.title for hit in store.search("headline")} == {
            release(0).title, release(1).title, corrected.title, release(3).title,
        }  # fmt: skip
        state = FeedState("uk", moved_to="https://new.example/", trials=("https://x.example/",))
        store.save_state(state)
        assert store.states()["uk"] == state
        store.mark_read([new])
        assert poll(store, *items, feed=WORLD).new_ids == ()


@every
def test_it_has_all_that_a_new_archive_has(old: Path, tmp_path: Path) -> None:
    with (
        Store(old) as store,
        Store(tmp_path / "new.db") as fresh,
        store.reading() as db,
        fresh.reading() as new,
    ):
        assert version_of(db) == version_of(new) == len(MIGRATIONS)
        names = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        assert set(db.execute(names)) == set(new.execute(names))
        for (table,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            assert set(columns_of(db, table)) == set(columns_of(new, table))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("round_", range(5))
def test_programs_that_start_at_once_bring_it_up_to_date_together(
    tmp_path: Path, round_: int
) -> None:
    path, together = tmp_path / f"{round_}.db", threading.Barrier(6)
    path.write_bytes(gzip.decompress((ARCHIVES / "version-6.db.gz").read_bytes()))

    def start(_: int) -> int:
        together.wait()
        with Store(path) as store:
            return len(store.entries())

    with ThreadPoolExecutor(6) as programs:
        assert len(set(programs.map(start, range(6)))) == 1
    with contextlib.closing(sqlite3.connect(path.with_name(f"{path.name}.version-6"))) as copy:
        assert version_of(copy) == 6
        assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
