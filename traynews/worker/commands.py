"""What the user can ask for, carried out on the worker's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Protocol

from traynews import PROJECT_URL, __version__
from traynews.core.alerts import popup
from traynews.core.alerts.mutes import (
    MUTES,
    WEEK,
    Mute,
    read_mutes,
    with_mute,
    without_mute,
    write_mutes,
)
from traynews.core.alerts.pause import PAUSED_UNTIL, pause_end, read_pause
from traynews.core.alerts.welcome import sample_alert
from traynews.core.data.model import LATER
from traynews.core.data.view import Command, Verb
from traynews.core.ports import Archive, Popups
from traynews.worker.line import Line

log = logging.getLogger(__name__)

_MOST_SHOWN = 100  # entries whose pop-ups may still stand


class Surroundings(Protocol):
    """What a command needs besides archive and line."""

    @property
    def popups(self) -> Popups:
        """Where pop-ups are taken back."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The time."""
        ...

    @property
    def zone(self) -> Callable[[], tzinfo]:
        """The user's zone, for "until tomorrow"."""
        ...


class Commands:
    """Carries out commands on the archive and the line."""

    def __init__(self, store: Archive, line: Line, adapters: Surroundings) -> None:
        self._store = store
        self._line = line
        self._popups = adapters.popups
        self._now = adapters.now
        self._zone = adapters.zone
        self._served: Mapping[Verb, Callable[[Command], None]] = {
            Verb.OPEN: self._mark_opened,
            Verb.OPEN_UNREAD: self._mark_opened,
            Verb.READ: self._mark_read,
            Verb.READ_ALL: self._mark_read,
            Verb.LATER: self._put_off,
            Verb.CHECK: self._hurry,
            Verb.CHECK_FEED: self._hurry,
            Verb.PAUSE: self._pause,
            Verb.RESUME: self._resume,
            Verb.ABOUT: self._introduce,
            Verb.TEST_ALERT: self._show_test,
            Verb.MUTE_PLACE: self._mute_place,
            Verb.UNMUTE_PLACE: self._unmute_place,
        }

    def obey(self, command: Command) -> None:
        """Carry out one command. Raises `StoreError`."""
        serve = self._served.get(command.verb)
        if serve is None:
            log.error("nobody serves %s", command.verb)
        else:
            serve(command)

    def paused_until(self) -> datetime | None:
        """Return the end of the pause that holds now, if one does."""
        return read_pause(self._store.get(PAUSED_UNTIL), self._now())

    def _mark_opened(self, command: Command) -> None:
        self._store.mark_opened(command.entry_ids, self._now())
        self._popups.withdraw(command.entry_ids)

    def _mark_read(self, command: Command) -> None:
        if command.verb is Verb.READ_ALL:
            recent = self._store.recent(_MOST_SHOWN)
            ids = tuple(entry.id for entry in recent if not entry.read)
            self._store.mark_read(None)
        else:
            ids = command.entry_ids
            self._store.mark_read(ids)
        self._popups.withdraw(ids)

    def _put_off(self, command: Command) -> None:
        self._store.defer(command.entry_ids, self._now() + LATER)
        self._popups.withdraw(command.entry_ids)  # LXQt and mako leave it standing

    def _hurry(self, command: Command) -> None:
        if command.value:  # who asks for one feed may bring it back from the gone
            self._line.hurry([command.value])
        else:
            self._line.hurry(self._line.feeds, revive=False)

    def _pause(self, command: Command) -> None:
        try:
            until = pause_end(command.value, self._now(), self._zone())
        except ValueError:
            log.warning("nobody can pause for %r", command.value)
            return
        self._store.set(PAUSED_UNTIL, until.isoformat())

    def _introduce(self, _: Command) -> None:
        self._popups.show(popup.about(__version__, PROJECT_URL))  # answered late is answered

    def _show_test(self, _: Command) -> None:
        self._popups.show(sample_alert(self._line.settings.alerts))

    def _resume(self, _: Command) -> None:
        self._store.set(PAUSED_UNTIL, "")

    def mutes(self) -> tuple[Mute, ...]:
        """Return the places that are muted now."""
        return read_mutes(self._store.get(MUTES), self._now())

    def _mute_place(self, command: Command) -> None:
        now = self._now()
        self._store.change(
            MUTES,
            lambda text: write_mutes(with_mute(read_mutes(text, now), command.value, now + WEEK)),
        )

    def _unmute_place(self, command: Command) -> None:
        now = self._now()
        self._store.change(
            MUTES,
            lambda text: write_mutes(without_mute(read_mutes(text, now), command.value)),
        )
