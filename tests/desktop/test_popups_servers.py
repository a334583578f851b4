"""Pop-ups on real notification servers: seen, clicked, dismissed, handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.clicks import Clicks
from tests.desktop.notifications import running_bus, settle
from tests.desktop.rig import NOTIFICATIONS, Desktop, NotificationServer
from tests.desktop.screen import Box
from traynews.core.alerts.popup import for_digest, for_entry
from traynews.core.data.model import Entry, Level
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Command, Popup, Verb
from traynews.desktop.browser import SystemBrowser
from traynews.desktop.bus.connection import Bus
from traynews.desktop.popups.freedesktop import FreedesktopPopups
from traynews.errors import PopupError

SETTINGS = AlertSettings(duration=0)
BOTH = pytest.mark.parametrize("server", ["dunst", "xfce4-notifyd"])
HOSTILE = '_ & < " - é ع <script>alert(1)</script> &amp; <b>bold</b>'
BARE = '_ & < " - é ع alert(1) & bold'


def make_entry(number: int = 1, title: str = "Verdict on protesters is a travesty") -> Entry:
    when = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
    summary = "Eleven people were sentenced today. Their lawyers were not heard."
    return Entry(number, "feed", title, f"https://news.example/{number}", when, when, summary)


def opens(number: int = 1) -> Command:
    return Command(Verb.OPEN, (number,), url=f"https://news.example/{number}")


@pytest.fixture
def bus(desktop: Desktop) -> Iterator[Bus]:
    with running_bus(desktop.bus_address) as given:
        yield given


@pytest.fixture
def clicks() -> Clicks:
    return Clicks()


@pytest.fixture
def popups(bus: Bus, clicks: Clicks) -> FreedesktopPopups:
    return FreedesktopPopups(bus, clicks)


def show(desktop: Desktop, popups: FreedesktopPopups, popup: Popup, name: str) -> Box:
    """Show it, wait until it is on the screen, and keep a picture."""
    popups.show(popup)
    box = desktop.wait_for_popup()
    desktop.screenshot(name)
    return box


def find_buttons(desktop: Desktop, box: Box) -> list[tuple[int, int]]:
    """Return the middles of the buttons that Xfce draws in a row near the lower edge."""
    height = box.y + box.height - 31
    row = desktop.screen.grab().convert("RGB")
    background = row.getpixel((box.x + 4, height))
    inside = [
        row.getpixel((x, height)) != background for x in range(box.x + 4, box.x + box.width - 4)
    ]
    edges = [x for x in range(1, len(inside)) if inside[x] != inside[x - 1]]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(box.x + 4 + (left + right) // 2, height) for left, right in pairs]


def test_a_click_opens_the_page_in_the_browser(
    desktop: Desktop, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the pop-up to the browser's command line, as the application wires it."""
    monkeypatch.setenv("BROWSER", str(desktop.browser))
    browser = SystemBrowser(on_failure=pytest.fail)
    popups = FreedesktopPopups(bus, lambda command, token: browser.open(command.url, token))
    desktop.start_notifications("dunst")
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    desktop.click(*box.middle, button=2)
    (opened,) = desktop.opened(1)
    assert (opened.arguments, opened.token) == (("https://news.example/1",), "")


def test_a_middle_click_in_dunst_opens_the_release(
    desktop: Desktop, popups: FreedesktopPopups, clicks: Clicks
) -> None:
    desktop.start_notifications("dunst")
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    desktop.click(*box.middle, button=2)
    assert clicks.next() == (opens(), "")


@pytest.mark.parametrize(
    ("index", "command"),
    [(0, opens()), (1, Command(Verb.READ, (1,))), (2, Command(Verb.LATER, (1,)))],
)
def test_each_button_in_xfce_does_what_it_says(
    desktop: Desktop, popups: FreedesktopPopups, clicks: Clicks, index: int, command: Command
) -> None:
    desktop.start_notifications("xfce4-notifyd")
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    buttons = find_buttons(desktop, box)
    assert len(buttons) == 3
    desktop.click(*buttons[index])
    assert clicks.next() == (command, "")
    assert clicks.quiet


def test_a_click_beside_the_buttons_in_xfce_dismisses_and_opens_nothing(
    desktop: Desktop, popups: FreedesktopPopups, clicks: Clicks, bus: Bus
) -> None:
    desktop.start_notifications("xfce4-notifyd")
    heard = desktop.watch_bus(NOTIFICATIONS)
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    desktop.click(box.x + 30, box.y + 20)
    (closed,) = heard.wait_for("NotificationClosed")
    assert closed.body[1] == 2
    settle(bus)
    assert clicks.quiet


@BOTH
def test_the_icon_shows(
    desktop: Desktop, bus: Bus, clicks: Clicks, tmp_path: Path, server: NotificationServer
) -> None:
    icon = tmp_path / "an icon é.png"
    Image.new("RGB", (64, 64), (10, 200, 30)).save(icon)
    desktop.start_notifications(server)
    popups = FreedesktopPopups(bus, clicks, icon=str(icon))
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), f"icon-{server}")
    found = desktop.screen.find_colour((10, 200, 30), box)
    assert found is not None
    assert found.width >= 24


def test_a_left_click_in_dunst_dismisses_and_opens_nothing(
    desktop: Desktop, popups: FreedesktopPopups, clicks: Clicks, bus: Bus
) -> None:
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    box = show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    desktop.click(*box.middle)
    (closed,) = heard.wait_for("NotificationClosed")
    assert closed.body[1] == 2
    settle(bus)
    assert clicks.quiet


HOLD = {
    "dunst": ["dunstctl", "set-paused", "true"],
    "xfce4-notifyd": [
        "xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool",
        "-s", "true",
    ],
}  # fmt: skip


@BOTH
def test_a_server_told_not_to_disturb_holds_back(
    desktop: Desktop, popups: FreedesktopPopups, server: NotificationServer
) -> None:
    desktop.start_notifications(server)
    assert not popups.held_back()
    assert desktop.start(HOLD[server]).process.wait(60) == 0
    desktop.wait_until(popups.held_back, 5, "it holds back")


@BOTH
def test_hostile_text_shows_as_it_is(
    desktop: Desktop, popups: FreedesktopPopups, server: NotificationServer
) -> None:
    """Markup shows as letters, so a body with it needs more lines than what it would leave."""
    desktop.start_notifications(server)
    long = Popup("A", f"{HOSTILE} " * 6, seconds=0, entry_ids=(1,))
    hostile = show(desktop, popups, long, f"hostile-{server}")
    popups.withdraw([1])
    desktop.wait_until(lambda: not desktop.popups(), 5, "the pop-up goes")
    bare = show(desktop, popups, Popup("A", f"{BARE} " * 6, seconds=0), f"bare-{server}")
    assert hostile.height > bare.height


@BOTH
def test_a_digest_replaces_itself(
    desktop: Desktop, popups: FreedesktopPopups, server: NotificationServer
) -> None:
    desktop.start_notifications(server)
    entries = [make_entry(number, f"Release number {number}") for number in range(1, 8)]
    show(desktop, popups, for_digest(entries[:5], SETTINGS), f"five-{server}")
    before = desktop.screen.grab()
    popups.show(for_digest(entries, SETTINGS))
    desktop.wait_until(
        lambda: desktop.screen.find_change(before) is not None, 5, "the digest changes"
    )
    desktop.screenshot(f"seven-{server}")
    assert len(desktop.popups()) == 1


@BOTH
def test_a_withdrawn_popup_goes_from_the_screen(
    desktop: Desktop, popups: FreedesktopPopups, server: NotificationServer
) -> None:
    desktop.start_notifications(server)
    show(desktop, popups, for_entry(make_entry(), SETTINGS), "alert")
    popups.withdraw([1])
    desktop.wait_until(lambda: not desktop.popups(), 5, "the pop-up goes")


def test_an_urgent_release_looks_urgent_and_stays(
    desktop: Desktop, popups: FreedesktopPopups
) -> None:
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    entry = make_entry()
    urgent = Entry(
        entry.id, "feed", "At risk of execution", entry.url, entry.published, entry.first_seen,
        entry.summary, level=Level.URGENT,
    )  # fmt: skip
    show(desktop, popups, for_entry(urgent, AlertSettings(duration=1)), "urgent")
    (call,) = heard.wait_for("Notify")
    assert call.body[7] == 0
    assert call.body[6]["urgency"] == ("y", 2)


def test_the_next_server_gets_the_next_alert(
    desktop: Desktop, popups: FreedesktopPopups, clicks: Clicks
) -> None:
    desktop.start_notifications("dunst")
    show(desktop, popups, for_entry(make_entry(1), SETTINGS), "on-dunst")
    desktop.stop_notifications()
    with pytest.raises(PopupError, match="no notification server is running"):
        popups.show(for_entry(make_entry(2), SETTINGS))
    desktop.start_notifications("xfce4-notifyd")
    box = show(desktop, popups, for_entry(make_entry(3), SETTINGS), "on-xfce")
    assert box.width > 100
    assert clicks.quiet
