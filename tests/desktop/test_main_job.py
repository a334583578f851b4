"""The main job, end to end: a feed publishes, the desktop shows it, a click opens it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress

from tests.desktop.hosted import item_address, menu_labels
from tests.desktop.notifications import FakeServer, running_bus
from tests.desktop.programs import Program, wait_for
from tests.desktop.rig import Desktop, NotificationServer
from tests.desktop.screen import Box
from tests.installation import Installation, make_feed, quit_program, without_desktop
from tests.server import FeedServer
from traynews.cli.demo import load_editions

BOTH = pytest.mark.parametrize("server", ["dunst", "xfce4-notifyd"])


@contextlib.contextmanager
def running(installation: Installation, desktop: Desktop) -> Iterator[Program]:
    """Run the program until the block ends, and see it end well."""
    program = installation.start()
    try:
        desktop.wait_for_name("org.traynews.TrayNews", 10)
        yield program
        assert quit_program(program) == 0, program.output()
        assert "Traceback" not in installation.log(), installation.log()
    finally:
        program.kill()


def headlines(desktop: Desktop) -> list[str]:
    """Return the menu rows that are releases of the test feed."""
    return [label for label in menu_labels(desktop) if "Graustark" in label or "protest" in label]


def tooltip(desktop: Desktop) -> str:
    """Return the icon's tooltip."""
    item = DBusAddress(
        "/StatusNotifierItem",
        bus_name=item_address(desktop),
        interface="org.freedesktop.DBus.Properties",
    )
    ((_, value),) = desktop.call(item, "Get", "ss", "org.kde.StatusNotifierItem", "ToolTip")
    return f"{value[2]} {value[3]}"


def click_popup(desktop: Desktop, server: NotificationServer, box: Box) -> None:
    """Open what the pop-up is about, as each server wants it."""
    if server == "dunst":
        desktop.click(*box.middle, button=2)
        return
    row = desktop.screen.grab().convert("RGB")
    height = box.y + box.height - 31
    background = row.getpixel((box.x + 4, height))
    left = next(
        x for x in range(box.x + 4, box.x + box.width) if row.getpixel((x, height)) != background
    )
    desktop.click(left + 20, height)


def open_menu(desktop: Desktop, name: str) -> None:
    """Open the icon's menu with a real click and keep a picture of it."""
    desktop.wait_until(lambda: not desktop.menus(), 5, "no menu shows from before")
    before = desktop.screen.grab()
    panel = desktop.panel_box
    icon = desktop.screen.find_colour((15, 118, 128), panel, tolerance=12)
    assert icon is not None
    desktop.click(*icon.middle, button=3)

    def menu_shows() -> bool:
        change = desktop.screen.find_change(before, Box(0, 0, 1280, panel.y))
        return change is not None and change.height > 60

    desktop.wait_until(menu_shows, 5, "the menu shows")
    desktop.screen.wait_until_still()
    desktop.screenshot(name)


@BOTH
def test_a_new_release_pops_up_and_a_click_opens_exactly_it(
    desktop: Desktop, tmp_path: Path, server: NotificationServer
) -> None:
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(4))
        _publish_see_click(
            desktop,
            tmp_path,
            server,
            feeds,
            after=make_feed(5),
            link="https://news.example/release/5",
            says="Court frees protester number 5",
        )


@pytest.mark.corpus
@BOTH
def test_real_releases_pop_up_and_open(
    desktop: Desktop, tmp_path: Path, server: NotificationServer, seed: Path
) -> None:
    whole = (seed / "uk-press-releases-2024.xml").read_text(encoding="utf-8")
    begin, end = whole.index("<item>"), whole.index("</item>") + len("</item>")
    newest = whole[begin:end]
    found = re.search(r"<link>([^<]+)</link>", newest)
    assert found is not None
    with FeedServer() as feeds:
        feeds.serve("/feed", (whole[:begin] + whole[end:]).encode())
        _publish_see_click(
            desktop, tmp_path, server, feeds, after=whole.encode(), link=found[1], says=""
        )


def _publish_see_click(
    desktop: Desktop,
    folder: Path,
    server: NotificationServer,
    feeds: FeedServer,
    *,
    after: bytes,
    link: str,
    says: str,
) -> None:
    installation = Installation(folder, desktop.environment)
    installation.configure(feeds.url("/feed"), alerts='duration = "until-dismissed"')
    desktop.start_panel("xfce4-panel")
    desktop.start_notifications(server)
    heard = desktop.watch_bus("org.freedesktop.Notifications")
    with running(installation, desktop):
        desktop.wait_until(lambda: len(installation.titles()) == 4, 10, "four are stored")
        desktop.wait_until(lambda: len(feeds.requests("/feed")) >= 3, 10, "it polls on")
        assert heard.heard("Notify") == []
        assert installation.read("status")["unread"] == 0
        desktop.screenshot(f"{server}-four")

        feeds.serve("/feed", after)
        box = desktop.wait_for_popup(10)
        desktop.screenshot(f"{server}-popup")
        (notify,) = heard.heard("Notify", kind="method_call")
        title, body = notify.body[3], notify.body[4]
        newest = installation.read("list")[0]
        assert (title, newest["url"]) == (newest["title"], link)
        assert says in title
        assert body
        assert not body.startswith(title)
        assert "Open" in notify.body[5]
        assert notify.body[6]["desktop-entry"] == ("s", "traynews")
        desktop.wait_until(lambda: "1 unread" in tooltip(desktop), 5, "one is unread")
        assert installation.read("status")["unread"] == 1
        before = desktop.screen.grab()
        open_menu(desktop, f"{server}-menu")
        desktop.key("Escape")
        desktop.move(640, 400)  # on the icon it would soon bring up a tooltip
        above = Box(0, box.y + box.height, 1280, desktop.panel_box.y - box.y - box.height)
        desktop.wait_until(  # it keeps the pointer to itself until then
            lambda: desktop.screen.find_change(before, above) is None, 5, "the menu is closed"
        )

        click_popup(desktop, server, box)
        (opened,) = desktop.opened(1)
        assert opened.arguments == (link,)
        desktop.wait_until(
            lambda: installation.read("status")["unread"] == 0, 5, "it counts as read"
        )
        desktop.wait_until(lambda: "nothing unread" in tooltip(desktop), 5, "no badge is left")
        desktop.screenshot(f"{server}-read")
        assert len(installation.titles()) == 5
        assert len(heard.heard("Notify", kind="method_call")) == 1


def test_the_menu_lists_the_headlines_and_a_click_opens_one(
    desktop: Desktop, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_panel("xfce4-panel")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(3))
        installation.configure(feeds.url("/feed"))
        with running(installation, desktop):
            desktop.wait_until(lambda: len(headlines(desktop)) == 3, 10, "three are listed")
            whole = {"Mark all read", "Check now", "Quit"}  # "Check now" rests while it checks
            desktop.wait_until(lambda: whole <= set(menu_labels(desktop)), 5, "all rows are there")
            assert menu_labels(desktop)[0].startswith("Check")
            open_menu(desktop, "menu")
            assert installation.read("status")["running"] is True


def test_more_than_three_at_once_are_one_popup(desktop: Desktop, tmp_path: Path) -> None:
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus("org.freedesktop.Notifications")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(2))
        installation.configure(feeds.url("/feed"), alerts='duration = "until-dismissed"')
        with running(installation, desktop):
            desktop.wait_until(lambda: len(installation.titles()) == 2, 10, "two are stored")
            feeds.serve("/feed", make_feed(8))
            desktop.wait_for_popup(10)
            desktop.screenshot("digest")
            (notify,) = heard.heard("Notify", kind="method_call")
            assert "6 new releases" in notify.body[3]


def test_quit_in_the_command_line_ends_the_running_program(
    desktop: Desktop, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(1))
        installation.configure(feeds.url("/feed"))
        program = installation.start()
        try:
            desktop.wait_for_name("org.traynews.TrayNews", 10)
            second = installation.run()
            assert "already running" in second.stdout
            (opened,) = desktop.opened(1)  # which shows that it is there
            assert opened.arguments[0].startswith("http://127.0.0.1:")
            installation.run("quit")
            assert program.process.wait(60) == 0
            assert installation.run("quit").stdout == "TrayNews is not running.\n"
        finally:
            program.kill()


def test_without_a_tray_host_it_alerts_and_the_icon_comes_with_the_host(
    desktop: Desktop, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_notifications("dunst")
    with FeedServer() as feeds:
        feeds.serve("/feed", make_feed(1))
        installation.configure(feeds.url("/feed"), alerts='duration = "until-dismissed"')
        with running(installation, desktop):
            desktop.wait_until(lambda: len(installation.titles()) == 1, 10, "one is stored")
            feeds.serve("/feed", make_feed(2))
            desktop.wait_for_popup(10)
            desktop.start_panel("xfce4-panel")
            item_address(desktop)
            desktop.wait_until(
                lambda: (
                    desktop.screen.find_colour((15, 118, 128), desktop.panel_box, tolerance=12)
                    is not None
                ),
                10,
                "the icon shows",
            )
            desktop.screenshot("late-host")


def test_the_demo_shows_a_newcomer_the_whole_thing(desktop: Desktop, tmp_path: Path) -> None:
    installation = Installation(tmp_path, desktop.environment)
    desktop.start_panel("xfce4-panel")
    desktop.start_notifications("xfce4-notifyd")
    heard = desktop.watch_bus("org.freedesktop.Notifications")
    program = installation.start("demo", "--every", "3")

    def told() -> list[Any]:
        return [call.body for call in heard.heard("Notify", kind="method_call")]

    try:
        desktop.wait_until(lambda: len(told()) >= 4, 30, "welcome, breaking, urgent, several")
        desktop.screen.wait_until_still()
        desktop.screenshot("demo")
        titles = [body[3] for body in told()]
        assert sorted(title.partition(":")[0] for title in titles) == [
            "4 new releases",  # which came together
            "Bordavia",
            "Sylvania",
            "TrayNews is watching for new releases",
        ]
        urgent = next(body for body in told() if body[3].startswith("Bordavia"))
        assert urgent[6]["urgency"] == ("y", 2)
        assert urgent[7] == 0  # stays
        assert "Open all unread (7)" in menu_labels(desktop)  # the quiet one is among them
        assert quit_program(program) == 0, program.output()
        written = program.output()
        assert all(edition.says in written for edition in load_editions())
        assert "Traceback" not in written
    finally:
        program.kill()


# --- killed in the middle ----------------------------------------------------------------------


def _await_program(installation: Installation, address: str) -> Program:
    program = installation.start()
    with running_bus(address) as bus:
        wait_for(lambda: bool(bus.owner_of("org.traynews.TrayNews")), 10, "the program runs")
    return program


@pytest.mark.long
@pytest.mark.desktop
@pytest.mark.usefixtures("desktop_packages")
@pytest.mark.parametrize("shown", [False, True], ids=["before-showing", "after-showing"])
def test_a_killed_program_loses_no_alert_and_repeats_one_at_most(
    address: str,
    tmp_path: Path,
    shown: bool,  # noqa: FBT001
) -> None:
    """Killed while the server has been told (or not) and has not answered yet."""
    installation = without_desktop(tmp_path, DBUS_SESSION_BUS_ADDRESS=address)
    with FeedServer() as feeds, running_bus(address) as bus:
        feeds.serve("/feed", make_feed(2))
        installation.configure(feeds.url("/feed"))
        program = _await_program(installation, address)

        def kill_then_refuse(_: int) -> Any:
            program.kill()

        server = FakeServer(bus)
        if shown:
            server.refuse = kill_then_refuse  # it has the pop-up; the program is gone by then
        try:
            wait_for(lambda: len(installation.titles()) == 2, 10, "two are stored")
            if shown:
                server.start()
            feeds.serve("/feed", make_feed(3))
            if shown:
                wait_for(lambda: len(server.calls) == 1, 10, "the pop-up was sent")
            else:
                wait_for(lambda: len(installation.titles()) == 3, 10, "the third is stored")
                program.kill()
        finally:
            program.kill()
        server.refuse = lambda _: None
        if not shown:
            server.start()
        before = len(server.calls)
        program = _await_program(installation, address)
        try:
            wait_for(lambda: len(server.calls) == before + 1, 10, "it is told after the restart")
            asked = len(feeds.requests("/feed"))
            wait_for(lambda: len(feeds.requests("/feed")) > asked + 1, 10, "it polls on")
            assert len(server.calls) == before + 1
            assert "number 3" in server.calls[-1].summary
            wait_for(
                lambda: installation.read("list")[0]["announced"] is not None, 5, "it is noted"
            )
            assert quit_program(program) == 0
        finally:
            program.kill()
