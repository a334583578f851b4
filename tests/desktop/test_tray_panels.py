"""The icon on real panels: shown, clicked, and back after every restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from jeepney import DBusAddress
from PIL import Image, ImageChops, ImageStat

from tests.desktop.rig import WATCHER, Desktop, Panel
from tests.desktop.screen import Box
from tests.desktop.trays import PROPERTIES, Running, row, running_tray, view
from traynews.core.data.view import Face, Mood, Row, View
from traynews.desktop.tray.icon import draw_image

TEAL = (15, 118, 128)
CRIMSON = (196, 28, 62)
HOSTS: list[Panel] = ["xfce4-panel", "lxqt-panel"]
TITLE = 'A_b & <c> "d" - é ع'

SAMPLE = view(
    Row("Checked 10:42 · next 10:57", enabled=False),
    Row(),
    row(TITLE, "headline"),
    row("Sound", checked=True),
    Row("Pause", children=(row("For an hour"), row("Until tomorrow"))),
    row("Quit"),
)


@contextmanager
def shown(desktop: Desktop, first: View = SAMPLE) -> Iterator[Running]:
    """Serve a tray and wait until the panel shows its icon."""
    with running_tray(desktop.bus_address, first) as running:
        wait_for_icon(desktop)
        desktop.screen.wait_until_still()  # painted to the end, and in its place
        yield running


def icon_box(desktop: Desktop, colour: tuple[int, int, int] = TEAL) -> Box | None:
    """Return where the panel shows our icon; both panels are flat grey otherwise."""
    return desktop.screen.find_colour(colour, desktop.panel_box, tolerance=12)


def wait_for_icon(desktop: Desktop, colour: tuple[int, int, int] = TEAL) -> Box:
    desktop.wait_until(lambda: icon_box(desktop, colour) is not None, 10, "the icon shows")
    box = icon_box(desktop, colour)
    assert box is not None
    return box


def open_menu(desktop: Desktop, button: int) -> None:
    """Click the icon and wait until the menu's window shows and is painted."""
    desktop.wait_until(lambda: not desktop.menus(), 5, "no menu shows from before")
    before = desktop.screen.grab()
    desktop.click(*wait_for_icon(desktop).middle, button)

    def menu_shows() -> bool:
        change = desktop.screen.find_change(before, Box(0, 0, 1280, 760))
        return change is not None and change.height > 60

    desktop.wait_until(menu_shows, 5, "the menu shows")


def registered(desktop: Desktop) -> list[str]:
    watcher = DBusAddress("/StatusNotifierWatcher", bus_name=WATCHER, interface=PROPERTIES)
    answer: Any = desktop.call(watcher, "Get", "ss", WATCHER, "RegisteredStatusNotifierItems")
    return list(answer[0][1])


@pytest.mark.parametrize("panel", HOSTS)
def test_the_icon_shows_and_takes_every_face(desktop: Desktop, panel: Panel) -> None:
    desktop.start_panel(panel)
    with shown(desktop) as running:
        box = wait_for_icon(desktop)
        assert 14 <= box.width <= 24
        running.tray.show(view(face=Face(Mood.URGENT, 2)))
        wait_for_icon(desktop, CRIMSON)
        desktop.screenshot(f"{panel}-urgent")
    desktop.wait_until(lambda: icon_box(desktop, CRIMSON) is None, 5, "the icon goes")


@pytest.mark.parametrize(
    ("panel", "button"), [("xfce4-panel", 1), ("xfce4-panel", 3), ("lxqt-panel", 3)]
)
def test_a_click_on_the_icon_opens_the_menu_and_a_row_runs_its_command(
    desktop: Desktop, panel: Panel, button: int
) -> None:
    desktop.start_panel(panel)
    with shown(desktop) as running:
        open_menu(desktop, button)
        desktop.screenshot(f"{panel}-menu-{button}")
        desktop.key("Down", "Return")  # the first row that can be chosen
        assert running.clicks.next()[0].value == "headline"


def test_on_lxqt_the_left_button_does_what_the_default_row_does(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its panel opens no menu on the left button, and must not seem dead."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "LXQt")
    desktop.start_panel("lxqt-panel")
    with shown(desktop, view(row("Archive", default=True))) as running:
        desktop.click(*wait_for_icon(desktop).middle, 1)
        assert running.clicks.next()[0].value == "Archive"


def test_rows_in_submenus_and_checks_run_their_commands(desktop: Desktop) -> None:
    desktop.start_panel("xfce4-panel")
    with shown(desktop) as running:
        open_menu(desktop, 1)
        desktop.key("Down", "Down", "Return")
        assert running.clicks.next()[0].value == "Sound"
        open_menu(desktop, 1)
        desktop.key("Up", "Up", "Right", "Down", "Return")
        assert running.clicks.next()[0].value == "Until tomorrow"


def test_an_open_menu_takes_changes(desktop: Desktop) -> None:
    desktop.start_panel("xfce4-panel")
    with shown(desktop) as running:
        open_menu(desktop, 1)
        before = desktop.screen.grab()
        running.tray.show(view(row("New headline", "new"), *SAMPLE.rows))
        desktop.wait_until(
            lambda: desktop.screen.find_change(before, Box(0, 0, 1280, 760)) is not None,
            5,
            "the menu changes",
        )
        desktop.screenshot("changed")
        desktop.key("Escape")
        open_menu(desktop, 1)
        desktop.key("Down", "Return")
        assert running.clicks.next()[0].value == "new"


@pytest.mark.parametrize("panel", HOSTS)
def test_a_panel_that_starts_late_shows_the_icon(desktop: Desktop, panel: Panel) -> None:
    with running_tray(desktop.bus_address, SAMPLE) as running:
        assert not running.tray.hosted
        desktop.start_panel(panel)
        wait_for_icon(desktop)
        desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")


@pytest.mark.long
@pytest.mark.parametrize("panel", HOSTS)
def test_a_panel_killed_ten_times_shows_one_icon_each_time(desktop: Desktop, panel: Panel) -> None:
    desktop.start_panel(panel)
    with shown(desktop) as running:
        for _ in range(10):
            desktop.kill_panel()
            desktop.wait_until_gone(WATCHER)
            desktop.start_panel(panel)
            desktop.wait_until(lambda: len(registered(desktop)) == 1, 10, "one item")
            assert wait_for_icon(desktop).width <= 24, "two icons side by side"
        desktop.wait_until(lambda: running.tray.hosted, 5, "the tray knows that it is hosted")
        assert len(registered(desktop)) == 1


def test_the_panel_shows_the_icon_pixel_for_pixel(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is blurred on the way: what is on the screen is what was drawn for that size."""
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    desktop.start_panel("xfce4-panel")
    face = Face(Mood.UNREAD, 3)
    with shown(desktop, view(*SAMPLE.rows, face=face)):
        seen = wait_for_icon(desktop)
        drawn = draw_image(face, 22)
        sheet = find_colour(drawn, TEAL)
        left, top = seen.x - sheet.x, seen.y - sheet.y
        screen = desktop.screen.grab().convert("RGB")
        shown_there = screen.crop((left, top, left + 22, top + 22))
        ground = screen.getpixel((left - 2, top))
        assert isinstance(ground, tuple)
        wanted = Image.new("RGB", drawn.size, ground)
        wanted.paste(drawn, (0, 0), drawn)
        desktop.screenshot("sharp")
        assert sum(ImageStat.Stat(ImageChops.difference(shown_there, wanted)).mean) < 3


def find_colour(picture: Image.Image, colour: tuple[int, int, int]) -> Box:
    """Return the box around all pixels of about this colour."""
    flat = Image.new("RGB", picture.size, colour)
    far = ImageChops.difference(picture.convert("RGB"), flat).convert("L")
    box = far.point([255] * 9 + [0] * 247).getbbox()
    assert box is not None
    return Box(box[0], box[1], box[2] - box[0], box[3] - box[1])
