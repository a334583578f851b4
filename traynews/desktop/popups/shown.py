"""The pop-ups that one server took, and what its signals about them mean; touched on one thread.

What tells a click from a dismissal: a click is an `ActionInvoked`, and nothing else is. Dunst,
Xfce, GNOME and Plasma send it *before* `NotificationClosed`, and close with reason 2 after a click
as after a dismissal, so a close never speaks against a click that came before it. What comes within
half a second *after* a close with reason 2 and says `default` is a dismissal reported twice, and
means nothing; a later one is a click in the server's history, and opens. Awesome invokes `default`
before each dismissal: it is never offered `default` (`notification.Server`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from traynews.core.data.view import Command, Popup
from traynews.desktop.popups.notification import DEFAULT_ACTION

REMEMBERED = 500
"""How many pop-ups are remembered for late clicks; a day of the busiest feeds fits."""

_ECHO = 0.5  # seconds
_AGAIN = 1.0  # seconds in which a second click is the same one: a double click, an impatient finger
_DISMISSED = 2  # by the user; the specification's other reasons are 1 expired, 3 call, 4 undefined


@dataclass(slots=True)
class _Shown:
    popup: Popup
    commands: dict[str, Command]
    about: set[int]  # entries not yet withdrawn
    standing: bool = True
    dismissed: float | None = None
    token: str = ""
    answered: dict[str, float] = field(default_factory=dict)  # when each key was last obeyed


class ShownPopups:
    """The newest pop-ups by the server's number, closed ones too: late clicks still come."""

    def __init__(self) -> None:
        self._shown: dict[int, _Shown] = {}
        self._standing: dict[str, int] = {}  # by the key of the pop-up

    def __len__(self) -> int:
        return len(self._shown)

    def clear(self) -> None:
        """Forget all: another server numbers from 1 again."""
        self._shown.clear()
        self._standing.clear()

    def add(self, number: int, popup: Popup, commands: dict[str, Command]) -> None:
        """Remember a pop-up that the server took."""
        if number in self._shown:
            self._leave(number)
            del self._shown[number]  # replaced: it is the newest now
        self._shown[number] = _Shown(popup, commands, set(popup.entry_ids))
        if popup.key:
            self._standing[popup.key] = number
        while len(self._shown) > REMEMBERED:
            oldest = next(iter(self._shown))
            self._leave(oldest)
            del self._shown[oldest]

    def standing(self, key: str) -> int:
        """Return the number of the pop-up with this key that still stands, or 0."""
        return self._standing.get(key, 0) if key else 0

    def withdraw(self, entry_ids: Iterable[int] | None) -> list[int]:
        """Return the numbers to close: pop-ups whose last entry has now been withdrawn.

        None stands for all pop-ups, also those about no entry.
        """
        if entry_ids is None:
            finished = [number for number, shown in self._shown.items() if shown.standing]
            for number in finished:
                self._leave(number)
            return finished
        gone = frozenset(entry_ids)
        finished = []
        for number, shown in self._shown.items():
            if shown.standing and not shown.about.isdisjoint(gone):
                shown.about -= gone
                if not shown.about:
                    finished.append(number)
        for number in finished:
            self._leave(number)
        return finished

    def hear_token(self, number: int, token: str) -> None:
        """Keep the activation token that the server sends before an action."""
        if number in self._shown:
            self._shown[number].token = token

    def hear_action(self, number: int, key: str, now: float) -> tuple[Command, str] | None:
        """Return what the user asked for, with its token; None where nobody asked.

        `now` is monotonic, in seconds.
        """
        shown = self._shown.get(number)
        if shown is None or key not in shown.commands:
            return None
        echo = shown.dismissed is not None and now - shown.dismissed < _ECHO
        if key == DEFAULT_ACTION and echo:
            return None
        again = now - shown.answered.get(key, -_AGAIN) < _AGAIN
        shown.answered[key] = now  # also of those not obeyed: ten quick clicks are one
        token, shown.token = shown.token, ""
        if again:
            return None
        return shown.commands[key], token

    def hear_close(self, number: int, reason: int, now: float) -> None:
        """Note that a pop-up stands no more; its clicks still count."""
        if number in self._shown:
            self._leave(number)
            self._shown[number].dismissed = now if reason == _DISMISSED else None

    def _leave(self, number: int) -> None:
        shown = self._shown[number]
        shown.standing = False
        if self._standing.get(shown.popup.key) == number:
            del self._standing[shown.popup.key]
