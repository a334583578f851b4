"""Pop-ups as balloons out of the tray's own icon: Windows, where toasts do not work.

A toast needs the Windows Runtime, which Windows Server and policies may lack; a balloon only the
icon. It can be clicked, holds 63 and 255 UTF-16 units, and the next one takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Protocol

from traynews.core.data.view import Popup
from traynews.core.ports import Report
from traynews.desktop.popups.notification import main_button
from traynews.desktop.popups.units import cut_to_units

_MOMENT = 2.0  # seconds the worker waits; a menu that is open holds the icon's thread up
_TITLE_UNITS = 63
_BODY_UNITS = 255


class Balloons(Protocol):
    """A tray whose icon can show balloons."""

    def balloon(
        self, title: str, body: str, *, sound: bool, clicked: Callable[[], None]
    ) -> Future[None]:
        """Show one, or with an empty body none. Settles with `PopupError` where that fails."""
        ...


class BalloonPopups:
    """`ports.Popups` by balloons; one at a time, as the system has it."""

    def __init__(self, tray: Balloons, report: Report) -> None:
        self._tray = tray
        self._report = report
        self._last: Popup | None = None

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it; see `ports.Popups`."""
        main = main_button(popup)

        def click() -> None:
            if main is not None:
                self._report(main.command, "")

        outcome = self._tray.balloon(
            cut_to_units(popup.title, _TITLE_UNITS),
            cut_to_units(popup.body, _BODY_UNITS) or " ",  # an empty one is none
            sound=popup.sound,
            clicked=click,
        )
        self._last = popup
        try:
            outcome.result(_MOMENT)
        except FutureTimeout:
            return outcome
        return None

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Take it back if it is about these entries only, or in any case."""
        shown = self._last
        if shown is None:
            return
        if entry_ids is None or (shown.entry_ids and set(entry_ids).issuperset(shown.entry_ids)):
            self._last = None
            self._tray.balloon("", "", sound=False, clicked=lambda: None)

    def close(self) -> None:
        """Do nothing: the balloon goes with the icon."""
