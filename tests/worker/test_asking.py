"""Who is asked when: one request at a time to a server, rests between them, and no burst ever."""

from __future__ import annotations

import queue
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document, Door, Failure, Request, TroubleKind
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.worker.asking import Asking
from traynews.worker.inbox import Fetched, Parsed
from traynews.worker.line import Line, Outcome

START = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Web:
    """Answers each request as `answer` says, at once; what it was asked stands in `asked`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[Request], Answer | Failure] = lambda request: Answer(
            request.url, 200, {"etag": "1"}, b"<rss/>", START
        )
        self.document: Callable[[], Document | Failure] = Document

    def fetch(self, request: Request) -> Answer | Failure:
        self.asked.append(request.feed_id)
        return self.answer(request)

    def parse(self, answer: Answer, feed: Feed, doors: Collection[Door] = ()) -> Document | Failure:
        assert answer.url == feed.url
        assert doors == {Door.FEED}
        return self.document()

    def read_robots(self, answer: Answer) -> Failure:
        raise NotImplementedError

    def read_release(self, answer: Answer, feed: Feed) -> Failure:
        raise NotImplementedError

    def rest(self) -> None:
        pass

    def use_proxy(self, proxy: str) -> None:
        pass

    def close(self) -> None:
        pass


class Bench:
    """Asking over a real archive, with a made-up clock; nothing is taken in unless told to."""

    def __init__(self, folder: Path, *urls: str) -> None:
        self.now = START
        self.web = Web()
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.ended: list[Outcome] = []
        self.store = Store(folder / "archive.db")
        self.store.open()
        feeds = tuple(Feed(f"feed{number}", url) for number, url in enumerate(urls, 1))
        self.line = Line(
            self.store, Settings(feeds=feeds), now=lambda: self.now, random=lambda: 0.0
        )
        self.asking = Asking(
            self.line, self.web, self.web, self.inbox.put, lambda: self.now, self.ended.append
        )

    def close(self) -> None:
        self.asking.stop()
        self.store.close()

    def arrive(self) -> Fetched | Parsed:
        """Wait for what comes of a request or a body."""
        message = self.inbox.get(timeout=30)
        assert isinstance(message, Fetched | Parsed)
        return message

    def finish(self) -> None:
        """Take in all that is under way."""
        while self.asking.under_way:
            self.asking.take(self.arrive())


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def build(*urls: str) -> Bench:
        made.append(Bench(tmp_path, *urls))
        return made[-1]

    yield build
    for bench in made:
        with closing(bench):
            pass


def test_a_server_is_asked_one_thing_at_a_time_with_two_seconds_of_peace_between(
    make: Callable[..., Bench],
) -> None:
    """P26."""
    bench = make("https://a.example/1", "https://a.example/2")
    bench.asking.poll()
    first = bench.arrive()
    bench.now += 30 * SECOND
    bench.asking.go_on()
    assert bench.web.asked == ["feed1"]
    assert bench.asking.patience() is None  # whose answer is out, nobody can be asked
    bench.asking.take(first)
    assert bench.asking.patience() == 2.0
    bench.now += 1.9 * SECOND
    bench.asking.go_on()
    assert bench.web.asked == ["feed1"]
    bench.now += 0.1 * SECOND
    bench.asking.go_on()
    bench.finish()
    assert bench.web.asked == ["feed1", "feed2"]


def test_requests_to_anybody_begin_a_second_apart(make: Callable[..., Bench]) -> None:
    """P12."""
    bench = make(*(f"https://{name}.example/" for name in "abc"))
    bench.asking.poll()
    assert bench.asking.patience() == 1.0
    bench.now += SECOND
    bench.asking.go_on()
    bench.now += SECOND / 2
    bench.asking.go_on()
    assert bench.asking.patience() == 0.5
    bench.finish()
    assert sorted(bench.web.asked) == ["feed1", "feed2"]


def test_a_server_on_this_machine_needs_no_peace(make: Callable[..., Bench]) -> None:
    bench = make("http://127.0.0.1:8000/1", "http://127.0.0.1:8000/2", "https://a.example/")
    bench.asking.poll()
    bench.asking.take(bench.arrive())
    bench.asking.go_on()
    bench.finish()
    assert sorted(bench.web.asked) == ["feed1", "feed2", "feed3"]


def test_a_rest_from_a_clock_that_was_set_back_holds_nobody(make: Callable[..., Bench]) -> None:
    """P32."""
    bench = make("https://a.example/1", "https://a.example/2")
    bench.asking.poll()
    bench.asking.take(bench.arrive())
    bench.now -= timedelta(days=400)
    bench.asking.go_on()
    bench.finish()
    assert sorted(bench.web.asked) == ["feed1", "feed2"]


def test_who_waits_for_a_host_is_forgotten_by_a_pause(make: Callable[..., Bench]) -> None:
    """P33."""
    bench = make("https://a.example/1", "https://a.example/2")
    bench.asking.poll()
    bench.asking.wait_for_nobody()
    bench.finish()
    bench.now += MINUTE
    bench.asking.go_on()
    assert bench.web.asked == ["feed1"]
    assert bench.asking.patience() is None


def test_a_fetcher_or_parser_that_raises_is_a_trouble_of_the_feed(
    make: Callable[..., Bench],
) -> None:
    bench = make("https://a.example/1", "https://b.example/2")

    def break_down(*_: object) -> Answer:
        raise MemoryError

    bench.web.answer = break_down
    bench.asking.poll()
    bench.finish()
    assert bench.ended[0].trouble == "a fault inside TrayNews; the log has the details"
    del bench.web.answer
    bench.web.answer = Web().answer
    bench.web.document = break_down  # type: ignore[assignment] # it never returns
    bench.now += MINUTE
    bench.asking.poll()
    bench.finish()
    assert bench.store.states()["feed2"].trouble_kind is TroubleKind.PARSER
    assert not bench.asking.under_way


def test_what_cannot_be_stored_leaves_its_feed_alone_longer_and_longer(
    make: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not become a burst of requests."""
    bench = make("https://a.example/1")

    def fill(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(bench.line, "take_answer", fill)
    gaps: list[float] = []
    asked = START
    for _ in range(4):
        while len(bench.web.asked) == len(gaps):
            bench.asking.poll()
            if not bench.asking.under_way:
                bench.now += MINUTE
        with pytest.raises(OSError, match="full"):
            bench.asking.take(bench.arrive())
        assert not bench.asking.under_way
        gaps.append((bench.now - asked) / MINUTE)
        asked = bench.now
    assert gaps == [0, 5, 10, 20]


def test_an_answer_that_other_settings_have_made_stale_teaches_nothing(
    make: Callable[..., Bench],
) -> None:
    """P09."""
    bench = make("https://a.example/1")
    bench.asking.poll()
    message = bench.arrive()
    bench.line.adopt(Settings(feeds=(Feed("feed1", "https://other.example/"),)))
    assert bench.asking.take(message)
    assert bench.store.states()["feed1"].last_checked is None
    assert bench.ended == [Outcome("feed1")]


def test_a_feed_that_became_due_meanwhile_is_found_at_the_next_poll(
    make: Callable[..., Bench],
) -> None:
    """The list of who is due is kept for a second at most, and never past a change."""
    bench = make("https://a.example/1", "https://a.example/2")
    bench.asking.poll()
    more = Feed("late", "https://c.example/")
    bench.line.adopt(Settings(feeds=(*bench.line.feeds.values(), more)))
    bench.now += SECOND
    bench.asking.poll()
    bench.finish()
    assert "late" in bench.web.asked
