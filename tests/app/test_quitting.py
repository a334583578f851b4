"""The program ends within five seconds of being asked to, whatever hangs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

_HANGS = """
import logging, signal, sys, threading
from traynews.app.quitting import end_soon
logging.basicConfig(filename=sys.argv[1])
signal.signal(signal.SIGTERM, lambda *_: end_soon())
def hang_here():
    threading.Event().wait()
thread = threading.Thread(target=hang_here)
thread.start()
print("up", flush=True)
while True:  # a signal is heard between two turns
    thread.join(0.05)
"""


_STARTS = """
import os, signal, sys
from pathlib import Path
from traynews.app.main_thread import MainThread
class Nothing:
    def close(self):
        pass
class Starting(MainThread):
    def _connect(self):
        os.kill(os.getpid(), signal.SIGTERM)
Starting(Path(sys.argv[1])).run(lambda _: Nothing())
print("ended well")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_program_that_is_asked_to_end_while_it_starts_ends_well(tmp_path: Path) -> None:
    """It counts as running from its lock on, and says so before it serves."""
    done = subprocess.run(
        [sys.executable, "-c", _STARTS, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ended well\n"), done.stderr


def test_a_program_in_which_everything_hangs_ends_and_logs_what_did(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with subprocess.Popen(
        [sys.executable, "-c", _HANGS, str(log)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "up\n"
        begun = time.monotonic()
        program.terminate()
        assert program.wait(60) == 0
    assert time.monotonic() - begun > 3, "whatever is under way has some time to end well"
    assert "hang_here" in log.read_text()
