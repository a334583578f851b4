"""The pages of entries that may have been retracted (`core/polling/retraction.py`).

They are asked for, and what they say is judged. Runs on the worker's thread;
`asking` does the asking, among the polls and as politely.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from traynews.core.data.document import Answer, Failure, Request
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling import moves, retry, timing
from traynews.core.polling.retraction import PAUSE, Suspect, judge_page
from traynews.core.ports import Archive
from traynews.core.text.address import server_of

log = logging.getLogger(__name__)


class RetractionPages:
    """Whose pages are to be asked for, and what they say. `feeds` are those that are polled."""

    def __init__(self, store: Archive, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self.feeds: Mapping[str, Feed] = {}

    def suspects(self) -> Sequence[Suspect]:
        """Return the entries that their feeds dropped, whose pages are to be asked for now."""
        now = self._now()
        return [one for one in self._store.suspects(now) if self._may_ask(one, now)]

    def claim(self, suspect: Suspect) -> Request:
        """Return the request for a page; noted before it is made, as with polls (P10)."""
        self._store.note_ask(suspect.entry_id, self._now())
        feed = self.feeds[suspect.feed_id]
        state = self._store.states(feed.id).get(feed.id, FeedState(feed.id))
        least = moves.least_reach(feed, state, suspect.url)
        entry_id, mirror = suspect.entry_id, feed.mirror
        return Request(feed.id, suspect.url, page_of=entry_id, reach=least, mirror=mirror)

    def take(self, suspect: Suspect, result: Answer | Failure) -> None:
        """Note what a page said. A server that has had enough of us is left alone (P18)."""
        now = self._now()
        if isinstance(result, Failure):
            if not result.reached:
                return  # the network is away, and the page tells nothing
            for host, until in timing.server_holds(result, suspect.url, now + PAUSE).items():
                self._store.hold_host(host, until)
        finding = judge_page(suspect, result)
        self._store.note_finding(suspect.entry_id, finding, now)
        log.info("%s: release %d: its page: %s", suspect.feed_id, suspect.entry_id, finding)

    def _may_ask(self, suspect: Suspect, now: datetime) -> bool:
        """Whether a page may be asked for: of its feed's own site (P23), on a host not held."""
        feed = self.feeds.get(suspect.feed_id)
        if feed is None or retry.is_held(self._store.held_until(server_of(suspect.url)), now):
            return False
        return any(moves.is_of(suspect.url, page) for page in (feed.home, feed.url) if page)
