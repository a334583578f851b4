"""Which known entries have a name, however many share it.

Feeds exist whose items all have one link, one guid or one title. Every question here is answered
without going through all of them, so that a document of such items costs no more than any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from traynews.core.data.plan import KnownEntry

CROWD = 50
"""A name that more entries have than this tells little of any of them."""


class Namesakes:
    """Entries by name."""

    def __init__(self, known: Mapping[str, Sequence[KnownEntry]]) -> None:
        self._known = known
        self._holders: dict[str, set[int]] = {}
        self._crowds: dict[str, dict[object, list[KnownEntry]]] = {}  # by title, title and date

    def called(self, name: str) -> Sequence[KnownEntry]:
        """Return all entries of a name."""
        return self._known.get(name, ())

    def titled(self, name: str, title: str) -> Sequence[KnownEntry]:
        """Return those of a name under a title, in large letters or small."""
        return self._crowd(name).get(title.casefold(), ())

    def near(self, name: str, title: str, stated: datetime | None) -> Sequence[KnownEntry]:
        """Return those of a name; of a crowd only those with title and date, if they are few."""
        if not self.is_crowd(name):
            return self.called(name)
        agreeing = self._crowd(name).get((title.casefold(), stated), ())
        return agreeing if len(agreeing) <= CROWD else ()

    def both(self, name: str, other: str) -> list[KnownEntry]:
        """Return the entries that have both names."""
        few, many = sorted((name, other), key=lambda one: len(self.called(one)))
        if many not in self._holders:
            self._holders[many] = {entry.entry_id for entry in self.called(many)}
        holders = self._holders[many]
        return [entry for entry in self.called(few) if entry.entry_id in holders]

    def is_crowd(self, name: str) -> bool:
        """Whether very many share a name."""
        return len(self.called(name)) > CROWD

    def _crowd(self, name: str) -> Mapping[object, Sequence[KnownEntry]]:
        if name not in self._crowds:
            found = self._crowds.setdefault(name, {})
            for entry in self.called(name):
                title = entry.title.casefold()
                found.setdefault(title, []).append(entry)
                found.setdefault((title, entry.stated), []).append(entry)
        return self._crowds[name]
