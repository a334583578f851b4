"""The archive in other formats, and back from JSON."""

from __future__ import annotations

import csv
import email
import io
import json
import mailbox
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.archive.press import add, paragraphs
from tests.archive.samples import DAY, HOUR, NOW, UK, WORLD, plan_poll, poll, release, titles
from traynews.archive.export import formats
from traynews.archive.export.restore import NOT_TOLD, Restored, read_export, restore
from traynews.archive.store import Store
from traynews.core.data.document import Term
from traynews.core.data.model import Level
from traynews.errors import StoreError

HOSTILE = "<b>&amp; ]]></title>\"'"


@pytest.fixture
def filled(store: Store) -> Store:
    """Return an archive with everything that can be kept of a release."""
    shared = release(3, link="https://www.shared.example/story/", title="Shared", guid="a")
    first = release(1, terms=(Term("countries", "Iran", "7"),), title=HOSTILE)
    poll(store, first, release(2, published=None), shared, level=Level.ALERT)
    poll(store, replace(shared, guid="b"), feed=WORLD, now=NOW + HOUR)
    poll(store, replace(first, title=f"{HOSTILE} corrected"), now=NOW + 2 * HOUR)
    store.mark_announced([entry.id for entry in store.owed(NOW)], NOW)
    store.mark_opened([1], NOW + DAY)
    gone = add(store, 9, "Gone", NOW - DAY)
    store.delete([gone], NOW)
    add(store, 8, "إيران", datetime(2024, 5, 1, tzinfo=UTC), countries=["Iran"], topics=["Prison"])
    return store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """Return an archive that has never seen anything."""
    with Store(tmp_path / "elsewhere" / "traynews.db") as opened:
        yield opened


def as_json(store: Store) -> bytes:
    with store.reading() as db:
        return "".join(formats.write_json(db, NOW)).encode()


def bring_in(store: Store, data: bytes) -> Restored:
    with store.writing() as db:
        done = restore(db, read_export(data))
    store.catch_up()
    return done


def without_ids(data: bytes) -> Any:
    content = json.loads(data)
    for item in content["items"]:
        del item["id"]
    return content


def test_json_is_a_json_feed(filled: Store) -> None:
    content = json.loads(as_json(filled))
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert content["title"]
    ids = [item["id"] for item in content["items"]]
    assert len(set(ids)) == len(ids) == 4
    for item in content["items"]:
        assert isinstance(item["content_text"], str)
        assert datetime.fromisoformat(item["date_published"]).utcoffset() is not None
        assert item["url"].startswith("https://")
        assert all(author["name"] for author in item.get("authors", []))
    by_title = {item["title"]: item for item in content["items"]}
    assert by_title["إيران"]["tags"] == ["Iran", "Prison"]
    assert feedparser.parse(as_json(filled)).version in {"json11", ""}


def test_what_is_exported_comes_back_the_same(filled: Store, empty: Store) -> None:
    done = bring_in(empty, as_json(filled))
    assert (done.added, done.known, done.skipped) == (4, 0, ())
    assert without_ids(as_json(empty)) == without_ids(as_json(filled))
    assert [entry.read for entry in empty.entries()] == [entry.read for entry in filled.entries()]
    for there, here in zip(filled.entries(), empty.entries(), strict=True):
        before, after = filled.record(there.id), empty.record(here.id)
        assert before is not None
        assert after is not None
        assert replace(after, entry=replace(here, id=there.id)) == before


def test_what_was_imported_is_searched_and_filtered(filled: Store, empty: Store) -> None:
    bring_in(empty, as_json(filled))
    assert [hit.entry.title for hit in empty.search("topic:prison")] == ["إيران"]
    assert [entry.title for entry in empty.entries(feed_id="world")] == ["Shared"]


def test_a_story_that_two_sites_tell_is_listed_once_again(store: Store, empty: Store) -> None:
    poll(store, release(1))
    gone, first, other = (add(store, number, f"Story {number}", NOW) for number in (5, 6, 7))
    with store.writing() as db:
        db.execute("UPDATE entries SET same_as = ?, read = 1 WHERE id = ?", (other, first))
    store.delete([gone], NOW)
    bring_in(empty, as_json(store))
    assert titles(empty.recent(9)) == titles(store.recent(9))
    assert len(empty.entries()) == 3
    empty.mark_unread([entry.id for entry in empty.entries()])
    assert empty.unread_count() == 2  # what is hidden never counts


@pytest.mark.parametrize("number", [-1, 0, 1, 99, 1.5, "1", True, None, [1]])
def test_a_story_cannot_be_that_of_none(store: Store, empty: Store, number: object) -> None:
    poll(store, release(1), release(2))
    content = json.loads(as_json(store))
    content["items"][0]["_traynews"]["same_as"] = number
    bring_in(empty, json.dumps(content).encode())
    assert len(empty.recent(9)) == 2


def test_two_stories_cannot_hide_behind_each_other(store: Store, empty: Store) -> None:
    poll(store, release(1), release(2))
    content = json.loads(as_json(store))
    for item, other in zip(content["items"], (2, 1), strict=True):
        item["_traynews"]["same_as"] = other
    bring_in(empty, json.dumps(content).encode())
    assert len(empty.recent(9)) == 1


def test_a_second_import_adds_nothing(filled: Store, empty: Store) -> None:
    data = as_json(filled)
    bring_in(empty, data)
    assert bring_in(empty, data) == Restored(added=0, known=4)
    assert len(empty.entries()) == 4


def test_nobody_is_told_of_anything_imported(store: Store, empty: Store) -> None:
    poll(store, release(1), release(2))
    assert len(store.owed(NOW)) == 2
    bring_in(empty, as_json(store))
    assert empty.owed(NOW) == []
    assert {entry.reason for entry in empty.entries()} == {NOT_TOLD}


def test_the_next_poll_knows_everything_again(filled: Store, empty: Store) -> None:
    bring_in(empty, as_json(filled))
    empty.sync_feeds([UK, WORLD])
    plan = plan_poll(empty, release(2, published=None), release(9, guid="press-9", title="Gone"))
    assert plan.new == ()
    assert not plan.baseline
    assert not plan.gap


def test_what_came_since_the_export_is_news(store: Store, empty: Store) -> None:
    poll(store, release(2))
    bring_in(empty, as_json(store))
    empty.sync_feeds([UK, WORLD])
    poll(empty, release(1), release(2))
    assert titles(empty.owed(NOW)) == ["Country 1: a headline"]


def test_undated_releases_on_one_page_stay_many(store: Store, empty: Store) -> None:
    page = "https://www.uk.example/statements"
    items = [
        release(number, guid="", link=page, published=None, title=f"Statement {number}")
        for number in range(3)
    ]
    poll(store, *items)
    exported = as_json(store)
    assert bring_in(empty, exported).added == 3
    assert titles(empty.entries()) == titles(store.entries())
    again = bring_in(empty, exported)
    assert (again.added, again.known) == (0, 3)


def test_what_is_known_by_its_words_alone_is_imported_once(store: Store, empty: Store) -> None:
    items = [
        release(
            number, guid="", link="", title="", published=None, summary=f"A strike, day {number}."
        )
        for number in range(3)
    ]
    poll(store, *items)
    assert bring_in(empty, as_json(store)).added == 3
    for archive in (empty, store):
        again = bring_in(archive, as_json(store))
        assert (again.added, again.known) == (0, 3)


def test_read_marks_are_joined(store: Store, empty: Store) -> None:
    poll(store, release(1), release(2))
    store.mark_read([store.entries()[0].id])
    empty.sync_feeds([UK])
    poll(empty, release(1), release(2))
    empty.mark_read([empty.entries()[1].id])
    assert bring_in(empty, as_json(store)) == Restored(added=0, known=2)
    assert all(entry.read for entry in empty.entries())


def test_many_releases_on_one_page_stay_many(store: Store, empty: Store) -> None:
    issues = [
        release(n, link="https://www.uk.example/issues/", guid=f"issue-{n}") for n in range(9)
    ]
    poll(store, *issues)
    assert bring_in(empty, as_json(store)).added == len(store.entries()) == 9


def spoil_time(item: Any) -> None:
    item["_traynews"]["entry"]["published"] = "yesterday"


def spoil_level(item: Any) -> None:
    item["_traynews"]["entry"]["level"] = "shout"


def spoil_spans(item: Any) -> None:
    item["_traynews"]["text"]["spans"] = '[["paragraph","",-5]]'


def spoil_names(item: Any) -> None:
    item["_traynews"]["names"] = [["uk", "not sixteen"]]


def spoil_feed(item: Any) -> None:
    item["_traynews"]["feed"] = ["uk"]


def spoil_own(item: Any) -> None:
    del item["_traynews"]


def spoil_title(item: Any) -> None:
    item["title"] = {"a": 1}


def spoil_list(item: Any) -> None:
    item["_traynews"]["entry"]["countries"] = "{"


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_time, spoil_level, spoil_spans, spoil_names, spoil_feed, spoil_own, spoil_title,
        spoil_list,
    ],
)  # fmt: skip
def test_a_bad_item_is_skipped_with_its_reason_and_the_rest_comes_in(
    store: Store, empty: Store, spoil: Callable[[Any], None]
) -> None:
    poll(store, release(1), release(2))
    content = json.loads(as_json(store))
    spoil(content["items"][0])
    done = bring_in(empty, json.dumps(content).encode())
    assert done.added == 1
    [reason] = done.skipped
    assert reason.startswith("item 1: ")
    assert titles(empty.entries()) == ["Country 1: a headline"]


def test_text_of_another_hand_is_cleaned(store: Store, empty: Store) -> None:
    poll(store, release(1))
    content = json.loads(as_json(store))
    [item] = content["items"]
    item["title"] = "Red\x1b[31m \u202eevil\n\nlines"
    item["url"] = "javascript:alert(1)"
    item["content_text"] = "first\x1b]0;x\x07line second"
    item["_traynews"]["text"]["spans"] = '[["paragraph","body",15],["quote","",6]]'
    bring_in(empty, json.dumps(content).encode())
    [entry] = empty.entries()
    assert entry.title == "Red[31m evil lines"
    assert entry.url == ""
    record = empty.record(entry.id)
    assert record is not None
    assert [block.text for block in record.item.blocks] == ["first]0;xline", "second"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[]", "no JSON Feed"),
        (b'{"items": []}', "not written by"),
        (b'{"items": [], "_traynews": {"format": 99}}', "newer TrayNews"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_a_file_that_is_no_export_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        read_export(data)


def test_atom_is_read_by_a_feed_reader(filled: Store) -> None:
    with filled.reading() as db:
        parsed = feedparser.parse("".join(formats.write_atom(db, NOW)).encode())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.title_detail.value for entry in parsed.entries] == [
        entry.title for entry in filled.entries()
    ]
    assert {entry.link for entry in parsed.entries} == {entry.url for entry in filled.entries()}
    assert len({entry.id for entry in parsed.entries}) == 4


def test_csv_is_a_table(filled: Store) -> None:
    with filled.reading() as db:
        rows = list(csv.DictReader(io.StringIO("".join(formats.write_csv(db)), newline="")))
    assert [row["title"] for row in rows] == [entry.title for entry in filled.entries()]
    assert [row["read"] for row in rows] == [str(int(entry.read)) for entry in filled.entries()]
    assert rows[0]["text"].splitlines()[0].startswith("First paragraph")


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_title_for_a_formula(store: Store, title: str) -> None:
    add(store, 1, title, NOW)
    with store.reading() as db:
        [row] = csv.DictReader(io.StringIO("".join(formats.write_csv(db)), newline=""))
    assert row["title"] == f"'{title}"


@pytest.mark.parametrize(
    "author", ["Amnesty, London", 'Mira "M." Holm <m@x>', "Zoë (press); Ünal, A.", "=?utf-8?q?a?="]
)
def test_a_mail_comes_from_its_author(store: Store, author: str) -> None:
    poll(store, replace(release(1), author=author, title=author))
    with store.reading() as db:
        message = email.message_from_string("".join(formats.write_mbox(db, NOW.year)))
    [(name, address)] = getaddresses([message["From"]])
    assert str(make_header(decode_header(name))) == author
    assert address == "uk@traynews"
    assert str(make_header(decode_header(message["Subject"]))) == author


def test_a_year_of_mail_is_read_by_a_mail_program(filled: Store, tmp_path: Path) -> None:
    add(
        filled,
        20,
        "From the border: très loin",
        datetime(2024, 6, 1, 8, tzinfo=UTC),
        text=paragraphs("From here on nobody knows.", ">From there neither."),
    )
    path = tmp_path / "2024.mbox"
    with filled.reading() as db:
        path.write_text("".join(formats.write_mbox(db, 2024)), encoding="utf-8")
    box = mailbox.mbox(path)
    try:
        first, second = list(box)
        subjects = [
            str(make_header(decode_header(message["subject"]))) for message in (first, second)
        ]
        assert subjects == ["إيران", "From the border: très loin"]
        body = second.get_payload(decode=True)
        assert isinstance(body, bytes)
        assert body.decode().splitlines()[:3] == [
            ">From here on nobody knows.",
            "",
            ">>From there neither.",
        ]
        assert first["Status"] == "O"
        assert first.get_from().endswith("Wed May  1 00:00:00 2024")
    finally:
        box.close()
