"""What time it is as the servers say that were asked.

A computer's own clock can be years ahead, or days behind.
"""

from __future__ import annotations

from datetime import datetime

from traynews.core.data.document import Answer
from traynews.core.polling.reach import is_loopback
from traynews.core.polling.retry import read_http_date
from traynews.core.text.address import server_of

_WITNESSES = 2  # so many servers are believed: the clock of one may be wrong as well


class ServerClock:
    """Knows the `Date` (RFC 9110, 6.6.1) of the last answers, one of each server, until the end."""

    def __init__(self) -> None:
        self._heard: dict[str, datetime] = {}  # by server, the last to answer at the end

    def note(self, answer: Answer) -> None:
        """Note what an answer says; a server on this machine has this machine's clock."""
        said = read_http_date(answer.headers.get("date", ""))
        if said is None or is_loopback(answer.url):
            return
        server = server_of(answer.url)
        self._heard.pop(server, None)
        self._heard[server] = said
        for oldest in list(self._heard)[:-_WITNESSES]:
            del self._heard[oldest]

    def confirm(self, now: datetime) -> datetime | None:
        """Return the time that is surely over, at most `now`; None where nobody has said any."""
        return min((now, *self._heard.values())) if self._heard else None

    def correct(self, now: datetime) -> datetime:
        """Return what time it is where our clock may be behind; `now` unless two servers say more.

        By how much it is behind was never seen to be years: no https answers such a clock, to which
        every certificate is of the future.
        """
        if len(self._heard) < _WITNESSES:
            return now
        return max(now, min(self._heard.values()))
