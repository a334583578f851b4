"""The process that serves the page: started when somebody wants to look, gone when nobody does.

A process, since what it needs (templates, a server, the archive's texts) would stay in the resident
program for ever; so does nothing.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Mapping, Sequence

from traynews.errors import TrayNewsError

_PATIENCE = 20.0  # seconds for it to say its address; it mostly takes half a one
_NO_ADDRESS = "the page's program does not start; `traynews window` in a terminal tells why"


class WindowProcess:
    """Gives addresses of the page. Any thread; constructing starts nothing."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._child: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()  # two quick clicks must not start it twice

    def make_address(self) -> str:
        """Return an address that lets in one browser. Raises `TrayNewsError`."""
        with self._one_at_a_time:
            return self._ask() or self._start() or self._fail()

    def close(self) -> None:
        """End the process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(OSError), child:  # what it was never told is lost
                child.kill()

    def _start(self) -> str:
        self.close()
        try:
            child = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise TrayNewsError(f"the page cannot be served: {error.strerror or error}") from error
        # It ends by itself one day, and then somebody has to notice.
        threading.Thread(target=child.wait, name="window", daemon=True).start()
        self._child = child
        return self._ask()

    def _ask(self) -> str:
        """Return an address, or nothing where nobody answers."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return ""
        hung = threading.Timer(_PATIENCE, child.kill)
        hung.daemon = True
        hung.start()
        try:
            child.stdin.write("\n")
            child.stdin.flush()
            return child.stdout.readline().strip()
        except (OSError, ValueError):
            return ""
        finally:
            hung.cancel()

    def _fail(self) -> str:
        self.close()
        raise TrayNewsError(_NO_ADDRESS)
