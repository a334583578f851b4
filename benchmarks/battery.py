# ruff: noqa: E402, INP001 - a script beside the package
"""A week of sitting there, with three feeds: `python benchmarks/battery.py [--minutes N]`.

What a laptop's battery and disk pay. TrayNews and QuiteRSS run side by side on three desktops at
once: on one nobody is asked, on one the feeds are asked each minute and have nothing new, and on
one each minute brings a release, in one feed after the other. The differences are what an hour
alone, a poll and a release cost; a week is so many of each as the three feeds of `rhythm.py` have
in it. A minute is long enough for the parse process to end, as it does between polls that are
fifteen minutes apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project: its tests know how to make a desktop

from benchmarks import rhythm
from benchmarks.neighbours import QUITERSS, installed, poll_quiterss_every, settle_in
from benchmarks.press import items_of, write_rss
from benchmarks.report import debian_version, note, say, say_surroundings, say_table, write_ratio
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from benchmarks.tree import Cost, measure_tree
from benchmarks.webserver import Webserver, running_webserver
from tests.desktop.programs import Program, wait_for
from tests.desktop.rig import Desktop

_FEEDS, _ITEMS = 3, 25
_PATIENCE = 120.0  # seconds for the first poll
_REST = 60.0  # seconds between the first poll and the window: caches are written, helpers end
_WEEKS = 365 / 7
_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class Part:
    """What happens on one desktop: how often it asks, and whether there is anything new."""

    name: str
    interval: int  # minutes
    publishes: bool = False


_ALONE, _ASKING, _NEWS = Part("alone", 60), Part("asking", 1), Part("news", 1, publishes=True)


@dataclass(frozen=True, slots=True)
class Spent:
    """What something costs: seconds of CPU, wake-ups, bytes written to the disk."""

    cpu: float
    wakes: float
    written: float

    def __add__(self, other: Spent) -> Spent:
        """Return what both cost together."""
        return Spent(self.cpu + other.cpu, self.wakes + other.wakes, self.written + other.written)

    def __mul__(self, times: float) -> Spent:
        """Return what that many of it cost."""
        return Spent(self.cpu * times, self.wakes * times, self.written * times)

    def __sub__(self, other: Spent) -> Spent:
        """Return what it costs more than another; the noise of small figures is no gain."""
        return Spent(
            max(0.0, self.cpu - other.cpu),
            max(0.0, self.wakes - other.wakes),
            max(0.0, self.written - other.written),
        )


@dataclass(frozen=True, slots=True)
class Sitter:
    """A program on one of the desktops."""

    name: str
    program: Program
    agent: str  # what its requests have in `User-Agent`
    count_entries: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Window:
    """What one program did on one desktop."""

    seconds: float
    spent: Spent
    polls: int
    releases: int


@dataclass(frozen=True, slots=True)
class Price:
    """What one program costs by the hour, by the poll that brings nothing, by the release."""

    hour: Spent
    poll: Spent
    release: Spent

    def of_week(self, polls: float, releases: float) -> Spent:
        """Return what a week costs that has so many polls and releases."""
        return self.hour * _HOURS + self.poll * polls + self.release * releases


class Room:
    """One desktop, its press and the programs on it."""

    def __init__(self, part: Part, server: Webserver, sitters: Sequence[Sitter]) -> None:
        self.part = part
        self._server = server
        self._sitters = sitters
        self._published = 0
        self._before: dict[str, Cost] = {}
        self._began = 0.0

    def settle(self) -> None:
        """Wait until all have what there is."""
        for one in self._sitters:
            wait_for(
                lambda one=one: one.count_entries() >= _FEEDS * _ITEMS,  # type: ignore[misc]
                _PATIENCE,
                f"{one.name} has it all",
            )

    def open(self) -> None:
        """Begin to watch."""
        self._server.take_log()
        self._began = time.monotonic()
        self._before = {one.name: measure_tree(one.program.process.pid) for one in self._sitters}

    def live_a_minute(self) -> None:
        """Publish, where that is the part."""
        if self.part.publishes:
            _publish(self._server.root, self._published % _FEEDS, 1 + self._published // _FEEDS)
            self._published += 1

    def close(self) -> dict[str, Window]:
        """Return what each did."""
        asked = self._server.take_log()
        seconds = time.monotonic() - self._began
        return {
            one.name: Window(
                seconds,
                _between(self._before[one.name], measure_tree(one.program.process.pid)),
                sum(one.agent in each.agent for each in asked),
                one.count_entries() - _FEEDS * _ITEMS,
            )
            for one in self._sitters
        }


def _between(before: Cost, after: Cost) -> Spent:
    cpu = after.cpu + after.ended - before.cpu - before.ended
    return Spent(cpu, after.wakes - before.wakes, after.written - before.written)


def _publish(folder: Path, number: int, more: int) -> None:
    """Write a feed after so many new releases have come, the way a server changes it: at once."""
    site = f"https://site-{number}.example/"
    made = items_of(site, _ITEMS + 60)
    first = len(made) - _ITEMS - more
    path = folder / f"feed-{number}.xml"
    path.with_suffix(".new").write_bytes(write_rss(made[first : first + _ITEMS], site))
    path.with_suffix(".new").replace(path)


@contextmanager
def furnished(part: Part, folder: Path, *, beside: bool) -> Iterator[Room]:
    """Make a desktop with its own server, and start the programs on it."""
    with Desktop(f"battery-{part.name}") as desktop, running_webserver(folder, logs=True) as server:
        for number in range(_FEEDS):
            _publish(server.root, number, 0)
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("dunst")
        urls = [server.url(f"feed-{number}.xml") for number in range(_FEEDS)]
        sitters = [_start_traynews(desktop, folder, urls, part.interval)]
        if beside:
            sitters.append(_start_quiterss(desktop, urls, part.interval))
        yield Room(part, server, sitters)
        for one in sitters:
            one.program.stop(10)


def _start_traynews(desktop: Desktop, folder: Path, urls: Sequence[str], interval: int) -> Sitter:
    subject = Subject(folder / "traynews")
    subject.configure(urls, interval=f"{interval}m")
    program = desktop.start(subject.command(), extra=subject.environment(desktop.environment))
    return Sitter("TrayNews", program, "TrayNews", subject.count_entries)


def _start_quiterss(desktop: Desktop, urls: Sequence[str], interval: int) -> Sitter:
    home = settle_in(QUITERSS, desktop, urls)
    poll_quiterss_every(home, interval)
    program = desktop.start(QUITERSS.command, extra=QUITERSS.variables)
    return Sitter("QuiteRSS", program, "Mozilla", lambda: QUITERSS.count_entries(home))


def run(minutes: int) -> None:
    """Watch all three desktops at once, and print what each thing costs, and a week."""
    beside = bool(installed(QUITERSS))
    say_surroundings(*([debian_version(QUITERSS.package)] if beside else []))
    with tempfile.TemporaryDirectory() as name, ExitStack() as desktops:
        rooms = [
            desktops.enter_context(furnished(part, Path(name) / part.name, beside=beside))
            for part in (_ALONE, _ASKING, _NEWS)
        ]
        for room in rooms:
            room.settle()
        time.sleep(_REST)
        for room in rooms:
            room.open()
        for minute in range(minutes):
            note(f"minute {minute} of {minutes}")
            for room in rooms:
                room.live_a_minute()
            time.sleep(60)
        seen = {room.part: room.close() for room in rooms}
    _print(seen)


def _price(alone: Window, asking: Window, news: Window) -> Price:
    hour = alone.spent * (3600 / alone.seconds)
    poll = (asking.spent - hour * (asking.seconds / 3600)) * (1 / asking.polls)
    rest = hour * (news.seconds / 3600) + poll * news.polls
    return Price(hour, poll, (news.spent - rest) * (1 / news.releases))


def _print(seen: dict[Part, dict[str, Window]]) -> None:
    ours = seen[_ALONE]["TrayNews"]
    say(
        f"{_FEEDS} feeds of {_ITEMS} long releases, each desktop watched for "
        f"{ours.seconds / 60:.0f} minutes; n is how many there were."
    )
    say()
    prices, rows = {}, []
    for name in seen[_ALONE]:
        alone, asking, news = (seen[part][name] for part in (_ALONE, _ASKING, _NEWS))
        price = prices[name] = _price(alone, asking, news)
        rows += [
            [name, "an hour alone", "", *_figures(price.hour)],
            [name, "a poll, nothing new", str(asking.polls), *_figures(price.poll)],
            [name, "a release", str(news.releases), *_figures(price.release)],
        ]
    say_table(["program", "what", "n", "CPU", "wake-ups", "written to disk"], rows)
    _print_week(prices, [rhythm.compare(office) for office in rhythm.OFFICES])


def _print_week(prices: dict[str, Price], results: Sequence[dict[str, rhythm.Result]]) -> None:
    ways = {"TrayNews": "rhythm, known for weeks", "QuiteRSS": "every 15 minutes"}
    weeks = {}
    for name, price in prices.items():
        chosen = [result[ways[name]] for result in results]
        polls = sum(one.requests for one in chosen) / _WEEKS
        releases = sum(len(one.delays) for one in chosen) / _WEEKS
        weeks[name] = polls, releases, price.of_week(polls, releases)
    ours = weeks["TrayNews"][2]
    header = ["a week of", "polls", "releases", "CPU", "ratio", "wake-ups", "ratio"]
    rows = []
    for name, (polls, releases, week) in weeks.items():
        cpu, wakes, written = _figures(week)
        rows.append([
            name, f"{polls:,.0f}", f"{releases:.0f}", cpu, write_ratio(ours.cpu, week.cpu),
            wakes, write_ratio(ours.wakes, week.wakes),
            written, write_ratio(ours.written, week.written),
        ])  # fmt: skip
    say_table([*header, "written to disk", "ratio"], rows)


def _figures(spent: Spent) -> list[str]:
    return [f"{spent.cpu:.3g} s", f"{spent.wakes:,.0f}", f"{spent.written / 1e3:,.0f} kB"]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=int, default=9, help="how long to watch (9)")
    chosen = parser.parse_args()
    seclude()
    run(chosen.minutes)


if __name__ == "__main__":
    main()
