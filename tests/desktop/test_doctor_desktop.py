"""What the doctor says of real panels and notification servers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress

from tests.desktop.rig import Desktop, NotificationServer, Panel
from tests.installation import Installation, make_feed
from tests.server import FeedServer

pytestmark = pytest.mark.long


def examine(desktop: Desktop, folder: Path, *, status: int) -> dict[str, Any]:
    """Run the doctor on this desktop and return its findings by topic."""
    installation = Installation(folder, desktop.environment)
    if not installation.config.exists():
        with FeedServer() as server:  # nothing is well where no source was ever read
            server.serve("/feed", make_feed(1))
            installation.configure(server.url("/feed"))
            installation.run("check")
    done = installation.run("doctor", "--json", status=status)
    return {one["topic"]: one for one in json.loads(done.stdout)}


@pytest.mark.parametrize(
    ("panel", "server"), [("xfce4-panel", "dunst"), ("lxqt-panel", "xfce4-notifyd")]
)
def test_where_everything_works_it_says_so_and_ends_with_0(
    desktop: Desktop, tmp_path: Path, panel: Panel, server: NotificationServer
) -> None:
    desktop.start_panel(panel)
    desktop.start_notifications(server)
    found = examine(desktop, tmp_path, status=0)
    assert found["tray"]["state"] == "fine"
    assert found["alerts"]["state"] == "fine"
    assert found["alerts"]["says"].lower().startswith(server.split("4")[0])
    assert "actions" in found["alerts"]["says"]
    assert found["do not disturb"]["says"].startswith("off")
    assert found["browser"]["says"] == str(desktop.browser)


def test_a_desktop_without_tray_and_notification_server_is_told_what_to_do(
    desktop: Desktop, tmp_path: Path
) -> None:
    found = examine(desktop, tmp_path, status=1)
    assert found["tray"]["state"] == "wrong"
    assert "Status Tray" in found["tray"]["cure"]
    assert found["alerts"]["says"] == "no notification server is running"
    assert "dunst" in found["alerts"]["cure"]


def test_gnome_without_its_extension_is_told_of_it(desktop: Desktop, tmp_path: Path) -> None:
    desktop.environment["XDG_CURRENT_DESKTOP"] = "ubuntu:GNOME"
    found = examine(desktop, tmp_path, status=1)
    assert found["tray"]["says"] == "GNOME shows no tray icons by itself"
    assert "AppIndicator" in found["tray"]["cure"]


def test_a_tray_of_the_old_kind_is_no_fault_but_has_no_menu(
    desktop: Desktop, tmp_path: Path
) -> None:
    desktop.start_panel("trayer")
    desktop.start_notifications("dunst")
    found = examine(desktop, tmp_path, status=0)
    assert found["tray"]["state"] == "note"
    assert "no menu" in found["tray"]["says"]


def test_do_not_disturb_is_a_thing_to_know(desktop: Desktop, tmp_path: Path) -> None:
    desktop.start_panel("xfce4-panel")
    desktop.start_notifications("dunst")
    dunst = DBusAddress(
        "/org/freedesktop/Notifications",
        bus_name="org.freedesktop.Notifications",
        interface="org.freedesktop.DBus.Properties",
    )
    desktop.call(dunst, "Set", "ssv", "org.dunstproject.cmd0", "paused", ("b", True))
    found = examine(desktop, tmp_path, status=0)
    assert found["do not disturb"]["state"] == "note"
    assert found["do not disturb"]["says"].startswith("on")
