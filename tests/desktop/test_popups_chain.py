"""Ways to show a pop-up, the best first; and never two for one pop-up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from tests.desktop.clicks import Clicks
from traynews.core.data.view import Popup
from traynews.desktop.bus.connection import Bus
from traynews.desktop.popups.chain import PopupChain
from traynews.desktop.popups.freedesktop import FreedesktopPopups
from traynews.desktop.popups.last_resort import LastResortPopups
from traynews.desktop.popups.native import NativePopups
from traynews.desktop.popups.terminal import TerminalPopups
from traynews.errors import PopupError

POPUP = Popup("Guards shot at a crowd")


@dataclass
class Way:
    """A way that works, or not."""

    broken: str = ""
    later: Future[None] | None = None  # what it answers with
    shown: list[Popup] = field(default_factory=list)
    withdrawn: list[Sequence[int] | None] = field(default_factory=list)
    closed: bool = False

    def show(self, popup: Popup) -> Future[None] | None:
        if self.broken:
            raise PopupError(self.broken)
        self.shown.append(popup)
        return self.later

    def withdraw(self, entry_ids: Sequence[int] | None) -> None:
        self.withdrawn.append(entry_ids)

    def close(self) -> None:
        self.closed = True


def test_the_best_way_serves_and_serves_again_once_it_can(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "traynews")
    best, worse = Way(), Way()
    chain = PopupChain([best, worse])
    chain.show(POPUP)
    best.broken = "gone"
    chain.show(POPUP)
    chain.show(POPUP)
    best.broken = ""
    chain.show(POPUP)
    assert (len(best.shown), len(worse.shown)) == (2, 2)
    assert [record.getMessage() for record in caplog.records] == [
        "alerts are shown by Way",
        "alerts are shown by Way, because: gone",
        "alerts are shown by Way",
    ]


def test_a_chain_that_cannot_show_says_what_the_best_way_lacks_and_logs_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    with pytest.raises(PopupError, match=r"^no server$"):
        PopupChain([Way("no server"), Way("no terminal")]).show(POPUP)
    assert caplog.messages == ["alerts cannot be shown: no server; no terminal"]
    with pytest.raises(PopupError, match="there is no way to show one"):
        PopupChain([]).show(POPUP)


def test_every_way_fits_the_port_and_constructing_has_no_effects() -> None:
    before = set(threading.enumerate())
    clicks = Clicks()
    chain = PopupChain(
        [
            FreedesktopPopups(Bus("unix:path=/nowhere"), clicks),
            NativePopups(clicks),
            LastResortPopups(),
            TerminalPopups(),
        ]
    )
    chain.withdraw([1])
    chain.close()
    assert set(threading.enumerate()) <= before  # threads of others may end meanwhile


def test_withdrawing_and_closing_reach_every_way() -> None:
    ways = [Way("broken"), Way()]
    chain = PopupChain(ways)
    chain.withdraw([1])
    chain.close()
    assert all(way.withdrawn == [[1]] and way.closed for way in ways)


def test_a_way_that_has_the_popup_and_takes_its_time_is_the_only_one() -> None:
    best, worse = Way(later=Future()), Way()
    assert PopupChain([best, worse]).show(POPUP) is best.later
    assert (len(best.shown), worse.shown) == (1, [])


def test_all_is_withdrawn_in_every_way() -> None:
    ways = [Way(), Way("broken")]
    PopupChain(ways).withdraw(None)
    assert [way.withdrawn for way in ways] == [[None], [None]]
