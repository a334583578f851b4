"""Feeds that are left alone for a while, since a step of ours failed with what they sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from traynews.core.data.document import Request
from traynews.core.polling.retry import LONGEST_GAP
from traynews.core.polling.timing import shortest_interval

_MOST_DOUBLINGS = 20


class Faults:
    """Knows them until the program ends: the oftener in a row, the longer each is left alone."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def note(self, request: Request, now: datetime) -> None:
        """Leave the feed of a request alone: nothing could be done with its answer."""
        count = self._count.get(request.feed_id, 0)
        doubled: timedelta = shortest_interval(request.url) * (1 << min(count, _MOST_DOUBLINGS))
        self._count[request.feed_id] = count + 1
        self._until[request.feed_id] = now + min(doubled, LONGEST_GAP)

    def forget(self, feed_id: str) -> None:
        """Note that all went well with a feed."""
        self._count.pop(feed_id, None)
        self._until.pop(feed_id, None)

    def hold(self, feed_id: str, now: datetime) -> bool:
        """Whether a feed is left alone; never for longer than a day, unless the clock was set."""
        until = self._until.get(feed_id, now)
        return now < until <= now + LONGEST_GAP
