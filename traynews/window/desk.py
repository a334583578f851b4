"""What the pages need of the outside, as the program hands it to them.

They run in a process of their own, so they do as every command does: read the archive over a
connection of their own, write to it in short transactions, and ring the running program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, tzinfo

from traynews.archive.library import Library
from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.core.data.view import Verb
from traynews.core.health.health import Health
from traynews.locations import Locations

Finding = tuple[str, str, str, str]
"""What a look at one thing found: what was looked at, `fine`, `note` or `wrong`, and the cure."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The surroundings of the pages. Nothing is opened before it is asked for.

    `archive` gives the archive for one request, `settings` the settings as they are now; both raise
    `TrayNewsError`. `ring` tells the running program that something was written, and `ask` has it
    do something. `examine` is the doctor. `add_source` looks for a feed at an address, adds it and
    says what it found; `wipe` begins to remove everything. `unseen` says, where it is so, that
    nobody can look whether the program starts at login; to switch it may take minutes then. Those
    that can fail raise `TrayNewsError`.
    """

    locations: Locations
    archive: Callable[[], AbstractContextManager[Library]]
    settings: Callable[[], Settings]
    ring: Callable[[], None]
    ask: Callable[[Verb], None]
    examine: Callable[[], Sequence[Finding]]
    catalogue: Callable[[], Sequence[Feed]]
    health: Callable[[Library], Health]
    add_source: Callable[[str], Sequence[str]]
    at_login: Callable[[], bool | None]
    start_at_login: Callable[[bool], None]
    unseen: str
    wipe: Callable[[], None]
    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]
