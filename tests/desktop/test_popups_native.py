"""The adapter for Windows and macOS, run on dunst: what it says, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.clicks import Clicks
from tests.desktop.rig import NOTIFICATIONS, Desktop
from traynews.core.data.view import Button, Command, Popup, Urgency, Verb
from traynews.desktop.popups import native
from traynews.desktop.popups.native import NativePopups
from traynews.errors import PopupError

pytest.importorskip("desktop_notifier")

OPEN = Command(Verb.OPEN, (7,), url="https://news.example/7")
READ = Command(Verb.READ, (7,))
POPUP = Popup(
    "Guards shot at a crowd",
    "Five people died.",
    (Button("Mark read", READ), Button("Open", OPEN)),
    seconds=0,
    urgency=Urgency.CRITICAL,
    entry_ids=(7,),
)


@pytest.fixture
def clicks() -> Clicks:
    return Clicks()


async def leave_bus(popups: NativePopups) -> None:
    """Do what desktop-notifier leaves to the end of the process."""
    bus = getattr(popups._notifier and popups._notifier._backend, "bus", None)
    if bus is not None:
        bus.disconnect()
        await bus.wait_for_disconnect()


@pytest.fixture
def popups(
    desktop: Desktop, clicks: Clicks, monkeypatch: pytest.MonkeyPatch
) -> Iterator[NativePopups]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.bus_address)
    monkeypatch.setattr(native, "_PATIENCE", 30.0)
    given = NativePopups(clicks)
    yield given
    given._wait(lambda: leave_bus(given))
    given.close()


def test_a_click_opens_the_release(desktop: Desktop, popups: NativePopups, clicks: Clicks) -> None:
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    popups.show(POPUP)
    (call,) = heard.wait_for("Notify")
    name, _, icon, title, body, actions, hints, expire = call.body
    assert (name, icon, title, body) == ("TrayNews", "", POPUP.title, POPUP.body)
    assert actions == ["default", "", "0", "Mark read"]
    assert (hints["urgency"], expire) == (("y", 2), 0)
    box = desktop.wait_for_popup()
    desktop.screenshot("native")
    desktop.click(*box.middle, button=2)
    assert clicks.next() == (OPEN, "")


def test_a_button_does_what_it_says(desktop: Desktop, popups: NativePopups, clicks: Clicks) -> None:
    """Xfce draws buttons; the click on the body is not offered there by desktop-notifier."""
    desktop.start_notifications("xfce4-notifyd")
    popups.show(POPUP)
    box = desktop.wait_for_popup()
    desktop.click(box.x + box.width - 60, box.y + box.height - 31)
    assert clicks.next() == (READ, "")


def test_a_dismissal_opens_nothing(desktop: Desktop, popups: NativePopups, clicks: Clicks) -> None:
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    popups.show(POPUP)
    desktop.click(*desktop.wait_for_popup().middle)
    heard.wait_for("NotificationClosed")
    popups.show(Popup("after it"))  # the loop has dealt with the signal by now
    assert clicks.quiet


def test_a_digest_replaces_itself(desktop: Desktop, popups: NativePopups) -> None:
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    popups.show(Popup("5 new releases", key="digest", seconds=0))
    popups.show(Popup("7 new releases", key="digest", seconds=0))
    heard.wait_for("Notify", count=2)
    heard.wait_for("CloseNotification")
    desktop.wait_until(lambda: len(desktop.popups()) == 1, 5, "one digest stands")


def test_withdrawing_closes_only_what_is_wholly_about_it(
    desktop: Desktop, popups: NativePopups
) -> None:
    desktop.start_notifications("dunst")
    popups.withdraw([7])  # before anything was shown
    popups.show(Popup("two", entry_ids=(7, 8), seconds=0))
    desktop.wait_for_popup()
    popups.withdraw([7])
    assert desktop.popups()
    popups.withdraw([7, 8])
    desktop.wait_until(lambda: not desktop.popups(), 5, "it goes")
    popups.withdraw([7, 8])


@pytest.mark.usefixtures("desktop")
def test_what_desktop_notifier_only_logs_is_an_error_here(popups: NativePopups) -> None:
    with pytest.raises(PopupError, match="was not provided by any"):
        popups.show(POPUP)


def test_closing_twice_and_before_anything_is_fine() -> None:
    popups = NativePopups(Clicks())
    popups.close()
    popups.close()
