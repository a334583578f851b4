"""What the next poll of a feed is to be: when, at which address, and what is said about it.

Decided with what the archive has seen of all feeds; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from traynews.core import moves, rhythm, timing
from traynews.core.document import Answer, Failure, Hints, TroubleKind
from traynews.core.model import Feed, FeedState
from traynews.core.notices import notice
from traynews.core.ports import Archive
from traynews.core.rhythm import Rhythm
from traynews.core.settings import PollSettings


class Pace:
    """Gaps, back-off and addresses. `random` gives numbers in [0, 1) for jitter."""

    def __init__(
        self, store: Archive, *, now: Callable[[], datetime], random: Callable[[], float]
    ) -> None:
        self._store = store
        self._now = now
        self._random = random
        self._rhythms: dict[str, Rhythm] = {}
        self.settings = PollSettings()

    def after_answer(self, state: FeedState, feed: Feed, answer: Answer, hints: Hints) -> FeedState:
        """Return the state after an answer that was understood."""
        gap = self._gap(feed)
        after = timing.after_answer(
            state, answer, feed, gap=gap, hints=hints, jitter=self._random()
        )
        after = moves.after_answer(after, feed, answer)
        return replace(after, notice=notice(feed, after, self._now()))

    def after_failure(
        self, state: FeedState, feed: Feed, failure: Failure, others: Iterable[FeedState]
    ) -> FeedState:
        """Return the state after a poll that gave nothing; `others` are those of other feeds."""
        base = max(feed.interval or self.settings.interval, timing.shortest_interval(feed.url))
        jitter = self._random()
        offline = all(one.trouble_kind is TroubleKind.NETWORK for one in others)
        after = timing.after_failure(state, failure, gap=base, jitter=jitter, offline=offline)
        if state.trials:  # the trouble told is that of the feed's own address
            after = replace(
                after,
                trouble=state.trouble,
                trouble_kind=state.trouble_kind,
                stopped=state.stopped,
            )
        after = moves.after_failure(after, feed, failure)
        if moves.is_searching(after) and failure.reached and after.held_until is None:
            soon = base * (1 + timing.JITTER * jitter)
            after = replace(after, next_check=failure.received + soon)
        return replace(after, notice=notice(feed, after, self._now()))

    def forget(self, feed_id: str) -> None:
        """Learn the rhythm of a feed anew, since it has published."""
        self._rhythms.pop(feed_id, None)

    def _gap(self, feed: Feed) -> timedelta:
        """Return the gap to the next poll: the feed's own, or by the rhythm it publishes in."""
        floor = timing.shortest_interval(feed.url)
        if feed.interval is not None:
            return max(feed.interval, floor)
        poll = self.settings
        gap = self._rhythm(feed).gap(self._now(), poll.interval, poll.quiet_interval)
        return max(gap, floor)

    def _rhythm(self, feed: Feed) -> Rhythm:
        if feed.id not in self._rhythms:
            since = self._now() - rhythm.HISTORY
            moments = self._store.publication_times(feed.id, since)
            self._rhythms[feed.id] = rhythm.learn(moments, ZoneInfo(feed.zone))
        return self._rhythms[feed.id]
