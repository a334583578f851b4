"""The X server, through python-xlib; the one module that imports it, and is imported late."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from typing import Any

from Xlib import X, Xutil, ext
from Xlib.display import Display
from Xlib.error import (
    BadMatch,
    CatchError,
    ConnectionClosedError,
    DisplayConnectionError,
    DisplayError,
    XError,
)
from Xlib.ext import screensaver, xinerama
from Xlib.protocol.event import ClientMessage

from traynews.desktop.session import display_answers

__all__ = [
    "GONE",
    "BadMatch",
    "CatchError",
    "ClientMessage",
    "Display",
    "X",
    "XError",
    "Xutil",
    "ask",
    "ask_height",
    "ask_idle_seconds",
    "open_display",
]

log = logging.getLogger(__name__)

GONE = (DisplayError, ConnectionClosedError, OSError)
"""What is raised where no X server answers, or where it ends between two words; by each call."""

_EXTENSIONS = [("XINERAMA", "xinerama"), ("MIT-SCREEN-SAVER", "screensaver")]


def open_display() -> Display:
    """Return a connection to the X server. Raises what `GONE` lists where none answers.

    Looked for first: python-xlib leaves its socket open where there is none, and Python may say so
    with a traceback; and it knocks at a port of the network.
    """
    if not display_answers(os.environ):
        raise DisplayConnectionError(os.environ.get("DISPLAY", ""), "it is gone")
    ext.__extensions__ = _EXTENSIONS  # or it loads a module for each that the server has: 0.8 MB
    return Display()


def ask(question: Callable[[Display], Any]) -> Any:
    """Return what the X server answers on a connection of its own; None where it does not."""
    try:
        with contextlib.closing(open_display()) as display:  # whose end is told to the server, too
            return question(display)
    except (XError, *GONE) as failure:
        log.debug("the X server does not answer: %s", failure)
        return None


def ask_idle_seconds() -> float | None:
    """Return how long the X server has seen no input, in seconds; None where it does not tell."""

    def question(display: Display) -> float | None:
        if not display.has_extension("MIT-SCREEN-SAVER"):
            return None
        return float(screensaver.query_info(display.screen().root).idle) / 1000

    seconds: float | None = ask(question)
    return seconds


def ask_height() -> int:
    """Return how high the lowest screen of the display is, in pixels; 0 where it does not tell."""

    def question(display: Display) -> int:
        if display.has_extension("XINERAMA"):
            heights = [one.height for one in xinerama.query_screens(display).screens]
            if heights:
                return int(min(heights))
        return int(display.screen().height_in_pixels)

    height: int | None = ask(question)
    return height or 0
