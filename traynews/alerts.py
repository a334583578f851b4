"""Telling the user: pop-ups for what is stored and not yet announced. Runs on the worker's thread.

The intent is written before a pop-up is shown and the fact after it, so a crash between the two
repeats one pop-up at most and loses none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from traynews.core import popup, rules
from traynews.core.model import Feed, Popup
from traynews.core.ports import Archive, Popups
from traynews.core.settings import AlertSettings
from traynews.errors import PopupError


class Alerts:
    """Shows what is owed."""

    def __init__(self, store: Archive, popups: Popups, now: Callable[[], datetime]) -> None:
        self._store = store
        self._popups = popups
        self._now = now

    def announce(self, settings: AlertSettings, feeds: Mapping[str, Feed]) -> int:
        """Show what is stored but unannounced; return how many pop-ups stood up.

        Raises `PopupError` when none can be shown; everything stays owed.
        """
        shown = 0
        for one in rules.batch(self._store.owed(self._now()), settings):
            ids = [entry.id for entry in one.entries]
            self._store.mark_announcing(ids, self._now())
            try:
                self._popups.show(_popup(one, settings, feeds))
            except PopupError:
                self._store.defer(ids, self._now())  # as if it had not been tried
                raise
            self._store.mark_announced(ids, self._now())
            shown += 1
        return shown


def _popup(one: rules.Batch, settings: AlertSettings, feeds: Mapping[str, Feed]) -> Popup:
    if not one.digest:
        return popup.for_entry(one.entries[0], settings)
    homes = {feeds[entry.feed_id].home for entry in one.entries if entry.feed_id in feeds}
    return popup.for_digest(one.entries, settings, home=min(homes - {""}, default=""))
