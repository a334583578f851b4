"""The process that serves the page: started once, asked again, gone when it ends or we do."""

from __future__ import annotations

import os
import signal
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from traynews.app.window_process import WindowProcess
from traynews.cli.window import make_window_process
from traynews.errors import TrayNewsError
from traynews.locations import Locations


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(process: WindowProcess) -> int:
    assert process._child is not None
    return process._child.pid


def test_one_process_gives_addresses_that_let_in_and_ends_with_us(tmp_path: Path) -> None:
    process = make_window_process(Locations(tmp_path / "config.toml", tmp_path / "data"))
    first, second = process.make_address(), process.make_address()
    pid = pid_of(process)
    assert first.startswith("http://127.0.0.1:")
    assert first.partition("?")[0] == second.partition("?")[0]
    assert first != second
    jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with jar.open(second, timeout=20) as answer:
        assert answer.url.endswith("/")
        assert "Nothing has been kept yet" in answer.read().decode()
    process.close()
    wait_for(lambda: not is_there(pid), 20, "the process ends")


def test_two_quick_clicks_start_one_process(tmp_path: Path) -> None:
    process = make_window_process(Locations(tmp_path / "config.toml", tmp_path / "data"))
    with ThreadPoolExecutor(2) as clicks:
        first, second = clicks.map(lambda _: process.make_address(), range(2))
    assert first.partition("?")[0] == second.partition("?")[0]
    process.close()


def test_one_that_died_is_started_anew(tmp_path: Path) -> None:
    process = make_window_process(Locations(tmp_path / "config.toml", tmp_path / "data"))
    process.make_address()
    pid = pid_of(process)
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not is_there(pid), 20, "it is gone")
    assert process.make_address().startswith("http://127.0.0.1:")
    assert pid_of(process) != pid
    process.close()


def test_it_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    process = make_window_process(Locations(tmp_path / "config.toml", tmp_path / "data"))
    process.make_address()
    pid, child = pid_of(process), process._child
    assert child is not None
    assert child.stdin is not None
    child.stdin.close()  # as the kernel does
    wait_for(lambda: not is_there(pid), 20, "it ends")
    process.close()


@pytest.mark.parametrize("command", [["/nonexistent"], [sys.executable, "-c", "pass"]])
def test_one_that_does_not_start_is_a_line(command: list[str]) -> None:
    with pytest.raises(TrayNewsError):
        WindowProcess(command, {}).make_address()
