"""The settings, as frozen data; `settings/file.py` reads them from TOML and writes them back.

Field names are the keys of the file. Every default here is the documented default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from traynews.core.data.match import Match
from traynews.core.data.model import Feed, Kind, Level
from traynews.core.data.retention import EVERYTHING, Keep
from traynews.core.data.view import Badge

AlertLevel = Literal["all", "breaking", "sure", "digest", "none"]
UnreadLanguages = Literal["alert", "silent"]
QuietHoursLet = Literal["urgent", "breaking", "none"]
Metered = Literal["poll", "wait"]

SHORTEST_INTERVAL = timedelta(minutes=5)
"""The floor of any interval; server owners publish who goes below (feed politeness, P11)."""

SHORTEST_LOOPBACK_INTERVAL = timedelta(seconds=1)
"""The floor for feeds served on this machine (the demo, the tests)."""


@dataclass(frozen=True, slots=True)
class PollSettings:
    """`[poll]`: the shortest gap while a feed usually publishes, and the gap otherwise.

    `unconditional_interval` is the shortest where a server gives no validators, so that every poll
    costs it the whole answer.
    """

    interval: timedelta = timedelta(minutes=15)
    quiet_interval: timedelta = timedelta(minutes=60)
    unconditional_interval: timedelta = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Rule:
    """`[[alerts.rules]]`: the first that matches decides the level. Empty conditions match all.

    `line` is where it stands in the file, 0 where nobody knows.
    """

    level: Level
    match: Match | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    feeds: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""As they are written in the file."""


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """A span that begins on `days` (Monday = 0), in minutes after local midnight.

    `end` is not after `start` where the span runs past midnight.
    """

    days: frozenset[int]
    start: int
    end: int

    def __str__(self) -> str:
        """Return it as it is written in the file."""
        every = len(self.days) == len(WEEKDAYS)
        days = "" if every else ",".join(WEEKDAYS[day] for day in sorted(self.days)) + " "
        start, end = (f"{at // 60:02}:{at % 60:02}" for at in (self.start, self.end))
        return f"{days}{start}-{end}"


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """`[alerts]`. `duration` is None for the server's choice, 0 for until dismissed, in seconds.

    `watch` are rules of one word or place each, which come after `rules`. `languages` are those
    that the user's computer speaks (`fr`), the best first; they are no key of the file.
    """

    level: AlertLevel = "all"
    digest_above: int = 3
    welcome: bool = True
    duration: float | None = None
    quiet_hours: tuple[QuietSpan, ...] = ()
    quiet_hours_let: QuietHoursLet = "none"
    unread_languages: UnreadLanguages = "alert"
    watch: tuple[Rule, ...] = ()
    sound: bool = False
    discreet: bool = False
    rules: tuple[Rule, ...] = ()
    languages: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class MenuSettings:
    """`[menu]`."""

    headlines: int = 12
    badge: Badge = "number"


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """`[browser]`: an empty command means `$BROWSER`, then the system's."""

    command: str = ""


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """`[network]`: an empty proxy means the system's.

    `mirror` is asked instead of the servers of the catalogue's feeds; it ends with a slash.
    `metered` is what is done while the connection is paid for by what goes through it.
    """

    proxy: str = ""
    mirror: str = ""
    metered: Metered = "poll"


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """`[archive]`: how long releases are kept; for ever unless the user says otherwise."""

    keep: Keep = EVERYTHING


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `feeds` are the feeds to poll, the catalogue's defaults already filled in.

    `offers` are the catalogue's sources, the best for this user first, followed or not.
    """

    poll: PollSettings = field(default_factory=PollSettings)
    alerts: AlertSettings = field(default_factory=AlertSettings)
    menu: MenuSettings = field(default_factory=MenuSettings)
    browser: BrowserSettings = field(default_factory=BrowserSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    feeds: tuple[Feed, ...] = ()
    offers: tuple[Feed, ...] = field(default=(), compare=False)
