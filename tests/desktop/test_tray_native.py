"""The tray on Windows and macOS, as far as it can be run here: over pystray's own base icon."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.clicks import Clicks
from tests.desktop.programs import wait_for
from tests.desktop.trays import row, view
from traynews.core.data.view import Face, Mood, Row
from traynews.desktop.tray.menu import SEPARATOR, Icon, Menu, MenuBuilder
from traynews.desktop.tray.native import NativeTray, clip_units, draw_for, escape_for


class LoopIcon(Icon):  # type: ignore[misc] # pystray has no types
    """A pystray back end whose loop is a queue, and which notes on what thread it is touched."""

    def __init__(self) -> None:
        super().__init__("traynews", icon=draw_for("darwin", Face()), menu=Menu())
        self.inbox: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.touched: set[str] = set()

    def post(self, action: Callable[[], None]) -> None:
        self.inbox.put(action)

    def _run(self) -> None:
        self._mark_ready()
        while (action := self.inbox.get()) is not None:
            action()

    def _stop(self) -> None:
        self.inbox.put(None)

    def _touch(self) -> None:
        self.touched.add(threading.current_thread().name)

    _show = _hide = _update_title = _update_menu = _touch

    def _update_icon(self) -> None:
        self._icon_valid = True
        self._touch()


def test_a_view_is_drawn_on_the_loops_thread_and_a_choice_reported() -> None:
    clicks, icon = Clicks(), LoopIcon()
    tray = NativeTray(clicks, make_icon=lambda: icon)
    tray.show(view(row("before")))
    thread = threading.Thread(target=tray.run, name="main")
    thread.start()
    wait_for(lambda: tray.hosted, 5, "the icon shows")
    tray.show(view(row("A & B"), face=Face(Mood.UNREAD, 2), tooltip="x" * 300))
    wait_for(lambda: [item.text for item in icon.menu] == ["A & B"], 5, "the menu")
    next(iter(icon.menu))(icon)
    assert clicks.next()[0].value == "A & B"
    assert len(icon.title) == 127
    tray.stop()
    thread.join(30)
    assert not thread.is_alive()
    assert not tray.hosted
    assert icon.touched == {"main"}


def test_a_tray_stopped_before_it_shows_ends() -> None:
    tray = NativeTray(Clicks(), make_icon=LoopIcon)
    tray.stop()
    thread = threading.Thread(target=tray.run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 130))
def test_a_title_is_clipped_in_the_units_that_windows_counts(text: str, units: int) -> None:
    clipped = clip_units(text, units)
    assert text.startswith(clipped)
    assert len(clipped.encode("utf-16-le")) <= 2 * units
    longer = text[: len(clipped) + 1]
    assert clipped == text or len(longer.encode("utf-16-le")) > 2 * units


@pytest.mark.parametrize(("platform", "label"), [("win32", "A && B _c"), ("darwin", "A & B _c")])
def test_labels_are_escaped_as_each_system_needs(platform: str, label: str) -> None:
    menu = MenuBuilder(lambda _command: None, escape=escape_for(platform)).build((row("A & B _c"),))
    assert [item.text for item in menu] == [label]


def test_every_sort_of_row_becomes_its_sort_of_item() -> None:
    rows = (
        Row("Text", enabled=False),
        Row(),
        row("Choice", default=True),
        row("Check", checked=True),
        row("Radio", checked=False, radio=True),
        Row("More", children=(row("inside"), row("resting", enabled=False))),
        Row("Leads nowhere"),
    )
    items = list(MenuBuilder(lambda _command: None).build(rows))
    assert items[1] is SEPARATOR
    assert [item.enabled for item in items] == [False, True, True, True, True, True, False]
    assert [item.checked for item in items] == [None, None, None, True, False, None, None]
    assert items[4].radio
    assert [item.default for item in items].index(True) == 2
    assert [item.enabled for item in items[5].submenu] == [True, False]


@pytest.mark.parametrize(("platform", "size"), [("win32", 32), ("darwin", 22)])
def test_the_icon_has_the_size_that_is_not_scaled_askew(platform: str, size: int) -> None:
    assert draw_for(platform, Face(Mood.UNREAD, 3)).size == (size, size)
