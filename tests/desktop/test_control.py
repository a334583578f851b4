"""What a command line, and anybody else on the bus, can have the running program do."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator

import pytest

from tests.desktop.clicks import Clicks
from tests.desktop.notifications import bus_daemon, running_bus, settle
from tests.desktop.programs import wait_for
from traynews.core.data.view import Command, Verb
from traynews.desktop import control, hearing
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.wire import method_call
from traynews.desktop.hearing import REACHABLE
from traynews.errors import BusError

FOLDER = "/home/somebody/.local/share/traynews"


class Program:
    """The running program: what it was asked for, and how often it was rung."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.wishes = Clicks()
        self.rings: queue.SimpleQueue[None] = queue.SimpleQueue()
        control.serve(bus, FOLDER, self.wishes, lambda: self.rings.put(None))


@pytest.fixture
def address(desktop_packages: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:  # noqa: ARG001
    with bus_daemon() as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        yield where


@pytest.fixture
def program(address: str) -> Iterator[Program]:
    with running_bus(address) as bus:
        made = Program(bus)
        settle(bus)
        yield made


@pytest.fixture
def stranger(address: str) -> Iterator[Bus]:
    with running_bus(address) as bus:
        yield bus


def do(bus: Bus, verb: str, value: str = "") -> None:
    call = method_call(control.NAME, control.PATH, control.INTERFACE, "Do", "ss", (verb, value))
    bus.ask(call, timeout=30)


@pytest.mark.parametrize("verb", sorted(REACHABLE))
def test_what_commands_need_is_done_without_a_value(program: Program, verb: Verb) -> None:
    with control.RunningProgram(FOLDER) as running:
        running.do(verb)
    assert program.wishes.next() == (Command(verb), "")


@pytest.mark.parametrize(
    ("verb", "value"),
    [
        ("set", "browser.command=touch /tmp/x"),
        *((str(verb), "x") for verb in sorted(set(Verb) - REACHABLE)),
        ("", ""),
        ("CHECK", ""),
        ("x" * 10_000, ""),
    ],
)
def test_nobody_on_the_bus_can_have_anything_else_done(
    program: Program, stranger: Bus, verb: str, value: str
) -> None:
    with pytest.raises(BusError, match="UnknownVerb"):
        do(stranger, verb, value)
    settle(program.bus)
    assert program.wishes.quiet


def test_a_value_that_comes_along_is_dropped(program: Program, stranger: Bus) -> None:
    do(stranger, "check", "feed1")
    assert program.wishes.next() == (Command(Verb.CHECK), "")


def test_a_flood_of_wishes_is_one_wish(program: Program, stranger: Bus) -> None:
    begun = time.monotonic()
    for _ in range(200):
        do(stranger, "window")
    settle(program.bus)
    took = time.monotonic() - begun
    assert program.wishes.next() == (Command(Verb.WINDOW), "")
    done = 1
    while not program.wishes.quiet:
        program.wishes.next()
        done += 1
    assert done <= 1 + took / hearing._GAP, f"within {took} s"


def test_a_flood_of_rings_rings_at_once_and_once_more(program: Program, stranger: Bus) -> None:
    with control.RunningProgram(FOLDER) as running:
        running.ring()
    program.rings.get(timeout=30)
    ring = method_call(control.NAME, control.PATH, control.INTERFACE, "Ring")
    begun = time.monotonic()
    for _ in range(500):
        stranger.send(ring)
    settle(stranger)
    settle(program.bus)
    program.rings.get(timeout=30)  # none is forgotten: the last one may have been meant
    rings, took = program.rings.qsize(), time.monotonic() - begun
    assert rings <= 1 + took / hearing._REST, f"within {took} s"


def test_a_program_on_another_folder_is_not_the_one_that_is_meant(program: Program) -> None:
    assert program.wishes.quiet
    with pytest.raises(BusError, match="runs on"), control.RunningProgram("/elsewhere"):
        pass


def test_where_nobody_runs_it_says_so(address: str) -> None:
    assert address
    with pytest.raises(BusError), control.RunningProgram(FOLDER):
        pass


def test_a_second_program_leaves_the_name_to_the_first(program: Program, address: str) -> None:
    with running_bus(address) as other:
        second = Program(other)
        settle(other)
        with control.RunningProgram(FOLDER) as running:
            running.do(Verb.CHECK)
        wait_for(lambda: not program.wishes.quiet, 5, "the first hears it")
        assert second.wishes.quiet
