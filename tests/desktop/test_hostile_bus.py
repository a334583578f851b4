"""The running program beside a program on the bus that means it no good, or serves it badly."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal

from tests.desktop.notifications import NAME, FakeServer, bus_daemon, running_bus, settle
from tests.desktop.programs import Program, wait_for
from tests.installation import Installation, make_feed, quit_program
from tests.server import FeedServer
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import DBUS
from traynews.desktop.bus.wire import method_call
from traynews.desktop.control import INTERFACE
from traynews.desktop.control import NAME as OURS
from traynews.desktop.control import PATH as OUR_PATH
from traynews.errors import BusError

pytestmark = [pytest.mark.long, pytest.mark.desktop, pytest.mark.usefixtures("desktop_packages")]


class Scene:
    """A program that polls two releases each second, and a notification server; nothing else."""

    def __init__(self, folder: Path, address: str, bus: Bus, feeds: FeedServer) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }
        self.bus, self.feeds, self.address = bus, feeds, address
        self.installation = Installation(folder, environment)
        self.server = FakeServer(bus)
        self.program: Program | None = None

    def start(self, *, alerts: str = "") -> Program:
        """Start both, and wait until the first two releases are stored."""
        self.server.start()
        self.publish(2)
        self.installation.configure(self.feeds.url("/feed"), alerts=alerts)
        self.program = self.installation.start()
        wait_for(lambda: len(self.installation.titles()) == 2, 20, "two are stored")
        wait_for(lambda: bool(self.bus.owner_of(OURS)), 10, "it is on the bus")
        return self.program

    def publish(self, count: int) -> None:
        self.feeds.serve("/feed", make_feed(count))

    def wait_for_popups(self, count: int) -> None:
        wait_for(lambda: len(self.server.calls) == count, 20, f"{count} pop-ups")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with bus_daemon() as address, running_bus(address) as bus, FeedServer() as feeds:
        made = Scene(tmp_path, address, bus, feeds)
        yield made
        if made.program is not None:
            made.program.kill()


def test_a_server_that_shows_at_once_and_answers_late_gets_each_alert_once(scene: Scene) -> None:
    let_go, shown = threading.Event(), threading.Event()

    def hold(_: int) -> None:
        shown.set()
        let_go.wait()

    scene.server.refuse = hold
    try:
        program = scene.start()
        scene.publish(3)
        assert shown.wait(60)
        asked = len(scene.feeds.requests("/feed"))
        wait_for(lambda: len(scene.feeds.requests("/feed")) > asked + 4, 20, "the worker polls on")
        assert scene.installation.read("list")[0]["announced"] is None
    finally:
        let_go.set()
    wait_for(lambda: scene.installation.read("list")[0]["announced"] is not None, 10, "it is noted")
    scene.publish(4)
    scene.wait_for_popups(2)
    assert scene.server.asked == 2
    assert quit_program(program) == 0


def test_a_stranger_moves_no_alert_holds_none_and_changes_no_setting(scene: Scene) -> None:
    scene.start()
    scene.publish(3)
    scene.wait_for_popups(1)
    before = scene.installation.config.read_text(encoding="utf-8")
    with running_bus(scene.address) as stranger:
        fake = FakeServer(stranger)
        ours = scene.bus.owner_of(OURS)
        saver = "org.freedesktop.ScreenSaver"
        owner_changed = (DBUS, "NameOwnerChanged", "sss", (NAME, "", stranger.unique_name))
        for interface, member, signature, body in (
            owner_changed,
            (saver, "ActiveChanged", "b", (True,)),
            (NAME, "ActionInvoked", "us", (1, "default")),
        ):
            path = "/" + interface.replace(".", "/")
            lie = new_signal(DBusAddress(path, interface=interface), member, signature, body)
            lie.header.fields[HeaderFields.destination] = ours
            stranger.send(lie)
        for verb, value in (("set", "browser.command=touch /tmp/never"), ("visit", "x")):
            call = method_call(OURS, OUR_PATH, INTERFACE, "Do", "ss", (verb, value))
            with pytest.raises(BusError, match="UnknownVerb"):
                stranger.ask(call, timeout=30)
        settle(stranger)
        scene.publish(4)
        scene.wait_for_popups(2)
        assert fake.calls == []
    assert scene.installation.config.read_text(encoding="utf-8") == before
    assert scene.installation.read("status")["unread"] == 2  # nothing was opened


def test_quitting_takes_back_the_popups_that_stand(scene: Scene) -> None:
    program = scene.start()
    scene.publish(3)
    scene.wait_for_popups(1)
    scene.publish(4)
    scene.wait_for_popups(2)
    assert quit_program(program) == 0
    assert {scene.server.closed.get(timeout=30) for _ in range(2)} == {1, 2}


def test_a_headline_leaves_the_screen_when_discreet_is_switched_on(scene: Scene) -> None:
    scene.start()
    scene.publish(3)
    scene.wait_for_popups(1)
    assert "Graustark" in scene.server.calls[0].summary
    text = scene.installation.config.read_text(encoding="utf-8")
    discreet = text.replace("[alerts]", "[alerts]\ndiscreet = true")
    scene.installation.config.write_text(discreet, encoding="utf-8")
    assert scene.server.closed.get(timeout=30) == 1
    scene.publish(4)
    scene.wait_for_popups(2)
    told = scene.server.calls[1]
    assert (told.app_name, told.summary, told.body) == ("News", "1 new release", "")
    assert "desktop-entry" not in told.hints
