"""Pop-ups through `org.freedesktop.Notifications`, on the connection that the tray uses too.

A server that has been sent a pop-up is waited for as long as it lives: it may show at once and
answer late, and whoever sent again, or in another way, would show the same alert over and over.

Threads: everything that is remembered is touched on the bus loop alone. `show` is called from the
worker, posts to the loop and waits a moment; signals arrive on the loop and go to `report`, which
returns at once.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from traynews.core.data.view import Command, Popup
from traynews.core.ports import Report
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import method_call
from traynews.desktop.entry import ENTRY
from traynews.desktop.popups.attempt import Attempt
from traynews.desktop.popups.do_not_disturb import change_of, holds_back
from traynews.desktop.popups.notification import NAME, NOTIFY, PATH, Server, compose
from traynews.desktop.popups.server_watch import ServerWatch
from traynews.desktop.popups.shown import ShownPopups
from traynews.errors import BusError, EndedError, PopupError

log = logging.getLogger(__name__)

_MOMENT = 0.3  # seconds the worker waits for an answer; a living server takes a few milliseconds
_PATIENCE = 1.0  # seconds for a server to start, or to come back while it has a pop-up of ours
_MARGIN = 0.25  # seconds for the loop to tell that the patience is over
_PAUSE = 1.1  # seconds; Plasma refuses the same text twice within one
_SETTLED = 0.2  # seconds after such a switch: dconf tells before its file says so
_CALM = 10.0  # seconds between two news of a server; one that our pop-ups kill comes back each time
_MOST_STEPS = 8  # start, interview, notify, and once more for a server that went away meanwhile


class FreedesktopPopups:
    """Shows pop-ups through the server on the session bus, whichever it is at the moment.

    `icon` is an absolute path, or a name of the icon theme; `entry` the desktop entry's id.
    `served` is called on the bus loop when a server comes after there was none, or another, and
    when one that held pop-ups back may do so no more.
    """

    def __init__(
        self,
        bus: Bus,
        report: Report,
        *,
        icon: str = ENTRY,
        entry: str = ENTRY,
        served: Callable[[], None] = lambda: None,
    ) -> None:
        self._bus = bus
        self._report = report
        self._icon, self._entry = icon, entry
        self._served = served
        self._calm_until = 0.0  # monotonic
        self._watch = ServerWatch(bus, self._change_hands)
        self._shown = ShownPopups()
        self._under_way: list[Attempt] = []
        self._listening = False
        self._switches: set[SignalRule] = set()  # that tell of the server's do-not-disturb
        self._switched = -_PAUSE  # monotonic
        self._closed = False

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it; see `ports.Popups`."""
        attempt = Attempt(popup, time.monotonic() + _PATIENCE)
        self._bus.post(lambda: self._start(attempt))
        while not attempt.outcome.done():
            try:
                self._bus.wait(attempt.outcome, timeout=_MOMENT)
            except BusError as error:
                if attempt.taken and not isinstance(error, EndedError):
                    return attempt.outcome
                too_late = time.monotonic() >= attempt.deadline + _MARGIN
                if too_late or isinstance(error, EndedError):
                    attempt.outcome.cancel()
                    raise PopupError(str(error)) from error
        attempt.outcome.result()
        return None

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Take back pop-ups about these entries; a digest goes when all its entries have gone."""
        self._bus.post(lambda: self._withdraw(entry_ids))

    def held_back(self) -> bool:
        """Whether the server itself holds pop-ups back now (do not disturb); False if unknown.

        Takes a millisecond, or three where a program has to be asked; asked afresh each time. A
        server that the bus can start is started, as the pop-up would do: MATE's ends when it has
        nothing to show, and would swallow the first one.
        """
        known: Future[Server | None] = Future()
        self._bus.post(lambda: self._when_known(lambda: self._tell_server(known)))
        try:
            server = self._bus.wait(known, timeout=_PATIENCE)
            held = server is not None and bool(holds_back(self._bus, server))
        except BusError as error:
            log.debug("nobody tells whether pop-ups are held back: %s", error)
            return False
        if server is not None and held:
            self._bus.post(lambda: self._hear_end_of(server))
        return held

    def close(self) -> None:
        """Take back what stands, and report no more clicks.

        A server that was just sent a pop-up has a moment to number it, or it would stand for good.
        """
        if not self._bus.is_mine:
            self._bus.post(self._stop)
            return
        self._stop()  # the loop may have ended already, and would do nothing any more
        for attempt in [one for one in self._under_way if one.taken]:
            with contextlib.suppress(BusError):
                self._bus.wait(attempt.ended, timeout=_MOMENT)

    # --- on the loop: who serves -----------------------------------------------------------------

    def _when_known(self, action: Callable[[], None]) -> None:
        """Run `action` once the bus has told who the server is."""
        if not self._listening:
            self._listening = True
            for member, heard in (
                ("ActivationToken", self._hear_token),
                ("ActionInvoked", self._hear_action),
                ("NotificationClosed", self._hear_close),
            ):
                rule = SignalRule(interface=NAME, member=member, sender=NAME, path=PATH)
                self._bus.subscribe(rule, heard)
        self._watch.when_known(action)

    def _change_hands(self, owner: str) -> None:
        if owner == self._watch.owner:
            return
        self._shown.clear()
        if owner and self._watch.owner is not None and time.monotonic() >= self._calm_until:
            self._calm_until = time.monotonic() + _CALM
            self._served()
        for attempt in self._under_way:
            if attempt.taken:  # with the server that has left; another may be on its way
                attempt.taken = False
                attempt.steps += 1  # what it waited for there comes from nobody any more
                attempt.deadline = time.monotonic() + 2 * _PATIENCE
                self._take_turn(attempt, 0.0 if owner else _PATIENCE)
                self._bus.after(2 * _PATIENCE, functools.partial(self._run_out, attempt))
            elif owner:
                self._take_turn(attempt, 0.0)

    def _take_turn(self, attempt: Attempt, seconds: float) -> None:
        """Have it take its next step after so long, unless it has taken one by then."""
        self._bus.after(seconds, self._same_turn(attempt))

    # --- on the loop: showing --------------------------------------------------------------------

    def _start(self, attempt: Attempt) -> None:
        self._under_way.append(attempt)
        self._bus.after(attempt.deadline - time.monotonic(), lambda: self._run_out(attempt))
        self._when_known(lambda: self._step(attempt))

    def _run_out(self, attempt: Attempt) -> None:
        """Give up where no living server has it: another way may show it."""
        if not attempt.taken and time.monotonic() >= attempt.deadline:
            self._fail(attempt, f"no notification server came within {_PATIENCE:g} s")

    def _step(self, attempt: Attempt) -> None:
        """Take the next step towards showing it; each step ends here again, or is the last."""
        attempt.steps += 1
        owner, server = self._watch.owner, self._watch.server
        if attempt.outcome.done():
            self._forget(attempt)
        elif attempt.steps > _MOST_STEPS:
            self._fail(attempt, "the notification server changes hands too often")
        elif not owner:
            self._watch.start(lambda why: self._fail(attempt, why) if why else None)
        elif server is None:
            attempt.taken = True
            self._watch.interview(owner, self._same_turn(attempt))
        else:
            attempt.taken = True
            self._notify(server, attempt)

    def _same_turn(self, attempt: Attempt) -> Callable[[], None]:
        """Return what takes the next step, if it is still waiting for that one."""
        steps = attempt.steps
        return lambda: self._step(attempt) if steps == attempt.steps else None

    def _notify(self, server: Server, attempt: Attempt) -> None:
        replaces = self._shown.standing(attempt.popup.key)
        body, commands = compose(
            attempt.popup, server, icon=self._icon, entry=self._entry, replaces=replaces
        )
        steps = attempt.steps

        def answered(reply: Body | BusError) -> None:
            if steps != attempt.steps or not attempt.taken:
                return  # it went away with the pop-up, or before it
            if not isinstance(reply, BusError):
                self._take(int(reply[0]), attempt, commands)
            elif "ExcessNotificationGeneration" in str(reply) and not attempt.refused:
                attempt.refused = True
                self._take_turn(attempt, _PAUSE)
            else:
                self._fail(attempt, str(reply))

        self._watch.ask(server.owner, "Notify", answered, NOTIFY, body)

    def _take(self, number: int, attempt: Attempt, commands: dict[str, Command]) -> None:
        self._forget(attempt)
        if self._closed or not attempt.outcome.set_running_or_notify_cancel():
            self._close_popup(number)  # reported as not shown
            return
        self._shown.add(number, attempt.popup, commands)
        attempt.outcome.set_result(None)

    def _fail(self, attempt: Attempt, why: str) -> None:
        self._forget(attempt)
        if not attempt.outcome.done() and attempt.outcome.set_running_or_notify_cancel():
            attempt.outcome.set_exception(PopupError(why))

    def _forget(self, attempt: Attempt) -> None:
        if attempt in self._under_way:
            self._under_way.remove(attempt)
            attempt.ended.set_result(None)

    def _withdraw(self, entry_ids: Sequence[int] | None) -> None:
        for number in self._shown.withdraw(entry_ids):
            self._close_popup(number)

    def _close_popup(self, number: int) -> None:
        if self._watch.owner:
            call = method_call(self._watch.owner, PATH, NAME, "CloseNotification", "u", (number,))
            self._bus.send(call)

    def _tell_server(self, known: Future[Server | None], *, may_start: bool = True) -> None:
        def again(why: str = "") -> None:
            if why:
                known.set_result(None)
            else:
                self._tell_server(known, may_start=False)

        if self._watch.owner and self._watch.server is None:
            self._watch.interview(self._watch.owner, again)
        elif self._watch.owner or not may_start:
            known.set_result(self._watch.server)
        else:
            self._watch.start(again)

    def _hear_end_of(self, server: Server) -> None:
        """Hear when the server's do-not-disturb is switched, from the first time that it holds."""
        rule = change_of(server)
        if rule is not None and rule not in self._switches:
            self._switches.add(rule)
            self._bus.subscribe(rule, self._hear_switch)

    def _stop(self) -> None:
        self._closed = True
        self._withdraw(None)

    # --- on the loop: what the server says -------------------------------------------------------

    def _hear_switch(self, _: Signal) -> None:
        """Have what waits looked at again; of two in a moment, the heartbeat sees to the second."""
        if not self._closed and time.monotonic() >= self._switched + _PAUSE:
            self._switched = time.monotonic()
            self._bus.after(_SETTLED, self._served)

    def _hear_token(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), str(token)) if not self._closed:
                self._shown.hear_token(number, token)

    def _hear_action(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), str(key)) if not self._closed:
                click = self._shown.hear_action(number, key, time.monotonic())
                if click is not None:
                    self._report(*click)

    def _hear_close(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), int(reason)) if not self._closed:
                self._shown.hear_close(number, reason, time.monotonic())
