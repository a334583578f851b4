"""The parse process from its parent's side: it may hang, crash or lie, and nothing of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.desktop.programs import wait_for
from tests.feeds.samples import FEED, answer, parse_process, rss
from traynews.core.data.document import Document, Failure, TroubleKind
from traynews.feeds.frames import LONGEST_ANSWER
from traynews.feeds.parse_process import ParseProcess, ParseProcesses

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks POSIX about its children")

BODY = rss("<title>One</title>")
PLAY = """
import json, os, struct, sys, time
def receive():
    length = struct.unpack(">I", sys.stdin.buffer.read(4))[0]
    return sys.stdin.buffer.read(length)
def send(data):
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()
EMPTY = {"title": "", "home": "", "language": "", "whole": True, "hints": [None, [], []]}
def document(**changes):
    send(json.dumps({"document": {**EMPTY, "items": [], **changes}}).encode())
def item(**changes):
    row = dict(guid="", link="", title="", published=None, raw="", summary="", blocks=[],
               author="", terms=[], language="")
    document(items=[list({**row, **changes}.values())])
receive(), receive()
"""


SAY = "send(json.dumps({{'failure': ['parser', {}, []]}}).encode())"


def play(script: str, *, time_limit: float = 120.0) -> ParseProcess:
    """Return a parse process that is an actor: it receives a request and does as it is told."""
    return ParseProcess([sys.executable, "-c", PLAY + script], time_limit=time_limit)


def is_reaped(pid: int) -> bool:
    """Whether a child is gone, and no zombie."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def wait_for_end(pid: int) -> None:
    """Wait until a process that is not our child is gone, or has nobody to reap it."""
    wait_for(lambda: not _is_running(pid), 10, f"{pid} ends")


def _is_running(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def fail(process: ParseProcess) -> str:
    failure = process.parse(answer(BODY), FEED)
    assert isinstance(failure, Failure), failure
    assert failure.kind is TroubleKind.PARSER
    return failure.reason


@pytest.fixture
def process() -> Iterator[ParseProcess]:
    made = parse_process()
    yield made
    made.rest()


def test_no_process_runs_before_there_is_work_nor_after_rest(process: ParseProcess) -> None:
    before = process.pid
    assert isinstance(process.parse(answer(BODY), FEED), Document)
    during = process.pid
    process.rest()
    assert (before, process.pid) == (None, None)
    assert during is not None
    assert is_reaped(during)
    process.rest()


def test_one_process_serves_many_documents(process: ParseProcess) -> None:
    pids = set()
    for _ in range(5):
        assert isinstance(process.parse(answer(BODY), FEED), Document)
        pids.add(process.pid)
    assert len(pids) == 1


def test_a_process_that_died_between_two_documents_is_replaced(process: ParseProcess) -> None:
    process.parse(answer(BODY), FEED)
    dead = process.pid
    assert dead is not None
    os.kill(dead, signal.SIGKILL)
    os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
    assert isinstance(process.parse(answer(BODY), FEED), Document)
    assert process.pid != dead
    assert is_reaped(dead)


def test_a_process_that_hangs_is_killed_at_the_limit_and_reaped() -> None:
    process = play("time.sleep(3600)", time_limit=2)
    with ThreadPoolExecutor(1) as pool:
        failing = pool.submit(fail, process)
        wait_for(lambda: process.pid is not None, 10, "it has started")
        pid = process.pid
        assert failing.result() == "reading the feed took longer than 2 s"
    assert process.pid is None
    assert pid is not None
    assert is_reaped(pid)


def test_a_limit_that_ends_while_the_answer_comes_leaves_no_dying_process_to_the_next(
    process: ParseProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers: list[threading.Timer] = []

    class LateTimer(threading.Timer):
        """One that goes off in the very moment in which it is cancelled."""

        def run(self) -> None:
            timers.append(self)
            self.finished.wait()
            threading.Event().wait(0.2)  # which is when the other thread has gone on, if it does
            self.function(*self.args)

    monkeypatch.setattr(threading, "Timer", LateTimer)
    assert isinstance(process.parse(answer(BODY), FEED), Document)
    for timer in timers:
        timer.join()
    assert process.pid is None
    monkeypatch.undo()
    assert isinstance(process.parse(answer(BODY), FEED), Document)


def test_a_process_that_does_not_even_read_is_killed_at_the_limit() -> None:
    process = ParseProcess([sys.executable, "-c", "import time; time.sleep(3600)"], time_limit=0.5)
    failure = process.parse(answer(b"x" * 4_000_000), FEED)
    assert isinstance(failure, Failure)
    assert failure.reason == "reading the feed took longer than 0.5 s"


@pytest.mark.parametrize(
    "script",
    [
        "os._exit(3)",
        "os.abort()",
        "sys.stdout.buffer.write(b'\\0\\0'); sys.stdout.flush()",
        "sys.stdout.buffer.write(b'\\0\\0\\0\\x09{}'); sys.stdout.flush()",
    ],
)
def test_a_process_that_breaks_down_gives_one_clean_failure(script: str) -> None:
    process = play(script)
    assert fail(process) == "the parse process broke down over the feed"
    assert process.pid is None


@pytest.mark.parametrize(
    "script",
    [
        "send(b'not json')",
        "send(b'[]')",
        "send(b'{}')",
        "send(b'[' * 100000)",
        "send(json.dumps({'failure': ['made-up', 'x', []]}).encode())",
        "send(json.dumps({'failure': ['parser', 'x\\x1b[31m', []]}).encode())",
        "document(items=7)",
        "document(whole='yes')",
        "document(home='javascript:alert(1)')",
        "document(title=7)",
        "document(title='x' * 5000)",
        "document(title='a\\u202eb')",
        "document(hints=[1e300, [], []])",
        "document(hints=[None, [24], []])",
        "document(items=[[]] * 20000)",
        "item(link='file:///etc/passwd')",
        "item(link='https://a.example/\\r\\nX: y')",
        "item(title='a\\x00b')",
        "item(published=1e18)",
        "item(published='now')",
        "item(blocks=[['paragraph', 'x\\ny', '']])",
        "item(blocks=[['shout', 'x', '']])",
        "item(blocks=[['paragraph', 'x', '']] * 2000)",
        "item(terms=[['category', 'x']])",
    ],
)
def test_a_process_that_lies_is_not_believed(script: str) -> None:
    process = play(script)
    assert fail(process)
    assert process.pid is None, "what lied once is not asked again"


def test_an_endless_answer_is_not_read() -> None:
    process = play(f"sys.stdout.buffer.write(struct.pack('>I', {LONGEST_ANSWER + 1})); send(b'')")
    assert fail(process) == "the frame is too long"


def test_a_program_that_is_not_there_is_a_failure() -> None:
    process = ParseProcess([str(Path("no") / "such" / "program")])
    assert fail(process).startswith("the parse process cannot be started")


def test_nothing_of_the_environment_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy.example")
    monkeypatch.setenv("SOME_TOKEN", "secret")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    script = (
        "send(json.dumps({'failure': ['not-a-feed', ' '.join(sorted(os.environ)), []]}).encode())"
    )
    process = play(script)
    failure = process.parse(answer(BODY), FEED)
    process.rest()
    assert isinstance(failure, Failure)
    assert "HOME" in failure.reason.split()
    for name in ("HTTPS_PROXY", "SOME_TOKEN", "DBUS_SESSION_BUS_ADDRESS"):
        assert name not in failure.reason.split()


class Together:
    """A parse process that begins only when so many parse at a time."""

    def __init__(self, count: int) -> None:
        self.made: list[ParseProcess] = []
        self._barrier = threading.Barrier(count)

    def make(self) -> ParseProcess:
        self._barrier.wait(30)
        self.made.append(parse_process())
        return self.made[-1]


def test_two_threads_that_parse_at_a_time_have_a_process_each_and_one_thread_the_same() -> None:
    together = Together(2)
    processes = ParseProcesses(together.make)
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda _: processes.parse(answer(BODY), FEED), range(2)))
    assert [type(one) for one in found] == [Document, Document]
    pids = {process.pid for process in together.made}
    for _ in range(3):  # a third process would wait for a fourth, in vain
        assert isinstance(processes.parse(answer(BODY), FEED), Document)
    assert {process.pid for process in together.made} == pids
    assert len(pids - {None}) == 2
    processes.rest()
    assert all(process.pid is None for process in together.made)
    assert all(is_reaped(pid) for pid in pids if pid is not None)


def test_after_a_rest_the_next_document_gets_a_process_again() -> None:
    processes = ParseProcesses(parse_process)
    for _ in range(2):
        assert isinstance(processes.parse(answer(BODY), FEED), Document)
        processes.rest()
    processes.rest()


def test_the_last_words_of_a_process_that_breaks_down_are_told() -> None:
    dying = play("import traynews_that_is_not_there")
    assert fail(dying) == (
        "the parse process broke down over the feed "
        "(ModuleNotFoundError: No module named 'traynews_that_is_not_there')"
    )
    chatty = play(
        "sys.stderr.write('x' * 30_000 + chr(10) + chr(27) + 'the end' + chr(10)); exit(3)"
    )
    assert fail(chatty) == "the parse process broke down over the feed (the end)"
    assert fail(play("exit(3)")) == "the parse process broke down over the feed"


def test_the_process_finds_packages_where_the_program_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`pip --target`, Guix: what the program stands on lies on its own path alone."""
    (tmp_path / "only_here.py").write_text("NAME = 'only here'")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "path", ["/the/folder/it/was/started/in", *sys.path])
    assert fail(play(f"import only_here; {SAY.format('only_here.NAME')}")) == "only here"
    started = "str(any('started' in one for one in sys.path))"
    assert fail(play(SAY.format(started))) == "False"


@pytest.mark.skipif(sys.platform != "linux", reason="reads another process's limits")
def test_the_process_limits_itself(process: ParseProcess) -> None:
    import resource  # noqa: PLC0415 -- there is none on Windows

    process.parse(answer(BODY), FEED)
    assert process.pid is not None
    limits = {
        name: resource.prlimit(process.pid, getattr(resource, f"RLIMIT_{name}"))[0]
        for name in ("CORE", "NOFILE", "FSIZE", "AS", "CPU")
    }
    assert (limits["CORE"], limits["FSIZE"]) == (0, 0)
    assert 0 < limits["NOFILE"] <= 32
    assert 0 < limits["AS"] < 300 * 1024 * 1024
    assert 0 < limits["CPU"] < 60


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_process_ends_when_its_parent_is_gone() -> None:
    """Killed with -9, the program leaves no parse process behind: its input ends."""
    code = (
        "import os; from tests.feeds.samples import *\n"
        "p = parse_process(); p.parse(answer(rss('<title>a</title>')), FEED)\n"
        "print(p.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=60, check=False
    )
    wait_for_end(int(done.stdout))


def test_a_document_of_eight_mebibytes_is_read_within_its_limits(process: ParseProcess) -> None:
    """What the body limit lets through must be readable, at least in an ordinary shape."""
    text = "<p>" + "Ünïcode text of an ordinary article, word after word. " * 40 + "</p>"
    item = f"<title>t</title><description><![CDATA[{text * 10}]]></description>"
    count = 8 * 1024 * 1024 // len(item.encode())
    found = process.parse(answer(rss(*[item] * count)), FEED)
    assert isinstance(found, Document), found
    assert len(found.items) == count
