"""The one thread that owns state: an inbox, a heartbeat, a guard around every step.

Others may only `post` to its inbox or read the last snapshot (`latest`). Due times are UTC data in
the archive; the heartbeat only asks for them.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from traynews.core.data.model import Snapshot
from traynews.core.data.settings import Settings
from traynews.core.data.view import Command
from traynews.errors import ConfigError, ExchangedError, PopupError, StoreError
from traynews.worker.adapters import Adapters
from traynews.worker.alerts import Alerts
from traynews.worker.asking import Asking
from traynews.worker.commands import Commands
from traynews.worker.guard import Guard, Watch
from traynews.worker.heartbeat import Heartbeat
from traynews.worker.inbox import Fetched, Parsed, Ring, Stop, Tell
from traynews.worker.line import Line
from traynews.worker.metered import MeteredWait
from traynews.worker.snapshots import take_snapshot
from traynews.worker.spare_time import SpareTime

log = logging.getLogger(__name__)

_HEARTBEAT = 30  # seconds; ages in the menu and writes of the command line are noticed this fast
_WAKE_SPREAD = timedelta(minutes=2)  # over which due polls are spread after waking (P29)
_LONGEST_UNDRAWN = 1.0  # seconds, however much there is to do
_READING, _POLLING, _TELLING = "reading the settings", "polling", "showing alerts and the menu"


class Worker:
    """Polls, stores, tells. `start` it once; all else arrives through `post` and its kin."""

    def __init__(self, adapters: Adapters, settings: Settings) -> None:
        self._adapters = adapters
        self._settings = settings
        self._inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._heartbeat = Heartbeat(self._beat)
        self._changed = False  # since the menu was drawn
        self._drawn = 0.0  # when it was (monotonic)
        self._behind = False  # there is work for spare time
        self._again: float | None = None  # when the next pop-up may be shown (monotonic)
        self._guard = Guard(self._show_lines)
        self._watch = Watch(self._guard)
        self._failures = 0  # to show the next pop-up, in a row
        self._pending: Settings | None = None  # read, and not yet adopted
        self.opened: Future[None] = Future()
        """Set once the archive is open; holds the `StoreError` when it cannot be."""
        self.latest = Snapshot(taken=datetime.fromtimestamp(0, UTC))

    # --- for everyone else ---------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def post(self, command: Command) -> None:
        """Hand over a command of the user. Any thread."""
        self._inbox.put(command)

    def ring(self) -> None:
        """Say that another process wrote to the archive. Any thread."""
        self._inbox.put(Ring())

    def tell(self, topic: str, text: str) -> None:
        """Show a line about the program itself in the menu; empty clears the topic. Any thread."""
        self._inbox.put(Tell(topic, text))

    def stop(self, *, patience: float) -> None:
        """End the thread; waits at most `patience` seconds for the step under way. Any thread."""
        self._inbox.put(Stop())
        self._thread.join(patience)

    # --- the loop ------------------------------------------------------------------------------

    def _run(self) -> None:
        use, put = self._adapters, self._inbox.put
        try:
            self._store = store = use.open_archive()
            self._line = Line(
                store, self._settings, now=use.now, random=use.random, tell=self._guard.tell
            )
        except Exception as error:  # noqa: BLE001 - whoever waits for `opened` raises it again
            self.opened.set_exception(error)
            return
        self._commands = Commands(store, self._line, use)
        self._alerts = Alerts(store, use, heard=self.ring)
        self._asking = Asking(self._line, use.fetcher, use.parser, put, use.now)
        self._spare = SpareTime(store, use.rest, use.now)
        self._metered = MeteredWait(store, self._line, self._asking, use.is_metered)
        self.opened.set_result(None)
        try:
            self._arm()
            self._watch.start()
            self._beat()
            while self._step():
                pass
        finally:
            self._watch.stop()
            self._asking.stop()
            self._store.close()

    def _step(self) -> bool:
        try:
            message = self._inbox.get(timeout=self._patience())
        except queue.Empty:
            message = None
        if isinstance(message, Stop):
            return False
        # First: whatever arrives, what fell due in a sleep is not asked all at once.
        self._guard.run("looking whether the machine slept", self._notice_sleep)
        self._handle(message)
        self._heartbeat.run_pending()
        if message is None:
            self._guard.run(_POLLING, self._poll)  # a host may have had its rest
        # Many polls may end at once: one drawing for all of them.
        now = time.monotonic()
        due = self._again is not None and now >= self._again
        is_quiet = self._inbox.empty() or now - self._drawn > _LONGEST_UNDRAWN
        if due or (self._changed and is_quiet):
            self._guard.run(_TELLING, self._tell_user)
        return True

    def _patience(self) -> float:
        """Return the seconds to wait for the inbox: until the next beat, request or pop-up."""
        if self._behind:
            return 0.0
        patience = self._heartbeat.patience()
        until_request = self._asking.patience()
        if until_request is not None:
            patience = min(patience, until_request)
        if self._again is not None:
            patience = min(patience, max(0.0, self._again - time.monotonic()))
        return patience

    def _arm(self) -> None:
        """Start the heartbeat; feeds on this machine may be due oftener than it usually beats."""
        shortest = min(
            (feed.interval for feed in self._settings.feeds if feed.interval and feed.enabled),
            default=timedelta(seconds=_HEARTBEAT),
        )
        self._heartbeat.arm(max(1, min(_HEARTBEAT, int(shortest.total_seconds()))))

    def _show_lines(self) -> None:
        """Draw what is wrong with the program itself now."""
        self.latest = replace(self.latest, notices=self._guard.lines)
        self._draw()

    def _draw(self) -> None:
        """Hand the snapshot to whoever draws; a fault there must not end the loop here."""
        try:
            self._adapters.changed(self.latest, self._settings)
        except Exception:
            log.exception("the menu could not be drawn")

    # --- what the heartbeat does ---------------------------------------------------------------

    def _beat(self) -> None:
        self._guard.run(_READING, self._reread)
        self._guard.run("looking at the connection", self._metered.look)
        self._guard.run(_POLLING, self._poll)
        self._guard.run(_TELLING, self._tell_user)
        if not (self._asking.under_way or self._behind):
            self._guard.run("giving memory back", self._spare.rest)
        elif self._spare.is_due:
            self._guard.run("tidying up", lambda: self._spare.take_turn(self._settings))

    def _notice_sleep(self) -> None:
        """After a sleep, spread what fell due over minutes instead of asking all at once."""
        slept = self._heartbeat.seconds_slept()
        if slept:
            log.info("the machine slept for %d s", slept)
            self._line.diary.note_sleep(slept, self._adapters.now())
            self._line.spread_due(_WAKE_SPREAD)

    def _poll(self) -> None:
        """Ask who is due.

        Nobody while the user has paused (P33), the connection costs, or nothing can be kept (P10).
        """
        self._behind = False
        try:
            self._check_archive()
            if self._commands.paused_until() is None and not self._metered.holds:
                self._asking.poll()
            else:
                self._asking.wait_for_nobody()
        except StoreError:
            self._asking.wait_for_nobody()  # the next heartbeat tries again
            raise
        if not self._asking.under_way:
            self._behind = self._spare.catch_up(self._settings)

    def _check_archive(self) -> None:
        """See that the archive is in its place; go on with another that has come into it."""
        try:
            self._store.check_file()
        except ExchangedError:
            if self._asking.under_way or not self._adapters.claim():  # answers to the old one's
                raise
            self._store.reopen()
            self._adapters.popups.withdraw(None)
            self._alerts = Alerts(self._store, self._adapters, heard=self.ring)
            self._line.adopt(self._settings)

    def _tell_user(self) -> None:
        """Show the next pop-up and draw the menu."""
        self._changed, self._drawn = False, time.monotonic()
        self._again = None  # whatever fails below is tried again at the next heartbeat
        self._refresh()
        seen = self.latest
        try:
            wait = self._alerts.announce(self._settings, seen.feeds, seen.paused_until)
        except PopupError:
            # A server that is just starting: soon, then ever later, then at heartbeats.
            self._again = time.monotonic() + min(2.0**self._failures, _HEARTBEAT)
            self._failures += 1
        else:
            self._failures = 0
            self._again = None if wait is None else time.monotonic() + wait.total_seconds()
        held = self._alerts.held_because()
        if held != self.latest.held_because:
            self.latest = replace(self.latest, held_because=held)
            self._draw()

    def _refresh(self) -> None:
        """Take a snapshot and hand it to whoever draws."""
        self.latest = take_snapshot(
            self._store,
            self._settings,
            self._commands,
            self._adapters.now(),
            metered=self._metered.is_metered,
            checking=self._asking.under_way,
            held_because=self._alerts.held_because(),
            notices=self._guard.lines,
        )
        self._draw()

    # --- what arrives --------------------------------------------------------------------------

    def _handle(self, message: object) -> None:
        match message:
            case Fetched() | Parsed():
                self._changed = True
                self._spare.note_work(message)
                name = _taking(message.request.feed_id)
                self._guard.run(name, lambda: self._asking.take(message))
                self._guard.run(_POLLING, self._poll)  # the next on the same host may go now
            case Command() as command:
                name = f"doing what you asked for ({command.verb})"
                self._guard.run(name, lambda: self._commands.obey(command))
                self._metered.hear(command.verb)
                self._guard.run(_POLLING, self._poll)
                self._changed = True
            case Ring():
                self._beat()
            case Tell(topic, text):
                self._guard.tell(topic, text)

    def _reread(self) -> None:
        """Use new settings; a bad file keeps the old ones, and says so once."""
        try:
            settings = self._adapters.reread()
        except ConfigError as error:
            log.warning("%s", error)
            self._guard.tell("config", f"Settings not used: {error}")
            return
        self._pending = settings or self._pending
        if self._pending is not None:
            before = {feed.id for feed in self._settings.feeds}
            self._line.adopt(self._pending)  # may raise `StoreError`: tried again at the next beat
            for gone in before.difference(self._line.feeds):
                self._guard.tell(_taking(gone), "")
            self._settings, self._pending = self._pending, None
            self._adapters.fetcher.use_proxy(self._settings.network.proxy)
            self._arm()
            self._guard.tell("config", "")


def _taking(feed_id: str) -> str:
    """Name the step that deals with what a feed sent."""
    return f"taking in what {feed_id} sent"
