"""The program on Windows, as far as wine is one: icon, menu, balloons, and every way to its end."""

from __future__ import annotations

import pytest

from tests.wine.windows import SITE, Scene

pytestmark = [pytest.mark.wine, pytest.mark.xdist_group("wine")]

_QUERY_END_SESSION, _END_SESSION = 0x0011, 0x0016
_FROM_ICON = 0x0400 + 11  # pystray's WM_NOTIFY, which says in its second value what happened
_BALLOON_CLICKED = 0x0400 + 5


def test_a_new_release_is_told_by_a_balloon_and_its_click_opens_the_page(scene: Scene) -> None:
    scene.start()
    scene.wait_for_balloon()
    scene.desktop.screenshot("balloon")
    # What Windows sends when it is clicked; wine draws balloons and sends nothing (the test below).
    scene.windows.send_to_tray((_FROM_ICON, 0, _BALLOON_CLICKED))
    scene.wait_until(lambda: scene.installation.opened() == [f"{SITE}/release/4"], "its page opens")
    scene.wait_until(lambda: scene.installation.is_read(f"{SITE}/release/4"), "it is read")


@pytest.mark.xfail(
    reason="wine draws balloons and hears no click on them: its winex11.drv/systray.c, 8.0"
)
def test_a_click_on_the_balloon_by_mouse_opens_the_page(scene: Scene) -> None:
    scene.start()
    scene.desktop.click(*scene.wait_for_balloon().middle)
    scene.desktop.wait_until(lambda: bool(scene.installation.opened()), 3, "its page opens")


@pytest.mark.parametrize("button", [1, 3], ids=["left", "right"])
def test_a_click_on_the_icon_opens_the_menu_and_a_headline_its_page(
    scene: Scene, button: int
) -> None:
    scene.start()
    menu = scene.open_menu(button)
    scene.desktop.screenshot("menu")
    scene.click_row(menu, "release 2")
    scene.wait_until(lambda: scene.installation.opened() == [f"{SITE}/release/2"], "its page opens")
    scene.wait_until(lambda: scene.installation.is_read(f"{SITE}/release/2"), "it is read")


def test_the_menu_opens_the_window(scene: Scene) -> None:
    scene.start()
    scene.click_row(scene.open_menu(), "Open TrayNews…")
    scene.wait_until(lambda: bool(scene.installation.opened()), "the page opens")
    assert scene.installation.opened()[0].startswith("http://127.0.0.1:")


def test_quit_in_the_menu_ends_it(scene: Scene) -> None:
    scene.start()
    scene.click_row(scene.open_menu(), "Quit")
    scene.assert_clean_end()
    scene.wait_until(lambda: scene.find_icon() is None, "the icon goes")


def test_the_command_quit_ends_it(scene: Scene) -> None:
    scene.start()
    scene.wait_for_icon()
    scene.installation.run("quit")
    scene.assert_clean_end()
    scene.wait_until(lambda: scene.find_icon() is None, "the icon goes")


def test_a_log_off_that_is_called_off_leaves_it_running(scene: Scene) -> None:
    program = scene.start()
    answers = scene.windows.send_to_tray((_QUERY_END_SESSION, 0, 0), (_END_SESSION, 0, 0))
    assert answers == [1, 0]
    assert scene.installation.run("check").stdout == "TrayNews is running; it checks now.\n"
    assert program.alive


def test_a_log_off_ends_it(scene: Scene) -> None:
    scene.start()
    scene.wait_for_icon()
    scene.windows.send_to_tray((_QUERY_END_SESSION, 0, 0), (_END_SESSION, 1, 0))
    scene.assert_clean_end()
