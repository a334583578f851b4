"""A tray in a thread, a watcher that does as told, and a host's view of both."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.desktop.clicks import Clicks
from tests.desktop.notifications import running_bus
from tests.desktop.programs import wait_for
from traynews.core.data.view import Command, Face, Row, Verb, View
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Body, CallRefused, Interface, Method, Property
from traynews.desktop.bus.wire import method_call
from traynews.desktop.tray.dbusmenu import NAME as MENU
from traynews.desktop.tray.item import ITEM_PATH, MENU_PATH
from traynews.desktop.tray.item import NAME as ITEM
from traynews.desktop.tray.registration import WATCHER, WATCHER_PATH
from traynews.desktop.tray.sni import StatusNotifierTray

PROPERTIES = "org.freedesktop.DBus.Properties"


def row(label: str, value: str = "", **fields: Any) -> Row:
    """Return a row whose command bears its label, or `value`."""
    return Row(label, Command(Verb.SET, value=value or label), **fields)


def view(*rows: Row, face: Face | None = None, tooltip: str = "TrayNews") -> View:
    """Return a view of these rows."""
    return View(face or Face(), tooltip, rows)


@dataclass
class Running:
    """A tray that runs in a thread, with what it reported and how it ended."""

    bus: Bus
    tray: StatusNotifierTray
    clicks: Clicks
    thread: threading.Thread
    hosted: list[bool] = field(default_factory=list)
    raised: list[Exception] = field(default_factory=list)


@contextlib.contextmanager
def running_tray(
    address: str, first: View | None = None, *, redraw: Callable[[], View] | None = None
) -> Iterator[Running]:
    """Serve a tray in a thread, as the application's main thread does."""
    bus, clicks, hosted, raised = Bus(address), Clicks(), [], []  # type: ignore[var-annotated]
    tray = StatusNotifierTray(bus, clicks, redraw=redraw, hosted=hosted.append)
    ready = threading.Event()

    def serve() -> None:
        bus.connect()
        ready.set()
        try:
            tray.run()
        except Exception as error:  # noqa: BLE001 - handed to the test
            raised.append(error)
        finally:
            bus.close()

    if first is not None:
        tray.show(first)
    thread = threading.Thread(target=serve, name="tray")
    thread.start()
    assert ready.wait(30)
    try:
        yield Running(bus, tray, clicks, thread, hosted, raised)
    finally:
        tray.stop()
        thread.join(30)
        assert not thread.is_alive()


@dataclass
class Watcher:
    """A StatusNotifierWatcher that notes what registers with it."""

    bus: Bus
    items: list[str] = field(default_factory=list)
    host: bool = True
    refusals: int = 0

    def begin(self) -> None:
        """Take the watcher's name."""
        self.bus.export(
            WATCHER_PATH,
            Interface(
                WATCHER,
                {"RegisterStatusNotifierItem": Method(self._register, "s")},
                {"IsStatusNotifierHostRegistered": Property("b", lambda: self.host)},
            ),
        )
        taken = threading.Event()
        self.bus.post(lambda: self.bus.own_name(WATCHER, lambda _ours: taken.set()))
        assert taken.wait(30)

    def set_host(self, *, present: bool) -> None:
        """Say that a host has come or gone."""
        self.host = present
        member = f"StatusNotifierHost{'Registered' if present else 'Unregistered'}"
        self.bus.emit(WATCHER_PATH, WATCHER, member)

    def _register(self, service: str) -> Body:
        if self.refusals:
            self.refusals -= 1
            raise CallRefused("org.freedesktop.DBus.Error.Failed", "not ready yet")
        self.items.append(service)
        return ()


@contextlib.contextmanager
def running_watcher(address: str, *, host: bool = True, refusals: int = 0) -> Iterator[Watcher]:
    """Serve a watcher on a connection of its own; it refuses so many times what would register."""
    with running_bus(address) as bus:
        watcher = Watcher(bus, host=host, refusals=refusals)
        watcher.begin()
        yield watcher


class Host:
    """What a panel asks of the item and its menu, over the wire."""

    def __init__(self, bus: Bus, service: str) -> None:
        self.bus = bus
        self.service = service

    def ask(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> Body:
        """Call a method and return the answer's values."""
        call = method_call(self.service, path, interface, member, signature, body)
        return self.bus.ask(call, timeout=30)

    def menu(self, member: str, signature: str = "", *body: Any) -> Body:
        """Call a method of the menu."""
        return self.ask(MENU_PATH, MENU, member, signature, *body)

    def item(self, member: str, signature: str = "", *body: Any) -> Body:
        """Call a method of the item."""
        return self.ask(ITEM_PATH, ITEM, member, signature, *body)

    def property(self, name: str) -> Any:
        """Return a property of the item."""
        return self.ask(ITEM_PATH, PROPERTIES, "Get", "ss", ITEM, name)[0][1]

    def layout(self) -> tuple[int, dict[str, int]]:
        """Return the revision, and the ids of all items by label."""
        revision, root = self.menu("GetLayout", "iias", 0, -1, [])
        return revision, dict(_labels(root))

    def click(self, of_id: int) -> None:
        """Click a row."""
        self.menu("Event", "isvu", of_id, "clicked", ("i", 0), 0)


def _labels(node: Any) -> Iterator[tuple[str, int]]:
    of_id, properties, children = node
    if "label" in properties:
        yield properties["label"][1], of_id
    for _, child in children:
        yield from _labels(child)


@contextlib.contextmanager
def hosted_tray(
    address: str, first: View, *, redraw: Callable[[], View] | None = None
) -> Iterator[tuple[Running, Host]]:
    """Serve a tray and a watcher, and give the tray once it is registered with a host's view."""
    with (
        running_watcher(address) as watcher,
        running_tray(address, first, redraw=redraw) as running,
    ):
        wait_for(lambda: bool(watcher.items) and running.tray.hosted, 5, "the item registers")
        yield running, Host(watcher.bus, watcher.items[0])
