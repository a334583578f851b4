"""What pip makes of the wheel on Windows, and what stays when it goes."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.wine.windows import Scene, Windows

pytestmark = [pytest.mark.wine, pytest.mark.xdist_group("wine")]

_WINDOW, _CONSOLE = 2, 3  # subsystems, of winnt.h


def subsystem(program: Path) -> int:
    """Return what Windows reads in a program's header: whether it is to be given a console."""
    raw = program.read_bytes()
    (header,) = struct.unpack_from("<I", raw, 0x3C)
    assert raw[header : header + 4] == b"PE\0\0"
    (found,) = struct.unpack_from("<H", raw, header + 24 + 68)
    return int(found)


def test_the_wheel_brings_a_program_without_a_console_beside_the_one_for_it(
    windows: Windows,
) -> None:
    assert subsystem(windows.program("traynews-tray.exe")) == _WINDOW
    assert subsystem(windows.program("traynews.exe")) == _CONSOLE


def test_the_program_without_a_console_sits_in_the_tray_and_quits(scene: Scene) -> None:
    installation = scene.installation
    installation.configure(scene.feed)
    scene.windows.launch("traynews-tray.exe", *installation.options)
    scene.wait_for_icon()
    scene.wait_until_polled()
    installation.run("quit")
    scene.wait_until(lambda: scene.find_icon() is None, "the icon goes")
    assert "Traceback" not in installation.log()


def test_wipe_takes_what_is_in_the_registry(windows: Windows) -> None:
    said = windows.run("traynews.exe", "autostart", "on")
    assert said == "TrayNews starts at login.\n"
    assert windows.run_value().endswith("\\traynews-tray.exe\n")
    windows.run("traynews.exe", "wipe", "--yes")
    assert windows.run_value() == ""
    said = windows.run("traynews.exe", "autostart", "status")
    assert said == "TrayNews does not start at login.\n"
