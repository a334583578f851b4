"""Pop-ups through `org.freedesktop.Notifications`, on the connection that the tray uses too.

Threads: everything that is remembered is touched on the bus loop alone. `show` is called from the
worker, posts to the loop and waits; signals arrive on the loop and go to `report`, which returns at
once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from traynews.core.data.view import Command, Popup
from traynews.core.ports import Report
from traynews.desktop.bus.connection import Bus, Reply, method_call
from traynews.desktop.bus.objects import DBUS, Body
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.popups.do_not_disturb import ask_about, is_held
from traynews.desktop.popups.notification import NAME, NOTIFY, PATH, Server, compose
from traynews.desktop.popups.shown import ShownPopups
from traynews.errors import BusError, EndedError, PopupError

log = logging.getLogger(__name__)

_PATIENCE = 1.0  # seconds for a server to start and answer; a living one takes a few milliseconds
_MARGIN = 0.25  # seconds for the loop to tell that the patience is over
_LATE = 30.0  # seconds in which a late answer is still heard, to take the late pop-up back
_PAUSE = 1.1  # seconds; Plasma refuses the same text twice within one
_CALM = 10.0  # seconds between two news of a server; one that our pop-ups kill comes back each time
_MOST_STEPS = 6  # activate, interview, notify, and once more for a server that went away meanwhile


@dataclass(slots=True)
class _Attempt:
    """A pop-up on its way to a server. `deadline` is monotonic."""

    popup: Popup
    deadline: float
    outcome: Future[None] = field(default_factory=Future)
    steps: int = 0
    refused: bool = False


class FreedesktopPopups:
    """Shows pop-ups through the server on the session bus, whichever it is at the moment.

    `icon` is an absolute path, or a name of the icon theme. `served` is called on the bus loop when
    a server comes after there was none, or another.
    """

    def __init__(
        self,
        bus: Bus,
        report: Report,
        *,
        icon: str = "traynews",
        served: Callable[[], None] = lambda: None,
    ) -> None:
        self._bus = bus
        self._report = report
        self._icon = icon
        self._served = served
        self._calm_until = 0.0  # monotonic
        self._owner: str | None = None  # None until the bus has told; empty: nobody
        self._server: Server | None = None  # None until the owner has told what it can do
        self._shown = ShownPopups()
        self._queue: list[Callable[[], None]] = []  # until the bus has told who the owner is
        self._listening = False
        self._closed = False

    def show(self, popup: Popup) -> None:
        """Show it and return when the server has taken it; `PopupError` within about a second."""
        attempt = _Attempt(popup, time.monotonic() + _PATIENCE)
        self._bus.post(lambda: self._start(attempt))
        while not attempt.outcome.done():
            overdue = time.monotonic() - attempt.deadline  # the loop may have moved the deadline
            try:
                self._bus.wait(attempt.outcome, timeout=_MARGIN - overdue)
            except BusError as error:
                is_over = isinstance(error, EndedError)
                if is_over or time.monotonic() >= attempt.deadline + _MARGIN:
                    attempt.outcome.cancel()
                    raise PopupError(f"no pop-up: {error}") from error
        attempt.outcome.result()

    def withdraw(self, entry_ids: Sequence[int]) -> None:
        """Take back pop-ups about these entries; a digest goes when all its entries have gone."""
        self._bus.post(lambda: self._withdraw(entry_ids))

    def held_back(self) -> bool:
        """Whether the server itself holds pop-ups back now (do not disturb); False if unknown.

        Takes about a millisecond; asked afresh each time.
        """
        answer: Future[bool] = Future()
        self._bus.post(lambda: self._when_owned(lambda: self._ask_hold(answer)))
        try:
            return self._bus.wait(answer, timeout=_PATIENCE)
        except BusError as error:
            log.debug("nobody tells whether pop-ups are held back: %s", error)
            return False

    def close(self) -> None:
        """Report no more clicks; what stands is left to the server."""
        self._bus.post(self._stop)

    # --- on the loop: who serves -----------------------------------------------------------------

    def _when_owned(self, action: Callable[[], None]) -> None:
        """Run `action` once the bus has told who the server is."""
        if not self._listening:
            self._listening = True
            for member, heard in (
                ("ActivationToken", self._hear_token),
                ("ActionInvoked", self._hear_action),
                ("NotificationClosed", self._hear_close),
            ):
                self._bus.subscribe(SignalRule(NAME, member, path=PATH, sender=NAME), heard)
            self._bus.watch_name(NAME, self._change_hands)
        if self._owner is None:
            self._queue.append(action)
        else:
            action()

    def _change_hands(self, owner: str) -> None:
        if owner != self._owner:
            self._server = None
            self._shown.clear()
        came_late = bool(owner) and self._owner not in (None, owner)
        self._owner = owner
        if came_late and time.monotonic() >= self._calm_until:
            self._calm_until = time.monotonic() + _CALM
            self._served()
        queue, self._queue = self._queue, []
        for action in queue:
            action()

    def _start(self, attempt: _Attempt) -> None:
        self._watch_time(attempt)
        self._when_owned(lambda: self._step(attempt))

    def _watch_time(self, attempt: _Attempt) -> None:
        left = attempt.deadline - time.monotonic()
        if attempt.outcome.done():
            return
        if left > 0:
            self._bus.after(left, lambda: self._watch_time(attempt))
        else:
            _fail(attempt, f"the notification server did not answer within {_PATIENCE:g} s")

    def _step(self, attempt: _Attempt) -> None:
        """Take the next step towards showing it; each step ends here again, or is the last."""
        attempt.steps += 1
        if attempt.outcome.done():
            return
        if attempt.steps > _MOST_STEPS:
            _fail(attempt, "the notification server changes hands too often")
        elif not self._owner:
            self._activate(attempt)
        elif self._server is None:
            self._interview(self._owner, lambda: self._step(attempt))
        else:
            self._notify(self._server, attempt)

    def _activate(self, attempt: _Attempt) -> None:
        """Have the bus start a server, if it can; asking blindly may block for 25 s."""

        def listed(reply: Body | BusError) -> None:
            if isinstance(reply, BusError):
                _fail(attempt, str(reply))
            elif NAME not in reply[0]:
                _fail(attempt, "no notification server is running")
            else:
                self._ask_daemon("StartServiceByName", started, "su", (NAME, 0))

        def started(reply: Body | BusError) -> None:
            if isinstance(reply, BusError):
                _fail(attempt, f"the notification server does not start: {reply}")
            else:
                self._step(attempt)

        self._ask_daemon("ListActivatableNames", listed)

    def _interview(self, owner: str, done: Callable[[], None]) -> None:
        """Ask the server who it is and what it can do; asked again after it changed hands.

        A server that does not tell is taken for one that can do nothing but show text.
        """
        name = ""

        def introduced(reply: Body | BusError) -> None:
            nonlocal name
            name = "" if isinstance(reply, BusError) else str(reply[0])
            self._ask(owner, "GetCapabilities", able)

        def able(reply: Body | BusError) -> None:
            if owner == self._owner:
                abilities = () if isinstance(reply, BusError) else map(str, reply[0])
                self._server = Server(owner, name, frozenset(abilities))
            done()

        self._ask(owner, "GetServerInformation", introduced)

    def _ask(
        self, owner: str, member: str, done: Reply, signature: str = "", body: Body = ()
    ) -> None:
        self._bus.call(method_call(owner, PATH, NAME, member, signature, body), done, timeout=_LATE)

    def _ask_daemon(self, member: str, done: Reply, signature: str = "", body: Body = ()) -> None:
        call = method_call(DBUS, "/org/freedesktop/DBus", DBUS, member, signature, body)
        self._bus.call(call, done, timeout=_LATE)

    # --- on the loop: showing --------------------------------------------------------------------

    def _notify(self, server: Server, attempt: _Attempt) -> None:
        replaces = self._shown.standing(attempt.popup.key)
        body, commands = compose(attempt.popup, server, icon=self._icon, replaces=replaces)

        def answered(reply: Body | BusError) -> None:
            if server.owner != self._owner:
                self._step(attempt)  # it went away with the pop-up, or before it
            elif not isinstance(reply, BusError):
                self._take(int(reply[0]), attempt, commands)
            elif "ExcessNotificationGeneration" in str(reply) and not attempt.refused:
                attempt.refused = True
                attempt.deadline = time.monotonic() + _PAUSE + _PATIENCE
                self._bus.after(_PAUSE, lambda: self._step(attempt))
            else:
                _fail(attempt, str(reply))

        self._ask(server.owner, "Notify", answered, NOTIFY, body)

    def _take(self, number: int, attempt: _Attempt, commands: dict[str, Command]) -> None:
        if attempt.outcome.done() or not attempt.outcome.set_running_or_notify_cancel():
            # Reported as not shown, and by now told in another way: one alert is enough.
            self._close_popup(number)
            return
        self._shown.add(number, attempt.popup, commands)
        attempt.outcome.set_result(None)

    def _withdraw(self, entry_ids: Sequence[int]) -> None:
        for number in self._shown.withdraw(entry_ids):
            self._close_popup(number)

    def _close_popup(self, number: int) -> None:
        if self._owner:
            close = method_call(self._owner, PATH, NAME, "CloseNotification", "u", (number,))
            self._bus.send(close)

    def _ask_hold(self, answer: Future[bool]) -> None:
        def told(reply: Body | BusError) -> None:
            answer.set_result(not isinstance(reply, BusError) and is_held(reply))

        if not self._owner:
            answer.set_result(False)
        elif self._server is None:
            self._interview(self._owner, lambda: self._ask_hold(answer))
        else:
            one = ask_about(self._server)
            call = method_call(one.destination, one.path, one.interface, one.member, "ss", one.body)
            self._bus.call(call, told, timeout=_PATIENCE)

    def _stop(self) -> None:
        self._closed = True

    # --- on the loop: what the server says -------------------------------------------------------

    def _trusts(self, signal: Signal) -> bool:
        """Whether it comes from the server: anybody may send us a signal of that name."""
        return not self._closed and bool(self._owner) and signal.sender == self._owner

    def _hear_token(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), str(token)) if self._trusts(signal):
                self._shown.hear_token(number, token)

    def _hear_action(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), str(key)) if self._trusts(signal):
                click = self._shown.hear_action(number, key, time.monotonic())
                if click is not None:
                    self._report(*click)

    def _hear_close(self, signal: Signal) -> None:
        match signal.body:
            case (int(number), int(reason)) if self._trusts(signal):
                self._shown.hear_close(number, reason, time.monotonic())


def _fail(attempt: _Attempt, why: str) -> None:
    if not attempt.outcome.done() and attempt.outcome.set_running_or_notify_cancel():
        attempt.outcome.set_exception(PopupError(f"no pop-up: {why}"))
