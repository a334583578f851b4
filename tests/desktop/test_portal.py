"""Starting at login out of a sandbox: what the desktop is asked, and what comes of its answers."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal

from tests.desktop.notifications import give_back, running_bus, settle
from tests.desktop.portals import PATH, PORTAL, REQUEST, FakePortal, Results, own, told
from traynews.cli.doctor import desktop as doctor
from traynews.cli.main import main
from traynews.desktop.autostart import Autostart
from traynews.desktop.bus.connection import Bus
from traynews.errors import AutostartError

pytestmark = pytest.mark.usefixtures("desktop_packages", "sandbox")

COMMAND = ("traynews",)
ON, OFF = told(starts=True), told(starts=False)
DENIED = told(starts=False, runs=False)
ITSELF = re.escape("in its settings, where TrayNews is `flatpak run org.traynews.TrayNews`: ")


def saying(response: int, results: Results) -> Callable[[FakePortal, str, Results], None]:
    """Answer each request at once: before the portal has even said that it took it."""
    return lambda portal, handle, _: portal.answer(handle, response, results)


def as_asked(portal: FakePortal, handle: str, options: Results) -> None:
    """Do what is asked."""
    portal.answer(handle, 0, told(starts=options["autostart"][1]))


@pytest.fixture
def portal(address: str) -> Iterator[FakePortal]:
    with running_bus(address) as bus:
        made = FakePortal(bus)
        made.start()
        yield made


@pytest.fixture
def startup() -> Autostart:
    return Autostart(COMMAND)


def in_background(action: Callable[[], None]) -> queue.SimpleQueue[str]:
    """Begin; what is given hears why it failed, or an empty line."""
    ended: queue.SimpleQueue[str] = queue.SimpleQueue()

    def run() -> None:
        try:
            action()
        except AutostartError as error:
            ended.put(str(error))
        else:
            ended.put("")

    threading.Thread(target=run, daemon=True).start()
    return ended


def test_the_desktop_is_asked_and_what_it_said_is_remembered(
    portal: FakePortal, startup: Autostart
) -> None:
    portal.reply = as_asked
    assert startup.status() is False
    startup.switch(on=True)
    _, options = portal.asked.get(timeout=30)
    assert options["autostart"] == ("b", True)
    assert options["commandline"] == ("as", ["traynews"])
    assert 0 < len(options["reason"][1]) <= 256  # the portal takes no more
    assert Autostart(COMMAND).status() is True
    assert startup.is_ours()
    startup.switch(on=False)
    assert portal.asked.get(timeout=30)[1]["autostart"] == ("b", False)
    assert startup.status() is False


def test_an_answer_may_take_its_time_and_no_second_question_is_put_meanwhile(
    portal: FakePortal, startup: Autostart
) -> None:
    ended = in_background(lambda: startup.switch(on=True))
    handle, _ = portal.asked.get(timeout=30)
    with pytest.raises(AutostartError, match="still asking; answer its question first"):
        startup.switch(on=True)
    assert startup.status() is False
    assert ended.empty()
    portal.answer(handle, 0, ON)
    assert ended.get(timeout=30) == ""
    assert startup.status() is True
    assert portal.asked.empty()


@pytest.mark.parametrize(
    ("on", "response", "results", "says", "then"),
    [
        (True, 1, DENIED, "does not let TrayNews run without a window", False),
        (True, 1, {}, "background background org.traynews.TrayNews yes`", True),
        (True, 0, OFF, "does not change what it starts at login", False),
        (True, 0, {"autostart": ("s", "yes")}, "does not change what it starts at login", True),
        (True, 0, {"autostart": ("a{ss}", {})}, "does not change what it starts at login", True),
        (True, 2, {}, "ended its question without an answer", True),
        (True, 7, ON, "ended its question without an answer", True),
        (False, 0, ON, "does not change what it starts at login", True),
        (False, 1, DENIED, "", False),  # who may not run is not started, either
    ],
)
def test_what_the_desktop_did_not_do_is_said_and_the_truth_remembered(
    portal: FakePortal,
    startup: Autostart,
    *,
    on: bool,
    response: int,
    results: Results,
    says: str,
    then: bool,
) -> None:
    portal.reply = as_asked
    startup.switch(on=True)
    portal.reply = saying(response, results)
    line = in_background(lambda: startup.switch(on=on)).get(timeout=30)
    assert says in line
    assert bool(says) == bool(line)
    assert startup.status() is then


def test_a_portal_that_ends_is_not_waited_for(portal: FakePortal, startup: Autostart) -> None:
    ended = in_background(lambda: startup.switch(on=True))
    portal.asked.get(timeout=30)
    give_back(portal.bus, PORTAL)
    assert "ended its question without an answer" in ended.get(timeout=30)
    assert startup.status() is False


def test_a_question_that_nobody_answers_ends(
    portal: FakePortal, startup: Autostart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("traynews.desktop.portal._LONGEST", 0.2)
    ended = in_background(lambda: startup.switch(on=True))
    portal.asked.get(timeout=30)
    assert "nobody answered" in ended.get(timeout=30)
    portal.reply = as_asked
    startup.switch(on=True)
    assert startup.status() is True


def test_only_the_portal_itself_is_believed(
    address: str, portal: FakePortal, startup: Autostart
) -> None:
    with running_bus(address) as stranger:
        ended = in_background(lambda: startup.switch(on=True))
        handle, _ = portal.asked.get(timeout=30)
        said = new_signal(DBusAddress(handle, interface=REQUEST), "Response", "ua{sv}", (0, ON))
        stranger.send(said)
        said.header.fields[HeaderFields.destination] = portal.newcomer  # past all match rules
        stranger.send(said)
        settle(stranger)
        portal.answer(f"{PATH}/request/1_1/another", 0, ON)
        portal.answer(handle, 1, DENIED)
        assert "does not let TrayNews run" in ended.get(timeout=30)
    assert startup.status() is False


def test_where_there_is_no_portal_the_line_says_what_to_do(startup: Autostart) -> None:
    with pytest.raises(AutostartError, match=ITSELF):
        startup.switch(on=True)
    assert startup.status() is False


def test_a_portal_without_that_part_is_told_likewise(bus: Bus, startup: Autostart) -> None:
    """As xdg-desktop-portal with the GTK back end alone, on Xfce, MATE, LXQt or sway."""
    own(bus)
    with pytest.raises(AutostartError, match=ITSELF):
        startup.switch(on=True)


def test_the_command_says_how_it_is_and_how_it_knows(
    portal: FakePortal, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(action: str) -> tuple[int | None, str, str]:
        code = main(["--data-dir", str(tmp_path / "data"), "autostart", action])
        return code, *capsys.readouterr()

    portal.reply = as_asked
    code, said, _ = run("on")
    assert code == 0
    assert said.splitlines()[0] == "TrayNews starts at login."
    assert said.splitlines()[1].startswith("A sandbox cannot look: ")
    assert portal.asked.get(timeout=30)[1]["commandline"] == (
        "as",
        ["traynews", "--data-dir", str(tmp_path / "data")],
    )
    portal.reply = saying(1, DENIED)
    code, said, complained = run("on")
    assert (code, said, complained.count("\n")) == (1, "", 1)
    assert "does not let TrayNews run without a window" in complained
    assert run("status")[1].startswith("TrayNews does not start at login.\n")


def test_the_doctor_knows_whether_the_desktop_can_be_asked(portal: FakePortal) -> None:
    portal.reply = as_asked
    assert "does not start at login, unless" in doctor._examine_autostart().says
    Autostart(COMMAND).switch(on=True)
    assert "starts at login, unless" in doctor._examine_autostart().says
    give_back(portal.bus, PORTAL)
    found = doctor._examine_autostart()
    assert found.state == "note"
    assert "flatpak run org.traynews.TrayNews" in found.cure
