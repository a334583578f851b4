"""What a rule or a feed looks for in a release: words, or a regular expression of the user's."""

from __future__ import annotations

from typing import Protocol


class Match(Protocol):
    """Looks for what the user wrote; `core/alerts/words.py` and `traynews/patterns.py` are two."""

    @property
    def text(self) -> str:
        """What the user wrote."""
        ...

    def finds(self, title: str, text: str) -> bool:
        """Whether a release says it, in its title or its text. Raises `SlowMatchError`."""
        ...


class SlowMatchError(Exception):
    """The search took longer than it may, so nobody knows whether the release says it."""
