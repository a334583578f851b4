"""Ways to show a pop-up, the best first."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future

from traynews.core.data.view import Popup
from traynews.core.ports import Popups
from traynews.errors import PopupError

log = logging.getLogger(__name__)


class PopupChain:
    """Shows each pop-up in the first way that works.

    The best way is asked first every time, so that it serves again as soon as it can; a failing one
    must therefore fail fast, as each `Popups` promises.
    """

    def __init__(self, ways: Sequence[Popups]) -> None:
        self._ways = tuple(ways)
        self._last: Popups | None = None

    def show(self, popup: Popup) -> Future[None] | None:
        """Show it in the first way that works; `PopupError` when none does.

        It has the best way's reason: that is what the user has to mend, and mostly why the others
        fail, too; the log has them all.
        A way that has the pop-up and takes its time is waited for: another would show it twice.
        """
        reasons: list[str] = []
        for way in self._ways:
            try:
                later = way.show(popup)
            except PopupError as error:
                reasons.append(str(error))
                continue
            if way is not self._last:
                because = f", because: {'; '.join(reasons)}" if reasons else ""
                log.info("alerts are shown by %s%s", type(way).__name__, because)
                self._last = way
            return later
        self._last = None
        log.info("alerts cannot be shown: %s", "; ".join(reasons))
        raise PopupError(reasons[0] if reasons else "there is no way to show one")

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        """Take back pop-ups about these entries or all, however they were shown."""
        for way in self._ways:
            way.withdraw(entry_ids)

    def close(self) -> None:
        """Close every way."""
        for way in self._ways:
            way.close()
