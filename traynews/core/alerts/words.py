"""Words that the user looks for: all of them, as whole words, next to each other.

In any case, with or without marks, with any kind of quotes and dashes: releases have “women’s”,
keyboards "women's"; Arabic has فورًا or فورا.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from traynews.core.text.fold import fold
from traynews.core.text.unspaced import SIGNS

_SIGN = re.compile(SIGNS)
# What is written or left out as one likes: vowels and doublings of Arabic and Hebrew, the stroke
# that draws an Arabic word out, and accents that came apart from their letter.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
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
    return _MARKS.sub("", fold(text))


@lru_cache(maxsize=64)
def _compile(words: str) -> re.Pattern[str]:
    folded = _MARKS.sub("", fold(words))
    parts = (folded.strip('" ') or folded).split()  # quotes say that they belong together: they do
    escaped = r"\s+".join(map(re.escape, parts))
    before, after = r"(?<!\w)", r"(?!\w)"
    if parts and _SIGN.match(parts[0]):
        before = ""
    if parts and _SIGN.match(parts[-1][-1]):
        after = ""
    return re.compile(f"{before}{escaped}{after}", re.IGNORECASE)
