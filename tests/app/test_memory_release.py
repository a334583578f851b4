"""Memory calls are made where the C library has them, and nothing is reached into."""

from __future__ import annotations

import subprocess
import sys

from traynews.app import memory_release


def test_giving_back_loads_and_unloads_nothing() -> None:
    code = (
        "import sys, ctypes; from traynews.app.memory_release import give_back, keep_in_one_place\n"
        "keep_in_one_place(); before = set(sys.modules); give_back(); give_back()\n"
        "sys.exit(set(sys.modules) != before)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_c_library_without_the_call_is_no_trouble() -> None:
    memory_release._call("no_such_call_anywhere", 1)
