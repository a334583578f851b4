"""The session bus is not to be believed: who may say what, and what a hostile message can do."""

from __future__ import annotations

import contextlib
import itertools
import queue
import socket
import struct
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import DBusAddress, HeaderFields, MessageType, new_signal
from jeepney.io.blocking import prep_socket

from tests.desktop.notifications import bus_daemon, give_back, running_bus, settle
from tests.desktop.programs import wait_for
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import DBUS, Interface, Method
from traynews.desktop.bus.signals import Signal, SignalRule
from traynews.desktop.bus.wire import LONGEST, Incoming, Kind, method_call
from traynews.errors import BusError

NAME = "org.example.Service"
PATH = "/org/example/Service"


@pytest.fixture
def stranger(address: str) -> Iterator[Bus]:
    with running_bus(address) as one:
        yield one


def whisper(bus: Bus, to: Bus, interface: str, member: str, signature: str, *body: Any) -> None:
    """Send a signal to one program alone, which no match rule keeps out."""
    path = "/org/freedesktop/DBus" if interface == DBUS else PATH
    message = new_signal(DBusAddress(path, interface=interface), member, signature, body)
    message.header.fields[HeaderFields.destination] = to.unique_name
    bus.send(message)
    settle(bus)
    settle(to)


def own(bus: Bus, name: str = NAME) -> None:
    owned: queue.SimpleQueue[bool] = queue.SimpleQueue()
    bus.own_name(name, owned.put)
    assert owned.get(timeout=30)


# --- who is believed ---------------------------------------------------------------------------


def test_only_the_daemon_says_who_owns_a_name(bus: Bus, stranger: Bus) -> None:
    owners: queue.SimpleQueue[str] = queue.SimpleQueue()
    bus.watch_name(NAME, owners.put)
    assert owners.get(timeout=30) == ""
    whisper(stranger, bus, DBUS, "NameOwnerChanged", "sss", NAME, "", stranger.unique_name)
    assert owners.empty()
    own(stranger)
    assert owners.get(timeout=30) == stranger.unique_name


def test_a_signal_counts_only_from_the_owner_of_the_name(
    bus: Bus, stranger: Bus, address: str
) -> None:
    heard: queue.SimpleQueue[Signal] = queue.SimpleQueue()
    with running_bus(address) as service:
        own(service)
        bus.subscribe(SignalRule(interface=NAME, member="Happened", sender=NAME), heard.put)
        settle(bus)
        whisper(stranger, bus, NAME, "Happened", "s", "a stranger's")
        stranger.emit(PATH, NAME, "Happened", "s", ("a stranger's",))
        settle(stranger)
        service.emit(PATH, NAME, "Happened", "s", ("the service's",))
        assert heard.get(timeout=30).body == ("the service's",)
        give_back(service, NAME)
        settle(bus)
        whisper(service, bus, NAME, "Happened", "s", "too late")
    assert heard.empty()


def test_nobody_is_believed_while_nobody_owns_the_name(bus: Bus, stranger: Bus) -> None:
    heard: queue.SimpleQueue[Signal] = queue.SimpleQueue()
    bus.subscribe(SignalRule(interface=NAME, member="Happened", sender=NAME), heard.put)
    settle(bus)
    whisper(stranger, bus, NAME, "Happened", "s", "a stranger's")
    assert heard.empty()


# --- messages that are no use ------------------------------------------------------------------


@contextlib.contextmanager
def raw_stranger(address: str) -> Iterator[socket.socket]:
    """Give a connection that writes bytes of its own making."""
    place = address.removeprefix("unix:path=").partition(",")[0]
    sock = prep_socket(place)
    sock.settimeout(5)
    sock.sendall(method_call(DBUS, "/org/freedesktop/DBus", DBUS, "Hello").serialise(serial=1))
    try:
        yield sock
    finally:
        sock.close()


def craft(to: Bus, *, signature: str, body: bytes, kind: int = 4) -> bytes:
    """Return a message whose body is anything at all."""
    message = new_signal(DBusAddress(PATH, interface=NAME), "Happened", "s", ("x",))
    message.header.fields[HeaderFields.destination] = to.unique_name
    message.header.fields[HeaderFields.signature] = signature
    message.header.message_type = MessageType.method_call if kind == 1 else MessageType.signal
    message.body = ("x",)
    message.header.body_length = len(body)
    header: bytes = message.header.serialise(serial=2)
    header += b"\0" * (-len(header) % 8)
    return header[:1] + bytes([kind]) + header[2:] + body


@pytest.mark.parametrize(
    ("signature", "body", "kind"),
    [
        ("h", struct.pack("<I", 0), 4),  # a descriptor that was not sent along
        ("h", struct.pack("<I", 0), 1),
        ("s", struct.pack("<I", 1) + b"x\0", 5),  # a kind of message that nobody knows
        ("d", struct.pack("<d", float("nan")), 1),
    ],
)
def test_a_message_that_cannot_be_read_costs_nothing_but_itself(
    bus: Bus, address: str, signature: str, body: bytes, kind: int
) -> None:
    heard: queue.SimpleQueue[Signal] = queue.SimpleQueue()
    with raw_stranger(address) as sock:
        name = sock.recv(4096).split(b":1.")[1].split(b"\0")[0].decode()
        bus.subscribe(SignalRule(interface=NAME, member="Happened", sender=f":1.{name}"), heard.put)
        settle(bus)
        sock.sendall(craft(bus, signature=signature, body=body, kind=kind))
        sock.sendall(craft(bus, signature="s", body=struct.pack("<I", 1) + b"y\0"))
        assert heard.get(timeout=30).body == ("y",)
    settle(bus)


def test_a_message_too_long_to_be_meant_for_us_is_refused_and_not_kept(
    bus: Bus, stranger: Bus
) -> None:
    taken: list[Any] = []
    bus.export(PATH, Interface(NAME, {"Take": Method(taken.append, "ay")}))

    def take(size: int) -> None:
        call = method_call(bus.unique_name, PATH, NAME, "Take", "ay", (b"x" * size,))
        stranger.ask(call, timeout=30)

    take(LONGEST - 1000)
    for size in (LONGEST + 1, 16 * LONGEST):
        with pytest.raises(BusError, match="longer than"):
            take(size)
    assert [len(one) for one in taken] == [LONGEST - 1000]
    settle(bus)


def test_arguments_are_read_only_where_somebody_takes_them(bus: Bus, stranger: Bus) -> None:
    bus.export(PATH, Interface(NAME, {"Take": Method(lambda _: None, "s")}))
    for signature, value in (("as", ["x"] * 1000), ("i", 1)):
        call = method_call(bus.unique_name, PATH, NAME, "Take", signature, (value,))
        with pytest.raises(BusError, match="takes"):
            stranger.ask(call, timeout=30)
    absent = method_call(bus.unique_name, PATH, NAME, "Absent", "s", ("x",))
    with pytest.raises(BusError, match="UnknownMethod"):
        stranger.ask(absent, timeout=30)


def _stream() -> bytes:
    calls = [method_call(":1.1", PATH, NAME, "Take", "s", ("x" * size,)) for size in (0, 5, 300)]
    calls.insert(1, method_call(":1.1", PATH, NAME, "Long", "ay", (b"y" * (LONGEST + 7),)))
    return b"".join(call.serialise(serial=n) for n, call in enumerate(calls, 1))


_STREAM = _stream()


@given(st.lists(st.integers(0, len(_STREAM)), max_size=8))
def test_messages_are_the_same_however_the_stream_is_cut(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(_STREAM)]
    incoming = Incoming()
    found = [
        message
        for start, end in itertools.pairwise(edges)
        for message in incoming.feed(_STREAM[start:end])
    ]
    assert [(one.kind, one.member) for one in found] == [
        (Kind.CALL, "Take"),
        (Kind.CALL, "Long"),
        (Kind.CALL, "Take"),
        (Kind.CALL, "Take"),
    ]
    assert [len(one.body[0]) for one in found if one.member == "Take"] == [0, 5, 300]
    with pytest.raises(BusError, match="longer"):
        _ = found[1].body


@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_no_bus(data: bytes) -> None:
    incoming = Incoming()
    with contextlib.suppress(BusError):
        for message in incoming.feed(data):
            with contextlib.suppress(BusError):
                _ = message.body


# --- when the bus goes and comes ---------------------------------------------------------------


@pytest.mark.usefixtures("desktop_packages")
def test_names_signals_and_objects_are_there_again_on_a_bus_that_comes_back() -> None:
    owners: queue.SimpleQueue[str] = queue.SimpleQueue()
    heard: queue.SimpleQueue[Signal] = queue.SimpleQueue()
    lost = threading.Event()
    with tempfile.TemporaryDirectory(prefix="bus-") as name, contextlib.ExitStack() as stack:
        with bus_daemon(folder=Path(name)) as address:
            bus = stack.enter_context(running_bus(address))
            bus.when_lost(lambda _: lost.set())
            own(bus, "org.example.Ours")
            bus.export(PATH, Interface(NAME, {"Take": Method(lambda text: (text,), "s", "s")}))
            bus.watch_name(NAME, owners.put)
            bus.subscribe(SignalRule(interface=NAME, member="Happened", sender=NAME), heard.put)
            assert owners.get(timeout=30) == ""
            with running_bus(address) as service:
                own(service)
                assert owners.get(timeout=30) == service.unique_name
        assert lost.wait(30)
        assert owners.get(timeout=30) == ""
        with pytest.raises(BusError):
            bus.owner_of(NAME)
        with bus_daemon(folder=Path(name)) as address, running_bus(address) as service:
            own(service)
            bus.post(bus.connect)
            assert owners.get(timeout=30) == service.unique_name
            service.emit(PATH, NAME, "Happened", "s", ("again",))
            assert heard.get(timeout=30).body == ("again",)
            wait_for(lambda: bool(service.owner_of("org.example.Ours")), 5, "our name is back")
            call = method_call("org.example.Ours", PATH, NAME, "Take", "s", ("x",))
            assert service.ask(call, timeout=30) == ("x",)


@pytest.mark.usefixtures("desktop_packages")
def test_who_waits_for_an_answer_hears_that_the_bus_has_gone() -> None:
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
    with contextlib.ExitStack() as stack:
        with bus_daemon() as address:
            bus = stack.enter_context(running_bus(address))
            hung = Bus(address)
            hung.connect()
            call = method_call(hung.unique_name, PATH, NAME, "Never")
            bus.call(call, answers.put, timeout=None)
            settle(bus)
        assert isinstance(answers.get(timeout=30), BusError)
        bus.call(call, answers.put, timeout=None)
        assert isinstance(answers.get(timeout=30), BusError)
        hung.close()


@pytest.mark.usefixtures("desktop_packages")
@pytest.mark.parametrize("speaks", [False, True])
def test_a_loss_is_told_alike_whether_it_is_read_or_spoken_into(*, speaks: bool) -> None:
    lost: queue.SimpleQueue[BusError] = queue.SimpleQueue()
    gone = threading.Event()
    with contextlib.ExitStack() as daemon:
        address = daemon.enter_context(bus_daemon())
        with running_bus(address) as bus:

            def meet_the_loss() -> None:
                assert gone.wait(30)
                if speaks:
                    bus.send(method_call(NAME, PATH, NAME, "Do"))

            bus.when_lost(lost.put)
            bus.post(meet_the_loss)
            daemon.close()
            gone.set()
            assert str(lost.get(timeout=30)) == "the session bus went away"
