"""Whose turn it is: hosts are asked one request at a time and left in peace between requests.

Runs on the worker's thread. Remote requests begin at least a second apart, whoever they go to, so
that 20 feeds do not fire at once (P12, P26). This machine is asked whenever it is free.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from traynews.core.data.document import Request
from traynews.core.polling.reach import is_loopback
from traynews.core.polling.retraction import Suspect
from traynews.core.text.address import server_of

_HOST_REST = timedelta(seconds=2)  # between two requests to one server (P26)
_LONGEST_REST = timedelta(minutes=2)  # that a robots.txt can ask for between two of them
_PACE = timedelta(seconds=1)  # between two requests to anybody (P12)


class Turns:
    """Who waits for which host: feeds, entries whose pages are to be asked for, release pages."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        # Host -> feeds, both the longest due first; then entries whose pages are to be asked for.
        self._waiting: dict[str, deque[str | Suspect | Request]] = {}
        self._local: set[str] = set()  # those of the hosts that are this machine
        self._busy: set[str] = set()  # hosts, from the request to the answer
        self._host_ready: dict[str, datetime] = {}
        self._ready = now()

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._waiting

    def line_up(self, one: str | Suspect | Request, url: str) -> None:
        """Have somebody be asked as soon as the server of the address is free."""
        host = server_of(url)
        self._waiting.setdefault(host, deque()).append(one)
        if is_loopback(url):
            self._local.add(host)

    def clear(self) -> None:
        """Forget who waits."""
        self._waiting = {}
        self._local = set()

    def next(self) -> Iterator[str | Suspect | Request]:
        """Yield those whose hosts are free, each no sooner than the one before it was begun."""
        for host in list(self._waiting):
            waiting = self._waiting.get(host, deque())
            while waiting and host not in self._busy and self._free_from(host) <= self._now():
                yield waiting.popleft()
            if not waiting:
                self._waiting.pop(host, None)

    def patience(self) -> float | None:
        """Return the seconds until somebody's host is free; None where nobody waits for a rest."""
        resting = [self._free_from(host) for host in self._waiting if host not in self._busy]
        return max(0.0, (min(resting) - self._now()).total_seconds()) if resting else None

    def take(self, url: str) -> None:
        """Note that a request to this address begins."""
        self._busy.add(server_of(url))
        if not is_loopback(url):
            self._ready = self._now() + _PACE

    def free(self, url: str) -> None:
        """Note that it was answered."""
        self._busy.discard(server_of(url))
        self.rest(url, _HOST_REST)

    def rest(self, url: str, wanted: timedelta) -> None:
        """Leave its server in peace for so long, within reason."""
        if not is_loopback(url):
            host, rest = server_of(url), min(max(_HOST_REST, wanted), _LONGEST_REST)
            self._host_ready[host] = max(self._now() + rest, self._free_from(host))

    def _free_from(self, host: str) -> datetime:
        """Return from when on a host may be asked that is not being asked."""
        now = self._now()
        if host in self._local:
            return now
        ready = max(self._ready, self._host_ready.get(host, now))
        return ready if ready - now <= _LONGEST_REST else now  # else the clock was set back (P32)
