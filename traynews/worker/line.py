"""The straight line that TrayNews is, readable without leaving the page.

    heartbeat → due → FETCH → PARSE → reconcile → judge → APPLY (one transaction)
        → SHOW what is stored but unannounced → click → BROWSER → "opened"

The last line is in `alerts.py` and `app/wiring.py`. Each method is one step and runs on the
worker's thread; the waiting between them happens elsewhere (`threads.py`). The core decides; the
store, fetcher and parser that are handed in do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from traynews.core.data.document import (
    Answer,
    Document,
    Door,
    Failure,
    Request,
    TroubleKind,
    Validators,
)
from traynews.core.data.model import Feed, FeedState
from traynews.core.data.settings import Settings
from traynews.core.polling import moves, retry, timing
from traynews.core.polling.doors import doors_of
from traynews.core.polling.notices import tell_failure
from traynews.core.polling.reach import is_loopback
from traynews.core.ports import Archive
from traynews.core.text.address import server_of
from traynews.worker.diary import DiaryKeeper
from traynews.worker.documents import Documents, fingerprint
from traynews.worker.newsroom import Newsroom
from traynews.worker.next_poll import NextPoll
from traynews.worker.retraction_pages import RetractionPages

log = logging.getLogger(__name__)

_SPREAD = timedelta(seconds=6)  # the time for each feed where many are put off (P29)
_UNASKED_304 = "the server says 304 Not Modified to a request that was not conditional"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one poll brought: how many entries were new, how many changed, or the trouble."""

    feed_id: str
    new: int = 0
    updated: int = 0
    trouble: str = ""


class Line:
    """The steps of a poll over one open archive. `random` gives numbers in [0, 1) for jitter.

    `tell` shows a line under a topic in the menu. `changes` counts what made other feeds due than
    before, besides the time.
    """

    def __init__(
        self,
        store: Archive,
        settings: Settings,
        *,
        now: Callable[[], datetime],
        random: Callable[[], float],
        tell: Callable[[str, str], None] = lambda _topic, _text: None,
    ) -> None:
        self._store = store
        self._now = now
        self._random = random
        self._next_poll = NextPoll(store, now=now, random=random)
        self._documents = Documents(store, self._next_poll, now=now, tell=tell)
        self.pages = RetractionPages(store, now=now)
        self.diary = DiaryKeeper(store, now())
        self.newsroom = Newsroom(store, now=now)
        self._last_asked = now()
        self.changes = 0
        self.feeds: Mapping[str, Feed] = {}
        self.adopt(settings)
        self._mend_times(self._last_asked)

    def adopt(self, settings: Settings) -> None:
        """Poll by these settings from now on; shorter intervals hold at once."""
        gaps = self._next_poll.gaps(self.feeds.values())
        self.settings = settings
        self._next_poll.settings = settings.poll
        self.feeds = {feed.id: feed for feed in settings.feeds if feed.enabled}
        self.pages.feeds = self.feeds
        self._documents.adopt(self.feeds, settings.alerts)
        self._store.sync_feeds(settings.feeds)
        hastened = self._next_poll.hasten(self._states(), self.feeds, gaps) if gaps else []
        if hastened:
            self._store.save_states(hastened)
        self.changes += 1

    # --- before the wait -----------------------------------------------------------------------

    def due(self) -> list[FeedState]:
        """Return the feeds to be asked now, the longest due first."""
        now = self._now()
        if now < self._last_asked:  # the clock was set back (P32)
            self._mend_times(now)
        self._last_asked = now
        due = [state for state in self._store.due(now) if self._may_ask(state, now)]
        self.diary.note_due(due, self._states, now)
        # At a first run, what was seen to answer lately comes first: it soon has something to show.
        return sorted(due, key=self._first_turn)

    def _first_turn(self, state: FeedState) -> int:
        answered = self.feeds[state.feed_id].answered
        return 0 if state.next_check or answered is None else -answered.toordinal()

    def claim(self, feed_id: str) -> Request | Outcome | None:
        """Return the conditional GET that asks this feed, if it is still to be asked.

        Where its site's rules for programs are to be heard first, they are asked for instead; where
        they forbid it, that is what came of the poll.

        It is put off before it is asked: whatever becomes of this process, the next one does not
        ask again within the shortest interval, and where the archive cannot be written, nobody is
        asked at all (P10).
        """
        now, state = self._now(), self._state(feed_id)
        if feed_id not in self.feeds or not self._may_ask(state, now):
            return None
        if state.next_check is not None and state.next_check > now:
            return None
        request = self.request(state)
        first = self.newsroom.asked_first(request)
        refusal = self.newsroom.refusal(request)
        if refusal is not None:
            return self.take_failure(feed_id, refusal)
        pause = timing.shortest_interval(request.url)
        self._store.save_state(replace(state, next_check=now + pause))
        return first or request

    def request(self, state: FeedState) -> Request:
        """Return the conditional GET that asks this feed; another address is asked plainly."""
        feed = self.feeds[state.feed_id]
        validators = Validators() if state.trials else state.validators
        url = moves.address(feed, state)
        reach, doors = moves.least_reach(feed, state, url), doors_of(feed, state)
        asked = Request(feed.id, url, validators, reach=reach, doors=doors, mirror=feed.mirror)
        return self.newsroom.with_rules(asked)

    def is_wanted(self, request: Request) -> bool:
        """Whether an answer to this request still says something: the settings may be others."""
        feed_id = request.feed_id
        return feed_id in self.feeds and self.request(self._state(feed_id)).url == request.url

    def hurry(self, feed_ids: Iterable[str], *, revive: bool = True) -> None:
        """Make feeds due now, since the user asked; holds and the five minutes stand (P11).

        `revive`: also those that are gone (410).
        """
        now, wanted = self._now(), set(feed_ids)
        hurried = []
        for feed_id, state in self._states().items():
            feed = self.feeds[feed_id]
            stays = state.stopped and not revive
            if feed_id in wanted and not stays and timing.may_hurry(state, feed, now):
                hurried.append(replace(state, next_check=now, stopped=False))
        self._store.save_states(hurried)
        self.changes += 1

    def spread_due(self, span: timedelta) -> None:
        """Put off what is due by random parts of a span, so that waking causes no burst (P29).

        For few feeds it is shorter: six seconds each. Those whose trouble was the network are asked
        again, too.
        """
        now = self._now()
        fell_due = [one for one in self._states().values() if self._fell_due(one, now)]
        span = min(span, _SPREAD * len(fell_due))
        later = [replace(one, next_check=now + span * self._random()) for one in fell_due]
        self._store.save_states(later)
        self.changes += 1

    def _fell_due(self, state: FeedState, now: datetime) -> bool:
        if is_loopback(moves.address(self.feeds[state.feed_id], state)):
            return False
        is_due = state.next_check is None or state.next_check <= now
        return is_due or self._is_cut_off(state, now)

    def _is_cut_off(self, state: FeedState, now: datetime) -> bool:
        """Whether it was the network that failed, and not just now."""
        is_away = state.trouble_kind is TroubleKind.NETWORK and not state.stopped
        return is_away and timing.may_hurry(state, self.feeds[state.feed_id], now)

    def _note_read(self, before: FeedState) -> None:
        """Ask those soon who could not be reached, too, where this one now can again (P29)."""
        now = self._now()
        self.diary.note_read(before, now)
        if before.trouble_kind is not TroubleKind.NETWORK:
            return
        waiting = [one for one in self._states().values() if self._is_cut_off(one, now)]
        span = _SPREAD * len(waiting)
        soon = [replace(one, next_check=now + span * self._random()) for one in waiting]
        self._store.save_states(soon)

    def _may_ask(self, state: FeedState, now: datetime) -> bool:
        """Whether nothing forbids to ask: a hold on the server of the address to be tried does."""
        feed = self.feeds.get(state.feed_id)
        if feed is None or (state.stopped and not state.trials):
            return False
        return not self.is_held(moves.address(feed, state), now)

    def is_held(self, url: str, now: datetime) -> bool:
        """Whether the server of an address wants to be left alone now."""
        return retry.is_held(self._store.held_until(server_of(url)), now)

    def _mend_times(self, now: datetime) -> None:
        """Set right what a wrong clock has dated ahead (P32)."""
        states = self._states().values()
        mended = [(state, timing.after_clock_change(state, now)) for state in states]
        changed = [right for state, right in mended if right != state]
        if changed:
            self._store.save_states(changed)
            self.changes += 1

    # --- after the answer ----------------------------------------------------------------------

    def take_answer(self, feed_id: str, answer: Answer) -> Outcome | None:
        """Deal with an answer that needs no parsing; None means: parse it, then `take_result`."""
        state = self._state(feed_id)
        self.newsroom.forget_leads(feed_id, answer)
        if answer.body is None and self.request(state).validators == Validators():
            kind = TroubleKind.HTTP
            return self.take_failure(
                feed_id, Failure(kind, _UNASKED_304, answer.received, answer.status)
            )
        if answer.body is None or state.body_hash == fingerprint(answer.body):
            feed = self.feeds[feed_id]
            self._store.save_state(self._next_poll.after_answer(state, feed, answer, state.hints))
            self._note_read(state)
            return Outcome(feed_id)
        return None

    def take_result(
        self, feed_id: str, answer: Answer, result: Document | Failure
    ) -> Outcome | None:
        """Deal with what the parser made of an answer.

        Stores what is new, with validators and due time, in one transaction. None means that there
        is more to be judged: come again with the same, after whatever else there is to do.
        """
        if isinstance(result, Failure):
            return self.take_failure(feed_id, result)
        state = self._state(feed_id)
        if result.door is not Door.FEED and not self._documents.is_judging(feed_id):
            failure = self.newsroom.doubt(state, answer, result)
            if failure is not None:
                return self.take_failure(feed_id, failure)
            if self.newsroom.read_first(self.request(state), state, answer, result):
                return None
        applied = self._documents.take(state, answer, result)
        if applied is None:
            return None
        self._note_read(state)
        return Outcome(feed_id, new=len(applied.new_ids), updated=len(applied.updated_ids))

    def take_document(self, feed_id: str, answer: Answer, document: Document) -> Outcome:
        """Deal with a document to the end, where there is nothing else to do."""
        outcome = None
        while outcome is None:
            outcome = self.take_result(feed_id, answer, document)
            self.newsroom.give_up(feed_id)  # the listing's words will do
        self.newsroom.forget((feed_id,))
        return outcome

    def take_failure(self, feed_id: str, failure: Failure) -> Outcome:
        """Note the trouble and come back later; what was there stays."""
        feed, state = self.feeds[feed_id], self._state(feed_id)
        failure = replace(failure, reason=tell_failure(feed, failure))
        others = [one for one in self._states().values() if one.feed_id != feed_id]
        sitemaps = self.newsroom.sitemaps_of(moves.page_of(feed))
        after = self._next_poll.after_failure(state, feed, failure, others, sitemaps)
        asked = moves.address(feed, state)
        for host, until in timing.server_holds(failure, asked, after.next_check).items():
            self._store.hold_host(host, until)
        self._store.save_state(after)
        log.info("%s: %s", feed_id, failure.reason)
        return Outcome(feed_id, trouble=failure.reason)

    def _state(self, feed_id: str) -> FeedState:
        return self._store.states(feed_id).get(feed_id, FeedState(feed_id))

    def _states(self) -> dict[str, FeedState]:
        """Return the states of the feeds that are polled."""
        every = self._store.states()
        return {feed_id: every.get(feed_id, FeedState(feed_id)) for feed_id in self.feeds}
