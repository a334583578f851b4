"""Forgetting by itself: once a day, in small steps between polls, what the settings let go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from traynews.clock import utc_now
from traynews.core.data.retention import EVERYTHING, Keep
from traynews.core.data.settings import Settings
from traynews.core.ports import Archive

if TYPE_CHECKING:
    from traynews.archive.store import Store

_ROUND = timedelta(days=1)
_DONE = "tidied"  # meta: when the last round ended, and what it was to keep


def tidy(archive: Archive, settings: Settings) -> bool:
    """Do a step of the worker's; see `tidy_at`."""
    store = cast("Store", archive)  # the one archive there is; its port tells less
    return tidy_at(store, settings.archive.keep, utc_now())


def tidy_at(store: Store, keep: Keep, now: datetime) -> bool:
    """Take a step if a round is due; return whether there is more to do. Raises StoreError."""
    if keep == EVERYTHING:
        return False
    from traynews.archive.retention import forget_some  # noqa: PLC0415 - most keep everything

    ended, _, kept = store.get(_DONE).partition(" ")
    if ended and kept == repr(keep) and now - datetime.fromisoformat(ended) < _ROUND:
        return False
    if forget_some(store, keep, now):
        return True
    store.set(_DONE, f"{now.isoformat()} {keep!r}")
    return False
