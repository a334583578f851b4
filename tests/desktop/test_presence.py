"""Whether somebody is there: who may say so, and what holds alerts back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import yaml
from jeepney import DBusAddress, HeaderFields, new_signal

from tests.desktop.notifications import running_bus, settle
from tests.desktop.programs import wait_for
from tests.installation import ROOT
from traynews.desktop import metered
from traynews.desktop.bus.connection import Bus
from traynews.desktop.bus.objects import Interface, Method
from traynews.desktop.popups.notification import NAME as NOTIFICATIONS
from traynews.desktop.presence import ASKED, IDLE_AFTER, SessionPresence
from traynews.desktop.tray.registration import WATCHER

SAVER = "org.freedesktop.ScreenSaver"
PATH = "/org/freedesktop/ScreenSaver"
GNOME = "org.gnome.ScreenSaver"
LOCKED = "the screen is locked"


@dataclass
class Surroundings:
    """A notification server's mood, and how long nobody has touched the machine."""

    holds: bool = False
    idle: float = 0.0
    returned: threading.Event = field(default_factory=threading.Event)

    def held_back(self) -> bool:
        return self.holds


class Saver:
    """A screen saver, under one or several names."""

    def __init__(self, bus: Bus, *names: str, locked: bool = False) -> None:
        self.bus, self.names, self.locked = bus, names, locked
        for name in names:
            path = "/" + name.replace(".", "/")
            bus.export(path, Interface(name, {"GetActive": Method(self._answer, "", "b")}))
            owned = threading.Event()
            bus.own_name(name, lambda _, owned=owned: owned.set())  # type: ignore[misc]
            assert owned.wait(30)

    def _answer(self) -> tuple[bool]:
        return (self.locked,)

    def say(self, name: str, *, active: bool) -> None:
        """Tell that the screen is locked, or is no more."""
        self.locked = active
        self.bus.emit("/" + name.replace(".", "/"), name, "ActiveChanged", "b", (active,))


@pytest.fixture
def other(address: str) -> Iterator[Bus]:
    with running_bus(address) as one:
        yield one


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def presence(bus: Bus, around: Surroundings) -> SessionPresence:
    made = SessionPresence(bus, around, around.returned.set, idle_seconds=lambda: around.idle)
    made.watch()
    settle(bus)
    return made


def test_each_hold_tells_its_reason_and_the_lock_comes_first(
    presence: SessionPresence, around: Surroundings, other: Bus
) -> None:
    assert presence.away() == ""
    around.idle = IDLE_AFTER + 1
    assert presence.away() == "nobody has touched the machine for a while"
    around.holds = True
    assert presence.away() == "do-not-disturb is on"
    saver = Saver(other, SAVER)
    saver.say(SAVER, active=True)
    wait_for(lambda: presence.away() == LOCKED, 5, "the lock is heard of")


def test_an_unlock_is_told_once(
    presence: SessionPresence, around: Surroundings, other: Bus
) -> None:
    saver = Saver(other, SAVER)
    saver.say(SAVER, active=True)
    wait_for(lambda: presence.away() == LOCKED, 5, "the lock is heard of")
    assert not around.returned.is_set()
    saver.say(SAVER, active=False)
    assert around.returned.wait(30)
    assert presence.away() == ""


def test_a_stranger_locks_nothing(presence: SessionPresence, other: Bus, bus: Bus) -> None:
    for name in (SAVER, GNOME):
        said = new_signal(DBusAddress(PATH, interface=name), "ActiveChanged", "b", (True,))
        other.send(said)
        said.header.fields[HeaderFields.destination] = bus.unique_name  # past all match rules
        other.send(said)
    settle(other)
    settle(bus)
    assert presence.away() == ""


def test_a_stranger_unlocks_nothing(
    presence: SessionPresence, other: Bus, address: str, bus: Bus
) -> None:
    saver = Saver(other, SAVER)
    saver.say(SAVER, active=True)
    wait_for(lambda: presence.away() == LOCKED, 5, "the lock is heard of")
    with running_bus(address) as stranger:
        Saver(stranger, GNOME).say(GNOME, active=False)
        settle(stranger)
        settle(bus)
        assert presence.away() == LOCKED
    settle(bus)
    assert presence.away() == LOCKED


def test_one_saver_under_two_names_unlocks_by_either(presence: SessionPresence, other: Bus) -> None:
    saver = Saver(other, SAVER, GNOME)
    saver.say(SAVER, active=True)
    saver.say(GNOME, active=True)
    wait_for(lambda: presence.away() == LOCKED, 5, "the lock is heard of")
    saver.say(GNOME, active=False)
    wait_for(lambda: presence.away() == "", 5, "the unlock is heard of")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lock_from_before_is_asked_for_whenever_the_saver_comes(
    bus: Bus, around: Surroundings, other: Bus, when: str
) -> None:
    made = SessionPresence(bus, around, around.returned.set, idle_seconds=lambda: around.idle)
    if when == "before":
        Saver(other, SAVER, locked=True)
    made.watch()
    settle(bus)
    if when == "after":
        Saver(other, SAVER, locked=True)
    wait_for(lambda: made.away() == LOCKED, 5, "the lock is heard of")


def test_a_saver_that_leaves_locks_nothing_any_more(
    presence: SessionPresence, around: Surroundings, address: str
) -> None:
    with running_bus(address) as one:
        Saver(one, SAVER).say(SAVER, active=True)
        wait_for(lambda: presence.away() == LOCKED, 5, "the lock is heard of")
    assert around.returned.wait(30)
    assert presence.away() == ""


def test_what_is_no_truth_value_is_no_lock(presence: SessionPresence, other: Bus, bus: Bus) -> None:
    Saver(other, SAVER)
    other.emit(PATH, SAVER, "ActiveChanged", "s", ("true",))
    other.emit(PATH, SAVER, "ActiveChanged")
    settle(other)
    settle(bus)
    assert presence.away() == ""


def test_a_desktop_that_tells_no_idle_time_has_somebody_there(
    bus: Bus, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert SessionPresence(bus, around, around.returned.set).away() == ""


def test_gnome_tells_in_milliseconds(
    bus: Bus, around: Surroundings, other: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("traynews.desktop.presence._PATIENCE", 30.0)
    monitor = "org.gnome.Mutter.IdleMonitor"
    idle = [IDLE_AFTER * 1000 - 1]
    path = "/org/gnome/Mutter/IdleMonitor/Core"
    other.export(path, Interface(monitor, {"GetIdletime": Method(lambda: (idle[0],), "", "t")}))
    owned = threading.Event()
    other.own_name(monitor, lambda _: owned.set())
    assert owned.wait(30)
    made = SessionPresence(bus, around, around.returned.set)
    assert made.away() == ""
    idle[0] += 2
    assert made.away() == "nobody has touched the machine for a while"


def test_a_flatpak_may_talk_to_those_that_are_asked_and_to_nobody_else() -> None:
    manifest = ROOT / "packaging" / "flatpak" / "org.traynews.TrayNews.yml"
    allowed = yaml.safe_load(manifest.read_text(encoding="utf-8"))["finish-args"]
    assert {one for one in allowed if "-name=" in one} == {
        *(f"--talk-name={one}" for one in (*ASKED, NOTIFICATIONS, WATCHER)),
        f"--system-talk-name={metered.MANAGER}",
    }
