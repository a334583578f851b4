# ruff: noqa: E402, INP001 - a script beside the package
"""A day on the wire: `python benchmarks/wire.py`.

The default feeds, each with 25 releases of the last weeks and four more on a simulated Tuesday, lie
on nginx on this machine, which packs what it sends and answers conditional requests. TrayNews polls
them as its own timing decides, by a clock that the simulation moves; the others are started every
fifteen minutes of that day. Requests and bytes are those of the server's log, headers included.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)  # the project

from benchmarks.neighbours import Refresher, refreshers
from benchmarks.press import items_of, write_rss
from benchmarks.report import note, say, say_surroundings, say_table, write_ratio
from benchmarks.seclusion import seclude
from benchmarks.subject import Subject
from benchmarks.webserver import Exchanged, Webserver, running_webserver
from tests.tools import next_due
from traynews.archive.store import Store
from traynews.core.data.document import Answer, Item
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.parse_process import ParseProcess
from traynews.settings import catalogue
from traynews.worker.line import Line

DAY = datetime(2026, 11, 3, tzinfo=UTC)  # a Tuesday
_INTERVAL = timedelta(minutes=15)
_ITEMS = 25
_OFFICE_HOURS = (8.5, 9.6, 11.2, 13.4, 15.1, 16.6)


@dataclass(slots=True)
class Press:
    """The press rooms of that day: `advance` publishes what is due by the simulated clock."""

    server: Webserver
    feeds: tuple[Feed, ...]
    releases: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, feed in enumerate(self.feeds):
            self.releases[feed.id] = _releases(feed, number)

    def advance(self, now: datetime) -> None:
        """Let the files be what they are at that time, dated accordingly."""
        for feed in self.feeds:
            out = [one for one in self.releases[feed.id] if _date(one) <= now]
            path = self.server.root / f"{feed.id}.xml"
            newest = _date(out[-1]).timestamp()
            if path.exists() and path.stat().st_mtime == newest:
                continue
            path.write_bytes(write_rss(out[: -_ITEMS - 1 : -1], feed.home))
            os.utime(path, (newest, newest))

    def published(self, feed_id: str, since: datetime, until: datetime) -> list[datetime]:
        """Return when a feed published after `since` and up to `until`."""
        dates = (_date(one) for one in self.releases[feed_id])
        return [date for date in dates if since < date <= until]


def _date(item: Item) -> datetime:
    return item.published or DAY


def _releases(feed: Feed, number: int) -> tuple[Item, ...]:
    """Return the releases of the weeks before and of the day, all in office hours, oldest first."""
    chance = random.Random(number)  # noqa: S311 - no secret
    dates = []
    for back in range(12):
        day = DAY - timedelta(days=back)
        if day.weekday() < 5:  # noqa: PLR2004 - Saturday
            dates += [
                day + timedelta(hours=hour, minutes=chance.randrange(20))
                for hour in chance.sample(_OFFICE_HOURS, 4)
            ]
    dates = sorted(dates)
    made = items_of(f"https://{feed.id}.example/", len(dates))
    return tuple(replace(item, published=date) for item, date in zip(made, dates, strict=True))


@dataclass(frozen=True, slots=True)
class Spent:
    """What one program's day cost, and how late it noticed what was published."""

    name: str
    exchanged: tuple[Exchanged, ...]
    delays: tuple[timedelta, ...]


def live_with_traynews(press: Press, folder: Path) -> Spent:
    """Live through the day with TrayNews; its first look at the feeds was at midnight."""
    clock = [DAY]
    last = dict.fromkeys((feed.id for feed in press.feeds), DAY)
    delays: list[timedelta] = []
    fetcher = HttpFetcher(now=lambda: clock[0], proxy=_proxy(press.server))
    parser = ParseProcess()
    chance = random.Random(1961)  # noqa: S311 - no secret
    with Store(folder / "traynews.db") as store, closing(fetcher):
        settings = Settings(feeds=press.feeds)
        line = Line(store, settings, now=lambda: clock[0], random=chance.random)
        while clock[0] < DAY + timedelta(days=1):
            press.advance(clock[0])
            for feed_id in _poll(line, fetcher, parser):
                new = press.published(feed_id, last[feed_id], clock[0])
                delays += [clock[0] - date for date in new]
                last[feed_id] = clock[0]
            clock[0] = next_due(store) or DAY + timedelta(days=1)
    parser.rest()
    return Spent("TrayNews", tuple(press.server.take_log()), tuple(delays))


def _poll(line: Line, fetcher: HttpFetcher, parser: ParseProcess) -> Iterator[str]:
    for state in line.due():
        answer = fetcher.fetch(line.request(state))
        if not isinstance(answer, Answer):
            raise SystemExit(f"{state.feed_id}: {answer.reason}")
        if line.take_answer(state.feed_id, answer) is None:
            found = parser.parse(answer, line.feeds[state.feed_id])
            line.take_result(state.feed_id, answer, found)
        yield state.feed_id


def live_with(one: Refresher, press: Press, folder: Path) -> Spent:
    """Live through the day with another program, started every fifteen minutes."""
    one.prepare(folder, [feed.url for feed in press.feeds])
    proxy = _proxy(press.server)
    environment = {**Subject(folder).environment(os.environ), "HOME": str(folder)}
    environment |= {"http_proxy": proxy, "HTTP_PROXY": proxy}
    now, last, delays = DAY, DAY, list[timedelta]()
    while now < DAY + timedelta(days=1):
        press.advance(now)
        subprocess.run(
            one.command(folder),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        for feed in press.feeds:
            delays += [now - date for date in press.published(feed.id, last, now)]
        last, now = now, now + _INTERVAL
    return Spent(one.name, tuple(press.server.take_log()), tuple(delays))


def _proxy(server: Webserver) -> str:
    return f"http://127.0.0.1:{server.port}"


def run() -> None:
    """Live through the day with each program and print the table."""
    others = refreshers()
    say_surroundings(*(one.version for one in others))
    # Plain http and invented hosts, asked through nginx as a proxy: addresses of this machine
    # would be polled by other rules, and no certificate of a real host can be had.
    feeds = tuple(
        replace(feed, url=f"http://{feed.id}.example/{feed.id}.xml", candidates=())
        for feed in (known.feed for known in catalogue.load() if known.default)
    )
    days = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, one in enumerate([None, *others]):
            note(one.name if one else "TrayNews")
            home = folder / str(number)
            home.mkdir()
            with running_webserver(home / "nginx", logs=True) as server:
                press = Press(server, feeds)
                press.advance(DAY)
                days.append(
                    live_with_traynews(press, home) if one is None else live_with(one, press, home)
                )
    published = len(days[0].delays)
    say(f"{len(feeds)} feeds, {published} releases on the day.")
    say()
    header = ["program", "requests", "ratio", "of these 304", "bytes up", "bytes down", "ratio"]
    header += ["noticed after, mean", "longest"]
    say_table(header, [_row(one, days[0]) for one in days])


def _row(one: Spent, ours: Spent) -> list[str]:
    down = sum(each.answered for each in one.exchanged)
    not_modified = 304
    return [
        one.name,
        str(len(one.exchanged)),
        write_ratio(len(ours.exchanged), len(one.exchanged)),
        str(sum(each.status == not_modified for each in one.exchanged)),
        f"{sum(each.asked for each in one.exchanged) / 1e3:.0f} kB",
        f"{down / 1e3:.0f} kB",
        write_ratio(sum(each.answered for each in ours.exchanged), down),
        _minutes(sum(one.delays, timedelta()) / max(len(one.delays), 1)),
        _minutes(max(one.delays, default=timedelta())),
    ]


def _minutes(gap: timedelta) -> str:
    return f"{gap.total_seconds() / 60:.0f} min"


def main() -> None:
    """Read the command line and measure."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    seclude()
    run()


if __name__ == "__main__":
    main()
