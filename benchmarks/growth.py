# ruff: noqa: E402, INP001 - a script beside the package
"""What grows with the archive: `python benchmarks/growth.py [--svg FILE]`.

Archives of 100, 10,000 and 100,000 releases, and of 10, 100 and 1,000 feeds: drawing the menu,
searching, starting up to the icon, a poll that brings one new release, the size of the file.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a bus

from benchmarks.generate import NOW, fill, invent_words
from benchmarks.listening import Listener, is_call
from benchmarks.plot import Panel, write_svg
from benchmarks.press import items_of
from benchmarks.report import Spread, note, say, say_surroundings, say_table, spread
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from tests.desktop.rig import Desktop
from tests.desktop.trays import running_watcher
from traynews.archive.store import Store
from traynews.core.data.document import Answer, Document
from traynews.core.data.model import Feed, Snapshot
from traynews.core.data.settings import Settings
from traynews.core.health.health import health_of
from traynews.core.tray import face, menu
from traynews.worker.line import Line

_ENTRIES = (100, 10_000, 100_000)
_FEEDS = (10, 100, 1_000)
_USUAL_ENTRIES, _USUAL_FEEDS = 10_000, 4
_MOST_RECENT = 60  # entries in a snapshot
_REPEATS, _STARTS = 30, 15


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures of one archive: times in milliseconds, size in megabytes."""

    entries: int
    feeds: int
    menu: Spread
    search: Spread
    poll: Spread
    start: Spread
    size: float


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive of some size, on which nothing is due for the next hour."""

    entries: int
    feeds: int
    subject: Subject
    settings: Settings


def make_archive(folder: Path, entries: int, feeds: int) -> Archive:
    """Make an archive of that size."""
    note(f"{entries} entries of {feeds} feeds")
    subject = Subject(folder / f"traynews-{entries}-{feeds}")
    subject.configure([_address(number) for number in range(feeds)])
    subject.archive.parent.mkdir()
    fill(subject.archive, entries, feeds)
    followed = tuple(Feed(f"feed-{number}", _address(number)) for number in range(feeds))
    with Store(subject.archive) as store:
        store.sync_feeds(followed)
        for state in store.states().values():  # nothing is due when the program starts
            store.save_state(replace(state, next_check=datetime.now(UTC) + timedelta(hours=1)))
    return Archive(entries, feeds, subject, Settings(feeds=followed))


def measure_archive(archive: Archive, start: Spread) -> Grown:
    """Measure everything on an archive but the start, which is given."""
    note(f"on {archive.entries} entries of {archive.feeds} feeds")
    file, settings = archive.subject.archive, archive.settings
    with Store(file) as store:
        drawn = _measure(_drawing(store, settings), _REPEATS)
        found = _measure(_searches(store), _REPEATS)
        polled = _measure(_polls(store, settings), _REPEATS)
    size = file.stat().st_size / 1e6
    return Grown(archive.entries, archive.feeds, drawn, found, polled, start, size)


def _address(number: int) -> str:
    return f"http://127.0.0.1:9/feed-{number}"


def _measure(steps: Iterator[Callable[[], object]], repeats: int) -> Spread:
    found = []
    next(steps)()  # the first fills the caches
    for _ in range(repeats):
        step = next(steps)
        began = time.perf_counter()
        step()
        found.append((time.perf_counter() - began) * 1000)
    return spread(found)


def _drawing(store: Store, settings: Settings) -> Iterator[Callable[[], object]]:
    """Give the step that the worker takes after each change: a snapshot, and its menu."""

    def draw() -> object:
        now = datetime.now(UTC)
        snapshot = Snapshot(
            taken=now,
            entries=store.recent(_MOST_RECENT),
            feeds=store.feed_statuses(settings.feeds, now),
            unread=store.unread_count(),
            away=store.away(),
        )
        health = health_of(snapshot, settings, now, UTC)
        seen = face.face(snapshot, settings, health), face.tooltip(snapshot, health, UTC)
        return seen, menu.rows(snapshot, settings, health, UTC)

    while True:
        yield draw


def _searches(store: Store) -> Iterator[Callable[[], object]]:
    """Give searches of every kind: a usual word, two of them, a rare one, a beginning."""
    import random  # noqa: PLC0415 - the words of the archive are made with this seed

    words = invent_words(random.Random(1961))  # noqa: S311 - no secret
    queries = [words[20], f"{words[40]} {words[60]}", words[9_000], f"{words[300][:4]}*"]
    while True:
        for query in queries:
            yield lambda query=query: store.search(query)  # type: ignore[misc]


def _polls(store: Store, settings: Settings) -> Iterator[Callable[[], object]]:
    """Give polls of a 25-item document of the first feed, each with one release more."""
    feed = settings.feeds[0]
    line = Line(store, settings, now=lambda: NOW, random=lambda: 0.5)
    items = items_of("https://feed-0.example/more/", 25 + _REPEATS + 2)
    for number in range(_REPEATS + 2):
        last = len(items) - number
        document = Document(items=items[last - 25 : last])
        answer = Answer(feed.url, 200, {"etag": f'"{number}"'}, str(number).encode(), NOW)
        yield lambda answer=answer, document=document: line.take_document(  # type: ignore[misc]
            feed.id, answer, document
        )


def _measure_starts(desktop: Desktop, subjects: Sequence[Subject]) -> list[Spread]:
    """Start on every archive in turn, so that what changes on the machine meets them all."""
    os.sync()  # what was just written must not be written while a start is measured
    found: list[list[float]] = [[] for _ in subjects]
    for number in range(_STARTS + 1):
        note(f"starts, round {number} of {_STARTS}")
        for taken, subject in zip(found, subjects, strict=True):
            seconds = _start(desktop, subject)
            if number:  # the first one warms the disk
                taken.append(seconds * 1000)
    return [spread(taken) for taken in found]


def _start(desktop: Desktop, subject: Subject) -> float:
    with Listener(desktop.bus_address) as listener:
        began = time.perf_counter()
        program = desktop.start(subject.command(), extra=subject.environment(desktop.environment))
        try:
            return listener.wait_for(is_call("RegisterStatusNotifierItem"), 30) - began
        finally:
            program.stop(10)


def run(svg: Path | None, most_feeds: int) -> None:
    """Measure all sizes, print the table, draw the curves."""
    say_surroundings()
    with (
        Desktop("growth") as desktop,
        running_watcher(desktop.bus_address),
        tempfile.TemporaryDirectory() as name,
    ):
        folder = Path(name)
        counts = [n for n in _FEEDS if n <= most_feeds]
        made = [make_archive(folder, n, _USUAL_FEEDS) for n in _ENTRIES]
        made += [make_archive(folder, _USUAL_ENTRIES, n) for n in counts]
        starts = _measure_starts(desktop, [one.subject for one in made])
        grown = [measure_archive(*one) for one in zip(made, starts, strict=True)]
    by_entries, by_feeds = grown[: len(_ENTRIES)], grown[len(_ENTRIES) :]
    header = ["entries", "feeds", "menu", "search", "poll, one new", "start to icon", "file"]
    say_table(header, [_row(one) for one in [*by_entries, *by_feeds]])
    if svg is not None:
        _draw(svg, by_entries, by_feeds)
        say(f"Drawn: {svg.name}")


def _row(one: Grown) -> list[str]:
    return [
        f"{one.entries:,}",
        f"{one.feeds:,}",
        one.menu.write("ms", 1),
        one.search.write("ms", 1),
        one.poll.write("ms", 1),
        one.start.write("ms", 0),
        f"{one.size:.1f} MB",
    ]


def _draw(svg: Path, by_entries: Sequence[Grown], by_feeds: Sequence[Grown]) -> None:
    def curves(
        grown: Sequence[Grown], across: Callable[[Grown], int]
    ) -> dict[str, list[tuple[float, float]]]:
        return {
            "start, ms": [(across(one), one.start.median) for one in grown],
            "menu, ms": [(across(one), one.menu.median) for one in grown],
            "search, ms": [(across(one), one.search.median) for one in grown],
            "poll, ms": [(across(one), one.poll.median) for one in grown],
            "file, MB": [(across(one), one.size) for one in grown],
        }

    write_svg(
        svg,
        [
            Panel(
                f"{_USUAL_FEEDS} feeds",
                "entries in the archive",
                "",
                curves(by_entries, lambda one: one.entries),
            ),
            Panel(
                f"{_USUAL_ENTRIES:,} entries",
                "feeds",
                "",
                curves(by_feeds, lambda one: one.feeds),
            ),
        ],
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--svg", type=Path, help="draw the curves into this file")
    parser.add_argument("--most-feeds", type=int, default=1000, help="leave out more (1000)")
    chosen = parser.parse_args()
    if chosen.svg is not None:
        chosen.svg = chosen.svg.absolute()
    seclude()
    run(chosen.svg, chosen.most_feeds)


if __name__ == "__main__":
    main()
