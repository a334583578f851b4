"""A bus loop in a thread, a recorder of clicks, and a notification server that does as told."""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import CallRefused, Interface, Method, Property
from traynews.errors import BusError

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


@contextlib.contextmanager
def running_bus(address: str) -> Iterator[Bus]:
    """Serve a connection in a thread of its own, as the application's main thread does."""
    bus = Bus(address)
    ready = threading.Event()

    def serve() -> None:
        bus.connect()
        ready.set()
        try:
            bus.run()
        finally:
            bus.close()

    thread = threading.Thread(target=serve, name="bus")
    thread.start()
    assert ready.wait(30)
    try:
        yield bus
    finally:
        bus.stop()
        thread.join(30)
        assert not thread.is_alive()


def settle(bus: Bus) -> None:
    """Return when the loop has dealt with everything that was sent to it before."""
    bus.owner_of(NAME)


def give_back(bus: Bus, name: str) -> None:
    """Give a name back, and return when it is nobody's, whoever looks."""
    bus.release_name(name)
    settle(bus)


@contextlib.contextmanager
def bus_daemon(*, services: Path | None = None, folder: Path | None = None) -> Iterator[str]:
    """Run a private bus and give its address; `services` holds what it can start.

    In a `folder` given, it takes the place of the one that was there before.
    """
    if folder is not None:
        (folder / "bus").unlink(missing_ok=True)
        with _daemon(folder, services) as address:
            yield address
        return
    # A folder of its own, because a socket's path must be short.
    with (
        tempfile.TemporaryDirectory(prefix="bus-") as own,
        _daemon(Path(own), services) as address,
    ):
        yield address


@contextlib.contextmanager
def _daemon(folder: Path, services: Path | None) -> Iterator[str]:
    config = folder / "bus.conf"
    servicedir = f"<servicedir>{services}</servicedir>" if services else ""
    config.write_text(_BUS.format(folder=folder, servicedir=servicedir), encoding="utf-8")
    reader, writer = os.pipe()
    with os.fdopen(reader) as answer:
        options = ["--nofork", "--nopidfile", f"--print-address={writer}"]
        daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", *options], pass_fds=[writer]
        )
        os.close(writer)
        address = answer.readline().strip()
    try:
        assert address
        yield address
    finally:
        daemon.terminate()
        daemon.wait(30)


_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  {servicedir}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of `Notify`, its arguments by the names of the specification."""

    number: int
    app_name: str
    replaces: int
    icon: str
    summary: str
    body: str
    actions: list[str]
    hints: dict[str, tuple[str, Any]]
    expire: int


@dataclass
class FakeServer:
    """A notification server that says what a test has it say, in that order."""

    bus: Bus
    name: str = "fake"
    capabilities: tuple[str, ...] = ("actions", "body", "body-markup")
    inhibited: bool | None = None
    refuse: Callable[[int], CallRefused | None] = lambda _: None  # by the count of calls so far
    calls: list[Call] = field(default_factory=list)
    closed: queue.SimpleQueue[int] = field(default_factory=queue.SimpleQueue)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    asked: int = 0

    def start(self) -> None:
        """Serve, and take the name."""
        properties = {}
        if self.inhibited is not None:
            properties["Inhibited"] = Property("b", lambda: self.inhibited)
        self.bus.export(
            PATH,
            Interface(
                NAME,
                {
                    "Notify": Method(self._notify, "susssasa{sv}i", "u"),
                    "CloseNotification": Method(self._close, "u", ""),
                    "GetCapabilities": Method(lambda: (list(self.capabilities),), "", "as"),
                    "GetServerInformation": Method(
                        lambda: (self.name, "tests", "1", "1.2"), "", "ssss"
                    ),
                },
                properties,
            ),
        )
        owned: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.bus.own_name(NAME, owned.put)
        assert owned.get(timeout=30)

    def click(self, number: int, key: str = "default", token: str = "") -> None:
        """Say that the user invoked an action."""
        if token:
            self.bus.emit(PATH, NAME, "ActivationToken", "us", (number, token))
        self.bus.emit(PATH, NAME, "ActionInvoked", "us", (number, key))

    def close(self, number: int, reason: int = 2) -> None:
        """Say that a pop-up closed."""
        self.bus.emit(PATH, NAME, "NotificationClosed", "uu", (number, reason))

    def _notify(self, *arguments: Any) -> tuple[int]:
        self.asked += 1
        refusal = self.refuse(self.asked)
        if refusal is not None:
            raise refusal
        number = arguments[1] or next(self.numbers)
        self.calls.append(Call(number, *arguments))
        return (number,)

    def _close(self, number: int) -> None:
        self.closed.put(number)
        self.close(number, 3)


def serve_where_started() -> None:
    """Be the server that a bus has started, until that bus ends."""
    with running_bus(os.environ["DBUS_STARTER_ADDRESS"]) as bus:
        FakeServer(bus, inhibited="INHIBITED" in os.environ or None).start()
        bus_ended = threading.Event()
        while not bus_ended.wait(0.2):
            try:
                settle(bus)
            except BusError:
                bus_ended.set()


if __name__ == "__main__":
    serve_where_started()
