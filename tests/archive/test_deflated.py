"""Long texts are kept deflated, and nobody who reads them notices."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import poll, release
from traynews.archive.deflated import deflate, inflate
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind

LONG = " ".join(f"Number {number} said: “It is a relief.”" for number in range(200))


@given(st.text(max_size=1000).map(lambda text: text * 3))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    kept = deflate(text)
    assert inflate(kept) == text.encode("utf-8", "replace").decode()
    assert len(kept) <= max(len(text.encode("utf-8", "replace")), 1) + 16


def test_what_is_short_or_from_before_is_kept_plain() -> None:
    assert deflate("short") == "short"
    assert inflate("from before" * 100) == "from before" * 100
    assert inflate(None) == ""


@given(st.binary(max_size=20), st.integers(0, 200))
def test_what_is_spoilt_is_no_error(nonsense: bytes, place: int) -> None:
    kept = zlib.compress(LONG.encode())
    for spoilt in (nonsense, kept[:place], kept[:place] + nonsense + kept[place:]):
        assert len(inflate(spoilt)) <= 8_000_000


def test_what_stands_before_a_spoilt_place_is_still_read() -> None:
    kept = zlib.compress(LONG.encode())
    half = len(kept) // 2
    read = inflate(kept[:half] + bytes(8) + kept[half + 8 :])
    assert len(read) > len(LONG) // 4
    assert LONG.startswith(read[: len(LONG) // 4])
    assert inflate(kept[:-4] + b"none") == LONG  # the sum alone is spoilt


def test_nothing_grows_beyond_what_may_be_kept() -> None:
    assert len(inflate(deflate("a" * 50_000_000))) <= 8_000_000


def test_a_release_is_small_on_disk_and_whole_for_whoever_reads(path: Path) -> None:
    item = replace(release(1), blocks=(Block(BlockKind.PARAGRAPH, LONG),))
    with Store(path) as store:
        poll(store, item)
        (entry,) = store.entries()
        assert store.text(entry.id) == LONG
        record = store.record(entry.id)
        assert record is not None
        assert record.item.blocks == item.blocks
        assert [hit.entry.id for hit in store.search('"number 199 said"')] == [entry.id]
    with contextlib.closing(sqlite3.connect(path)) as db:
        (size,) = db.execute("SELECT length(text) FROM texts").fetchone()
    assert size < len(LONG) / 4
