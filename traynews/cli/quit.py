"""`quit`: end the running program."""

from __future__ import annotations

import contextlib
import os
import signal

from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.core.data.view import Verb
from traynews.errors import OutOfReachError, TrayNewsError


def quit_running(session: Session) -> None:
    """`quit`: end the running program."""
    pid = 0 if session.is_folder_gone() else session.lock().holder()
    if pid is None:
        say("TrayNews is not running.")
        return
    try:
        session.have_done(Verb.QUIT)
    except OutOfReachError:
        if not pid:
            raise TrayNewsError("TrayNews is running but cannot be reached") from None
        # On Windows that is an end at once, which loses nothing and leaves the icon for a while:
        # better than a program that nobody can end.
        with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
            os.kill(pid, signal.SIGTERM)
    say("TrayNews has been asked to quit.")
