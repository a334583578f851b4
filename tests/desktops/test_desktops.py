"""The program on the desktops that people have, clicked as they click."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.desktops import cinnamon, gnome, lxqt, mate, plasma, sway, xembed
from tests.desktops.place import Click, Place
from tests.desktops.scene import SITE, Scene

pytestmark = pytest.mark.desktops

PLACES = (
    gnome.ON_X,
    gnome.ON_WAYLAND,
    gnome.BARE,
    plasma.PLASMA,
    sway.SWAY,
    cinnamon.CINNAMON,
    mate.MATE,
    lxqt.LXQT,
    xembed.TINT2,
    xembed.I3,
)


def on(places: Iterable[Place]) -> Callable[[Any], Any]:
    """Run a test on these desktops."""
    given = [pytest.param(one, marks=group(one), id=one.name) for one in places]
    return pytest.mark.parametrize("ran", given, indirect=True)


def group(place: Place) -> pytest.MarkDecorator:
    """All that is about one desktop is run by one process, which starts it once."""
    return pytest.mark.xdist_group(place.name)


ALL = on(PLACES)
WITH_MENU = on(one for one in PLACES if one.has_icon and Click.MENU in (one.left, one.right))
WITH_BUTTONS = on(one for one in PLACES if one.buttons)
CLICKS = [
    pytest.param(one, button, does, marks=group(one), id=f"{one.name}-{name}")
    for one in PLACES
    for button, name, does in ((1, "left", one.left), (3, "right", one.right))
    if one.has_icon and does
]


@pytest.mark.parametrize(("ran", "button", "does"), CLICKS, indirect=["ran"])
def test_a_click_on_the_icon_does_what_it_does_there(
    scene: Scene, button: int, does: Click
) -> None:
    if does is Click.WINDOW:
        scene.click_icon(button)
    else:
        menu = scene.open_menu(button)
        scene.desktop.screenshot(f"menu-{button}")
        scene.click_row(menu, "Open TrayNews")
    assert scene.opened().startswith("http://127.0.0.1:")


@WITH_MENU
def test_a_click_on_a_headline_opens_its_page(scene: Scene) -> None:
    menu = scene.open_menu()
    scene.click_row(menu, "protester number 2")
    assert scene.opened() == f"{SITE}/release/2"
    scene.wait_until_gone()
    scene.desktop.wait_until(lambda: scene.is_read(2), 10, "it is read")


@ALL
def test_a_click_on_a_popup_opens_its_page(scene: Scene) -> None:
    popup = scene.wait_for_popup()
    scene.desktop.screenshot("popup")
    scene.click_body(popup)
    assert scene.opened() == f"{SITE}/release/4"
    scene.wait_until_gone()


@WITH_BUTTONS
def test_mark_read_marks_it_read(scene: Scene) -> None:
    scene.press(scene.wait_for_popup(), 1)
    scene.desktop.wait_until(lambda: scene.is_read(4), 10, "it is read")
    scene.wait_until_gone()


@WITH_BUTTONS
def test_later_takes_the_popup_away_and_leaves_the_release_unread(scene: Scene) -> None:
    scene.press(scene.wait_for_popup(), 2)
    scene.wait_until_gone()
    assert not scene.is_read(4)


@on(one for one in PLACES if one.has_icon and one.crashes)
def test_the_icon_is_there_again_after_a_crash_of_the_panel(scene: Scene) -> None:
    before = scene.wait_for_icon()
    scene.running.restart_shell()
    after = scene.wait_for_icon()
    assert abs(after.width - before.width) <= 2
    assert abs(after.height - before.height) <= 2


@on([gnome.BARE])
def test_on_gnome_the_icon_comes_with_the_extension(scene: Scene) -> None:
    assert scene.find_icon() is None
    gnome.load_extension(scene.desktop)
    scene.wait_for_icon()
    gnome.unload_extension(scene.desktop)
    scene.desktop.wait_until(lambda: scene.find_icon() is None, 10, "the icon goes")
