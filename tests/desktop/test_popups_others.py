"""Pop-ups without a server: the terminal, the last resort, and the chain of all ways."""

from __future__ import annotations

import io
import os
import queue
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.notifications import bus_daemon, running_bus
from tests.desktop.rig import NOTIFICATIONS, Desktop
from traynews.core.data.view import Button, Command, Popup, Verb
from traynews.desktop.bus.objects import Interface, Method
from traynews.desktop.popups import last_resort
from traynews.desktop.popups.last_resort import LastResortPopups, fit
from traynews.desktop.popups.terminal import TerminalPopups
from traynews.errors import PopupError

POPUP = Popup(
    "Guards shot at a crowd",
    "Five people died.",
    (
        Button("Mark read", Command(Verb.READ, (7,))),
        Button("Open", Command(Verb.OPEN, (7,), url="https://news.example/7")),
    ),
)

# --- the terminal ---


def test_an_alert_in_the_terminal_is_one_clean_block() -> None:
    stream = io.StringIO()
    popups = TerminalPopups(stream)
    popups.show(POPUP)
    popups.show(Popup("Alone"))
    assert stream.getvalue() == (
        "Guards shot at a crowd\n  Five people died.\n  https://news.example/7\n\nAlone\n\n"
    )


def test_the_bell_rings_only_where_sound_is_on() -> None:
    stream = io.StringIO()
    TerminalPopups(stream).show(Popup("A", sound=True))
    assert stream.getvalue() == "A\n\n\a"


@given(st.text(), st.text())
def test_no_text_drives_the_terminal(title: str, body: str) -> None:
    stream = io.StringIO()
    TerminalPopups(stream).show(Popup(title, body))
    assert stream.getvalue().endswith("\n\n")
    printed = stream.getvalue().replace("\n", "")
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in printed)


def test_a_terminal_that_knows_few_letters_gets_question_marks() -> None:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii") as stream:
        TerminalPopups(stream).show(Popup("é ع"))
        assert raw.getvalue() == b"? ?\n\n"


def test_nobody_reading_any_more_is_a_popup_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = os.fdopen(writer, "w")
    with pytest.raises(PopupError, match="Broken pipe"):
        TerminalPopups(stream).show(POPUP)
    with pytest.raises(BrokenPipeError):
        stream.close()  # what could not be written is still in its buffer


def test_a_closed_terminal_and_none_at_all_are_popup_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    stream.close()
    with pytest.raises(PopupError):
        TerminalPopups(stream).show(POPUP)
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(PopupError, match="there is none"):
        TerminalPopups().show(POPUP)


def test_the_terminal_is_the_one_of_the_moment(capsys: pytest.CaptureFixture[str]) -> None:
    popups = TerminalPopups()
    popups.show(Popup("A"))
    popups.withdraw([1])
    popups.close()
    assert capsys.readouterr().out == "A\n\n"


# --- the last resort ---


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for plyer, and the program that it starts, for as long as that takes."""
    monkeypatch.setattr(last_resort, "_MOMENT", 30.0)


@given(st.text(max_size=400), st.integers(1, 300))
def test_any_text_fits_the_limit_of_windows(text: str, units: int) -> None:
    fitting = fit(text, units)
    assert len(fitting.encode("utf-16-le", "surrogatepass")) <= 2 * units
    assert not fitting.startswith("-")
    assert not set(fitting) & set("'\\<>\n")


def test_letters_beyond_the_first_plane_count_twice() -> None:
    assert fit("😀" * 40, 63) == "😀" * 31 + "…"


def test_plyer_shows_what_would_break_it(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in desktop.environment.items():
        monkeypatch.setenv(name, value)
    desktop.start_notifications("dunst")
    heard = desktop.watch_bus(NOTIFICATIONS)
    LastResortPopups().show(Popup("-t it's", "C:\\new <b>'x'</b>\nnext"))
    (call,) = heard.wait_for("Notify")
    assert call.body[3:5] == ("‐t it’s", "C:∖new ‹b›’x’‹/b› next")
    desktop.wait_for_popup()
    desktop.screenshot("plyer")


@pytest.mark.usefixtures("desktop_packages", "patience")
def test_plyer_in_a_sandbox_cannot_be_broken_by_an_apostrophe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In Flatpak plyer pastes the text into the portal call's argument."""
    heard: queue.SimpleQueue[tuple[str, dict[str, tuple[str, str]]]] = queue.SimpleQueue()

    def add(name: str, notification: dict[str, tuple[str, str]]) -> None:
        heard.put((name, notification))

    is_folder = os.path.isdir
    monkeypatch.setattr(os.path, "isdir", lambda path: path == "/app" or is_folder(path))
    with bus_daemon() as address, running_bus(address) as portal:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        interface = "org.freedesktop.portal.Notification"
        methods = {"AddNotification": Method(add, "sa{sv}")}
        portal.export("/org/freedesktop/portal/desktop", Interface(interface, methods))
        owned: queue.SimpleQueue[bool] = queue.SimpleQueue()
        portal.own_name("org.freedesktop.portal.Desktop", owned.put)
        assert owned.get(timeout=30)
        LastResortPopups().show(Popup("it's", "x'>, 'priority': <'urgent\\"))
    name, notification = heard.get(timeout=30)
    assert name == ""
    assert notification == {"title": ("s", "it’s"), "body": ("s", "x’›, ’priority’: ‹’urgent∖")}


@pytest.mark.usefixtures("desktop_packages", "patience")
def test_plyer_without_a_bus_is_an_error_and_not_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    with pytest.raises(PopupError, match="notify-send failed"):
        LastResortPopups().show(POPUP)


@pytest.mark.usefixtures("patience")
def test_plyer_without_its_program_is_an_error_and_not_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PopupError, match="No usable implementation"):
        LastResortPopups().show(POPUP)


def test_plyer_that_takes_its_time_is_waited_for_and_given_nothing_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "notify-send"
    go = tmp_path / "go"
    program.write_text(f"#!/bin/sh\nwhile [ ! -e {go} ]; do sleep 0.1; done\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    popups = LastResortPopups()
    later = popups.show(POPUP)
    assert later is not None
    with pytest.raises(PopupError, match="still hangs"):
        popups.show(POPUP)
    assert not later.done()
    go.touch()
    later.result(30)


def test_plyer_that_is_done_takes_the_next_though_its_thread_has_yet_to_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_end, settle, told = threading.Event(), last_resort._settle, []

    def end_late(outcome: Future[None], *popup: str) -> None:
        settle(outcome, *popup)
        may_end.wait(30)

    monkeypatch.setattr(last_resort, "_settle", end_late)
    monkeypatch.setattr(last_resort, "_notify", lambda *popup: told.append(popup[1]))
    popups = LastResortPopups()
    try:
        for title in ("first", "second"):
            assert popups.show(Popup(title)) is None
    finally:
        may_end.set()
    assert told == ["first", "second"]
