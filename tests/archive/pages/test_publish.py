"""The offline pages: what stands on them, and which are written anew."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.press import PRINTED, add, paragraphs, print_pages
from tests.archive.samples import HOUR, NOW, UK, poll, release
from traynews.archive import absences, queries
from traynews.archive.pages.content import Setter, is_quotation
from traynews.archive.pages.publish import publish
from traynews.archive.pages.render import PageTemplates
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.data.model import Entry, Record
from traynews.core.identity.reconcile import MOST_REVISIONS
from traynews.core.polling.retraction import Finding
from traynews.core.release.take_apart import take_apart
from traynews.core.text.address import page_address
from traynews.errors import StoreError

HOSTILE = "<script>alert('1')</script> {{ 1093*1093 }} {% raw %} \"&amp;\" -->"


def day(year: int, month: int, number: int, hour: int = 12) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def written(store: Store, folder: Path) -> list[str]:
    return sorted(path.name for path in print_pages(store, folder).written)


def test_the_newest_year_is_the_news_feed_and_those_before_are_older_news(
    store: Store, tmp_path: Path
) -> None:
    add(store, 1, "Newest", day(2026, 2, 1))
    add(store, 2, "Middle", day(2025, 7, 1))
    add(store, 3, "Oldest", day(2023, 1, 1))
    print_pages(store, tmp_path)
    assert "<h1>The 2026 News Feed</h1>" in read(tmp_path, "2026.html")
    assert "<h1>Older News – 2025</h1>" in read(tmp_path, "2025.html")
    assert "<h1>Older News – 2023</h1>" in read(tmp_path, "2023.html")
    index = read(tmp_path, "index.html")
    assert index.index("The 2026 News Feed") < index.index("Older News – 2025")
    assert 'href="2025.html"' in read(tmp_path, "2023.html")
    assert 'href="2024.html"' not in read(tmp_path, "2023.html")


def test_an_empty_archive_has_an_index_that_says_so(store: Store, tmp_path: Path) -> None:
    assert written(store, tmp_path) == ["index.html"]
    assert "Nothing has been kept yet" in read(tmp_path, "index.html")


def test_releases_stand_under_their_day_on_the_users_clock(store: Store, tmp_path: Path) -> None:
    add(store, 1, "Late at night", day(2025, 12, 31, 23))
    with store.reading() as db:
        publish(db, tmp_path, now=PRINTED, zone=ZoneInfo("Asia/Tokyo"))
    assert not (tmp_path / "2025.html").exists()
    text = read(tmp_path, "2026.html")
    assert '<time datetime="2026-01-01">' in text
    assert "Thursday" in text
    assert ">08:00</time>" in text


def test_a_second_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    add(store, 2, "Two", day(2025, 2, 1))
    assert written(store, tmp_path) == ["2025.html", "2026.html", "index.html"]
    assert written(store, tmp_path) == []


def test_a_new_release_rewrites_its_year_and_the_index(store: Store, tmp_path: Path) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    add(store, 2, "Two", day(2025, 2, 1))
    print_pages(store, tmp_path)
    add(store, 3, "Three", day(2025, 3, 1))
    assert written(store, tmp_path) == ["2025.html", "index.html"]


def test_a_new_year_makes_the_last_one_older_news(store: Store, tmp_path: Path) -> None:
    for number, year in enumerate((2023, 2024, 2025), start=1):
        add(store, number, "A release", day(year, 2, 1))
    print_pages(store, tmp_path)
    add(store, 9, "Happy new year", day(2026, 1, 1))
    assert written(store, tmp_path) == ["2025.html", "2026.html", "index.html"]
    assert "Older News – 2025" in read(tmp_path, "2025.html")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Corrected"},
        {"link": "https://www.uk.example/moved/"},
        {"blocks": paragraphs("Another text altogether, of some length.")},
    ],
    ids=["title", "link", "text"],
)
def test_whatever_a_feed_changes_is_on_the_page(
    store: Store, tmp_path: Path, change: dict[str, object]
) -> None:
    item = release(1, title="As it was", blocks=paragraphs("A text.", "And more of it."))
    poll(store, item)
    print_pages(store, tmp_path)
    poll(store, replace(item, **change), now=NOW + HOUR)  # type: ignore[arg-type]
    assert written(store, tmp_path) == ["2026.html", "index.html"]
    [value] = change.values()
    expected = value if isinstance(value, str) else "Another text altogether"
    assert expected in read(tmp_path, "2026.html")


def test_a_retracted_release_says_so_until_it_is_back(store: Store, tmp_path: Path) -> None:
    (entry_id,) = poll(store, release(1)).new_ids
    print_pages(store, tmp_path)
    with store.writing() as db:
        absences.note_absent(db, [entry_id], NOW)
        absences.note_finding(db, entry_id, Finding.RETRACTED, NOW)
    assert "2026.html" in written(store, tmp_path)
    assert "Retracted by its publisher" in read(tmp_path, "2026.html")
    with store.writing() as db:
        absences.note_returned(db, [entry_id])
    assert written(store, tmp_path) == ["2026.html", "index.html"]
    assert "Retracted" not in read(tmp_path, "2026.html")


def test_what_a_restless_page_says_last_is_on_the_page(store: Store, tmp_path: Path) -> None:
    for number in range(MOST_REVISIONS + 2):
        poll(store, release(1, title=f"Count {number}"), now=NOW + number * HOUR)
        if number >= MOST_REVISIONS:
            print_pages(store, tmp_path)
    assert f"Count {MOST_REVISIONS + 1}" in read(tmp_path, "2026.html")


def test_a_deleted_release_leaves_the_page_and_an_empty_year_leaves_the_folder(
    store: Store, tmp_path: Path
) -> None:
    gone = add(store, 1, "Gone", day(2025, 2, 1))
    half = add(store, 2, "Half", day(2026, 2, 1))
    add(store, 3, "Stays", day(2026, 2, 2))
    print_pages(store, tmp_path)
    store.delete([gone, half], NOW)
    assert written(store, tmp_path) == ["2026.html", "index.html"]
    assert not (tmp_path / "2025.html").exists()
    assert "Half" not in read(tmp_path, "2026.html")


def test_a_page_somebody_deleted_is_written_again(store: Store, tmp_path: Path) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    print_pages(store, tmp_path)
    (tmp_path / "2026.html").unlink()
    assert written(store, tmp_path) == ["2026.html"]


def test_unchanged_releases_are_taken_from_the_page_that_is_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        add(store, number, f"Release {number}", day(2026, 2, 1) + timedelta(hours=number))
    print_pages(store, tmp_path)
    add(store, 99, "The new one", day(2026, 3, 1))
    set_anew: list[str] = []
    record_of = queries.record_of

    def count(db: sqlite3.Connection, entry: Entry) -> Record:
        set_anew.append(entry.title)
        return record_of(db, entry)

    monkeypatch.setattr(queries, "record_of", count)
    print_pages(store, tmp_path)
    on_index = ["The new one", *(f"Release {number}" for number in range(19, 15, -1))]
    assert set_anew == ["The new one", *on_index]
    assert read(tmp_path, "2026.html").count("<article") == 21


def test_taking_over_old_releases_gives_the_very_page_that_a_fresh_start_gives(
    store: Store, tmp_path: Path
) -> None:
    for number in range(5):
        add(store, number, f"{HOSTILE} {number}", day(2026, 2, 1 + number), countries=["Iran"])
    print_pages(store, tmp_path / "grown")
    add(store, 50, HOSTILE, day(2026, 2, 3, 13), countries=["A|B"])
    print_pages(store, tmp_path / "grown")
    print_pages(store, tmp_path / "fresh")
    assert read(tmp_path / "grown", "2026.html") == read(tmp_path / "fresh", "2026.html")


def test_foreign_text_is_shown_and_never_obeyed(store: Store, tmp_path: Path) -> None:
    add(
        store,
        1,
        HOSTILE,
        day(2026, 2, 1),
        text=paragraphs(HOSTILE, "</details></article><img src=x onerror=alert(2)>"),
        countries=['"><script>alert(3)</script>'],
        topics=["{{ config }}"],
        speakers=["<b>Bold</b>"],
    )
    print_pages(store, tmp_path)
    for name in ("2026.html", "index.html"):
        text = read(tmp_path, name)
        assert text.count("<script>") == 1  # ours
        assert "<img" not in text
        assert "1194649" not in text
        assert "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; {{ 1093*1093 }}" in text
    assert "<b>Bold" not in read(tmp_path, "2026.html")
    assert "{{ config }}" in read(tmp_path, "2026.html")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_can_leave_its_place(title: str, text: str) -> None:
    entry = Entry(1, title, title, title, NOW, NOW, summary=text, countries=(text, title))
    item = Item(title=title, blocks=paragraphs(text, "x" * 500), author=title, language=title)
    piece = Setter({}, UTC).piece(Record(entry, item, (text,), (text,)), take_apart(item))
    markup = str(PageTemplates().release(piece))
    allowed = r"/?(?:article|p|time|span|h4|a|div|details|summary|blockquote)"
    tags = re.findall(r"<([^\s>]*)", markup)
    assert all(re.fullmatch(allowed, tag) for tag in tags), tags
    values = re.sub(r'="[^"]*"', "", markup)
    assert "onerror" not in values
    assert values.count('"') == markup.count('"') - 2 * len(re.findall(r'="[^"]*"', markup))


def test_the_policy_lets_in_our_style_and_script_and_nothing_else(
    store: Store, tmp_path: Path
) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    print_pages(store, tmp_path)
    for name in ("2026.html", "index.html"):
        text = read(tmp_path, name)
        [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
        policy = policy.replace("&#39;", "'")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        for element in ("style", "script"):
            [inside] = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"{element}-src 'sha256-{digest}'" in policy
        assert not re.search(
            r"\s(?:style|on\w+)=", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
        )
        assert not re.search(
            r'(?:src|href)="(?:https?:)?//', text.replace("https://www.uk.example", "")
        )


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.uk.example/a", "https://www.uk.example/a"),
        ("HTTP://www.uk.example/a", "HTTP://www.uk.example/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ('https://x.example/" onclick="x', ""),
        ("//x.example/", ""),
        ("https://www.amnesty.org@evil.example/login", ""),
        ("https://www.amnesty.org\\@evil.example/", ""),
        ("https://x.example/a?utm_source=feed&p=1", "https://x.example/a?p=1"),
        ("", ""),
    ],
)
def test_links_go_to_the_web_only(url: str, link: str) -> None:
    assert page_address(url) == link


def test_a_release_without_address_is_no_link(store: Store, tmp_path: Path) -> None:
    add(store, 1, "Without", day(2026, 2, 1), url="")
    print_pages(store, tmp_path)
    assert re.search(r'<h4 class="title" id="t\d+">Without</h4>', read(tmp_path, "2026.html"))


def test_a_title_that_runs_from_right_to_left_says_so(store: Store, tmp_path: Path) -> None:
    add(
        store,
        1,
        "إيران: الحكم على ناشطة",
        day(2026, 2, 1),
        text=paragraphs("نص طويل بالعربية هنا.", "An English paragraph, for once."),
        language="ar",
    )
    print_pages(store, tmp_path)
    text = read(tmp_path, "2026.html")
    assert re.search(r'<article[^>]* dir="rtl" lang="ar"', text)
    assert '<p dir="ltr">An English paragraph' in text


@pytest.mark.parametrize(
    ("block", "quoted"),
    [
        (Block(BlockKind.QUOTE, "We were there."), True),
        (Block(BlockKind.PARAGRAPH, "“We were there all night,” she said."), True),
        (Block(BlockKind.PARAGRAPH, "“A quotation that goes on in the next paragraph."), True),
        (Block(BlockKind.PARAGRAPH, "«Nous étions là toute la nuit», a-t-elle dit."), True),
        (Block(BlockKind.PARAGRAPH, '"Straight quotation marks do as well," he said.'), True),
        (Block(BlockKind.PARAGRAPH, "“Operation Dawn” began in the month of May."), False),
        (Block(BlockKind.PARAGRAPH, "She said: “We were there all night.”"), False),
        (Block(BlockKind.HEADING, "“A heading of four words at least"), False),
        (Block(BlockKind.PARAGRAPH, ""), False),
    ],
)
def test_quotations_are_told_from_names_in_quotation_marks(block: Block, *, quoted: bool) -> None:
    assert is_quotation(block) is quoted


def test_quotations_are_set_apart(store: Store, tmp_path: Path) -> None:
    words = "“The court has spoken at last,” said Mira Holm."
    add(store, 1, "One", day(2026, 2, 1), text=paragraphs("Responding to it:", words, "The end."))
    print_pages(store, tmp_path)
    assert f"<blockquote>{words}</blockquote>" in read(tmp_path, "2026.html")


def test_a_folder_with_somebody_elses_page_is_refused_and_left_alone(
    store: Store, tmp_path: Path
) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    for name in ("index.html", "2026.html"):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text("my own page")
        with pytest.raises(StoreError, match="is no page of TrayNews"):
            print_pages(store, folder)
        assert read(folder, name) == "my own page"


def test_other_files_in_the_folder_stay(store: Store, tmp_path: Path) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    for name in ("1999.html", "notes.html", "2026.txt"):
        (tmp_path / name).write_text("mine")
    print_pages(store, tmp_path)
    assert read(tmp_path, "1999.html") == read(tmp_path, "notes.html") == "mine"


def test_a_page_that_cannot_be_written_leaves_the_old_one_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    print_pages(store, tmp_path)
    before = read(tmp_path, "2026.html")
    add(store, 2, "Two", day(2026, 2, 2))
    monkeypatch.setattr(queries, "record_of", _fail)
    with pytest.raises(StoreError, match="No space left"):
        print_pages(store, tmp_path)
    assert read(tmp_path, "2026.html") == before
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_index_draws_weeks_and_countries(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        add(store, number, "Release", day(2026, 2, 1, number), countries=["Iran", "Iran"])
    add(store, 9, "Other", day(2025, 12, 31), countries=["Chad"])
    print_pages(store, tmp_path)
    text = read(tmp_path, "index.html")
    assert "29 January–4 February 2026: 3 releases" in text
    assert "31 December 2025: 1 release<" in text
    assert "Iran, 2026: 3 releases" in text
    assert 'aria-label="Chad: 1 release; 2025: 1"' in text


def test_pages_of_two_feeds_name_them(store: Store, tmp_path: Path) -> None:
    add(store, 1, "One", day(2026, 2, 1))
    state = store.states()[UK.id]
    store.save_state(replace(state, title="Press <Room>"))
    print_pages(store, tmp_path)
    assert "Press &lt;Room&gt;" in read(tmp_path, "2026.html")
