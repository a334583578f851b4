"""What the next poll of a feed is to be: when, at which address, and what is said about it.

Decided with what the archive has seen of all feeds; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from traynews.core.data.document import Answer, Failure, Hints, TroubleKind, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.settings import PollSettings
from traynews.core.polling import doors, moves, retry, rhythm, timing
from traynews.core.polling.notices import notice
from traynews.core.polling.reach import is_loopback
from traynews.core.polling.rhythm import Rhythm
from traynews.core.ports import Archive

_FIRST_SEARCH = timedelta(minutes=1)
"""Between two addresses of a source that never answered, once its page was seen: whoever has just
begun waits for a first headline, and what is left to be asked are a dozen addresses at most."""


class NextPoll:
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
        bare_gap = timing.gap_without_validators(gap, self.settings, _size_of(answer))
        after = timing.after_answer(
            state, answer, feed, gap=gap, bare_gap=bare_gap, hints=hints, jitter=self._random()
        )
        after = moves.after_answer(after, feed, answer)
        after = doors.seek_feed(feed, after, self._now())
        return replace(after, notice=notice(feed, after, self._now()))

    def after_failure(
        self,
        state: FeedState,
        feed: Feed,
        failure: Failure,
        others: Iterable[FeedState],
        sitemaps: Sequence[str] = (),
    ) -> FeedState:
        """Return the state after a poll that gave nothing; `others` are those of other feeds.

        `sitemaps` are those that the site's robots.txt names.
        """
        base = max(feed.interval or self.settings.interval, timing.shortest_interval(feed.url))
        jitter = self._random()
        if doors.is_look(state):  # no trouble: what serves goes on
            later = failure.received + base * (1 + timing.JITTER * jitter)
            return replace(state, trials=(), last_checked=failure.received, next_check=later)
        offline = all(one.trouble_kind is TroubleKind.NETWORK for one in others)
        after = timing.after_failure(state, failure, gap=base, jitter=jitter, offline=offline)
        if state.trials:  # the trouble told is that of the feed's own address
            after = replace(
                after,
                trouble=state.trouble,
                trouble_kind=state.trouble_kind,
                stopped=state.stopped,
            )
        after = moves.after_failure(after, feed, failure, sitemaps, offline=offline)
        if moves.is_searching(after) and failure.reached and after.held_until is None:
            is_first = feed.home and after.looked and not state.polled
            pace = min(base, _FIRST_SEARCH) if is_first else base
            soon = pace * (1 + timing.JITTER * jitter)
            after = replace(after, next_check=failure.received + soon)
        return replace(after, notice=notice(feed, after, self._now()))

    def gaps(self, feeds: Iterable[Feed]) -> dict[str, timedelta]:
        """Return what the gap to the next poll of each would be now, for `hasten` to compare."""
        return {feed.id: self._gap(feed) for feed in feeds}

    def hasten(
        self,
        states: Mapping[str, FeedState],
        feeds: Mapping[str, Feed],
        before: Mapping[str, timedelta],
    ) -> list[FeedState]:
        """Return the states that change because the user asked for shorter gaps than `before`.

        Their feeds are due when they would have been, had the gap been the shorter one already. Who
        is in trouble, held or looked for elsewhere keeps its time, and so does what a server
        without validators or a publisher asks for (P04, P14, P15, P19).
        """
        hastened = []
        for feed_id, state in states.items():
            gap = self._gap(feeds[feed_id])
            if gap < before.get(feed_id, gap):
                sooner = self._bring_forward(state, feeds[feed_id], gap)
                hastened += [sooner] if sooner != state else []
        return hastened

    def _bring_forward(self, state: FeedState, feed: Feed, gap: timedelta) -> FeedState:
        is_well = state.polled and not (state.failures or state.stopped or state.trials)
        if not is_well or state.last_checked is None or state.next_check is None:
            return state
        gap = max(gap, state.hints.period or gap)
        if state.validators == Validators() and not is_loopback(feed.url):
            # What its last answer weighed is not known any more: as if it had been large.
            gap = timing.gap_without_validators(gap, self.settings, timing.LARGE_ANSWER + 1)
        gap = min(gap, retry.LONGEST_GAP) * (1 + timing.JITTER * self._random())
        due = timing.skip_quiet_times(state.last_checked + gap, state.hints)
        return replace(state, next_check=min(state.next_check, due))

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
        known = self._rhythms.get(feed.id)
        if known is None or str(known.zone) != feed.zone:
            since = self._now() - rhythm.HISTORY
            moments = self._store.publication_times(feed.id, since)
            self._rhythms[feed.id] = rhythm.learn(moments, ZoneInfo(feed.zone))
        return self._rhythms[feed.id]


def _size_of(answer: Answer) -> int:
    """Return what an answer weighed on the wire, as far as its server said so."""
    told = answer.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else len(answer.body or b"")
