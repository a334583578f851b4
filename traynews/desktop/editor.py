"""Opens a file of the user's own, such as the settings, in whatever the desktop edits it with."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from traynews.desktop.browser import child_environment, start_detached
from traynews.errors import BrowserError

_PATIENCE = 3.0  # seconds in which an opener that fails, fails


def open_file(path: Path) -> None:
    """Open a local text file. Raises `BrowserError` with the path, so that the user can do it.

    Waits a few seconds for the opener; one that stays with the editor it started is left alone.
    """
    try:
        if sys.platform == "win32":
            _start(path)
        elif sys.platform == "darwin":
            _open_on_mac(path)
        else:
            _run("xdg-open", path)
    except OSError as error:
        raise BrowserError(f"nothing opens text files here; look at {path} yourself") from error


if sys.platform == "win32":

    def _start(path: Path) -> None:
        """Open it in what the user has for such files, else in what every Windows has for text."""
        try:
            os.startfile(path)  # noqa: S606 - our own file, by its path
        except OSError:  # a fresh Windows knows no .toml
            _run("notepad.exe", path)


def _open_on_mac(path: Path) -> None:
    """Open it in what the user has for such files, else in the default editor of text (`-t`)."""
    try:
        _run("open", path)
    except OSError:  # a fresh macOS knows no .toml
        _run("open", "-t", path)


def _run(*words: str | Path) -> None:
    child = start_detached([str(word) for word in words], child_environment())
    try:
        code = child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        threading.Thread(target=child.wait, name="editor", daemon=True).start()
        return
    if code != 0:
        raise OSError(code, f"{words[0]} failed")
