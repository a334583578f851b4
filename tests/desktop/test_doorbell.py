"""What commands, strangers and web pages can have the program done that hears no session bus."""

from __future__ import annotations

import os
import queue
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.clicks import Clicks
from tests.desktop.programs import wait_for
from tests.installation import ROOT
from traynews.core.data.view import Command, Verb
from traynews.desktop import doorbell, hearing, running
from traynews.desktop.door import DOOR, Door
from traynews.desktop.doorbell import Doorbell
from traynews.desktop.hearing import REACHABLE
from traynews.errors import OutOfReachError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes and signals")


class Program:
    """The running program: what it was asked for, and how often it was rung."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wishes = Clicks()
        self.rings: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.bell = Doorbell(folder, self.wishes, self._ring)
        self.bell.open()
        door = Door.read(folder)
        assert door is not None
        self.door = door

    def _ring(self) -> None:
        self.rings.put(threading.current_thread().name)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.door.port), timeout=10)

    def say(self, said: bytes) -> bytes:
        """Say this and return all that is answered, until the line is closed."""
        with self.connect() as line:
            try:
                line.sendall(said)
                return b"".join(iter(lambda: line.recv(4096), b""))
            except OSError:  # closed while there was more to read
                return b""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    made.bell.close()


@pytest.mark.parametrize("verb", sorted(REACHABLE))
def test_what_commands_need_is_done(program: Program, verb: Verb) -> None:
    running.do(program.folder, verb)
    assert program.wishes.next() == (Command(verb), "")


def test_a_ring_is_heard_at_once_on_the_doorbells_own_thread(program: Program) -> None:
    running.ring(program.folder)
    assert program.rings.get(timeout=30) == "doorbell"


def test_a_flood_of_rings_rings_at_once_and_once_more(program: Program) -> None:
    begun = time.monotonic()
    for _ in range(200):
        running.ring(program.folder)
    program.rings.get(timeout=30)
    program.rings.get(timeout=30)
    rings, took = program.rings.qsize(), time.monotonic() - begun
    assert rings <= 1 + took / hearing._REST, f"within {took} s"


@pytest.mark.parametrize("verb", sorted(set(Verb) - REACHABLE))
def test_who_has_the_key_can_have_nothing_else_done(program: Program, verb: Verb) -> None:
    with pytest.raises(OutOfReachError):
        running.do(program.folder, verb)
    assert program.wishes.quiet


@pytest.mark.parametrize(
    "said",
    [
        b"quit\n",
        b" quit\n",
        b"0" * 64 + b" quit\n",
        b"\xff" * 64 + b" quit\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /quit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nquit\n",
        b"\x16\x03\x01\x02\x00\x01\x00\n",
        b"\0" * 100_000,
        b"",
    ],
)
def test_who_has_no_key_is_told_nothing_and_can_do_nothing(program: Program, said: bytes) -> None:
    with program.connect() as line:
        heard = b""
        try:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            heard = line.recv(4096)
        except OSError:  # closed while there was more to read
            pass
    assert heard == b""
    assert program.wishes.quiet
    assert program.rings.empty()


def test_a_web_page_that_knew_the_key_could_not_say_it_first(program: Program) -> None:
    key = program.door.key.encode()
    assert program.say(b"POST / HTTP/1.1\r\n\r\n" + key + b" quit\n") == b""
    assert program.wishes.quiet


def test_half_a_line_is_waited_for(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "_SPEAKING", 30.0)
    with program.connect() as line:
        line.sendall(program.door.key[:30].encode())
        running.ring(program.folder)  # others are heard meanwhile
        line.sendall(program.door.key[30:].encode() + b" check\n")
        assert line.recv(4096) == f"{program.door.answer} done\n".encode()
    assert program.wishes.next() == (Command(Verb.CHECK), "")


@pytest.mark.long
def test_a_crowd_that_says_nothing_keeps_nobody_out_and_is_sent_away(program: Program) -> None:
    crowd = [program.connect() for _ in range(50)]
    try:
        running.do(program.folder, Verb.CHECK)
        assert program.wishes.next() == (Command(Verb.CHECK), "")
        assert [line.recv(1) for line in crowd] == [b""] * 50
    finally:
        for line in crowd:
            line.close()


@POSIX
def test_the_key_is_the_users_alone_whatever_lay_in_its_place(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("precious", encoding="utf-8")
    (tmp_path / DOOR).symlink_to(elsewhere)
    before = os.umask(0)
    try:
        program = Program(tmp_path)
    finally:
        os.umask(before)
    found = (tmp_path / DOOR).lstat()
    program.bell.close()
    assert stat.S_ISREG(found.st_mode)
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert elsewhere.read_text(encoding="utf-8") == "precious"


def test_every_start_has_another_key_and_the_end_takes_the_file_away(tmp_path: Path) -> None:
    first = Program(tmp_path)
    first.bell.close()
    assert not (tmp_path / DOOR).exists()
    with pytest.raises(OutOfReachError):
        running.ring(tmp_path)
    second = Program(tmp_path)
    second.bell.close()
    assert first.door.key not in {second.door.key, second.door.answer, second.door.port}


def test_who_took_the_port_of_a_crashed_program_is_not_believed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        Door(taken.getsockname()[1], "a" * 64, "b" * 64).write(tmp_path)

        def pretend() -> None:
            line, _ = taken.accept()
            with line:
                line.sendall(line.recv(200)[:64] + b" done\n")

        stranger = threading.Thread(target=pretend)
        stranger.start()
        with pytest.raises(OutOfReachError):
            running.do(tmp_path, Verb.QUIT)
        stranger.join(30)


@pytest.mark.parametrize(
    "content",
    [b"", b"1 2 3\n", b"\xff\xfe", b"99999 " + b"a" * 64 + b" " + b"b" * 64 + b"\n", b"x" * 10_000],
)
def test_a_file_that_says_nothing_is_no_door(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DOOR).write_bytes(content)
    assert Door.read(tmp_path) is None


_SLEEPS_IN_C = """
import ctypes, os, signal, sys, threading
from pathlib import Path
from traynews.desktop.doorbell import Doorbell
signal.signal(signal.SIGTERM, lambda *_: None)
bell = Doorbell(Path(sys.argv[1]), print, print, signalled=lambda: os._exit(7))
bell.open()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print("up", flush=True)
ctypes.CDLL(None).sleep(60)
"""


@POSIX
def test_a_signal_is_heard_while_the_main_thread_sleeps_in_the_systems_own_loop(
    tmp_path: Path,
) -> None:
    """As AppKit's and Windows' loops do: Python's own handler would run when they wake."""
    with subprocess.Popen(
        [sys.executable, "-c", _SLEEPS_IN_C, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as sleeper:
        assert sleeper.stdout is not None
        assert sleeper.stdout.readline() == b"up\n"
        sleeper.send_signal(signal.SIGTERM)
        wait_for(lambda: sleeper.poll() is not None, 10, "it has heard")
        assert sleeper.returncode == 7
