"""Pop-ups go when they have nothing to say any more: read elsewhere, not to be seen, at the end."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.notifications import NAME, FakeServer, bus_daemon, give_back, running_bus
from tests.desktop.programs import Program, wait_for
from tests.installation import Installation, make_feed
from tests.server import FeedServer

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("desktop_packages")]


class Bench:
    """The program on a bus with a notification server, after one release was told."""

    def __init__(
        self, installation: Installation, server: FakeServer, program: Program, feeds: FeedServer
    ) -> None:
        self.installation, self.server = installation, server
        self.program, self.feeds = program, feeds

    def closed(self) -> int:
        """Wait until a pop-up is taken back; return its number."""
        return self.server.closed.get(timeout=60)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(bus_daemon())
        server = FakeServer(stack.enter_context(running_bus(address)))
        server.start()
        feeds = stack.enter_context(FeedServer())
        feeds.serve("/feed", make_feed(1))
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        installation = Installation(tmp_path, environment)
        installation.configure(feeds.url("/feed"))
        program = installation.start()
        stack.callback(program.kill)
        wait_for(lambda: len(installation.titles()) == 1, 20, "the baseline is stored")
        feeds.serve("/feed", make_feed(2))
        wait_for(lambda: len(server.calls) == 1, 20, "the new release is told")
        yield Bench(installation, server, program, feeds)


def test_a_release_read_by_a_command_needs_its_popup_no_more(bench: Bench) -> None:
    newest = bench.installation.read("list")[0]["id"]
    bench.installation.run("read", str(newest))
    assert bench.closed() == bench.server.calls[0].number


def test_popups_go_when_they_are_to_be_discreet(bench: Bench) -> None:
    bench.installation.run("config", "set", "alerts.discreet", "true")
    assert bench.closed() == bench.server.calls[0].number


def test_popups_go_when_the_program_quits(bench: Bench) -> None:
    bench.program.send(signal.SIGTERM)
    assert bench.closed() == bench.server.calls[0].number


def test_a_notification_server_that_hangs_holds_up_no_end(bench: Bench) -> None:
    go_on = threading.Event()

    def hang(_: int) -> None:
        go_on.wait()

    bench.server.refuse = hang
    try:
        bench.feeds.serve("/feed", make_feed(3))
        wait_for(lambda: bench.server.asked == 2, 20, "it is asked to show the next")
        bench.program.send(signal.SIGTERM)
        wait_for(lambda: not bench.program.alive, 15, "it ends")
    finally:
        go_on.set()


def test_status_and_why_say_why_an_alert_waits_and_it_comes_with_the_server(bench: Bench) -> None:
    give_back(bench.server.bus, NAME)
    bench.feeds.serve("/feed", make_feed(3))
    run = bench.installation.run
    wait_for(
        lambda: "Alerts wait: no pop-up can be shown" in run("status").stdout, 20, "it says so"
    )
    why = "no pop-up can be shown (no notification server is running)"
    assert f"Alerts wait: {why}.\n" in run("status").stdout
    newest = bench.installation.read("list")[0]["id"]
    assert "Alerts wait: no pop-up can be shown" in run("why", str(newest)).stdout
    bench.server.bus.own_name(NAME, lambda _: None)
    wait_for(lambda: len(bench.server.calls) == 2, 10, "it is told, and no heartbeat waited for")
    wait_for(lambda: "Alerts wait" not in run("status").stdout, 10, "nothing waits any more")
