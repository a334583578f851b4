"""The cage from inside: what the parse process could do to its user, it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feeds.samples import FEED, answer, parse_process, rss
from traynews.core.data.document import Document
from traynews.feeds.child import system_calls
from traynews.feeds.parse_process import ParseProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems give less")

Tried = tuple[str, dict[str, str], list[str], list[str]]

TRY = """
import ctypes, json, os, signal, socket, subprocess, sys
from traynews.feeds.child.cage import confine
from traynews.feeds.child.preload import load_all
from traynews.feeds.child.parse import parse_body
precious, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
libc = ctypes.CDLL(None, use_errno=True)
def attempt(deed):
    try:
        result = deed()
    except OSError as error:
        return os.strerror(error.errno)
    return "done" if result is None or result != -1 else os.strerror(ctypes.get_errno())
def connect(family, address):
    socket.socket(family).connect(address)
def run(start):
    if (child := start()) == 0:
        os._exit(0)
DEEDS = {
    "read a file": lambda: open(precious).read(),
    "write a file": lambda: open(precious, "a").write("x"),
    "delete a file": lambda: os.unlink(precious),
    "rename a file": lambda: os.rename(precious, precious + "x"),
    "make a folder": lambda: os.mkdir(precious + "d"),
    "list a folder": lambda: os.listdir(os.path.dirname(precious)),
    "see whether a file is there": lambda: os.stat(precious),
    "connect": lambda: connect(socket.AF_INET, ("127.0.0.1", port)),
    "connect to the bus": lambda: connect(socket.AF_UNIX, name),
    "make a pair of sockets": lambda: socket.socketpair() and None,
    "run a program": lambda: os.execv("/bin/true", ["true"]),
    "fork": lambda: run(os.fork),
    "fork and run a program": lambda: subprocess.run(["/bin/true"]) and None,
    "trace its parent": lambda: libc.ptrace(16, os.getppid(), 0, 0),
    "read its parent's environment": lambda: open(f"/proc/{os.getppid()}/environ").read(),
    "read its parent's memory": lambda: libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0),
    "end its parent": lambda: os.kill(os.getppid(), 0),
    "raise its limits again": lambda: libc.prctl(38, 0, 0, 0, 0),
}
load_all()
held = confine()
found = {name: attempt(deed) for name, deed in DEEDS.items()}
body = "<rss><channel><item><title>\u20ac & b</title></item></channel></rss>".encode("utf-16")
read = parse_body(body, url="https://a.example/", content_type="", zone="UTC")
page = "<!doctype html><p><a href='//b\u00fccher.example/feed'>RSS".encode()
abroad = parse_body(page, url="https://b\u00fccher.example/", content_type="", zone="UTC")
print(json.dumps([held, found, [item.title for item in read.items], abroad.places]))
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    folder = tmp_path_factory.mktemp("home")
    (folder / "precious").write_text("secret")
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(folder / "precious"), "9", str(folder / "bus")],
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    assert (folder / "precious").read_text() == "secret"
    assert sorted(path.name for path in folder.iterdir()) == ["precious"]
    held, found, titles, places = json.loads(done.stdout)
    return held, found, titles, places


def test_no_deed_succeeds_in_the_cage(tried: Tried) -> None:
    found = tried[1]
    assert len(found) == 18
    refused = {
        os.strerror(1),
        os.strerror(13),
        os.strerror(22),
    }  # EINVAL: privileges stay renounced
    assert {deed: said for deed, said in found.items() if said not in refused} == {}


def test_in_the_cage_feeds_are_read_all_the_same(tried: Tried) -> None:
    assert tried[2] == ["€ & b"]


def test_in_the_cage_a_page_may_lead_to_a_host_in_any_script(tried: Tried) -> None:
    assert tried[3] == ["https://bücher.example/feed"]


def test_it_says_what_holds_it(tried: Tried) -> None:
    held = tried[0]
    assert "a filter of system calls" in held
    assert held.startswith("Landlock") or not Path("/sys/kernel/security/landlock").exists()


def test_the_parent_hears_what_holds_its_parse_process() -> None:
    process = parse_process()
    assert process.cage == ""
    assert isinstance(process.parse(answer(rss("<title>a</title>")), FEED), Document)
    process.rest()
    assert "a filter of system calls" in process.cage


@pytest.mark.parametrize("kind", [b"gb18030", b"windows-1251", b"euc-jp", b"koi8-r", b"mac"])
def test_no_encoding_is_missing_in_the_cage(kind: bytes, parser: ParseProcess) -> None:
    text = "人民" if kind in {b"gb18030", b"euc-jp"} else "é" if kind == b"mac" else "Свобода"
    name = "mac-roman" if kind == b"mac" else kind.decode()
    head = f'<?xml version="1.0" encoding="{name}"?>'.encode()
    body = rss(f"<title>{text}</title>").decode().partition("?>")[2].encode(name)
    found = parser.parse(answer(head + body), FEED)
    assert isinstance(found, Document), found
    assert [item.title for item in found.items] == [text]


@pytest.mark.parametrize("column", range(2))
def test_the_filter_lets_pass_what_is_listed_and_nothing_else(column: int) -> None:
    """The kernel's own reading of the filter, for both machines, by a small interpreter."""
    machine = list(system_calls._MACHINES.values())[column]
    steps = [
        tuple(memoryview(system_calls._filter(*machine))[at : at + 8])
        for at in range(0, len(system_calls._filter(*machine)), 8)
    ]

    def judge(number: int, architecture: int, argument: int = 0) -> int:
        words = {0: number, 4: architecture, 16: argument}
        loaded = at = 0
        while True:
            code, yes, no = steps[at][0], steps[at][2], steps[at][3]
            value = int.from_bytes(bytes(steps[at][4:]), sys.byteorder)
            at += 1
            if code == 0x06:
                return value
            if code == 0x20:
                loaded = words[value]
            else:
                at += yes if (loaded == value if code == 0x15 else loaded >= value) else no

    allowed = {pair[column] for pair in system_calls._ALLOWED.values()}
    own_limits = system_calls._OWN_LIMITS[column]
    for number in range(600):
        passes = number in allowed or number == own_limits
        assert (judge(number, machine[1]) == system_calls._ALLOW) == passes, number
    assert judge(own_limits, machine[1], argument=4711) == system_calls._REFUSE
    assert judge(system_calls._X32, machine[1]) == system_calls._REFUSE
    assert judge(0, machine[1] + 1) == system_calls._KILL
