"""Runs the worker's steps: none of them ends the loop, and each that fails is told by its own line.

A line in the menu goes when the very thing that failed has worked again, and not before. `Watch`
logs what a step is doing that does not come to its end.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from traynews.errors import TrayNewsError

log = logging.getLogger(__name__)

_LONG = 3.0  # seconds; a step takes milliseconds, one with a second of SQLite's patience still fits
_LOOK = 30.0  # seconds between two looks of the watch: a wake-up each


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done ("polling"), by which thread, and since when (monotonic)."""

    name: str
    thread: int
    begun: float


class Guard:
    """Keeps what is wrong with the program itself, by topic. `changed` is called when that does."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._lines: dict[str, str] = {}
        self.under_way: Step | None = None
        """The step that is being done. Any thread may read it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, each once."""
        return tuple(dict.fromkeys(line for line in self._lines.values() if line))

    def run(self, name: str, step: Callable[[], object]) -> None:
        """Do a step, named as in "while polling". What fails is told under that name."""
        begun = time.monotonic()
        self.under_way = Step(name, threading.get_ident(), begun)
        try:
            step()
        except TrayNewsError as error:
            log.warning("%s: %s", name, error)
            self.tell(name, str(error))
        except Exception:
            log.exception("a step of the worker failed: %s", name)
            self.tell(name, f"Something went wrong while {name}; the log has the details")
        else:
            self.tell(name, "")
        finally:
            self.under_way = None
            took = time.monotonic() - begun
            if took > _LONG:
                log.warning("%s took %.1f s", name, took)

    def tell(self, topic: str, line: str) -> None:
        """Set or (empty) clear a line about the program itself."""
        if self._lines.get(topic, "") == line:
            return
        self._lines[topic] = line
        self._changed()


class Watch:
    """A thread that logs, from time to time, what a step is doing that takes too long."""

    def __init__(self, guard: Guard, *, look: float = _LOOK) -> None:
        self._guard = guard
        self._look = look
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def _run(self) -> None:
        told: Step | None = None
        while not self._ended.wait(self._look):
            step = self._guard.under_way
            if step is not None and step is not told:
                seconds = time.monotonic() - step.begun
                if seconds > min(_LONG, self._look):
                    told = step
                    log.warning("%s for %.0f s now:\n%s", step.name, seconds, describe(step.thread))


def describe(*threads: int) -> str:
    """Return what these threads, or all, are doing: their stacks, as in a traceback."""
    frames = sys._current_frames()  # noqa: SLF001 - documented for just this
    shown = [frames[one] for one in threads if one in frames] if threads else frames.values()
    return "\n".join("".join(traceback.format_stack(frame)) for frame in shown)
