"""The straight line that TrayNews is, readable without leaving the page.

    heartbeat → due → FETCH → PARSE → reconcile → judge → APPLY (one transaction)
        → SHOW what is stored but unannounced → click → BROWSER → "opened"

The last line is in `alerts.py` and `app.py`. Each method is one step and runs on the worker's
thread; the waiting between them happens elsewhere (`lanes.py`). The core decides; the store,
fetcher and parser that are handed in do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from traynews.core import identity, release, rhythm, rules, timing
from traynews.core.model import (
    Answer,
    Document,
    Failure,
    Feed,
    FeedState,
    Hints,
    Request,
)
from traynews.core.ports import Archive
from traynews.core.rhythm import Rhythm
from traynews.core.settings import Settings

log = logging.getLogger(__name__)

_GAP_NOTICE = "nothing in the last answer was known; some releases may be missing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought: how many entries were new, how many changed, or the trouble."""

    feed_id: str
    new: int = 0
    updated: int = 0
    trouble: str = ""


class Line:
    """The steps of a poll over one open archive. `random` gives numbers in [0, 1) for jitter."""

    def __init__(
        self,
        store: Archive,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> None:
        self._store = store
        self._now = now
        self._random = random
        self._rhythms: dict[str, Rhythm] = {}
        self.adopt(settings)

    def adopt(self, settings: Settings) -> None:
        """Poll by these settings from now on."""
        self.settings = settings
        self.feeds: Mapping[str, Feed] = {feed.id: feed for feed in settings.feeds if feed.enabled}
        self._store.sync_feeds(settings.feeds, self._now())

    # --- before the wait -----------------------------------------------------------------------

    def due(self) -> list[FeedState]:
        """Return the feeds to be asked now, the longest due first."""
        now = self._now()
        self._mend_due_times(now)
        return [state for state in self._store.due(now) if state.feed_id in self.feeds]

    def hurry(self, feed_ids: Iterable[str]) -> None:
        """Make feeds due now, since the user asked; holds and the five minutes stand (P11)."""
        now = self._now()
        states = self._store.states()
        for feed_id in feed_ids:
            feed, state = self.feeds.get(feed_id), states.get(feed_id)
            if feed is not None and state is not None and timing.may_hurry(state, feed, now):
                self._store.save_state(replace(state, next_check=now, stopped=False))

    def spread_due(self, span: timedelta) -> None:
        """Put off what is due by a random part of `span`, so that waking causes no burst (P29)."""
        now = self._now()
        for state in self._store.due(now):
            if not timing.is_loopback(state.url):
                self._store.save_state(replace(state, next_check=now + span * self._random()))

    def _mend_due_times(self, now: datetime) -> None:
        """Set anew the due times that no right clock could have set (P32)."""
        for state in self._store.states().values():
            if state.next_check is not None and not timing.is_sane_due(state.next_check, now):
                self._store.save_state(replace(state, next_check=now))

    def request(self, state: FeedState) -> Request:
        """Return the conditional GET that asks this feed."""
        feed = self.feeds[state.feed_id]
        return Request(feed.id, state.url or feed.url, state.validators)

    # --- after the answer ----------------------------------------------------------------------

    def take_answer(self, feed_id: str, answer: Answer) -> Outcome | None:
        """Deal with an answer that needs no parsing; None means: parse it, then `take_document`."""
        state = self._state(feed_id)
        if answer.body is None:
            return self._unchanged(state, answer)
        if state.body_hash == _digest(answer.body):
            return self._unchanged(state, answer)
        return None

    def take_document(self, feed_id: str, answer: Answer, document: Document) -> Outcome:
        """Store what is new, with validators and due time, in one transaction."""
        feed, state, now = self.feeds[feed_id], self._state(feed_id), self._now()
        plan = identity.reconcile(document, state, self._store.known(feed_id, document), now)
        judged = [self._judge(new, feed, baseline=plan.baseline) for new in plan.new]
        plan = replace(plan, new=tuple(new for new, _ in judged))
        verdicts = tuple(verdict for _, verdict in judged)
        after = replace(
            self._after(state, answer, document.hints),
            body_hash=_digest(answer.body or b"") if document.whole else "",
            title=document.title or state.title,
            notice=_GAP_NOTICE if plan.gap else "",
        )
        if not document.whole:  # the cut end must be asked for again (P09)
            after = replace(after, validators=state.validators)
        applied = self._store.apply(plan, verdicts, after, now)
        self._rhythms.pop(feed_id, None)
        return Outcome(feed_id, new=len(applied.new_ids), updated=len(applied.updated_ids))

    def take_result(self, feed_id: str, answer: Answer, result: Document | Failure) -> Outcome:
        """Deal with what the parser made of an answer."""
        if isinstance(result, Failure):
            return self.take_failure(feed_id, result)
        return self.take_document(feed_id, answer, result)

    def _judge(
        self, new: identity.NewEntry, feed: Feed, *, baseline: bool
    ) -> tuple[identity.NewEntry, identity.Verdict]:
        """Take a new entry apart, and decide how loudly it is told.

        The entry gets its clean title and first sentence. What nobody asked for (the baseline, a
        flood of old releases) nobody has to read.
        """
        described = release.describe(new.item, feed)
        taken = described.release
        speakers = dict.fromkeys(quote.speaker for quote in taken.quotes if quote.speaker)
        candidate = described.candidate(
            feed.id, baseline=baseline, too_old=new.age_silent or new.late
        )
        verdict = replace(
            rules.judge(candidate, feed, self.settings.alerts),
            kind=described.kind,
            countries=taken.places,
            topics=taken.topics,
            speakers=tuple(speakers),
            read=baseline or new.age_silent,
        )
        item = replace(new.item, summary=taken.lead or new.item.summary)
        return replace(new, item=item, title=taken.title or new.title), verdict

    def take_failure(self, feed_id: str, failure: Failure) -> Outcome:
        """Note the trouble and come back later; what was there stays."""
        feed, state = self.feeds[feed_id], self._state(feed_id)
        gap = max(feed.interval or self.settings.poll.interval, timing.shortest_interval(feed.url))
        after = timing.after_failure(state, failure, gap=gap, jitter=self._random())
        hold = timing.host_hold(failure)
        if hold is not None:
            self._store.hold_host(timing.host_of(state.url or feed.url), hold)
        self._store.save_state(after)
        log.info("%s: %s", feed_id, failure.reason)
        return Outcome(feed_id, trouble=failure.reason)

    def _unchanged(self, state: FeedState, answer: Answer) -> Outcome:
        """Keep the new validators and due time; there is nothing to parse (P05, P06)."""
        self._store.save_state(self._after(state, answer, state.hints))
        return Outcome(state.feed_id)

    def _after(self, state: FeedState, answer: Answer, hints: Hints) -> FeedState:
        feed = self.feeds[state.feed_id]
        return timing.after_answer(
            state, answer, feed, gap=self._gap(feed), hints=hints, jitter=self._random()
        )

    def _gap(self, feed: Feed) -> timedelta:
        """Return the gap to the next poll: the feed's own, or by the rhythm it publishes in."""
        poll, floor = self.settings.poll, timing.shortest_interval(feed.url)
        if feed.interval is not None:
            return max(feed.interval, floor)
        gap = self._rhythm(feed).gap(self._now(), poll.interval, poll.quiet_interval)
        return max(gap, floor)

    def _rhythm(self, feed: Feed) -> Rhythm:
        if feed.id not in self._rhythms:
            since = self._now() - rhythm.HISTORY
            moments = self._store.publication_times(feed.id, since)
            self._rhythms[feed.id] = rhythm.learn(moments, ZoneInfo(feed.zone))
        return self._rhythms[feed.id]

    def _state(self, feed_id: str) -> FeedState:
        return self._store.states()[feed_id]


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
