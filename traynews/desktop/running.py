"""The running program, as commands reach it: through the door where it has one, else over the bus.

Which it is depends on where the program was started, not on where the command is typed: one that
runs without a session bus has put up a door, whatever bus there is here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from traynews.core.data.view import Verb
from traynews.desktop.door import Door
from traynews.errors import BusError, OutOfReachError

log = logging.getLogger(__name__)


class _Running(Protocol):
    def do(self, verb: Verb) -> None: ...

    def ring(self) -> None: ...


def do(folder: Path, verb: Verb) -> None:
    """Have the program that runs on `folder` do something. Raises `OutOfReachError`."""
    _reach(folder, lambda program: program.do(verb))


def ring(folder: Path) -> None:
    """Tell the program that runs on `folder` that the archive was written; raises as `do` does."""
    _reach(folder, lambda program: program.ring())


def _reach(folder: Path, ask: Callable[[_Running], None]) -> None:
    door = Door.read(folder)
    if door is not None:
        from traynews.desktop import doorbell  # noqa: PLC0415 - most have a bus

        try:
            ask(doorbell.RunningProgram(door))
        except OutOfReachError as error:  # that one has crashed; the next may have a bus
            log.debug("%s", error)
        else:
            return
    try:
        from traynews.desktop import control  # noqa: PLC0415 - raises where there is no jeepney

        with control.RunningProgram(str(folder)) as program:
            ask(program)
    except BusError as error:
        raise OutOfReachError(str(error)) from error
