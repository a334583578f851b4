"""Balloons out of the tray's icon, against a tray that has one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from tests.desktop.clicks import Clicks
from traynews.core.data.view import Button, Command, Popup, Verb
from traynews.desktop.popups.balloon import BalloonPopups
from traynews.desktop.tray.native import NativeTray
from traynews.errors import PopupError

OPEN = Command(Verb.OPEN, (7,), "https://news.example/7")


class Tray:
    """Shows balloons, and remembers what they say."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str, bool]] = []
        self.click: Callable[[], None] = lambda: None

    def balloon(
        self, title: str, body: str, *, sound: bool, clicked: Callable[[], None]
    ) -> Future[None]:
        self.shown.append((title, body, sound))
        self.click = clicked
        done: Future[None] = Future()
        done.set_result(None)
        return done


def test_a_click_on_a_balloon_opens_what_it_is_about() -> None:
    tray, clicks = Tray(), Clicks()
    BalloonPopups(tray, clicks).show(Popup("Title", "Body", (Button("Read", OPEN),), sound=True))
    assert tray.shown == [("Title", "Body", True)]
    tray.click()
    assert clicks.next() == (OPEN, "")


def test_it_holds_what_windows_takes_and_never_nothing() -> None:
    tray = Tray()
    popups = BalloonPopups(tray, Clicks())
    popups.show(Popup("𝒯" * 100, "x " * 300))
    popups.show(Popup("Title"))
    title, body, _ = tray.shown[0]
    assert len(title.encode("utf-16-le")) <= 2 * 63
    assert 2 * 200 < len(body.encode("utf-16-le")) <= 2 * 255
    assert tray.shown[1] == ("Title", " ", False)


@pytest.mark.parametrize(
    ("read", "taken"), [((7,), True), ((7, 8), True), ((8,), False), (None, True)]
)
def test_it_is_taken_back_when_what_it_is_about_was_read(
    read: tuple[int, ...] | None,
    taken: bool,  # noqa: FBT001 - a column of the table
) -> None:
    tray = Tray()
    popups = BalloonPopups(tray, Clicks())
    popups.show(Popup("Title", entry_ids=(7,)))
    popups.withdraw(read)
    assert (("", "", False) in tray.shown) is taken


def test_without_the_icon_there_is_none_and_the_next_way_is_tried() -> None:
    with pytest.raises(PopupError, match="without the icon"):
        BalloonPopups(NativeTray(Clicks()), Clicks()).show(Popup("Title"))
