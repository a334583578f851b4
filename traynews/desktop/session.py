"""Whether the desktop session that the program was started in is still there.

A session bus may go without its session: it crashed, or somebody restarted it. Where it goes with
the session (dbus-run-session, startx, most display managers without systemd's user manager), nobody
may tell the program to end, and it would keep the one of the next login from running. So whoever
loses the bus looks for what a session cannot be without.
"""

from __future__ import annotations

import logging
import re
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

log = logging.getLogger(__name__)

_LOGIND = Path("/run/systemd/sessions")
_PATIENCE = 1.0  # seconds for a display to take a connection
_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def why_over(
    environment: Mapping[str, str],
    *,
    sessions: Path = _LOGIND,
    answers: Callable[[str], bool] | None = None,
) -> str:
    """Return by what the session is known to have ended, or nothing.

    In this order: the login manager knows it no more, or is closing it; its folder is gone; none of
    its displays answers. Without a login manager, a folder and a display nothing tells, and the
    session counts as there. `answers` connects to a socket.
    """
    name = environment.get("XDG_SESSION_ID", "")
    if re.fullmatch(r"\w+", name) and sessions.is_dir() and _has_closed(sessions / name):
        return "the login manager has closed the session"
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if folder and not Path(folder).is_dir():
        return f"the session's folder {folder} is gone"
    displays = _list_displays(environment)
    if displays and not any(map(answers or _answers, displays)):
        return "the display is gone"
    return ""


def display_answers(environment: Mapping[str, str]) -> bool:
    """Whether the X display takes a connection; one on another machine counts as if it did."""
    places = _list_displays({"DISPLAY": environment.get("DISPLAY", "")})
    return not places or any(map(_answers, places))


def _has_closed(record: Path) -> bool:
    """Whether logind's record of a session says that it ends; sd_session_get_state(3) reads it."""
    try:
        return "STATE=closing" in record.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return True
    except OSError as error:
        log.debug("nobody tells of the session: %s", error)
        return False


def _list_displays(environment: Mapping[str, str]) -> list[str]:
    """Return the sockets of the session's displays; those on other machines are left out."""
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if wayland:  # X is a guest there, and may end when nobody uses it
        return [str(Path(environment.get("XDG_RUNTIME_DIR", "/"), wayland))]
    found = _LOCAL_DISPLAY.fullmatch(environment.get("DISPLAY", ""))
    if found is None:
        return []
    place = f"/tmp/.X11-unix/X{found[1]}"  # noqa: S108 - where every X server on Linux listens
    return [place, f"\0{place}"]


if sys.platform == "win32":  # which has no session bus that could be lost

    def _answers(_place: str) -> bool:
        return True

else:

    def _answers(place: str) -> bool:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(_PATIENCE)
            try:
                asking.connect(place)
            except OSError:
                return False
        return True
