"""Words that the user looks for: all of them, as whole words, next to each other.

In any case, with or without marks, with any kind of quotes and dashes: releases have “women’s”,
keyboards "women's".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from traynews.core.text.fold import fold
from traynews.core.text.unspaced import SIGNS

_SIGN = re.compile(SIGNS)
_MOST_SEARCHED = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """A `core.data.match.Match` for words; none at all are in every text."""

    text: str

    def finds(self, title: str, text: str) -> bool:
        """Whether they stand in the title or the text."""
        searched = _fold(f"{title}\n{text}"[:_MOST_SEARCHED])
        return _compile(self.text).search(searched) is not None


@lru_cache(maxsize=1)  # a whole watch list is looked for in one text
def _fold(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=64)
def _compile(words: str) -> re.Pattern[str]:
    folded = fold(words)
    parts = (folded.strip('" ') or folded).split()  # quotes say that they belong together: they do
    escaped = r"\s+".join(map(re.escape, parts))
    before, after = r"(?<!\w)", r"(?!\w)"
    if parts and _SIGN.match(parts[0]):
        before = ""
    if parts and _SIGN.match(parts[-1][-1]):
        after = ""
    return re.compile(f"{before}{escaped}{after}", re.IGNORECASE)
