"""A document is taken in a part at a time, and of a flood no more than a newsroom could write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document, Item
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.settings import AlertSettings, Rule, Settings
from traynews.core.identity.reconcile import MOST_CHANGED, MOST_NEW
from traynews.worker.line import Line

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEED = Feed("flood", "https://news.example/feed", title="Press room")
QUIET = AlertSettings(level="none")  # nobody is told, so nothing is looked up


class Bench:
    """A real archive, and the line on it."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "traynews.db")
        self.store.open()
        self.told: dict[str, str] = {}
        settings = Settings(alerts=QUIET, feeds=(FEED,))
        self.line = Line(
            self.store, settings, now=lambda: NOW, random=lambda: 0.0, tell=self.told.__setitem__
        )
        self.take("baseline")

    def answer(self, *guids: str) -> tuple[Answer, Document]:
        etag = {"etag": f'"{guids[0]}"'}
        answer = Answer(FEED.url, 200, etag, "".join(guids).encode(), NOW)
        items = (Item(guid, title=f"Release {guid}") for guid in guids)
        return answer, Document(title="Press room", items=tuple(items))

    def take(self, *guids: str) -> int:
        """Take a document in to its end; return how many entries it made."""
        return self.line.take_document(FEED.id, *self.answer(*guids)).new

    def state(self) -> FeedState:
        return self.store.states(FEED.id)[FEED.id]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.store.close()


def flood(count: int) -> list[str]:
    return [f"f{number:04}" for number in range(count)]


def test_of_a_flood_the_newest_are_kept_and_the_rest_is_said_and_asked_for_again(
    bench: Bench,
) -> None:
    assert bench.take(*flood(MOST_NEW + 120)) == MOST_NEW
    kept = {entry.title for entry in bench.store.entries()}
    assert "Release f0000" in kept, "what stands at the top of a feed is its newest"
    assert "Release f0600" not in kept
    assert bench.state().notice.startswith("120 more new releases were not kept")
    assert bench.state().validators.etag == '"baseline"', "else the server would say: not modified"
    assert bench.take(*flood(MOST_NEW + 120)) == 120
    assert "not kept" not in bench.state().notice
    assert bench.state().validators.etag == '"f0000"'


def test_a_first_document_is_kept_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "other.db")
    store.open()
    line = Line(store, Settings(feeds=(FEED,)), now=lambda: NOW, random=lambda: 0.0)
    items = tuple(Item(guid, title=guid) for guid in flood(MOST_NEW + 1))
    line.take_document(FEED.id, Answer(FEED.url, 200, {}, b"x", NOW), Document(items=items))
    assert len(store.entries()) == MOST_NEW + 1
    store.close()


def test_nothing_is_stored_before_all_is_judged(bench: Bench) -> None:
    answer, document = bench.answer(*flood(25))
    assert bench.line.take_result(FEED.id, answer, document) is None
    assert len(bench.store.entries()) == 1
    assert bench.line.take_result(FEED.id, answer, document) is None
    outcome = bench.line.take_result(FEED.id, answer, document)
    assert outcome is not None
    assert outcome.new == 25


def test_new_settings_in_between_judge_all_of_it_anew(bench: Bench) -> None:
    answer, document = bench.answer(*flood(15))
    assert bench.line.take_result(FEED.id, answer, document) is None
    loud = AlertSettings(level="digest")
    bench.line.adopt(Settings(alerts=loud, feeds=(FEED,)))
    bench.line.take_document(FEED.id, answer, document)
    assert {one.level for one in bench.store.entries()} == {"digest", "silent"}
    assert len(bench.store.owed(NOW)) == 15


class Slow:
    """What takes longer than it may."""

    text = "/(.*)*/"

    def finds(self, _title: str, _text: str) -> bool:
        from traynews.core.data.match import SlowMatchError  # noqa: PLC0415 - raised here alone

        raise SlowMatchError


def test_a_rule_that_takes_too_long_is_named_in_menu_and_reason_until_settings_change(
    bench: Bench,
) -> None:
    rule = Rule(level=bench.store.entries()[0].level, match=Slow(), line=12)
    bench.line.adopt(Settings(alerts=AlertSettings(rules=(rule,)), feeds=(FEED,)))
    bench.take("new", "baseline")
    assert "rule 1 (line 12 of the settings)" in bench.told["patterns"]
    (entry,) = (one for one in bench.store.entries() if one.title == "Release new")
    assert "rule 1 (line 12 of the settings) took too long" in entry.reason
    bench.line.adopt(Settings(feeds=(FEED,)))
    assert bench.told["patterns"] == ""


def test_a_news_source_whose_search_takes_too_long_is_named(tmp_path: Path) -> None:
    store, told = Store(tmp_path / "other.db"), dict[str, str]()
    store.open()
    feed = Feed("paper", "https://paper.example/feed", mentions=Slow())
    line = Line(
        store, Settings(feeds=(feed,)), now=lambda: NOW, random=lambda: 0.0, tell=told.__setitem__
    )
    document = Document(items=(Item("a", title="A"),))
    outcome = line.take_document(feed.id, Answer(feed.url, 200, {}, b"x", NOW), document)
    assert outcome.new == 1
    assert "what paper mentions" in told["patterns"]
    store.close()


def test_a_move_to_https_updates_nothing_and_the_new_address_is_kept(bench: Bench) -> None:
    def document(scheme: str) -> Document:
        items = (Item(guid, f"{scheme}://a.example/{guid}", title=guid) for guid in flood(50))
        return Document(items=tuple(items))

    for scheme in ("http", "https"):
        answer = Answer(FEED.url, 200, {}, scheme.encode(), NOW)
        outcome = bench.line.take_document(FEED.id, answer, document(scheme))
    assert outcome.updated == 0
    entries = [one for one in bench.store.entries() if one.url]
    assert {entry.url[:6] for entry in entries} == {"https:"}
    records = [bench.store.record(entry.id) for entry in entries]
    assert [record.revisions for record in records if record] == [()] * 50


def test_a_document_that_changes_everything_changes_so_much_and_then_the_rest(bench: Bench) -> None:
    def take(body: bytes, text: str) -> int:
        items = tuple(Item(guid, title=guid, summary=text) for guid in flood(MOST_CHANGED + 5))
        answer = Answer(FEED.url, 200, {}, body, NOW)
        return bench.line.take_document(FEED.id, answer, Document(items=items)).updated

    for round_ in range(2):  # what is new is taken in two rounds
        take(b"%d" % round_, "old")
    assert take(b"new", "new") == MOST_CHANGED
    assert bench.state().body_hash == "", "or the same body would be passed over"
    assert take(b"new", "new") == 5


def test_what_has_no_date_is_dated_by_the_servers_where_the_clock_is_days_behind(
    bench: Bench,
) -> None:
    """And what they date ahead of that clock keeps its date."""
    there = NOW + timedelta(days=3)
    for number, host in enumerate(("a.example", "b.example")):
        headers = {"date": format_datetime(there, usegmt=True)}
        answer = Answer(f"https://{host}/feed", 200, headers, b"%d" % number, NOW)
        items = (Item(f"{host}1", title="One"), Item(f"{host}2", title="Two", published=there))
        bench.line.take_document(FEED.id, answer, Document(items=items))
    dates = [one.published for one in bench.store.entries() if one.title in {"One", "Two"}]
    assert sorted(dates) == [NOW, NOW, there, there]
