"""Our client of `org.freedesktop.Notifications` against a server that says what we have it say."""

from __future__ import annotations

import io
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.desktop.clicks import Clicks
from tests.desktop.eavesdropper import Eavesdropper
from tests.desktop.notifications import (
    NAME,
    PATH,
    FakeServer,
    bus_daemon,
    running_bus,
    settle,
)
from tests.desktop.programs import wait_for
from traynews.core.data.view import Button, Command, Popup, Urgency, Verb
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import CallRefused
from traynews.desktop.popups import do_not_disturb, freedesktop, shown
from traynews.desktop.popups.chain import PopupChain
from traynews.desktop.popups.freedesktop import FreedesktopPopups
from traynews.desktop.popups.terminal import TerminalPopups
from traynews.errors import PopupError

pytestmark = pytest.mark.usefixtures("desktop_packages")

PROPERTIES = "org.freedesktop.DBus.Properties"
_ROOT = Path(__file__).parents[2]
OPEN = Command(Verb.OPEN, (7,), url="https://news.example/7")
READ = Command(Verb.READ, (7,))
POPUP = Popup(
    "Guards shot at a crowd",
    "Five people died.",
    (Button("Open", OPEN), Button("Mark read", READ)),
    entry_ids=(7,),
)
DIGEST = Popup("5 new releases", key="digest", entry_ids=(1, 2))


@pytest.fixture
def server(address: str) -> Iterator[FakeServer]:
    with running_bus(address) as given:
        fake = FakeServer(given)
        fake.start()
        yield fake


@pytest.fixture
def clicks() -> Clicks:
    return Clicks()


@pytest.fixture
def popups(bus: Bus, clicks: Clicks) -> FreedesktopPopups:
    return FreedesktopPopups(bus, clicks)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give bus and servers that start, take over or answer the time that a busy machine takes."""
    for module in (freedesktop, do_not_disturb):
        monkeypatch.setattr(module, "_PATIENCE", 30.0)


def wait_until_shown(popups: FreedesktopPopups, popup: Popup) -> None:
    """Show it, also where the server takes its time; raises what comes of it."""
    later = popups.show(popup)
    if later is not None:
        later.result(30)


def test_a_popup_arrives_as_the_specification_has_it(
    popups: FreedesktopPopups, server: FakeServer
) -> None:
    wait_until_shown(popups, POPUP)
    (call,) = server.calls
    assert (call.app_name, call.replaces, call.icon) == ("TrayNews", 0, "traynews")
    assert (call.summary, call.body) == ("Guards shot at a crowd", "Five people died.")
    assert call.actions == ["default", "Open", "read-1", "Mark read"]
    assert call.hints == {
        "urgency": ("y", 1),
        "desktop-entry": ("s", "traynews"),
        "suppress-sound": ("b", True),
    }
    assert call.expire == -1


def test_a_click_is_reported_with_its_activation_token(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks
) -> None:
    wait_until_shown(popups, POPUP)
    server.click(1, "default", "launch-1")
    server.click(1, "read-1")
    assert clicks.next() == (OPEN, "launch-1")
    assert clicks.next() == (READ, "")  # a token is spent once


def test_a_click_that_also_closes_is_a_click(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks
) -> None:
    wait_until_shown(popups, POPUP)
    server.click(1)
    server.close(1, reason=2)
    assert clicks.next() == (OPEN, "")


@pytest.mark.parametrize("reason", [1, 2, 3, 4])
def test_closing_alone_opens_nothing(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks, bus: Bus, reason: int
) -> None:
    wait_until_shown(popups, POPUP)
    server.close(1, reason)
    settle(server.bus)
    settle(bus)
    assert clicks.quiet


def test_default_in_the_wake_of_a_dismissal_opens_nothing(
    popups: FreedesktopPopups,
    server: FakeServer,
    clicks: Clicks,
    bus: Bus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shown, "_ECHO", 30.0)
    wait_until_shown(popups, POPUP)
    server.close(1, reason=2)
    server.click(1)
    settle(server.bus)
    settle(bus)
    assert clicks.quiet


def test_a_dismissal_in_awesome_opens_nothing_and_its_button_opens(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks, bus: Bus
) -> None:
    server.name = "naughty"
    wait_until_shown(popups, POPUP)
    assert server.calls[0].actions[:2] == ["open-0", "Open"]
    server.click(1)  # awesome's dismissal
    server.close(1, reason=2)
    settle(server.bus)
    settle(bus)
    assert clicks.quiet
    server.click(1, "open-0")  # its button comes after the close (awesomeWM issue 3836)
    assert clicks.next() == (OPEN, "")


def test_a_late_click_still_opens(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks
) -> None:
    wait_until_shown(popups, POPUP)
    server.close(1, reason=1)
    server.click(1)
    assert clicks.next() == (OPEN, "")


def test_signals_of_anybody_else_are_ignored(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks, bus: Bus, address: str
) -> None:
    wait_until_shown(popups, POPUP)
    with running_bus(address) as stranger:
        stranger.emit(PATH, NAME, "ActionInvoked", "us", (1, "default"))
        settle(stranger)
    settle(bus)
    assert clicks.quiet
    server.click(1)
    assert clicks.next() == (OPEN, "")


@pytest.mark.parametrize("body", [(99, "default"), (1, "unknown"), (1, "")])
def test_unknown_numbers_and_keys_are_ignored(
    popups: FreedesktopPopups,
    server: FakeServer,
    clicks: Clicks,
    bus: Bus,
    body: tuple[int, str],
) -> None:
    wait_until_shown(popups, POPUP)
    server.click(*body)
    settle(server.bus)
    settle(bus)
    assert clicks.quiet


def test_body_is_escaped_only_where_it_is_markup_and_the_summary_never(
    popups: FreedesktopPopups, server: FakeServer
) -> None:
    wait_until_shown(popups, Popup("A & <b>", 'x < y & "z"'))
    assert (server.calls[0].summary, server.calls[0].body) == (
        "A & <b>",
        'x &lt; y &amp; "z"',
    )


def test_body_stays_as_it_is_where_it_is_plain(
    popups: FreedesktopPopups, server: FakeServer
) -> None:
    server.capabilities = ("body",)
    wait_until_shown(popups, Popup("A", "x < y & z", POPUP.buttons))
    assert server.calls[0].body == "x < y & z"
    assert server.calls[0].actions == []


def test_a_digest_takes_the_place_of_the_one_that_stands(
    popups: FreedesktopPopups, server: FakeServer, bus: Bus
) -> None:
    wait_until_shown(popups, DIGEST)
    wait_until_shown(popups, DIGEST)
    assert [call.replaces for call in server.calls] == [0, 1]
    server.close(1, reason=1)
    settle(server.bus)
    settle(bus)
    wait_until_shown(popups, DIGEST)
    assert server.calls[2].replaces == 0


def test_withdrawing_closes_a_digest_with_its_last_entry(
    popups: FreedesktopPopups, server: FakeServer, bus: Bus
) -> None:
    wait_until_shown(popups, DIGEST)
    popups.withdraw([1, 99])
    settle(bus)
    assert server.closed.empty()
    popups.withdraw([2])
    assert server.closed.get(timeout=30) == 1
    popups.withdraw([1, 2])
    settle(bus)
    assert server.closed.empty()


def test_without_any_server_it_fails_after_asking_who_there_could_be(
    popups: FreedesktopPopups, bus: Bus, address: str
) -> None:
    with Eavesdropper(address) as heard:
        with pytest.raises(PopupError, match="no notification server is running"):
            wait_until_shown(popups, POPUP)
        heard.wait_for("ListActivatableNames")
        asked = [one for one in heard.heard(kind="method_call") if one.sender == bus.unique_name]
    assert {one.destination for one in asked} == {"org.freedesktop.DBus"}
    assert [one.member for one in asked].count("ListActivatableNames") == 1
    assert "StartServiceByName" not in [one.member for one in asked]


def test_a_server_that_comes_later_gets_the_next_alert(
    popups: FreedesktopPopups, address: str, clicks: Clicks
) -> None:
    with pytest.raises(PopupError):
        wait_until_shown(popups, POPUP)
    with running_bus(address) as late:
        server = FakeServer(late)
        server.start()
        wait_until_shown(popups, POPUP)
        server.click(1)
        assert clicks.next() == (OPEN, "")


def test_a_server_that_comes_late_or_comes_back_is_told_of_once_in_a_while(
    bus: Bus, clicks: Clicks, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freedesktop, "_CALM", 600.0)
    told: queue.SimpleQueue[None] = queue.SimpleQueue()
    popups = FreedesktopPopups(bus, clicks, served=lambda: told.put(None))
    with pytest.raises(PopupError):
        wait_until_shown(popups, POPUP)
    assert told.empty()
    with running_bus(address) as late:
        FakeServer(late).start()
        told.get(timeout=30)
    with running_bus(address) as again:  # one that our pop-ups kill must not be asked for ever
        FakeServer(again).start()
        settle(again)
        settle(bus)
        wait_until_shown(popups, POPUP)
    assert told.empty()


def test_a_server_that_was_there_is_no_news(bus: Bus, clicks: Clicks, server: FakeServer) -> None:
    told: queue.SimpleQueue[None] = queue.SimpleQueue()
    popups = FreedesktopPopups(bus, clicks, served=lambda: told.put(None))
    wait_until_shown(popups, POPUP)
    settle(bus)
    assert (len(server.calls), told.empty()) == (1, True)


def test_after_a_change_of_hands_old_numbers_mean_nothing_and_abilities_are_asked_anew(
    popups: FreedesktopPopups, address: str, clicks: Clicks, bus: Bus
) -> None:
    with running_bus(address) as first:
        FakeServer(first).start()
        wait_until_shown(popups, DIGEST)
    with running_bus(address) as second:
        server = FakeServer(second, capabilities=("body",))
        server.start()
        server.click(1)
        settle(second)
        settle(bus)
        assert clicks.quiet
        wait_until_shown(popups, DIGEST)
        assert (server.calls[0].replaces, server.calls[0].actions) == (0, [])


def test_a_server_that_leaves_in_the_middle_hands_the_alert_to_the_next(
    popups: FreedesktopPopups, address: str, server: FakeServer
) -> None:
    with running_bus(address) as second:
        heir = FakeServer(second)

        def leave(_: int) -> CallRefused:
            server.bus.release_name(NAME)
            heir.start()
            return CallRefused("org.example.Leaving", "bye")

        server.refuse = leave
        wait_until_shown(popups, POPUP)
        assert [call.summary for call in heir.calls] == [POPUP.title]


def test_plasma_is_asked_again_when_it_refuses_the_same_text_twice(
    popups: FreedesktopPopups, server: FakeServer
) -> None:
    excess = CallRefused("org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "")
    server.refuse = lambda count: excess if count == 1 else None
    wait_until_shown(popups, POPUP)
    assert (server.asked, len(server.calls)) == (2, 1)
    server.refuse = lambda _: excess
    with pytest.raises(PopupError, match="ExcessNotificationGeneration"):
        wait_until_shown(popups, POPUP)


def test_a_refusal_is_an_error_in_one_line(popups: FreedesktopPopups, server: FakeServer) -> None:
    server.refuse = lambda _: CallRefused("org.example.No", "not today")
    with pytest.raises(PopupError, match=r"org\.example\.No: not today"):
        wait_until_shown(popups, POPUP)


# --- servers that take their time --------------------------------------------------------------


@dataclass
class SlowServer:
    """A server that holds its answers back until it is let go."""

    server: FakeServer
    let_go: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        def hold(_: int) -> None:
            self.reached.set()
            assert self.let_go.wait(20)

        self.server.refuse = hold


def test_a_server_that_answers_late_is_waited_for_and_its_popup_is_shown(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks
) -> None:
    slow = SlowServer(server)
    later = popups.show(POPUP)
    assert later is not None
    assert slow.reached.wait(30)
    assert not later.done()
    slow.let_go.set()
    later.result(30)
    assert (len(server.calls), server.closed.empty()) == (1, True)
    server.click(1)
    assert clicks.next() == (OPEN, "")


def test_a_chain_takes_no_second_way_while_a_server_takes_its_time(
    popups: FreedesktopPopups, server: FakeServer
) -> None:
    slow = SlowServer(server)
    terminal = io.StringIO()
    later = PopupChain([popups, TerminalPopups(terminal)]).show(POPUP)
    assert later is not None
    slow.let_go.set()
    later.result(30)
    assert (len(server.calls), terminal.getvalue()) == (1, "")


@pytest.fixture
def hung(address: str) -> Iterator[Bus]:
    """Give a server that takes everything in and answers nothing."""
    bus = Bus(address)
    bus.connect()
    bus.own_name(NAME, lambda _: None)  # and from here on its loop is never turned
    bus.owner_of(NAME)
    yield bus
    bus.close()


def test_a_server_that_dies_before_it_answers_hands_the_alert_to_the_next(
    popups: FreedesktopPopups, address: str, hung: Bus
) -> None:
    later = popups.show(POPUP)
    assert later is not None
    with running_bus(address) as second:
        hung.close()
        settle(second)
        heir = FakeServer(second)
        heir.start()
        later.result(30)
        assert [call.summary for call in heir.calls] == [POPUP.title]


def test_a_server_that_dies_before_it_answers_and_leaves_no_heir_is_a_popup_error(
    popups: FreedesktopPopups, hung: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = popups.show(POPUP)
    assert later is not None
    monkeypatch.setattr(freedesktop, "_PATIENCE", 0.2)
    hung.close()
    with pytest.raises(PopupError, match="no notification server is running"):
        later.result(30)


def test_a_late_answer_after_the_end_is_taken_back(
    popups: FreedesktopPopups, server: FakeServer, bus: Bus
) -> None:
    slow = SlowServer(server)
    assert popups.show(POPUP) is not None
    popups.close()
    settle(bus)
    slow.let_go.set()
    assert server.closed.get(timeout=30) == 1


def test_what_stands_is_taken_back_at_the_end_and_when_all_is_withdrawn(
    popups: FreedesktopPopups, server: FakeServer, bus: Bus
) -> None:
    wait_until_shown(popups, POPUP)
    wait_until_shown(popups, Popup("About TrayNews"))
    server.close(1, reason=1)  # gone by itself
    settle(server.bus)
    settle(bus)
    popups.withdraw(None)
    assert server.closed.get(timeout=30) == 2
    wait_until_shown(popups, DIGEST)
    popups.close()
    assert server.closed.get(timeout=30) == 3


@pytest.fixture
def make_service(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of folders with one service, which the bus starts by this command."""

    def make(command: str) -> Path:
        text = f"[D-BUS Service]\nName={NAME}\nExec={command}\n"
        (tmp_path / "notifications.service").write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_the_bus_starts_a_server_that_it_knows(
    make_service: Callable[[str], Path], clicks: Clicks
) -> None:
    program = "tests.desktop.notifications"
    services = make_service(f"/usr/bin/env PYTHONPATH={_ROOT} {sys.executable} -m {program}")
    with bus_daemon(services=services) as address, running_bus(address) as bus:
        assert not bus.owner_of(NAME)
        wait_until_shown(FreedesktopPopups(bus, clicks), POPUP)
        assert bus.owner_of(NAME)


@pytest.mark.parametrize(
    ("command", "seconds", "reason"),
    [("/bin/false", 30.0, "does not start"), ("/bin/sleep 30", 1.0, "came within 1 s")],
)
def test_a_server_that_does_not_start_is_given_a_second(
    make_service: Callable[[str], Path],
    clicks: Clicks,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    seconds: float,
    reason: str,
) -> None:
    monkeypatch.setattr(freedesktop, "_PATIENCE", seconds)
    with (
        bus_daemon(services=make_service(command)) as address,
        running_bus(address) as bus,
        pytest.raises(PopupError, match=reason),
    ):
        FreedesktopPopups(bus, clicks).show(POPUP)


def test_a_vanished_bus_is_a_popup_error(clicks: Clicks) -> None:
    with bus_daemon() as address, running_bus(address) as bus:
        popups = FreedesktopPopups(bus, clicks)
        bus.stop()
        with pytest.raises(PopupError, match="has ended"):
            wait_until_shown(popups, POPUP)


@pytest.mark.usefixtures("server")
def test_a_server_that_cannot_tell_holds_nothing_back(popups: FreedesktopPopups) -> None:
    assert not popups.held_back()
    assert not popups.held_back()


def test_whether_plasma_holds_back_is_asked_afresh(bus: Bus, clicks: Clicks, address: str) -> None:
    with running_bus(address) as given:
        server = FakeServer(given, inhibited=True)
        server.start()
        popups = FreedesktopPopups(bus, clicks)
        assert popups.held_back()
        server.inhibited = False
        assert not popups.held_back()


def say_that_it_changed(said: Bus) -> None:
    changed = {"Inhibited": ("b", False)}
    said.emit(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", (NAME, changed, []))
    settle(said)


def test_the_end_of_do_not_disturb_is_heard_from_its_server_alone(
    bus: Bus, clicks: Clicks, address: str
) -> None:
    switched = threading.Event()
    with running_bus(address) as given, running_bus(address) as stranger:
        FakeServer(given, inhibited=True).start()
        popups = FreedesktopPopups(bus, clicks, served=switched.set)
        assert popups.held_back()
        settle(bus)
        never = popups._switched
        say_that_it_changed(stranger)
        settle(bus)
        assert popups._switched == never
        say_that_it_changed(given)
        assert switched.wait(30)
        assert popups._switched > never


def test_a_server_that_can_be_started_is_asked_before_it_shows_anything(
    make_service: Callable[[str], Path], clicks: Clicks
) -> None:
    """MATE's ends when it has nothing to show; the first pop-up would be swallowed."""
    environment = f"PYTHONPATH={_ROOT} INHIBITED=1"
    program = f"{sys.executable} -m tests.desktop.notifications"
    services = make_service(f"/usr/bin/env {environment} {program}")
    with bus_daemon(services=services) as address, running_bus(address) as bus:
        popups = FreedesktopPopups(bus, clicks)
        wait_for(popups.held_back, 10, "it was started and asked")


def test_nobody_holds_back_where_nobody_serves(popups: FreedesktopPopups) -> None:
    assert not popups.held_back()


def test_a_popup_that_is_on_its_way_at_the_end_is_taken_back(
    server: FakeServer, address: str, clicks: Clicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, let_go = Future[None](), threading.Event()

    def hold(_: int) -> None:
        asked.set_result(None)
        let_go.wait(30)

    server.refuse = hold
    bus = Bus(address)
    bus.connect()
    popups = FreedesktopPopups(bus, clicks)
    worker = threading.Thread(target=popups.show, args=(POPUP,))
    worker.start()
    bus.wait(asked, timeout=30)
    worker.join(30)  # it has waited for its moment, and left the pop-up to the server
    monkeypatch.setattr(freedesktop, "_MOMENT", 30.0)
    let_go.set()
    popups.close()  # and the loop, which is this thread's, turns no more
    assert server.closed.get(timeout=30) == server.calls[0].number
    bus.close()


def test_closed_popups_report_no_more(
    popups: FreedesktopPopups, server: FakeServer, clicks: Clicks, bus: Bus
) -> None:
    wait_until_shown(popups, POPUP)
    popups.close()
    settle(bus)
    server.click(1)
    settle(server.bus)
    settle(bus)
    assert clicks.quiet


def test_it_can_be_shown_from_the_thread_that_owns_the_loop(
    address: str, server: FakeServer, clicks: Clicks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freedesktop, "_MOMENT", 30.0)
    bus = Bus(address)
    bus.connect()
    try:
        FreedesktopPopups(bus, clicks).show(POPUP)
    finally:
        bus.close()
    assert [call.summary for call in server.calls] == [POPUP.title]


def test_urgency_duration_sound_and_icon_reach_the_server(
    bus: Bus, clicks: Clicks, server: FakeServer, tmp_path: Path
) -> None:
    icon = tmp_path / "an icon.png"
    popups = FreedesktopPopups(bus, clicks, icon=str(icon))
    wait_until_shown(popups, Popup("A", urgency=Urgency.CRITICAL, seconds=0, sound=True))
    wait_until_shown(popups, Popup("B", urgency=Urgency.LOW, seconds=7.5))
    first, second = server.calls
    assert (first.hints["urgency"], first.expire) == (("y", 2), 0)
    assert first.hints["sound-name"] == ("s", "message-new-instant")
    assert "suppress-sound" not in first.hints
    assert first.icon == icon.as_uri()
    assert (second.hints["urgency"], second.expire) == (("y", 0), 7500)
