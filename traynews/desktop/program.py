"""Which program this is: how it is started from elsewhere, at login or from a menu."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from traynews.desktop.entry import ENTRY, entry_id

APP_ID = "TrayNews"
"""The AppUserModelID, by which Windows knows menu entry, toasts and balloons of one program.

The installer's entry has it (`packaging/windows/traynews.nsi`), and desktop-notifier the same name.
"""

_FLATPAK = Path("/.flatpak-info")


def is_sandboxed() -> bool:
    """Whether it runs in a Flatpak, where the desktop's portal does what reaches out of it."""
    return _FLATPAK.exists()


def find_program(
    arguments: Sequence[str] = sys.argv, environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """Return the command line that starts this program from anywhere, or nothing.

    A frozen program is its own executable (an AppImage the file that it was mounted from); an
    installed one is the script it was started by, or the one beside its Python. On Windows it is
    `traynews-tray.exe` beside either, since the other opens a console. In a Flatpak it is the word
    that the portal has `flatpak run` start there.
    """
    if is_sandboxed():
        return ("traynews",)
    name = "traynews-tray.exe" if sys.platform == "win32" else "traynews"
    if getattr(sys, "frozen", False):
        windowless = Path(sys.executable).with_name("traynews-tray.exe")
        itself = str(windowless) if windowless.exists() else sys.executable
        return (environ.get("APPIMAGE") or itself,)
    started = Path(arguments[0]) if arguments else Path()
    places = [started.parent] if started.stem in {"traynews", "traynews-tray"} else []
    beside = Path(sys.executable).parent
    for place in [*places, beside, beside / "Scripts"]:  # where a Python for all of Windows has it
        script = (place / name).absolute()  # not resolved: pipx puts links there
        if script.is_file() and os.access(script, os.X_OK):
            return (str(script),)
    return ()


def name_icon(picture: Path) -> str:
    """Return what a desktop entry names as its icon: this picture, or the one of the theme.

    A frozen program may be unpacked or mounted anew at each start, as one file is and an AppImage:
    its pictures are gone when an entry is read.
    """
    return ENTRY if getattr(sys, "frozen", False) else str(picture)


def name_popup_icon(picture: Path) -> str:
    """Return what a pop-up names as its icon: this picture, or the one that a Flatpak exports.

    The desktop shows it, and sees no file that is inside of a sandbox.
    """
    return entry_id() if is_sandboxed() else str(picture)


def name_process() -> None:
    """Tell Windows which program this is; to be called before there is an icon or a balloon."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - there alone

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
