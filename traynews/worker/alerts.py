"""Telling the user: pop-ups for what is stored and not yet announced. Runs on the worker's thread.

The intent is written before a pop-up is shown and the fact after it, so a crash between the two
repeats one pop-up at most and loses none. What comes while the user is away, asleep or busy is held
back, and told as one digest afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from traynews.core.alerts import popup, quiet, rules
from traynews.core.data.model import Entry, FeedStatus
from traynews.core.data.settings import AlertSettings, Settings
from traynews.core.data.view import Popup
from traynews.core.health.health import State, find_health
from traynews.core.health.holds import HELD_BECAUSE, PAUSED, QUIET
from traynews.core.ports import Archive
from traynews.core.text.times import local
from traynews.errors import PopupError
from traynews.worker.first_run import FirstRun, Notice, Surroundings

log = logging.getLogger(__name__)

_PACE = timedelta(seconds=3)  # between two pop-ups, so that each can be read
_STALE = timedelta(days=3)  # owed for longer, it is no news any more and goes into the digest
_LONG = timedelta(seconds=20)  # a server takes milliseconds; after so long it is told
_MOST_STANDING = 200  # entries whose pop-ups are still taken back
_OUTAGE = timedelta(hours=1)  # shorter ones mend themselves, and are a line in the menu only


@dataclass(frozen=True, slots=True)
class _Sent:
    """A pop-up that is on its way to the screen: what to note when it is shown, or is not."""

    answer: Future[None]
    since: datetime
    shown: Callable[[], None]
    failed: Callable[[], None]


class Alerts:
    """Shows what is owed, at most one pop-up every few seconds.

    `heard` is called, from any thread, when a pop-up that took its time is shown, or will not be:
    `announce` is to be called then.
    """

    def __init__(
        self,
        store: Archive,
        adapters: Surroundings,
        *,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._popups = adapters.popups
        self._presence = adapters.presence
        self._now = adapters.now
        self._zone = adapters.zone
        self._heard = heard
        self._first = FirstRun(store, adapters)
        self._sent: _Sent | None = None
        self._last: datetime | None = None
        self._standing: dict[int, None] = {}  # entries whose pop-ups may stand, the oldest first
        self._discreet: bool | None = None
        self._reason: str | None = None  # why alerts wait, as the archive has it

    def announce(
        self, settings: Settings, feeds: Sequence[FeedStatus], paused: datetime | None
    ) -> timedelta | None:
        """Show the next pop-up that is due, or hold back what is owed.

        Returns when to come again, or None when nothing more is to be shown now. Raises
        `PopupError` when it cannot be shown; everything stays owed.
        """
        now = self._now()
        self._withdraw(settings.alerts)
        if self._is_waiting():
            return None
        owed = self._store.owed(now)
        notices = [*self._first.welcome(feeds, settings), *self._trouble(feeds, settings, now)]
        if not owed and not notices:
            self._note_reason("")
            return self._first.patience(settings)
        reason = self._why_not_now(settings.alerts, paused, now)
        if reason:
            self._note_reason(reason)
            let = settings.alerts.quiet_hours_let if reason == QUIET else "none"
            passing = [one for one in owed if quiet.may_pass(one, let)]
            self._hold([one for one in owed if not quiet.may_pass(one, let)], reason, now)
            if not passing:
                return None
            owed, notices = passing, []
        if self._last is not None and timedelta(0) <= now - self._last < _PACE:
            return self._last + _PACE - now
        waiting = self._batches(owed, settings.alerts, now)
        if waiting:
            self._show(waiting[0], settings)
        else:
            self._show_notice(*notices[0])
        self._last = self._now()
        self._note_reason("")
        return _PACE if len(waiting) + len(notices) > 1 else self._first.patience(settings)

    def held_because(self) -> str:
        """Return why alerts wait, or nothing."""
        if self._sent is not None and self._now() - self._sent.since >= _LONG:
            since = local(self._sent.since, self._zone())
            self._note_reason(f"your notification server has not answered since {since:%H:%M}")
        return self._reason or ""

    # --- one pop-up on its way -----------------------------------------------------------------

    def _is_waiting(self) -> bool:
        """Whether a pop-up is still on its way; what came of one that was is noted."""
        sent = self._sent
        if sent is None:
            return False
        if not sent.answer.done():
            return True
        self._sent = None
        try:
            sent.answer.result()
        except PopupError as error:
            self._fail(sent.failed, error)
            raise
        sent.shown()
        return False

    def _withdraw(self, settings: AlertSettings) -> None:
        """Take back what was read, here or elsewhere; and all, where nothing may be seen now."""
        if settings.discreet and self._discreet is False:
            self._popups.withdraw(None)
            self._standing.clear()
        self._discreet = settings.discreet
        read = self._store.find_read(tuple(self._standing)) if self._standing else ()
        if read:
            self._popups.withdraw(sorted(read))
            for entry_id in read:
                del self._standing[entry_id]

    def _send(self, shown: Popup, done: Callable[[], None], failed: Callable[[], None]) -> None:
        """Show it, and note that it is shown, or is not; later, where the server takes its time."""
        try:
            answer = self._popups.show(shown)
        except PopupError as error:
            self._fail(failed, error)
            raise
        if answer is None:
            done()
            return
        self._sent = _Sent(answer, self._now(), done, failed)
        answer.add_done_callback(lambda _: self._heard())

    def _fail(self, failed: Callable[[], None], error: PopupError) -> None:
        failed()  # as if it had not been tried
        self._note_reason(f"no pop-up can be shown ({error})")

    # --- what is told --------------------------------------------------------------------------

    def _batches(
        self, owed: Sequence[Entry], settings: AlertSettings, now: datetime
    ) -> list[rules.Batch]:
        """Return what is owed as pop-ups: what was held back first, as one."""
        held = self._store.held() if owed else frozenset()

        def is_old(one: Entry) -> bool:
            return one.id in held or now - one.first_seen > _STALE

        old = [one for one in owed if is_old(one)]
        new = [one for one in owed if not is_old(one)]
        batches = list(rules.batch(new, settings))
        if old:
            batches.insert(0, rules.Batch(tuple(old), digest=True, away=True))
        return batches

    def _show(self, one: rules.Batch, settings: Settings) -> None:
        ids = [entry.id for entry in one.entries]
        self._store.mark_announcing(ids, self._now())
        self._send(
            _compose(one, settings.alerts),
            lambda: self._note_shown(ids),
            lambda: self._store.defer(ids, self._now()),
        )

    def _note_shown(self, ids: Sequence[int]) -> None:
        self._store.mark_announced(ids, self._now())
        self._standing.update(dict.fromkeys(ids))
        for oldest in list(self._standing)[:-_MOST_STANDING]:
            del self._standing[oldest]

    # --- what keeps quiet ----------------------------------------------------------------------

    def _why_not_now(self, settings: AlertSettings, paused: datetime | None, now: datetime) -> str:
        if paused is not None:
            return PAUSED
        away = self._presence.away()
        if not away and quiet.quiet_until(settings.quiet_hours, now, self._zone()) is not None:
            return QUIET
        return away

    def _note_reason(self, reason: str) -> None:
        if reason != self._reason:
            if reason != self._store.get(HELD_BECAUSE):
                self._store.set(HELD_BECAUSE, reason)
            self._reason = reason

    def _hold(self, owed: Sequence[Entry], reason: str, now: datetime) -> None:
        held = self._store.held()
        fresh = [entry.id for entry in owed if entry.id not in held]
        if fresh:
            log.info("held back: %s (%s)", fresh, reason)
            self._store.hold(fresh, now)

    # --- trouble: one pop-up per outage, one when it is over --------------------------------------

    def _trouble(
        self, feeds: Sequence[FeedStatus], settings: Settings, now: datetime
    ) -> list[Notice]:
        """Return the pop-ups about feeds, with the note of each that was told."""
        notices = []
        offline = find_health(feeds, now).sources is State.OFFLINE
        for one in feeds:
            key, since = f"outage:{one.feed.id}", one.state.trouble_since
            told = self._store.get(key)
            if since is None:
                if told:
                    notices.append((key, "", popup.recovered(one.feed, settings.alerts)))
            elif not told and now - since > _OUTAGE and not offline and one.feed.enabled:
                shown = popup.trouble(
                    one.feed,
                    local(since, self._zone()),
                    settings.alerts,
                    reason=one.state.trouble,
                    ended=not one.is_asked,
                )
                notices.append((key, since.isoformat(), shown))
        return notices

    def _show_notice(self, key: str, note: str, shown: Popup) -> None:
        before = self._store.get(key)
        self._store.set(key, note)  # first: repeated at every start it would be a nuisance
        self._send(shown, lambda: None, lambda: self._store.set(key, before))


def _compose(one: rules.Batch, settings: AlertSettings) -> Popup:
    if one.away:
        return popup.for_away(one.entries, settings)
    if one.digest:
        return popup.for_digest(one.entries, settings)
    return popup.for_entry(one.entries[0], settings)
