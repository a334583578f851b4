"""Kill -9 at chosen points, and two processes at once: nothing lost, nothing told twice over."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.samples import (
    DAY,
    HOUR,
    NOW,
    UK,
    WORLD,
    data_version,
    ids,
    poll,
    release,
    titles,
)
from traynews.archive.store import Store

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX kills")

_CHILD = """
import os, signal, sys
from pathlib import Path
from tests.archive.samples import *
from traynews.archive import apply, feed_states, ledger, search
from traynews.archive.store import Store

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def begin():
    new_ids = poll(store, release(1)).new_ids
    store.mark_announcing(new_ids, NOW)
    return new_ids

store = Store(Path(sys.argv[1]))
store.open()
store.sync_feeds([UK, WORLD])
poll(store, release(9), level=Level.SILENT)
"""

POINTS = {
    "inside the transaction": ("feed_states.save_states = die; poll(store, release(1))", False, 0),
    "at its very end": ("search.index = die; poll(store, release(1))", False, 0),
    "after it": ("poll(store, release(1)); die()", True, 1),
    "before the pop-up": ("begin(); die()", True, 1),
    "after the pop-up was confirmed": (
        "i = begin(); store.mark_announced(i, NOW); die()",
        True,
        0,
    ),
    "while it is confirmed": (
        "i = begin()\nwith store.writing() as db: ledger.mark_announced(db, i, NOW); die()",
        True,
        1,
    ),
}


def run_and_die(path: Path, script: str) -> None:
    """Run a child on the archive that ends by SIGKILL."""
    run = subprocess.run(
        [sys.executable, "-c", _CHILD + script, str(path)], capture_output=True, check=False
    )
    assert run.stderr == b""
    assert run.returncode == -signal.SIGKILL


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_it_owes_exactly_what_was_not_told(path: Path, point: str) -> None:
    """I14, P09: entries and validators together; told what is stored, once or (crashed) twice."""
    script, is_stored, owed = POINTS[point]
    run_and_die(path, script)
    with Store(path) as store:
        assert store.notice == ""
        assert (release(1).title in titles(store.recent(9))) == is_stored
        assert len(store.owed(NOW)) == owed
        applied = poll(store, release(1), release(9))
        assert len(applied.new_ids) == (0 if is_stored else 1)
        assert len(store.owed(NOW)) == (owed if is_stored else 1)


def test_a_pop_up_that_kills_the_program_is_shown_twice_at_most(path: Path) -> None:
    run_and_die(path, "store.mark_announcing(poll(store, release(1)).new_ids, NOW); die()")
    run_and_die(path, "store.mark_announcing([e.id for e in store.owed(NOW)], NOW); die()")
    with Store(path) as store:
        assert store.owed(NOW + DAY) == []


def test_killed_while_it_writes_the_archive_stays_sound(path: Path) -> None:
    """The child polls without end; whenever it is killed, every committed poll is whole."""
    script = """
print("ready", flush=True)
for n in range(10, 100000):
    poll(store, release(n), release(n - 1), now=NOW)
"""
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD + script, str(path)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            with Store(path) as watcher:
                start = data_version(watcher)
                while data_version(watcher) == start:
                    pass
            child.kill()
        with Store(path) as store:
            with store.reading() as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            newest = store.recent(100_000)
            assert all(store.record(entry_id) is not None for entry_id in ids(newest))
            assert len(store.search("headline", 100_000)) == len(newest)


def test_two_processes_write_at_once_and_lose_nothing(path: Path) -> None:
    """`traynews check` beside the running program: both finish, each entry is there once."""
    script = """
import itertools
feed = {"uk": UK, "world": WORLD}[sys.argv[2]]
first = {"uk": 100, "world": 150}[sys.argv[2]]
for n in range(first, first + 100):
    poll(store, release(n), feed=feed)
    store.mark_read([n])
    store.set(f"{feed.id}-{n}", "done")
"""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _CHILD + script, str(path), feed.id], stderr=subprocess.PIPE
        )
        for feed in (UK, WORLD)
    ]
    for child in children:
        _, errors = child.communicate()
        assert errors == b""
        assert child.returncode == 0
    with Store(path) as store:
        numbers = {title.split(":")[0] for title in titles(store.entries())}
        assert numbers == {f"Country {n}" for n in (9, *range(100, 250))}
        assert len(store.entries()) == 151
        assert len(store.entries(feed_id="uk")) == 101
        assert len(store.entries(feed_id="world")) == 100
        assert store.get("uk-199") == store.get("world-249") == "done"


def test_polls_lost_to_a_crash_are_made_good_by_the_next(path: Path) -> None:
    run_and_die(path, "feed_states.save_states = die; poll(store, release(1), release(2))")
    with Store(path) as store:
        assert store.states()["uk"].next_check == NOW + HOUR
        assert len(poll(store, release(1), release(2)).new_ids) == 2
