"""What the worker works with, handed in by whoever knows the adapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import Snapshot
from traynews.core.data.settings import Settings
from traynews.core.ports import Archive, Fetcher, Parser, Popups, Presence


@dataclass(frozen=True, slots=True)
class Adapters:
    """Built by `app/wiring.py`, all of it still without effects."""

    open_archive: Callable[[], Archive]
    claim: Callable[[], bool]  # take the data folder that is in the first one's place now
    fetcher: Fetcher
    parser: Parser
    popups: Popups
    presence: Presence
    is_metered: Callable[[], bool]  # whether the connection is paid for by what goes through it
    now: Callable[[], datetime]
    random: Callable[[], float]
    zone: Callable[[], tzinfo]  # the user's, as it is now
    changed: Callable[[Snapshot, Settings], None]  # called on the worker's thread: draw this
    reread: Callable[[], Settings | None]  # new settings if their file was written; `ConfigError`
    icon: Callable[[], IconPlace]  # where it is now
    at_login: Callable[[], bool | None]  # whether the program starts then; None: nobody knows
    in_menu: Callable[[], bool | None]  # whether the application menu has it; None: it cannot
    rest: Callable[[], None]  # in spare time after work: give memory back
