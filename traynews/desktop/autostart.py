"""Starting at login: a desktop entry on Linux, a value of the registry, a launch agent on macOS.

The texts are made and read by pure functions; `Autostart` puts them where each system looks. What
is started is the tray program itself, which has no window and waits for the panel (demand 37).
The Windows and macOS parts were never run.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from traynews.errors import AutostartError
from traynews.whole_file import write_whole

NAME = "traynews.desktop"
"""The file's name: the same as the packaged entry's, so that desktops join the two."""

AGENT = "org.traynews.TrayNews"  # the label of the launch agent on macOS

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_RUN_VALUE = "TrayNews"
_LONGEST_RUN = 260  # characters; source: Microsoft's "Run and RunOnce Registry Keys"
_FLATPAK = Path("/.flatpak-info")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Autostart:
    """Whether TrayNews starts when the user logs in. Constructing touches nothing.

    `command` is what is to be started, its program by an absolute path; empty where there is no
    program that could be started from elsewhere (a checkout). `icon` is the picture's path.
    """

    def __init__(self, command: Sequence[str], icon: Path) -> None:
        self._command = tuple(command)
        self._icon = icon

    def status(self) -> bool | None:
        """Return whether it starts at login; None where that cannot be known or changed."""
        return _status() if self._command else None

    def is_ours(self) -> bool:
        """Whether what starts at login is this very program, with these options."""
        if sys.platform == "win32" or sys.platform == "darwin":
            return bool(self.status())  # there is one place, and what is in it is ours
        else:  # noqa: RET505 - mypy reads the platform of an `else` only
            with contextlib.suppress(OSError, IndexError):  # no entry, no program
                line = make_entry(self._command, self._icon).split("\nExec=")[1].split("\n")[0]
                return f"\nExec={line}\n" in _own_entry().read_text("utf-8", "replace")
            return False

    def switch(self, *, on: bool) -> None:
        """Start at login from now on, or no more. Raises `AutostartError`."""
        if not self._command:
            raise AutostartError(
                "no program to start at login: install TrayNews, with pip or as a package, and "
                "start it from there"
            )
        try:
            _switch(self._command, self._icon, on=on)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise AutostartError(
                f"starting at login cannot be changed: {where}{error.strerror or error}"
            ) from error


def find_program(
    arguments: Sequence[str] = sys.argv, environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """Return the command line that starts this program from anywhere, or nothing.

    A frozen program is its own executable (an AppImage the file that it was mounted from); an
    installed one is the script it was started by, or the one beside its Python. On Windows it is
    `traynews-tray.exe` beside either, since the other opens a console. In a Flatpak there is none:
    what runs at login is the portal's to say.
    """
    if _FLATPAK.exists():
        return ()
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


# --- Linux: the Desktop Entry and Desktop Application Autostart specifications ------------------


def make_entry(command: Sequence[str], icon: Path) -> str:
    """Return the desktop entry (1.5, "The Exec key"); `AutostartError` for controls in a path."""
    if any(map(_CONTROL.search, [*command, str(icon)])):
        raise AutostartError(
            f"{command[0]!r} cannot be started at login: there is a control character in a path"
        )
    # A program's path may hold no "=" by the specification, and GLib does not find one with "%".
    around = ("/bin/sh", "-c", 'exec "$0" "$@"') if re.search("[%=]", command[0]) else ()
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.4\n"
        "Name=TrayNews\n"
        "Comment=Amnesty International's releases in your tray\n"
        f"Exec={_escape(' '.join(map(quote_argument, [*around, *command])))}\n"
        f"TryExec={_escape(command[0])}\n"
        f"Icon={_escape(str(icon))}\n"
        "Terminal=false\n"
        "StartupNotify=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def quote_argument(argument: str) -> str:
    r"""Return an argument as `Exec` takes it: `%` doubled, in quotes where it must be.

    In quotes a backslash goes before `"`, `` ` ``, `$` and itself. The escape of values in
    general comes on top.
    """
    argument = argument.replace("%", "%%")
    if argument and not re.search(r"""[\s"'\\><~|&;$*?#()`]""", argument):
        return argument
    inside = re.sub(r'(["`$\\])', r"\\\1", argument)
    return f'"{inside}"'


def _escape(value: str) -> str:
    value = value.replace("\\", "\\\\")
    return f"\\s{value[1:]}" if value.startswith(" ") else value


def is_started(entry: str) -> bool:
    """Whether a desktop, given this entry, starts its program at login."""
    values: dict[str, str] = {}
    group = ""
    for line in entry.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and not line.lstrip().startswith("#") and "=" in line:
            key, _, value = line.partition("=")
            values.setdefault(key.strip(), value.strip())
    if values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false":
        return False
    return bool(values.get("Exec")) and _is_there(values.get("TryExec", ""))


def _is_there(program: str) -> bool:
    if not program:
        return True
    path = re.sub(r"\\(.)", lambda found: {"s": " "}.get(found[1], found[1]), program)
    return os.access(path, os.X_OK) if path.startswith("/") else True  # a name: on the PATH


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

    def _switch(command: Sequence[str], _icon: Path, *, on: bool) -> None:
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

    def _switch(command: Sequence[str], _icon: Path, *, on: bool) -> None:
        if on:
            _write(_agent_path(), make_agent(command))
        else:
            _agent_path().unlink(missing_ok=True)

else:

    def _own_entry() -> Path:
        folder = os.environ.get("XDG_CONFIG_HOME", "")
        # The specification: a relative path is to be ignored.
        home = Path(folder) if folder.startswith("/") else Path.home() / ".config"
        return home / "autostart" / NAME

    def _system_entry() -> Path | None:
        folders = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        places = (Path(one) / "autostart" / NAME for one in folders.split(":") if one[:1] == "/")
        return next((place for place in places if place.is_file()), None)

    def _status() -> bool | None:
        for path in (_own_entry(), _system_entry()):
            if path is not None and path.is_file():
                try:
                    return is_started(path.read_text(encoding="utf-8", errors="replace"))
                except OSError:
                    return None
        return False

    def _switch(command: Sequence[str], icon: Path, *, on: bool) -> None:
        if on:
            _write(_own_entry(), make_entry(command, icon).encode())
        elif _system_entry() is not None:
            _write(_own_entry(), b"[Desktop Entry]\nType=Application\nName=TrayNews\nHidden=true\n")
        else:
            _own_entry().unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [content])  # a login may read it at any moment
    path.chmod(0o600)  # one from before may be readable to all
