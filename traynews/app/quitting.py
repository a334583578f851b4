"""Quitting takes five seconds at most, whatever hangs: a disk, a server, a step of the worker."""

from __future__ import annotations

import _thread
import logging
import os
import time

log = logging.getLogger(__name__)

_PATIENCE = 4.0  # seconds for all that quitting waits for; it mostly takes a tenth
_WORDS = 0.5  # seconds for the log, which may lie on the very disk that hangs


def end_soon() -> None:
    """End the process in a few seconds, should it still be there. Also from a signal handler.

    Nothing is lost: what is stored was stored in whole transactions, and the system takes the lock
    back. (`threading` has locks that whom the signal interrupted may hold; this thread has none.)
    """
    _thread.start_new_thread(_wait_and_end, ())


def _wait_and_end() -> None:
    time.sleep(_PATIENCE)
    _thread.start_new_thread(_log_what_hangs, ())
    time.sleep(_WORDS)
    os._exit(0)  # the only end that waits for no other thread


def _log_what_hangs() -> None:
    from traynews.worker.guard import describe  # noqa: PLC0415 - the icon comes first

    log.warning("quitting took too long; what was being done:\n%s", describe())
