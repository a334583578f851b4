"""Words that the user looks for: all of them, in any case, as whole words, next to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MOST_SEARCHED = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """A `core.data.match.Match` for words; none at all are in every text."""

    text: str

    def finds(self, title: str, text: str) -> bool:
        """Whether they stand in the title or the text."""
        return _compile(self.text).search(f"{title}\n{text}"[:_MOST_SEARCHED]) is not None


@lru_cache(maxsize=64)
def _compile(words: str) -> re.Pattern[str]:
    escaped = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){escaped}(?!\w)", re.IGNORECASE)
