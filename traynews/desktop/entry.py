"""Desktop entries: how Linux desktops know the program, start it, and tell whose pop-ups these are.

Source: Desktop Entry Specification 1.5. Texts are made and read here; nothing is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from traynews.errors import EntryError

ENTRY = "traynews"
"""The entry's id: every pop-up names it; its files, at login and in menus, and the icon in themes
are called so."""

FILE_NAME = f"{ENTRY}.desktop"

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def entry_id(environ: Mapping[str, str] = os.environ) -> str:
    """Return the id that the desktop knows: a Flatpak's entry is exported under the app's own."""
    return environ.get("FLATPAK_ID") or ENTRY


def make_login_entry(command: Sequence[str], icon: str) -> str:
    """Return the entry that is started at login. Raises `EntryError`."""
    _refuse_controls(icon)
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.4\n"
        "Name=TrayNews\n"
        "Comment=Amnesty International's releases in your tray\n"
        f"Exec={make_exec(command)}\n"
        f"TryExec={_escape(command[0])}\n"
        f"Icon={_escape(icon)}\n"
        "Terminal=false\n"
        "StartupNotify=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def make_menu_entry(packaged: str, command: Sequence[str]) -> str:
    """Return the packaged entry, which starts a `traynews` on the PATH, for this command instead.

    Its actions are words after the command. Raises `EntryError`.
    """
    start = make_exec(command)
    lines = []
    for line in packaged.splitlines():
        key, _, value = line.partition("=")
        if key == "Exec":
            lines.append(f"Exec={' '.join([start, *value.split()[1:]])}")
        else:
            lines.append(f"TryExec={_escape(command[0])}" if key == "TryExec" else line)
    return "\n".join(lines) + "\n"


def make_exec(command: Sequence[str]) -> str:
    """Return a command line as the value of `Exec`. Raises `EntryError` for controls in a path."""
    _refuse_controls(*command)
    # A program's path may hold no "=" by the specification, and GLib does not find one with "%".
    around = ("/bin/sh", "-c", 'exec "$0" "$@"') if re.search("[%=]", command[0]) else ()
    return _escape(" ".join(map(quote_argument, [*around, *command])))


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


def is_started(entry: str) -> bool:
    """Whether a desktop, given this entry, starts its program at login."""
    values = _read(entry)
    if values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false":
        return False
    return bool(values.get("Exec")) and _is_there(_unescape(values.get("TryExec", "")))


def missing_program(entry: str) -> str:
    """Return the program that an entry would start and that is not there; empty where it is."""
    program = _unescape(_read(entry).get("TryExec", ""))
    return "" if _is_there(program) else program


def _read(entry: str) -> dict[str, str]:
    """Return the keys of the entry proper, as they are written; the first of each counts."""
    values: dict[str, str] = {}
    group = ""
    for line in entry.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and not line.lstrip().startswith("#") and "=" in line:
            key, _, value = line.partition("=")
            values.setdefault(key.strip(), value.strip())
    return values


def _is_there(program: str) -> bool:
    # A name without a folder is on the PATH, if anywhere.
    return os.access(program, os.X_OK) if program.startswith("/") else True


def _escape(value: str) -> str:
    value = value.replace("\\", "\\\\")
    return f"\\s{value[1:]}" if value.startswith(" ") else value


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"s": " "}.get(found[1], found[1]), value)


def _refuse_controls(*paths: str) -> None:
    for path in paths:
        if _CONTROL.search(path):
            raise EntryError(
                f"no desktop can start {paths[0]!r}: there is a control character in a path"
            )
