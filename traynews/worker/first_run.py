"""The one pop-up of the very first run: when it is shown, and what it has to tell.

Online or not: once all sources were asked and it is known what came of them, or a few minutes
later, since a source that is not where it was is looked for at one address a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from traynews.core.alerts.welcome import welcome
from traynews.core.data.document import TroubleKind
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import FeedStatus
from traynews.core.data.settings import Settings
from traynews.core.data.view import Popup
from traynews.core.health.health import Health, State, find_health
from traynews.core.health.words import tell_causes, tell_sources
from traynews.core.polling.stand_ins import find_stand_in
from traynews.core.ports import Archive, Popups, Presence

Notice = tuple[str, str, Popup]
"""What is told once: the key under which the archive notes it, the note, the pop-up."""

_WELCOMED = "welcomed"
_SETTLING = timedelta(seconds=5)  # in which panels take icons; one of the old kind is asked late
_LONGEST_SEARCH = timedelta(minutes=3)


class Surroundings(Protocol):
    """What alerts need besides the archive."""

    @property
    def popups(self) -> Popups:
        """Where they are shown."""
        ...

    @property
    def presence(self) -> Presence:
        """Whether anybody sees them."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The time."""
        ...

    @property
    def zone(self) -> Callable[[], tzinfo]:
        """The user's zone."""
        ...

    @property
    def icon(self) -> Callable[[], IconPlace]:
        """Where the icon is now."""
        ...

    @property
    def at_login(self) -> Callable[[], bool | None]:
        """Whether the program starts at login; None where nobody knows."""
        ...

    @property
    def in_menu(self) -> Callable[[], bool | None]:
        """Whether the application menu has the program; None where nobody could put it there."""
        ...


class FirstRun:
    """Knows whether the newcomer was welcomed. Runs on the worker's thread."""

    def __init__(self, store: Archive, adapters: Surroundings) -> None:
        self._store = store
        self._adapters = adapters
        self._began = adapters.now()

    def welcome(self, feeds: Sequence[FeedStatus], settings: Settings) -> list[Notice]:
        """Return the welcome where it is due, else nothing."""
        now = self._adapters.now()
        if not self._is_owed(settings) or now - self._began < _SETTLING:
            return []
        health = find_health(feeds, now)
        if now - self._began < _LONGEST_SEARCH and not _is_settled(health):
            return []
        count = len(self._store.recent(settings.menu.headlines))
        shown = welcome(
            [one.feed for one in health.watched],
            count,
            settings.alerts,
            place=self._adapters.icon(),
            health=self._tell(health, settings),
            at_login=self._adapters.at_login(),
            in_menu=self._adapters.in_menu(),
            offer=find_stand_in(feeds, settings.offers),
        )
        return [(_WELCOMED, now.isoformat(), shown)]

    def patience(self, settings: Settings) -> timedelta | None:
        """Return when the welcome may be due, where nothing else calls for it; None: never."""
        waited = self._adapters.now() - self._began
        if waited >= _LONGEST_SEARCH or waited < timedelta(0) or not self._is_owed(settings):
            return None
        return (_SETTLING if waited < _SETTLING else _LONGEST_SEARCH) - waited

    def _is_owed(self, settings: Settings) -> bool:
        return settings.alerts.welcome and not self._store.get(_WELCOMED)

    def _tell(self, health: Health, settings: Settings) -> list[str]:
        if health.was_read and not health.failing:
            return []
        zone, discreet = self._adapters.zone(), settings.alerts.discreet
        causes = [] if discreet else list(tell_causes(health, zone))
        return [tell_sources(health, zone, discreet=discreet), *causes]


def _is_settled(health: Health) -> bool:
    """Whether it is known what came of each source: read, refused, or out of anybody's reach."""
    return health.sources in {State.OFF, State.OFFLINE} or all(
        one.state.polled
        or one.state.stopped
        or one.state.trouble_kind in {TroubleKind.TURNED_AWAY, TroubleKind.NETWORK}
        for one in health.watched
    )
