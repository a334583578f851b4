"""What a document brings: known again, judged a few releases at a time, stored in one transaction.

Runs on the worker's thread, as a step of `line.Line`. A flood of new releases takes the judge
seconds, in which the worker still has other feeds, the user and the end of the program to serve.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from traynews.core.alerts import rules
from traynews.core.alerts.mentions import keep_mentions
from traynews.core.alerts.mutes import MUTES, read_mutes
from traynews.core.data.document import Answer, Document, Door
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.plan import Plan
from traynews.core.data.settings import AlertSettings
from traynews.core.identity import reconcile
from traynews.core.polling import doors
from traynews.core.polling.reach import keep_outside
from traynews.core.ports import Applied, Archive
from traynews.worker.next_poll import NextPoll
from traynews.worker.server_clock import ServerClock

if TYPE_CHECKING:
    from traynews.worker.judge import Judge  # loaded with the first document

log = logging.getLogger(__name__)

_PART = 226
_WHOLE = frozenset({Door.FEED, Door.WORDPRESS, Door.PAGE})
"""Doors that show all that is new since yesterday; a sitemap of news shows two days by nature."""

_PATTERNS = "patterns"  # the topic of what is said about them


class Documents:
    """Takes in the documents of the polled feeds. `tell` shows a line under a topic in the menu."""

    def __init__(
        self,
        store: Archive,
        next_poll: NextPoll,
        *,
        now: Callable[[], datetime],
        tell: Callable[[str, str], None],
    ) -> None:
        self._store = store
        self._next_poll = next_poll
        self._now = now
        self._tell = tell
        self._clock = ServerClock()
        self._feeds: Mapping[str, Feed] = {}
        self._alerts = AlertSettings()
        self._judging: dict[str, Judge] = {}  # by feed, where there is more to judge

    def adopt(self, feeds: Mapping[str, Feed], alerts: AlertSettings) -> None:
        """Take in by these settings; `feeds` stand in the order in which they speak for a story."""
        self._feeds, self._alerts = feeds, alerts
        self._judging.clear()  # whoever comes again begins anew, by the new rules
        self._tell(_PATTERNS, "")

    def is_judging(self, feed_id: str) -> bool:
        """Whether there is more to be judged of a feed's document."""
        return feed_id in self._judging

    def take(self, state: FeedState, answer: Answer, document: Document) -> Applied | None:
        """Go on with a document of a feed; None as long as there is more of it to be judged."""
        judge = self._judging.pop(state.feed_id, None) or self._begin(state, answer, document)
        if not judge.go_on():
            self._judging[state.feed_id] = judge
            return None
        return self._finish(state, answer, document, judge.plan)

    def _begin(self, state: FeedState, answer: Answer, document: Document) -> Judge:
        # A quarter of what a start loads, and most polls bring no document.
        from traynews.worker.judge import Judge  # noqa: PLC0415

        feed, now = self._feeds[state.feed_id], self._now()
        outside = keep_outside(document, answer.reach)
        document, in_time = keep_mentions(outside, feed.mentions)
        if not in_time:
            self._tell_slow(f"the search for what {feed.id} mentions")
        known = self._store.known(feed.id, document)
        superiors = self._superiors(feed.id)
        self._clock.note(answer)
        there = self._clock.correct(now)  # what has no date gets this one
        plan = reconcile.reconcile(document, state, known, there, superiors)
        mutes = read_mutes(self._store.get(MUTES), now) if plan.new or plan.sightings else ()
        spoken = replace(feed, language=feed.language or document.language)
        return Judge(self._store, spoken, self._alerts, mutes, superiors, plan)

    def _finish(self, state: FeedState, answer: Answer, document: Document, plan: Plan) -> Applied:
        feed, now = self._feeds[state.feed_id], self._now()
        # Parts of a feed (226, or what names the user's words) lack most of it by nature (P27).
        # So do listings and sitemaps.
        is_part = feed.mentions or answer.status == _PART or document.partial
        absent = () if is_part else plan.absent
        # Of what a source says about others nothing is known, so it cannot tell of a gap.
        tells_of_gap = plan.gap and not feed.mentions and document.door in _WHOLE
        missed = now if tells_of_gap else state.missed
        is_all = document.whole and not plan.cut
        learned = replace(
            state,
            body_hash=fingerprint(answer.body or b"") if is_all else "",
            title=document.title or state.title,
            missed=missed,
        )
        learned = doors.after_document(learned, document)
        after = self._next_poll.after_answer(learned, feed, answer, document.hints)
        if not is_all:  # the rest must be asked for again (P09)
            after = replace(after, validators=state.validators)
        if plan.unkept:
            line = (
                f"{plan.unkept:,} more new releases were not kept; the next answers may bring them"
            )
            log.warning("%s: %s", feed.id, line)
            after = replace(after, notice="; ".join(filter(None, (line, after.notice))))
        applied = self._store.apply(replace(plan, absent=absent), after, now)
        for number in sorted({number for new in plan.new for number in new.verdict.slow}):
            rule = self._alerts.rules[number - 1]
            self._tell_slow(f"the search of {rules.name_rule(number, rule)}")
        self._next_poll.forget(feed.id)
        return applied

    def _tell_slow(self, what: str) -> None:
        """Say which pattern of the user's takes too long; settled by other settings only."""
        log.warning("%s takes too long", what)
        self._tell(_PATTERNS, f"{what[0].upper()}{what[1:]} takes too long: write it more simply")

    def _superiors(self, feed_id: str) -> Sequence[str]:
        """Return the feeds that the user listed before this one."""
        order = list(self._feeds)
        return order[: order.index(feed_id)]


def fingerprint(body: bytes) -> str:
    """Return what tells whether a body is the same as the last one."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()
