"""A small world for the whole line: real server, fetcher, parse process and archive; made-up time.

    with World(tmp_path, world_feed("uk")) as world:
        world.server.script("/uk", Step(200, {"ETag": '"1"'}, press(1)))
        world.run(hours=2)
        assert world.asked("/uk") == [START, …]

Addresses have public names, so that the rules for remote servers hold; all of them lead to one
server on this machine, and `log` is that server's own log with the made-up times. Time passes only
in `run`, which goes from one due time to the next, as the heartbeat would.
"""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.feeds.samples import parse_process
from tests.server import FeedServer, Seen
from tests.tools import next_due
from traynews.archive.store import Store
from traynews.core.data.document import Reach
from traynews.core.data.model import Entry, Feed, FeedState
from traynews.core.data.settings import Settings
from traynews.core.text.address import server_of
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.lookup import Whereabouts, find_host
from traynews.feeds.http.patience import Limits
from traynews.feeds.parse_process import ParseProcesses
from traynews.worker.asking import Asking
from traynews.worker.inbox import Fetched, Parsed
from traynews.worker.line import Line, Outcome

START = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)  # a Monday in office hours
PRESS = "press.example"


def press(*numbers: int, channel: str = "", site: str = f"http://{PRESS}") -> bytes:
    """Return an RSS document of these releases; the first is the newest, in order of number."""
    items = "".join(
        f"<item><title>Graustark: release {number}</title><link>{site}/release/{number}</link>"
        f"<guid isPermaLink='false'>{site}/?p={number}</guid>"
        f"<pubDate>{START - timedelta(days=3) + timedelta(hours=number):%a, %d %b %Y %H:%M:%S}"
        f" +0000</pubDate><description>Case {number}: Mira Holm said it was a relief.</description>"
        "</item>"
        for number in numbers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Press room'
        f"</title><link>{site}/</link><description/>{channel}{items}</channel></rss>"
    ).encode()


@dataclass(frozen=True)
class Asked:
    """One request in the server's log, and what the made-up clock said."""

    at: datetime
    host: str
    seen: Seen

    @property
    def path(self) -> str:
        """What was asked for."""
        return self.seen.target


class World:
    """See the module's docstring. `feeds` maps ids to host names; each is asked for `/id`.

    `jitter` is what chance gives, in [0, 1).
    """

    def __init__(
        self,
        folder: Path,
        feeds: Mapping[str, str] | None = None,
        *,
        settings: Settings | None = None,
        limits: Limits | None = None,
        jitter: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.server = FeedServer()
        self.now = START
        self.log: list[Asked] = []
        self.outcomes: list[Outcome] = []
        self.errors: list[Exception] = []
        self.unreachable = False
        self.inner: set[str] = set()  # public names that have come to mean a machine inside
        self._jitter = jitter
        self._limits = limits or Limits()
        self.store = Store(folder / "archive.db")
        hosts = {"uk": PRESS} if feeds is None else feeds
        made = tuple(Feed(one, self.url(f"/{one}", host)) for one, host in hosts.items())
        self.settings = settings or Settings(feeds=made)

    def __enter__(self) -> Self:
        self.server.__enter__()
        self._begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        self.server.close()

    # --- the program ---------------------------------------------------------------------------

    def restart(self) -> None:
        """End the program and start it again, on the same archive."""
        self._end()
        self._begin()

    def adopt(self, settings: Settings) -> None:
        """Use other settings from now on."""
        self.settings = settings
        self.line.adopt(settings)

    def change_feed(self, feed_id: str = "uk", **changes: object) -> None:
        """Use other settings of one feed from now on."""
        feeds = tuple(
            replace(one, **changes) if one.id == feed_id else one  # type: ignore[arg-type]
            for one in self.settings.feeds
        )
        self.adopt(replace(self.settings, feeds=feeds))

    def _begin(self) -> None:
        self.store.open()
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        fetcher = HttpFetcher(now=lambda: self.now, limits=self._limits, resolve=self._resolve)
        self._parser = ParseProcesses(parse_process)
        self.line = Line(self.store, self.settings, now=lambda: self.now, random=self._jitter)
        self.rounds = Asking(
            self.line,
            fetcher,
            self._parser,
            self.inbox.put,
            lambda: self.now,
            self.outcomes.append,
        )

    def _end(self) -> None:
        self.rounds.stop()
        self._parser.rest()
        self.store.close()

    def _resolve(self, host: str, port: int) -> Whereabouts:
        if self.unreachable:
            raise OSError("no network")
        if not host.endswith(".example"):
            return find_host(host, port)
        reach = Reach.PRIVATE if host in self.inner else Reach.PUBLIC
        return Whereabouts((self.server.host,), reach)

    # --- time ----------------------------------------------------------------------------------

    def run(self, **span: float) -> None:
        """Let so much time pass (as for `timedelta`), polling whenever somebody is due."""
        end = self.now + timedelta(**span)
        while self.now <= end:
            self.poll()
            self.now = self._next_moment()
        self.now = end

    def _next_moment(self) -> datetime:
        patience = self.rounds.patience()
        if patience is not None:
            return self.now + timedelta(seconds=max(patience, 0.1))
        latest = self.now + timedelta(hours=1)
        due = min(next_due(self.store) or latest, latest)
        return max(due, self.now + timedelta(seconds=30))

    def poll(self) -> None:
        """Do what the worker does at a heartbeat, and wait until all who were asked have answered.

        The clock stands still meanwhile; who has to wait for a host stays waiting.
        """
        self._try(self.rounds.poll)
        while self.rounds.under_way and not self.rounds.rests:
            message = self.inbox.get(timeout=30)
            assert isinstance(message, Fetched | Parsed)
            self._read_log()
            self._try(lambda it=message: self.rounds.take(it))  # type: ignore[misc]
            self._try(self.rounds.go_on)
        self._read_log()

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - as the worker's guard does
            self.errors.append(error)

    def _read_log(self) -> None:
        for seen in self.server.requests()[len(self.log) :]:
            host = seen.header("Host").partition(":")[0]
            self.log.append(Asked(self.now, host, seen))

    # --- what there is -------------------------------------------------------------------------

    def url(self, path: str, host: str = PRESS) -> str:
        """Return an address on the server, under a public name."""
        return self.server.url(path, host)

    def asked(self, path: str | None = None) -> list[datetime]:
        """Return when the server was asked, for one path or at all."""
        return [one.at for one in self.log if path in {None, one.path}]

    def seen(self, path: str = "/uk") -> list[Seen]:
        """Return the requests for a path."""
        return [one.seen for one in self.log if one.path == path]

    def gaps(self, path: str | None = None) -> list[timedelta]:
        """Return the times between requests."""
        moments = self.asked(path)
        return [later - earlier for earlier, later in itertools.pairwise(moments)]

    def state(self, feed_id: str = "uk") -> FeedState:
        """Return what the archive knows of a feed."""
        return self.store.states()[feed_id]

    def titles(self) -> list[str]:
        """Return the headlines, the newest first."""
        return [entry.title for entry in self.store.entries()]

    def owed(self) -> list[Entry]:
        """Return what the user is to be told."""
        return list(self.store.owed(self.now))

    def check(self, *feed_ids: str) -> None:
        """Have the user ask for a check: of one feed, or of all."""
        if feed_ids:
            self.line.hurry(feed_ids)
        else:
            self.line.hurry(self.line.feeds, revive=False)
        self.poll()

    def held(self, host: str = PRESS) -> datetime | None:
        """Return until when a host is held."""
        return self.store.held_until(server_of(self.url("/", host)))
