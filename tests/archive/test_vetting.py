"""Nonsense in any field of any row: what comes in can be listed, found, shown, polled, exported."""

from __future__ import annotations

import contextlib
import copy
import json
import math
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.press import add
from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, poll, release
from traynews.archive import queries, years
from traynews.archive.export import formats
from traynews.archive.export.restore import read_export, restore
from traynews.archive.pages.publish import publish
from traynews.archive.place import suspect_mark
from traynews.archive.rows import join_blocks, split_blocks, to_stamp
from traynews.archive.schema import columns_of
from traynews.archive.store import Store
from traynews.archive.vetting import TABLES, BadValueError, mend, vet
from traynews.core.data.document import Term
from traynews.core.release.statistics import count_publications
from traynews.core.release.take_apart import take_apart
from traynews.core.text.address import web_address
from traynews.errors import StoreError

ZONES = (UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12)))
NONSENSE: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 10**30, -(2**63), 2**63 - 1, 1e308, math.nan, math.inf, "", "0",
    [], {}, [[]], [None], {"a": 1}, [["paragraph", "", -5]], "[1e999]", '["a", 1]', "{", "[]",
    '[["paragraph","",999999]]', '[["nothing","",1]]', '[["a","b"]]', '[["a","b","c"]]',
    "\ud800", "a\0b", "\x1b[31m", "\u202eabc", "x" * 5000, "javascript:alert(1)", "-x", "\\\\a\\b",
    "https://www.amnesty.org@evil.example/login", "https://evil.example\\@www.amnesty.org/",
    "http://[", "https://a.example/\ud800", -62_135_596_800_000_000, 253_402_300_799_000_000,
    -62_135_596_800_000_001, 253_402_300_799_999_999, 10**16, "..", "A FEED", "[" * 5000,
)  # fmt: skip


def fill(path: Path) -> None:
    """Make an archive with a row in every table, two releases and a deleted one."""
    with Store(path) as store:
        store.sync_feeds([UK, WORLD])
        first = release(1, terms=(Term("countries", "Iran", "7"),))
        newest, second = poll(store, first, release(2)).new_ids
        poll(store, release(1, title="Corrected"), release(2))
        poll(store, first, feed=WORLD)
        gone = add(store, 9, "Gone", NOW - DAY)
        store.delete([gone], NOW)
        store.mark_opened([newest], NOW)
        store.hold_host("www.uk.example", NOW + HOUR)
        store.set("key", "value")
        with store.writing() as db:
            db.execute("INSERT INTO absent (entry, since) VALUES (?, 1)", (second,))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what such an archive exports."""
    path = tmp_path_factory.mktemp("full") / "traynews.db"
    fill(path)
    with Store(path) as store:
        store.catch_up()
        with store.reading() as db:
            return json.loads("".join(formats.write_json(db, NOW)))


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every field, at any depth."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inside:
        yield (*here, key)
        if isinstance(one, dict | list):
            yield from places(one, (*here, key))


def put(content: Any, place: tuple[Any, ...], value: Any) -> None:
    *way, last = place
    for key in way:
        content = content[key]
    content[last] = value


def use(store: Store, folder: Path) -> None:
    """Do all that is done with an archive; none of it may fail, or bring out what is ill-formed."""
    store.catch_up()
    store.sync_feeds([UK, WORLD])
    store.due(NOW)
    store.feed_statuses([UK, WORLD], NOW)
    store.owed(NOW)
    store.suspects(NOW)
    store.search("headline country:iran")
    for entry in (*store.entries(), *store.recent(9)):
        for zone in ZONES:
            assert entry.published.astimezone(zone).year
        assert entry.url == web_address(entry.url)
        f"{entry.title}{entry.summary}{entry.reason}".encode()
        record = store.record(entry.id)
        assert record is not None
        take_apart(record.item)
        for revision in record.revisions:
            assert revision.url == web_address(revision.url)
    with store.reading() as db:
        for zone in ZONES:
            count_publications(years.days(db, zone))
        publish(db, folder / "pages", now=NOW, zone=ZONES[1])
        "".join(formats.write_json(db, NOW)).encode()
        "".join(formats.write_atom(db, NOW)).encode()
        "".join(formats.write_csv(db)).encode()
        for year in queries.years(db):
            "".join(formats.write_mbox(db, year)).encode()
    poll(store, release(0), release(1), release(2), now=NOW + DAY)
    poll(store, release(1, title="Corrected again"), feed=WORLD, now=NOW + DAY)


slow = settings(max_examples=15, deadline=None)  # each makes and uses an archive


@slow
@given(data=st.data())
def test_nonsense_in_any_field_of_an_export_does_no_harm(
    exported: Any, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = copy.deepcopy(exported)
    every = [place for place in places(exported) if place[0] in {"items", "_traynews"}]
    for _ in range(data.draw(st.integers(1, 3))):
        value = data.draw(st.sampled_from(NONSENSE))
        try:
            put(content, data.draw(st.sampled_from(every)), value)
        except (KeyError, IndexError, TypeError):
            continue  # nonsense lies on the way already
    folder = tmp_path_factory.mktemp("other")
    with Store(folder / "traynews.db") as store:
        try:
            read = read_export(json.dumps(content).encode())
        except StoreError:
            return
        with store.writing() as db:
            done = restore(db, read)
        assert all("\n" not in reason for reason in done.skipped)
        use(store, folder)


def test_an_export_untouched_comes_in_whole(exported: Any, tmp_path: Path) -> None:
    with Store(tmp_path / "traynews.db") as store:
        with store.writing() as db:
            done = restore(db, read_export(json.dumps(exported).encode()))
        assert (done.added, done.skipped) == (2, ())
        use(store, tmp_path)


ANEW = ("unindexed", "robots")  # what is asked for, or worked out, again
COLUMNS = [(table, name) for table, fields in TABLES.items() for name in fields]


@slow
@given(column=st.sampled_from(COLUMNS), value=st.sampled_from(NONSENSE))
def test_nonsense_in_any_column_of_a_damaged_archive_does_no_harm(
    column: tuple[str, str], value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What another hand, or a failing disk, wrote into the file comes out of the rescue mended."""
    table, name = column
    path = tmp_path_factory.mktemp("hurt") / "traynews.db"
    fill(path)
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass")
    elif not isinstance(value, int | float | None) or abs(value or 0) >= 2**63:
        value = b"\xff\xfe"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        marks = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        with contextlib.suppress(sqlite3.IntegrityError):  # a key that is no number: refused
            db.execute(f"UPDATE OR IGNORE {table} SET {name} = {marks}", (value,))  # noqa: S608
    db.close()
    tear(path)
    with Store(path) as store:
        assert "damaged" in store.notice
        use(store, path.parent)


def tear(path: Path) -> None:
    """Damage the index of dates, which nothing that is rescued stands in."""
    db = sqlite3.connect(path)
    [(page,)] = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_date'")
    [(size,)] = db.execute("PRAGMA page_size")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    suspect_mark(path).touch()


def test_every_column_that_is_kept_has_its_check(store: Store) -> None:
    with store.reading() as db:
        assert all(set(columns_of(db, table)) == set(fields) for table, fields in TABLES.items())
        tables = {
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
    assert {one for one in tables if not one.startswith("search")} == {*TABLES, *ANEW}


@pytest.mark.parametrize(
    ("table", "name", "value", "kept"),
    [
        ("entries", "published", 0, 0),
        ("entries", "hash_only", 7, 7),
        ("entries", "level", "urgent", "urgent"),
        ("entries", "url", "https://a.example/ü?x=1#y", "https://a.example/ü?x=1#y"),
        ("entries", "opened", None, None),
        ("sources", "guid", " tag:x,2026:1 ", " tag:x,2026:1 "),
        ("sources", "stated", 10**17, None),
        ("texts", "terms", '[["countries","Iran","7"]]', '[["countries","Iran","7"]]'),
        ("feeds", "hints", "{}", "{}"),
        ("feeds", "door", '["sitemap",3,2,"a",true,null]', '["sitemap",3,2,"a",true,null]'),
        ("feeds", "etag", '"a"', '"a"'),
    ],
)
def test_sense_is_kept(table: str, name: str, value: object, kept: object) -> None:
    assert vet(table, {name: value}, [name]) == {name: kept}
    assert mend(table, {name: value}) == {name: kept}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("published", 10**17), ("published", "2026"), ("published", True), ("hash_only", 10**30),
        ("hash_only", -1), ("level", []), ("level", "loud"), ("kind", None), ("certainty", 1.5),
        ("countries", "{"),
        ("title", 5), ("read", 2),
    ],
)  # fmt: skip
def test_nonsense_is_named(name: str, value: object) -> None:
    with pytest.raises(BadValueError, match=name):
        vet("entries", {name: value}, [name])


@pytest.mark.parametrize(
    "spans",
    ["[-5]", "[true]", "[1.5]", '["paragraph"]', '[["paragraph","",true]]', '[["poem","",3]]'],
)
def test_what_is_no_structure_is_named(spans: str) -> None:
    with pytest.raises(BadValueError, match="spans is no structure"):
        vet("texts", {"spans": spans}, ["spans"])


def test_a_plain_paragraph_is_its_length_or_spelt_out() -> None:
    """As it is written now, and as older archives and exports have it."""
    spelt = '[["paragraph","",3],["quote","Mira Holm",4],["paragraph","Background",2]]'
    short = '[3,["quote","Mira Holm",4],["paragraph","Background",2]]'
    blocks = join_blocks("One\nTwo.\nIt", spelt)
    assert join_blocks("One\nTwo.\nIt", short) == blocks
    assert split_blocks(blocks) == ("One\nTwo.\nIt", short)
    assert json.loads(vet("texts", {"spans": short}, ["spans"])["spans"]) == json.loads(short)


def test_a_structure_that_does_not_fit_gives_way_and_no_text_is_lost(
    exported: Any, tmp_path: Path
) -> None:
    content = copy.deepcopy(exported)
    content["items"][0]["_traynews"]["text"]["spans"] = '[["paragraph","body",3]]'
    with Store(tmp_path / "traynews.db") as store:
        with store.writing() as db:
            restore(db, read_export(json.dumps(content).encode()))
        (record, *_) = [store.record(one.id) for one in reversed(store.entries())]
        assert record is not None
        said = "\n".join(block.text for block in record.item.blocks)
        assert said == content["items"][0]["content_text"]


def test_at_either_end_of_time_everything_works(exported: Any, tmp_path: Path) -> None:
    """Years 1 and 9999 have no day in some time zones, so no entry is from them."""
    content = copy.deepcopy(exported)
    ends = [to_stamp(datetime(year, 1, 1, tzinfo=UTC)) for year in (1900, 2200)]
    for item, end in zip(content["items"], ends, strict=True):
        item["_traynews"]["entry"]["published"] = end
    with Store(tmp_path / "traynews.db") as store:
        with store.writing() as db:
            assert restore(db, read_export(json.dumps(content).encode())).added == 2
        use(store, tmp_path)
        assert {one.published.year for one in store.entries()} >= {1900, 2200}
