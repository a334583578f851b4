"""Opens a file of the user's own, such as the settings, in whatever the desktop edits it with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from traynews.errors import BrowserError

_PATIENCE = 3.0  # seconds


def open_file(path: Path) -> None:
    """Open a local text file. Raises `BrowserError` with the path, so that the user can do it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - our own settings file, by its path
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.run(
                [opener, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
    except subprocess.TimeoutExpired:
        return  # the opener stays with the editor it started, as some do
    except (OSError, subprocess.CalledProcessError) as error:
        raise BrowserError(f"nothing opens text files here; edit {path} yourself") from error
