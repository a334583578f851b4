"""The rig itself: what it claims to show, hear and end, it does."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jeepney import Message

from tests.desktop import eavesdropper
from tests.desktop.eavesdropper import Heard
from tests.desktop.programs import (
    NEEDED,
    PACKAGES,
    RigError,
    install_command,
    missing_packages,
    wait_for,
)
from tests.desktop.rig import NOTIFICATIONS, WATCHER, Desktop, NotificationServer, Panel
from tests.desktop.screen import Box

_UTIL_LINUX = "util-linux"  # essential on Debian, so the list need not name it

# A green square in the old manner: XEmbed 0.5 and the System Tray Protocol, 0.4. Not pystray's own,
# which talks to the display from two threads and sometimes is never docked.
_XEMBED_ICON = """
from Xlib import X, Xutil, display
from Xlib.protocol import event

connection = display.Display()
atom = connection.intern_atom
screen = connection.screen()
green = screen.default_colormap.alloc_color(0, 200 * 257, 0).pixel
icon = screen.root.create_window(
    0, 0, 24, 24, 0, screen.root_depth, background_pixel=green, event_mask=X.ExposureMask
)
icon.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=24, min_height=24)
icon.change_property(atom("_XEMBED_INFO"), atom("_XEMBED_INFO"), 32, [0, 1])
tray = connection.get_selection_owner(atom("_NET_SYSTEM_TRAY_S0"))
request = (32, [X.CurrentTime, 0, icon.id, 0, 0])
opcode = atom("_NET_SYSTEM_TRAY_OPCODE")
tray.send_event(event.ClientMessage(window=tray, client_type=opcode, data=request))
while True:
    connection.next_event()
"""


def notify(desktop: Desktop, *arguments: str) -> None:
    """Send a pop-up as any program would, and wait until the server has taken it."""
    assert desktop.start(["notify-send", *arguments]).process.wait(30) == 0


@pytest.mark.parametrize("server", ["dunst", "xfce4-notifyd"])
def test_a_notification_appears_on_the_screen(desktop: Desktop, server: NotificationServer) -> None:
    desktop.start_notifications(server)
    before = desktop.screen.wait_until_still()
    notify(desktop, "Release the prisoners", "A statement of today")
    box = desktop.wait_for_popup()
    desktop.screenshot("pop-up")
    changed = desktop.screen.find_change(before)
    assert changed is not None
    assert inside(box, changed)


@pytest.mark.parametrize("server", ["dunst", "xfce4-notifyd"])
def test_a_click_reaches_the_pop_up(desktop: Desktop, server: NotificationServer) -> None:
    desktop.start_notifications(server)
    heard = desktop.watch_bus(NOTIFICATIONS)
    notify(desktop, "Click me")
    desktop.click(*desktop.wait_for_popup().middle)
    closed = heard.wait_for("NotificationClosed")
    assert [message.body[1] for message in closed] == [2]  # dismissed by the user
    sent = heard.heard("Notify", kind="method_call")
    assert [message.body[3] for message in sent] == ["Click me"]
    desktop.wait_until(lambda: not desktop.popups(), 5, "the pop-up goes")


def test_what_was_said_is_heard_however_late_the_listening_thread_is(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), eavesdropper._read

    def read_late(message: Message) -> Heard:
        assert go_on.wait(20)
        return read(message)

    monkeypatch.setattr(eavesdropper, "_read", read_late)
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    notify(desktop, "Said")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(heard.heard, "Notify", kind="method_call")
        with pytest.raises(TimeoutError):
            asked.result(0.2)
        go_on.set()
        assert [message.body[3] for message in asked.result(20)] == ["Said"]


@pytest.mark.parametrize("panel", ["xfce4-panel", "lxqt-panel"])
def test_a_panel_watches_for_tray_icons_until_it_is_gone(desktop: Desktop, panel: Panel) -> None:
    desktop.start_panel(panel)
    assert desktop.has_name(WATCHER)
    assert desktop.panel_box.edges[2:] == (1280, 800)
    desktop.kill_panel()
    desktop.wait_until_gone(WATCHER)
    desktop.start_panel(panel)
    desktop.stop_panel()
    desktop.wait_until_gone(WATCHER)


@pytest.mark.parametrize("panel", ["xfce4-panel", "trayer"])
def test_an_icon_on_the_panel_is_found_where_it_is_drawn(desktop: Desktop, panel: Panel) -> None:
    desktop.start_panel(panel)
    before = desktop.screen.wait_until_still()
    icon = desktop.start([sys.executable, "-c", _XEMBED_ICON])
    found = desktop.wait_for_tray_icon(before)
    desktop.screenshot("icon")
    green = desktop.screen.find_colour((0, 200, 0))
    assert green is not None, icon.output()
    assert inside(found, green)
    assert inside(desktop.panel_box, green)
    assert 12 <= green.width <= 34


def test_keys_and_pointer_arrive(desktop: Desktop) -> None:
    target = desktop.start(["xev", "-name", "target", "-geometry", "300x200+100+100"])
    desktop.wait_until(lambda: bool(desktop.screen.windows(name="^target$")), 5, "the window shows")
    window = desktop.screen.windows(name="^target$")[0]
    desktop.move(*window.box.middle)
    desktop.wait_until(lambda: "FocusIn" in target.output(), 5, "keys go to the window")
    desktop.key("a")
    desktop.click(*window.box.middle, button=3)
    desktop.wait_until(
        lambda: "ButtonRelease" in (text := target.output()) and "(keysym 0x61, a)" in text,
        5,
        "key and button arrive",
    )
    assert "button 3" in target.output()


def test_the_browser_writes_down_what_it_is_given(desktop: Desktop) -> None:
    desktop.start([str(desktop.browser), "https://example.org/a"])
    desktop.start([str(desktop.browser), "b c"], extra={"XDG_ACTIVATION_TOKEN": "token-1"})
    calls = desktop.opened(2)
    assert {(call.arguments, call.token) for call in calls} == {
        (("https://example.org/a",), ""),
        (("b c",), "token-1"),
    }


@pytest.mark.usefixtures("desktop_packages")
def test_nothing_is_left_behind() -> None:
    with Desktop() as desktop:
        desktop.start_panel("xfce4-panel")
        desktop.start_notifications("xfce4-notifyd")
        folder = desktop.folder
        assert processes_naming(str(folder))
    assert not folder.exists()
    wait_until_nobody_names(folder)


@pytest.mark.usefixtures("desktop_packages")
def test_a_failing_test_leaves_nothing_behind_either() -> None:
    desktop = Desktop("fails")

    def fail() -> None:
        with desktop:
            desktop.start_notifications()
            desktop.wait_until(lambda: False, 0.1, "pigs fly")

    with pytest.raises(RigError, match=r"pigs fly\nscreenshot: .*fails-failed.png"):
        fail()
    wait_until_nobody_names(desktop.folder)


def test_two_desktops_do_not_meet(desktop: Desktop) -> None:
    with Desktop("other") as other:
        assert other.environment["DISPLAY"] != desktop.environment["DISPLAY"]
        other.start_notifications("dunst")
        assert not desktop.has_name(NOTIFICATIONS)


def test_the_list_of_packages_has_every_program() -> None:
    assert set(NEEDED.values()) - {_UTIL_LINUX} <= set(PACKAGES.read_text().split())


def test_a_missing_program_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "dunst" in missing_packages()
    assert install_command().startswith("apt-get install --no-install-recommends adwaita-icon-")


def test_waiting_in_vain_says_for_what() -> None:
    with pytest.raises(RigError, match=r"waited 0.25 s in vain: the tide"):
        wait_for(lambda: False, 0.05, "the tide")


@pytest.mark.parametrize(
    "variable", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"]
)
def test_no_test_sees_a_folder_of_the_user(
    variable: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert Path(os.environ[variable]).is_relative_to(tmp_path_factory.getbasetemp())


def test_no_test_sees_the_session_of_the_user() -> None:
    assert not {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"} & set(os.environ)


def inside(outer: Box, inner: Box) -> bool:
    """Whether one box lies in the other."""
    left, upper, right, lower = inner.edges
    return (
        outer.x <= left and outer.y <= upper and right <= outer.edges[2] and lower <= outer.edges[3]
    )


def wait_until_nobody_names(folder: Path) -> None:
    """Wait for those, too, whom the killed have started: the system ends them in its own time."""
    wait_for(lambda: not processes_naming(str(folder)), 5, "all processes have ended")


def processes_naming(text: str) -> list[str]:
    """Return the running processes in whose environment the text stands."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # it has ended meanwhile, or is another user's
            if text.encode() in path.read_bytes():
                found.append(path.parent.name)
    return found
