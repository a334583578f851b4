"""The X server, through python-xlib; the one module that imports it, and is imported late."""

from __future__ import annotations

import logging
import os

from Xlib import X, Xutil
from Xlib.display import Display
from Xlib.error import (
    BadMatch,
    CatchError,
    ConnectionClosedError,
    DisplayConnectionError,
    DisplayError,
    XError,
)
from Xlib.ext import screensaver
from Xlib.protocol.event import ClientMessage

from traynews.desktop.session import display_answers

__all__ = [
    "BadMatch",
    "CatchError",
    "ClientMessage",
    "ConnectionClosedError",
    "Display",
    "DisplayError",
    "X",
    "XError",
    "Xutil",
    "ask_idle_seconds",
    "open_display",
]

log = logging.getLogger(__name__)


def open_display() -> Display:
    """Return a connection to the X server. Raises `DisplayError` or OSError where none answers.

    Looked for first: python-xlib leaves its socket open where there is none, and Python may say so
    with a traceback; and it knocks at a port of the network.
    """
    if not display_answers(os.environ):
        raise DisplayConnectionError(os.environ.get("DISPLAY", ""), "it is gone")
    return Display()


def ask_idle_seconds() -> float | None:
    """Return how long the X server has seen no input, in seconds; None where it does not tell."""
    try:
        connection = open_display()
    except (DisplayError, OSError) as failure:
        log.debug("the X server does not answer: %s", failure)
        return None
    try:
        if not connection.has_extension("MIT-SCREEN-SAVER"):
            return None
        return float(screensaver.query_info(connection.screen().root).idle) / 1000
    except (XError, ConnectionClosedError, OSError) as failure:
        log.debug("the X server does not tell how long nobody touched it: %s", failure)
        return None
    finally:
        connection.close()
