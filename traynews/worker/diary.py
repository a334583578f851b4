"""Notes when nobody was asked, and when a source could not be read (`core/health/diary.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from traynews.core.data.model import FeedState
from traynews.core.health.diary import (
    ASLEEP,
    DIARY,
    NOT_RUNNING,
    PAUSED,
    Diary,
    Span,
    read_diary,
    with_span,
    write_diary,
)
from traynews.core.ports import Archive

_SHORTEST = timedelta(minutes=30)  # what is shorter explains nothing


class DiaryKeeper:
    """Keeps it in the archive. Runs on the worker's thread."""

    def __init__(self, store: Archive, now: datetime) -> None:
        self._store = store
        self._began = now
        if read_diary(store.get(DIARY)) is None:
            store.set(DIARY, write_diary(Diary(now)))

    def note_due(
        self,
        due: Sequence[FeedState],
        every: Callable[[], Mapping[str, FeedState]],
        now: datetime,
    ) -> None:
        """Note the time in which nobody was asked, where the longest due should have been."""
        late = min((one.next_check for one in due if one.next_check), default=now)
        if now - late <= _SHORTEST:
            return
        asked = max((one.last_checked for one in every().values() if one.last_checked), default=now)
        if now - max(asked, late) > _SHORTEST:
            self._note("", asked, now, NOT_RUNNING if self._began > asked else PAUSED)

    def note_sleep(self, seconds: float, now: datetime) -> None:
        """Note that the computer slept until now."""
        self._note("", now - timedelta(seconds=seconds), now, ASLEEP)

    def note_read(self, before: FeedState, now: datetime) -> None:
        """Note how long a source that is read now could not be."""
        if before.trouble_since is not None:
            self._note(before.feed_id, before.trouble_since, now, before.trouble)

    def _note(self, feed_id: str, since: datetime, until: datetime, because: str) -> None:
        if until - since <= _SHORTEST:
            return
        span = Span(feed_id, since, until, because)
        self._store.change(
            DIARY, lambda text: write_diary(with_span(read_diary(text) or Diary(until), span))
        )
