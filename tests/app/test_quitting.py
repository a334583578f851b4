"""The program ends within five seconds of being asked to, whatever hangs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

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
