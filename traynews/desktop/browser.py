"""Opens pages: http and https only, nothing through a shell, never waiting for the browser.

The first of these that is there is asked: `[browser] command`, `$BROWSER`, `xdg-open`, the desktop
portal; on Windows and macOS what the `webbrowser` module finds. Where the user named a browser, no
other is tried when it fails: somebody who reads through Tor Browser must not find the page in
another one.
"""

from __future__ import annotations

import functools
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from traynews.command_words import split_command
from traynews.desktop.addresses import check_url, local_path
from traynews.desktop.bus.objects import Body
from traynews.desktop.portal import PATH, PORTAL
from traynews.desktop.program import is_sandboxed
from traynews.errors import BrowserError, BusError

if TYPE_CHECKING:
    from traynews.desktop.bus.connection import Bus  # needs jeepney, which only Linux has

log = logging.getLogger(__name__)

_SOON = 2.0  # seconds in which a browser that fails, fails; `xdg-open` tells after about one
_PLACE = re.compile(r"%[suU]")
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")
_INHERITED = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_NO_BROWSER = "no browser: set [browser] command, or $BROWSER, or install xdg-utils"

Complain = Callable[[str], None]
"""Hears, from another thread, in one line why a page did not open after all."""


class SystemBrowser:
    """Opens pages in the browser that the user chose.

    `command` is the setting; `pages` the folder of our own pages, the only `file:` addresses that
    are opened; `bus` reaches the portal; `on_failure` hears of browsers that start and fail. A
    `patient` one waits two seconds for that, and raises it.
    """

    def __init__(
        self,
        command: str = "",
        *,
        pages: Path | None = None,
        bus: Bus | None = None,
        on_failure: Complain = log.warning,
        patient: bool = False,
    ) -> None:
        self._command = command
        self._pages = pages
        self._bus = bus
        self._on_failure = _raise_it if patient else on_failure
        self._begin = _now if patient else _in_background

    def open(self, url: str, token: str = "") -> None:
        """Open an http(s) address, or a page of our own; `BrowserError` if it cannot.

        Returns within milliseconds; what fails later is told to `on_failure`.
        """
        if url.startswith("file:"):
            self._launch(self._own_page(url), token)
        else:
            self._launch(check_url(url), token)

    def open_page(self, path: Path) -> None:
        """Open a page of our own from the disk; `BrowserError` if it is not there."""
        if not path.is_file():
            raise BrowserError(f"there is no page {path}")
        self._launch(path.resolve().as_uri(), "")

    def find(self) -> str:
        """Return who would be asked to open a page; `BrowserError` if nobody is there."""
        commands = self._list_commands("https://example.org/")
        for program, *_ in commands:
            if found := shutil.which(program):
                return found
        if commands:
            raise BrowserError(f"the browser is missing: there is no program {commands[0][0]!r}")
        if self._bus is not None:
            return "the desktop portal"
        if sys.platform in ("win32", "darwin"):
            return "the system's browser"
        raise BrowserError(_NO_BROWSER)

    def _own_page(self, url: str) -> str:
        if self._pages is not None:
            for path in local_path(url):
                if path.is_relative_to(self._pages.resolve()) and path.is_file():
                    return path.as_uri()
        raise BrowserError(f"this is no page of TrayNews: {url[:200]!r}")

    def _launch(self, url: str, token: str) -> None:
        token = token if _TOKEN.fullmatch(token) else ""
        commands = self._list_commands(url)
        if commands:
            self._run(commands, child_environment(token))
        elif self._bus is not None and not url.startswith("file:"):
            self._ask_portal(self._bus, url, token)
        elif sys.platform in ("win32", "darwin"):
            self._begin(functools.partial(self._ask_standard_library, url))
        else:
            raise BrowserError(_NO_BROWSER)

    def _list_commands(self, url: str) -> list[list[str]]:
        """Return the command lines to try, one after the other."""
        if self._command:
            return [_fill(self._command, url, "[browser] command")]
        named = os.environ.get("BROWSER", "")
        found = [_fill(one, url, "$BROWSER") for one in named.split(os.pathsep) if one.strip()]
        if found:
            return found
        opener = None if sys.platform in ("win32", "darwin") else shutil.which("xdg-open")
        sandboxed = self._bus is not None and is_sandboxed()
        if opener is None or (sandboxed and not url.startswith("file:")):
            return []
        return [[opener, url]]

    def _run(self, commands: Sequence[list[str]], environment: Mapping[str, str]) -> None:
        """Start the first of `commands` that exists; raises `BrowserError` if none does."""
        reasons = []
        rest = list(commands)
        while rest:
            command = rest.pop(0)
            try:
                child = start_detached(command, environment)
            except (OSError, ValueError) as error:
                reasons.append(_explain(command, error))
                continue
            self._begin(functools.partial(self._watch, child, command[0], rest, environment))
            return
        raise BrowserError("; ".join(reasons))

    def _watch(
        self,
        child: subprocess.Popen[bytes],
        program: str,
        rest: Sequence[list[str]],
        environment: Mapping[str, str],
    ) -> None:
        """Reap the child when it ends; if it fails soon, try the rest, then complain."""
        try:
            code = child.wait(_SOON)
        except subprocess.TimeoutExpired:
            _in_background(child.wait)  # while the browser is open; else it would end as a zombie
            return
        if code == 0:
            return
        reason = f"the browser failed: {program} ended with code {code}"
        if rest:
            try:
                self._run(rest, environment)
            except BrowserError as error:
                reason = f"{reason}; {error}"
            else:
                return
        self._on_failure(reason)

    def _ask_portal(self, bus: Bus, url: str, token: str) -> None:
        from traynews.desktop.bus.wire import method_call  # noqa: PLC0415 - as above

        options = {"activation_token": ("s", token)} if token else {}
        call = method_call(
            PORTAL,
            PATH,
            "org.freedesktop.portal.OpenURI",
            "OpenURI",
            "ssa{sv}",
            ("", url, options),
        )

        def answered(reply: Body | BusError) -> None:
            if isinstance(reply, BusError):
                self._on_failure(f"no browser: set [browser] command; the desktop said {reply}")

        bus.call(call, answered, timeout=_SOON)

    def _ask_standard_library(self, url: str) -> None:
        import webbrowser  # noqa: PLC0415 - only where nothing else serves

        try:
            opened = webbrowser.open(url)
        except (webbrowser.Error, OSError) as error:
            self._on_failure(f"the browser failed: {error}")
            return
        if not opened:
            self._on_failure("no browser was found: set [browser] command")


def _fill(template: str, url: str, source: str) -> list[str]:
    """Split a command as a shell would, and put the address in: at `%s`, or at the end."""
    try:
        words = split_command(template)
    except ValueError as error:
        raise BrowserError(f"{source} cannot be read: {error}: {template!r}") from error
    if words and words[-1] == "&":
        words.pop()  # $BROWSER's way to say "do not wait"; we never do
    if not words:
        raise BrowserError(f"{source} names no program: {template!r}")
    filled = [_PLACE.sub(lambda _: url, word) for word in words]
    return filled if filled != words else [*words, url]


def child_environment(token: str = "") -> dict[str, str]:
    """Return what another program is to see: our environment with this activation token alone.

    Our own token belonged to our own start.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _INHERITED}
    if token:
        environment |= dict.fromkeys(_INHERITED, token)
    if getattr(sys, "frozen", False):
        # A frozen program runs with its own libraries in front; a browser must not load those.
        original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if original:
            environment["LD_LIBRARY_PATH"] = original
    return environment


def start_detached(
    command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start a program that outlives us; with `OSError` where that is impossible."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it outlives us, and our terminal's Ctrl-C
        creationflags=flags,
    )


def _explain(command: Sequence[str], error: Exception) -> str:
    program = command[0]
    if isinstance(error, FileNotFoundError):
        return f"the browser is missing: there is no program {program!r}"
    return f"the browser cannot be started: {program!r}: {getattr(error, 'strerror', '') or error}"


def _raise_it(line: str) -> None:
    raise BrowserError(line)


def _now(action: Callable[[], object]) -> None:
    action()


def _in_background(action: Callable[[], object]) -> None:
    # A daemon: a browser that stays open for hours must not keep the program from ending.
    threading.Thread(target=action, name="browser", daemon=True).start()
