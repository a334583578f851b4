"""Regular expressions of the user's own, matched within a limit of time; the only user of `regex`.

Python's `re` tries every way to split a text, holds the interpreter meanwhile and can be stopped by
nothing, not even a signal: `/death.*penalty.*execut.*iran.*hang/` froze the whole program for hours
over one long release (ADR 11). `regex` gives up after a time of its own thread's work, and others
run on in the meantime.
"""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from traynews.core.alerts.words import Words
from traynews.core.data.match import Match, SlowMatchError

if TYPE_CHECKING:
    import regex  # two megabytes: loaded with the first expression, and most users write none

_LONGEST_TITLE, _LONGEST_TEXT = 500, 2_000  # characters that are searched
_LONGEST_SEARCH = 0.1  # seconds of work on one text
_SAVED, _SHARE = 1.0, 0.05  # seconds of work that are saved up at most, and gained per second
_LONGEST_PATTERN = 1_000  # characters
_MOST_COPIES = 10_000  # `((a{1000}){1000})` is compiled into a million, which take 250 MB
_COUNT = re.compile(r"\{(\d{1,9})")


class PatternError(ValueError):
    """A regular expression that cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    r"""A `core.data.match.Match` for `/regex/`, in any case; `^` and `$` hold at every line."""

    text: str

    def finds(self, title: str, text: str) -> bool:
        """Whether it is found in the title or the first 2,000 characters; see the protocol.

        However many releases come: an expression that is slow over and over gets a twentieth of the
        time that passes.
        """
        return _search(self.text).finds(f"{title[:_LONGEST_TITLE]}\n{text[:_LONGEST_TEXT]}")


def read_match(text: str) -> Match:
    """Return what to look for: `/regex/`, else words. Raises `PatternError`."""
    if len(text) < len("//") or not (text.startswith("/") and text.endswith("/")):
        return Words(text)
    if len(text) > _LONGEST_PATTERN:
        raise PatternError(f"the pattern is longer than {_LONGEST_PATTERN} characters")
    if math.prod(max(1, int(count)) for count in _COUNT.findall(text)) > _MOST_COPIES:
        raise PatternError(f"the pattern repeats a part more than {_MOST_COPIES} times")
    _search(text)
    return Pattern(text)


class _Search:
    """One compiled expression, and the time that it may still take."""

    def __init__(self, compiled: regex.Pattern[str]) -> None:
        self._compiled = compiled
        self._left = _SAVED
        self._since = time.monotonic()

    def finds(self, text: str) -> bool:
        """Whether the text has it. Raises `SlowMatchError`."""
        now = time.monotonic()
        self._left = min(_SAVED, self._left + _SHARE * (now - self._since))
        self._since = now
        if self._left <= 0:
            raise SlowMatchError
        begun = time.thread_time()
        try:
            found = self._compiled.search(text, timeout=_LONGEST_SEARCH, concurrent=True)
        except TimeoutError as error:
            raise SlowMatchError from error
        finally:
            self._left -= time.thread_time() - begun
        return found is not None


@lru_cache(maxsize=256)
def _search(text: str) -> _Search:
    import regex  # noqa: PLC0415 - see above

    try:
        return _Search(regex.compile(text[1:-1], regex.IGNORECASE | regex.MULTILINE))
    except (regex.error, OverflowError, RecursionError) as error:
        raise PatternError(f"the pattern cannot be compiled: {error}") from error
