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
