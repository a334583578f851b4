"""The program where there is no console to print to: `pythonw`, a windowed bundle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT


@pytest.mark.parametrize(("words", "status"), [(["config", "path"], 0), (["show", "99"], 1)])
def test_without_a_console_commands_end_as_they_should(
    tmp_path: Path, words: list[str], status: int
) -> None:
    script = (
        "import sys\n"
        "sys.stdout = sys.stderr = None\n"
        "from traynews.cli.main import main\n"
        f"sys.exit(main(['--data-dir', {str(tmp_path)!r}, *{words!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=30, check=False)
    assert done.returncode == status


# What Windows does to a program without a console: there are no streams, and their descriptors are
# taken by something that cannot be used.
_TAKEN = """
import os, sys
folder = os.open(sys.argv.pop(1), os.O_RDONLY)
for handle in range(3):
    os.dup2(folder, handle)
sys.stdin = sys.stdout = sys.stderr = None
from traynews.cli.main import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be opened there")
def test_descriptors_that_are_taken_and_cannot_be_used_hinder_nobody(tmp_path: Path) -> None:
    words = ["--data-dir", str(tmp_path / "data"), "status", "--json"]
    command = [sys.executable, "-c", _TAKEN, str(tmp_path), *words]
    done = subprocess.run(command, cwd=ROOT, timeout=30, check=False)
    assert done.returncode == 0
