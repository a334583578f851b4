"""Starting at login: a desktop entry on Linux, a value of the registry, a launch agent on macOS.

The texts are made and read by pure functions (Linux's in `entry.py`: the autostart specification
has desktop entries); `Autostart` puts them where each system looks. What
is started is the tray program itself, which has no window and waits for the panel (demand 37).
The Windows and macOS parts were never run.

In a sandbox the desktop is asked (`portal.py`), and the entry in the sandbox's own folder, which no
desktop reads, keeps what it answered.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from traynews.base_folders import config_folders, config_home
from traynews.desktop.entry import ENTRY, FILE_NAME, is_started, make_exec, make_login_entry
from traynews.desktop.portal import Answer, ask_to_start
from traynews.desktop.program import is_sandboxed
from traynews.errors import AutostartError, EntryError
from traynews.whole_file import write_whole

AGENT = "org.traynews.TrayNews"  # the label of the launch agent on macOS

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_RUN_VALUE = "TrayNews"
_LONGEST_RUN = 260  # characters; source: Microsoft's "Run and RunOnce Registry Keys"


UNSEEN = (
    "A sandbox cannot look: that is as it was switched from here, and your desktop's own settings"
    " may say otherwise."
)
"""What is said beside `Autostart.status` in a sandbox."""


class Autostart:
    """Whether TrayNews starts when the user logs in. Constructing touches nothing.

    `command` is what is to be started, its program by an absolute path; empty where there is no
    program that could be started from elsewhere (a checkout). `icon` is what entries name.
    """

    def __init__(self, command: Sequence[str], icon: str = ENTRY) -> None:
        self._command = tuple(command)
        self._icon = icon
        self._asking = False

    def status(self) -> bool | None:
        """Return whether it starts at login; None where that cannot be known or changed.

        In a sandbox: as far as it was switched there; the desktop's own settings may know better.
        """
        return _status() if self._command else None

    def is_ours(self) -> bool:
        """Whether what starts at login is this very program, with these options."""
        if sys.platform == "win32" or sys.platform == "darwin":
            return bool(self.status())  # there is one place, and what is in it is ours
        else:  # noqa: RET505 - mypy reads the platform of an `else` only
            with contextlib.suppress(OSError, IndexError, EntryError):  # no entry, no program
                line = f"\nExec={make_exec(self._command)}\n"
                return line in _own_entry().read_text("utf-8", "replace")
            return False

    def switch(self, *, on: bool) -> None:
        """Start at login from now on, or no more. Raises `AutostartError`, `EntryError`.

        In a sandbox it takes as long as the user does to answer the desktop's question.
        """
        if not self._command:
            raise AutostartError(
                "no program to start at login: install TrayNews, with pip or as a package, and "
                "start it from there"
            )
        answer = self._ask(on=on) if is_sandboxed() else Answer(on)
        try:
            if answer.starts is not None:
                _switch(self._command, self._icon, on=answer.starts)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise AutostartError(
                f"starting at login cannot be changed: {where}{error.strerror or error}"
            ) from error
        if answer.refusal:
            raise AutostartError(answer.refusal)

    def _ask(self, *, on: bool) -> Answer:
        if self._asking:  # a second question beside the first is a "no" to some desktops
            raise AutostartError("your desktop is still asking; answer its question first")
        self._asking = True
        try:
            return ask_to_start(self._command, on=on)
        finally:
            self._asking = False


# --- Windows and macOS: what they are given ----------------------------------------------------


def make_run_value(command: Sequence[str]) -> str:
    """Return the command line as Windows takes it. Raises `AutostartError` where it is too long."""
    line = subprocess.list2cmdline(command)
    if len(line) > _LONGEST_RUN:
        raise AutostartError(
            f"TrayNews cannot be started at login: {command[0]!r} is too long for Windows"
        )
    return line


def is_approved(value: bytes) -> bool:
    """Whether the Task Manager lets a program of the Run key start: an odd first byte is "no"."""
    return not value or value[0] % 2 == 0


def make_agent(command: Sequence[str]) -> bytes:
    """Return the launch agent: started once per login, in the user's graphical session."""
    import plistlib  # noqa: PLC0415 - one system needs it, and it weighs at program start

    return plistlib.dumps(
        {
            "Label": AGENT,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
    )


def runs_at_load(agent: bytes) -> bool:
    """Whether macOS, given this agent, starts its program at login."""
    import plistlib  # noqa: PLC0415 - as above
    from xml.parsers.expat import ExpatError  # noqa: PLC0415

    try:
        values = plistlib.loads(agent)
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return False  # launchd refuses it, too
    return isinstance(values, dict) and bool(values.get("RunAtLoad")) and not values.get("Disabled")


# --- where each system looks -------------------------------------------------------------------

if sys.platform == "win32":
    import winreg

    def _status() -> bool | None:
        if not _read_value(_RUN_KEY):
            return False
        approved = _read_value(_APPROVED_KEY)
        return is_approved(approved if isinstance(approved, bytes) else b"")

    def _read_value(path: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, _RUN_VALUE)[0]
        except FileNotFoundError:
            return None

    def _switch(command: Sequence[str], _icon: str, *, on: bool) -> None:
        _delete_value(_APPROVED_KEY)  # what the Task Manager forbade, the user asks for now
        if not on:
            _delete_value(_RUN_KEY)
            return
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            winreg.SetValueEx(key, _RUN_VALUE, 0, winreg.REG_SZ, make_run_value(command))

    def _delete_value(path: str) -> None:
        with (
            contextlib.suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, access=winreg.KEY_SET_VALUE) as key,
        ):
            winreg.DeleteValue(key, _RUN_VALUE)

elif sys.platform == "darwin":

    def _agent_path() -> Path:
        return Path.home() / "Library" / "LaunchAgents" / f"{AGENT}.plist"

    def _status() -> bool | None:
        try:
            return runs_at_load(_agent_path().read_bytes())
        except OSError:
            return False

    def _switch(command: Sequence[str], _icon: str, *, on: bool) -> None:
        if on:
            _write(_agent_path(), make_agent(command))
        else:
            _agent_path().unlink(missing_ok=True)

else:

    def _own_entry() -> Path:
        return config_home() / "autostart" / FILE_NAME

    def _system_entry() -> Path | None:
        places = (one / "autostart" / FILE_NAME for one in config_folders())
        return next((place for place in places if place.is_file()), None)

    def _status() -> bool | None:
        for path in (_own_entry(), _system_entry()):
            if path is not None and path.is_file():
                try:
                    return is_started(path.read_text(encoding="utf-8", errors="replace"))
                except OSError:
                    return None
        return False

    def _switch(command: Sequence[str], icon: str, *, on: bool) -> None:
        if on:
            _write(_own_entry(), make_login_entry(command, icon).encode())
        elif _system_entry() is not None:
            _write(_own_entry(), b"[Desktop Entry]\nType=Application\nName=TrayNews\nHidden=true\n")
        else:
            _own_entry().unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [content])  # a login may read it at any moment
    path.chmod(0o600)  # one from before may be readable to all
