"""The icon where a panel hosts nothing but the old kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from Xlib import X
from Xlib.display import Display

from tests.desktop.rig import Desktop
from tests.desktop.screen import Box
from tests.desktop.trays import Running, row, running_tray, view
from traynews.core.data.view import Face, Mood
from traynews.desktop.tray.icon import draw_alone

pytestmark = pytest.mark.long

TEAL = (15, 118, 128)
CRIMSON = (196, 28, 62)
SAMPLE = view(row("First"), row("Archive", default=True))


@pytest.fixture
def running(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    with running_tray(desktop.bus_address, SAMPLE) as tray:
        yield tray


def find_icon(desktop: Desktop, colour: tuple[int, int, int] = TEAL) -> Box | None:
    return desktop.screen.find_colour(colour, tolerance=12)


def wait_for_icon(desktop: Desktop, colour: tuple[int, int, int] = TEAL) -> Box:
    desktop.wait_until(lambda: find_icon(desktop, colour) is not None, 10, "the icon shows")
    desktop.screen.wait_until_still()  # painted to the end
    box = find_icon(desktop, colour)
    assert box is not None
    return box


@pytest.mark.parametrize("button", [1, 3])
def test_an_old_tray_shows_the_icon_and_a_click_does_what_the_default_row_does(
    desktop: Desktop, running: Running, button: int
) -> None:
    desktop.start_panel("trayer")
    box = wait_for_icon(desktop)
    assert desktop.panel_box.x <= box.x
    assert desktop.panel_box.y <= box.y
    desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")
    desktop.screenshot(f"trayer-{button}")
    desktop.click(*box.middle, button)
    assert running.clicks.next()[0].value == "Archive"
    assert running.clicks.quiet


def test_the_icon_stands_on_the_trays_own_ground(desktop: Desktop, running: Running) -> None:
    desktop.start_panel("trayer")
    box = wait_for_icon(desktop)
    screen = desktop.screen.grab().convert("RGB")
    panel = desktop.panel_box
    # The cut corner of the sheet shows what lies below it.
    corner = screen.getpixel((box.x + box.width - 1, box.y))
    assert corner == screen.getpixel((panel.x + 20, panel.y + panel.height // 2))
    desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")


def test_the_icon_changes_its_face(desktop: Desktop, running: Running) -> None:
    desktop.start_panel("trayer")
    wait_for_icon(desktop)
    running.tray.show(view(*SAMPLE.rows, face=Face(Mood.URGENT)))
    wait_for_icon(desktop, CRIMSON)
    assert find_icon(desktop) is None


@pytest.mark.parametrize("crash", [True, False])
def test_a_tray_that_ends_leaves_no_icon_behind_and_the_next_shows_it(
    desktop: Desktop, running: Running, *, crash: bool
) -> None:
    for _ in range(3):
        desktop.start_panel("trayer")
        wait_for_icon(desktop)
        desktop.wait_until(lambda: running.tray.hosted, 5, "hosted")
        if crash:
            desktop.kill_panel()
        else:
            desktop.stop_panel()
        desktop.wait_until(lambda: find_icon(desktop) is None, 5, "the icon goes")
        desktop.wait_until(lambda: not running.tray.hosted, 5, "no longer hosted")


def test_a_panel_of_the_newer_kind_takes_the_icon_over(desktop: Desktop, running: Running) -> None:
    desktop.start_panel("trayer")
    wait_for_icon(desktop)
    desktop.start_panel("lxqt-panel")
    desktop.wait_until(
        lambda: running.hosted[-1:] == [True] and running.tray._docked is None, 10, "taken over"
    )
    assert wait_for_icon(desktop).width <= 24, "two icons"


def test_the_icon_leaves_with_the_program(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    with running_tray(desktop.bus_address, SAMPLE) as running:
        desktop.start_panel("trayer")
        wait_for_icon(desktop)
        desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")
    desktop.wait_until(lambda: find_icon(desktop) is None, 5, "the icon goes")
    assert not running.raised


def test_a_display_that_goes_away_leaves_the_tray_serving(
    desktop: Desktop, running: Running
) -> None:
    desktop.start_panel("trayer")
    wait_for_icon(desktop)
    display = next(program for program in desktop._programs if program.name == "Xvfb")
    display.kill()
    desktop._programs.remove(display)
    from tests.desktop.programs import wait_for  # noqa: PLC0415 - no screenshot without a display

    wait_for(lambda: not running.tray.hosted, 5, "no longer hosted")
    assert running.thread.is_alive()


# python-xlib leaves its socket to the garbage collector when it cannot connect.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_address_without_a_display_is_no_error(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":9876")
    with running_tray(desktop.bus_address, SAMPLE) as running:
        desktop.wait_until(lambda: running.tray._docked is not None, 5, "the old way is tried")
        assert not running.tray.hosted
        desktop.start_panel("lxqt-panel")
        wait_for_icon(desktop)


class CompositedTray:
    """A tray that wants icons with transparency, as panels do where a compositor runs."""

    def __init__(self, address: str) -> None:
        self.display = Display(address)
        screen = self.display.screen()
        visual = next(
            depth.visuals[0].visual_id for depth in screen.allowed_depths if depth.depth == 32
        )
        self.parent = self._window(visual, 32)
        owner = self._window(X.CopyFromParent, screen.root_depth)
        atom = self.display.intern_atom
        owner.change_property(atom("_NET_SYSTEM_TRAY_VISUAL"), atom("VISUALID"), 32, [visual])
        owner.set_selection_owner(atom("_NET_SYSTEM_TRAY_S0"), X.CurrentTime)
        self.parent.map()
        self.display.sync()

    def _window(self, visual: int, depth: int) -> Any:
        root = self.display.screen().root
        look: dict[str, Any] = {}
        if visual != X.CopyFromParent:
            colours = root.create_colormap(visual, X.AllocNone)
            look = {"background_pixel": 0, "border_pixel": 0, "colormap": colours}
        return root.create_window(0, 0, 40, 24, 0, depth, X.InputOutput, visual, **look)

    def take(self) -> Any:
        """Wait for an icon that asks to be docked; dock and return it."""
        while True:
            event = self.display.next_event()
            if event.type == X.ClientMessage:
                icon = self.display.create_resource_object("window", event.data[1][2])
                icon.configure(width=40, height=24)
                icon.reparent(self.parent, 0, 0)
                icon.map()
                self.display.sync()
                return icon


def test_on_a_composited_panel_the_icon_stands_on_nothing(
    desktop: Desktop, running: Running
) -> None:
    tray = CompositedTray(desktop.environment["DISPLAY"])
    icon = tray.take()
    assert icon.get_geometry().depth == 32
    drawn = draw_alone(Face(), 40, 24)
    assert drawn[:4] == bytes(4), "nothing beside the icon"

    def shows() -> bool:
        return bytes(icon.get_image(0, 0, 40, 24, X.ZPixmap, 0xFFFFFFFF).data) == drawn

    desktop.wait_until(shows, 5, "the icon is painted, with its transparency")
    desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")
    tray.display.close()
