"""Forgetting by age and by size: texts go, what they are known by stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.archive.press import paragraphs
from tests.archive.samples import DAY, NOW, UK, plan_poll, poll, release, titles
from traynews.archive.retention import bytes_used
from traynews.archive.store import Store
from traynews.core.data.model import Level
from traynews.core.data.retention import EVERYTHING, Keep, parse_keep

YEAR = Keep(age=timedelta(days=365))


def steps(store: Store, keep: Keep) -> int:
    """Forget as often as there is something to, and return in how many steps."""
    count = 0
    while store.forget_some(keep, NOW):
        count += 1
    return count


def test_by_default_nothing_is_ever_forgotten(store: Store) -> None:
    poll(store, release(1, published=NOW - 9000 * DAY), level=Level.SILENT)
    assert not store.forget_some(EVERYTHING, NOW)
    assert len(store.entries()) == 1


def test_what_is_too_old_goes_and_what_is_not_stays(store: Store) -> None:
    poll(
        store,
        release(1, title="Old", published=NOW - 366 * DAY),
        release(2, title="Young", published=NOW - 364 * DAY),
        level=Level.SILENT,
    )
    assert steps(store, YEAR) == 1
    assert titles(store.entries()) == ["Young"]
    assert not store.search("old")


def test_what_was_forgotten_is_known_again_and_never_news(store: Store) -> None:
    item = release(1, published=NOW - 366 * DAY)
    poll(store, item, level=Level.SILENT)
    steps(store, YEAR)
    assert plan_poll(store, item).new == ()
    poll(store, item)
    assert store.entries() == ()
    assert store.owed(NOW) == []


def test_many_go_in_small_steps(store: Store) -> None:
    old = [release(n, published=NOW - 400 * DAY - n * timedelta(minutes=1)) for n in range(250)]
    poll(store, *old, level=Level.SILENT)
    assert steps(store, YEAR) == 3
    assert store.entries() == ()


@pytest.fixture
def full(path: Path) -> Iterator[Store]:
    """Return an archive of some 3 MB."""
    with Store(path) as store:
        store.sync_feeds([UK])
        items = [
            release(
                n,
                title=f"Release {n}",
                blocks=paragraphs(*(f"{n} {k} lorem" * 40 for k in range(20))),
            )
            for n in range(300)
        ]
        poll(store, *items, level=Level.SILENT)
        store.catch_up()
        yield store


def test_the_oldest_make_room_for_the_newest(full: Store) -> None:
    with full.reading() as db:
        before = bytes_used(db)
    keep = Keep(size=before // 2)
    assert steps(full, keep) >= 1
    with full.reading() as db:
        after = bytes_used(db)
    assert before * 0.35 < after <= before // 2
    left = titles(full.entries())
    assert left == [f"Release {n}" for n in range(len(left))]  # the higher, the older
    assert full.path.stat().st_size <= keep.size  # type: ignore[operator]
    assert len(full.search("lorem", 500)) == len(left)


def test_what_fits_is_left_alone(full: Store) -> None:
    with full.reading() as db:
        keep = Keep(size=bytes_used(db))
    assert steps(full, keep) == 0
    assert len(full.entries()) == 300


@pytest.mark.parametrize("between", [EVERYTHING, Keep(size=10**12)])
def test_a_round_that_was_begun_ends_when_the_limit_is_lifted(full: Store, between: Keep) -> None:
    with full.reading() as db:
        before = bytes_used(db)
    assert full.forget_some(Keep(size=before // 4), NOW)
    left = len(full.entries())
    assert 0 < left < 300
    full.forget_some(between, NOW)
    assert steps(full, Keep(size=before * 2)) == 0
    assert len(full.entries()) == left


def test_a_round_for_another_limit_goes_as_far_as_that_says(full: Store) -> None:
    with full.reading() as db:
        before = bytes_used(db)
    assert full.forget_some(Keep(size=before // 4), NOW)
    left = len(full.entries())
    assert steps(full, Keep(size=before * 3 // 4)) == 0
    assert len(full.entries()) == left


def test_an_age_beyond_all_calendars_forgets_nothing(store: Store) -> None:
    poll(store, release(1, published=NOW - 366 * DAY), level=Level.SILENT)
    assert steps(store, parse_keep("999999y")) == 0
    assert len(store.entries()) == 1


def test_a_round_is_due_once_a_day_and_when_the_setting_changes(store: Store) -> None:
    assert not store.forget_some(YEAR, NOW)
    poll(store, release(1, published=NOW - 366 * DAY), level=Level.SILENT)
    assert not store.forget_some(YEAR, NOW + timedelta(hours=23))
    assert len(store.entries()) == 1
    assert store.forget_some(YEAR, NOW + DAY)
    assert store.entries() == ()
    poll(store, release(2, published=NOW - 100 * DAY), level=Level.SILENT)
    assert not store.forget_some(YEAR, NOW + DAY)
    assert store.forget_some(Keep(age=timedelta(days=90)), NOW + DAY)
