"""Whether two sites tell the same story: one alert is enough then.

Different addresses and guids, and often other words: amnesty.org and a national section carry the
same release, each with its own headline and first paragraph. What they share is its body, above
all the quotations. Equal titles alone prove nothing ("Public statement"), and editions in different
languages share no words, so they stay apart (I12). Where in doubt, both are told: a lost alert is
worse than one too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from traynews.core.folding import fold

SPAN = timedelta(days=3)
"""Between the dates of two that may be the same."""

FEWEST_WORDS = 40
"""In a text that says anything about sameness; the plugin of the library `reader` asks for 48."""

_SHINGLE = 5  # words in a row that hardly ever recur by chance
_LONGEST = 20_000  # characters that are compared
_ENOUGH_SHARED = 0.5  # of the shorter text
_ENOUGH_IN_TITLE = 0.25
_FEWEST_IN_TITLE = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Story:
    """What of an entry tells whether another is the same story."""

    entry_id: int
    feed_id: str
    url: str
    title: str
    text: str
    published: datetime


def find_same(story: Story, others: Sequence[Story]) -> Story | None:
    """Return the one of `others` that tells the same story on another site, the likest."""
    near = [one for one in others if _may_be_same(story, one)]
    if not near:
        return None
    title, shingles = _words(story.title), _shingles(story.text)
    ranked = [(_likeness(title, shingles, one), -one.entry_id, one) for one in near]
    likeness, _, found = max(ranked)
    return found if likeness > 0 else None


def _may_be_same(one: Story, other: Story) -> bool:
    if one.feed_id == other.feed_id or _site(one.url) == _site(other.url):
        return False  # a press room does not publish a release twice: two alike are two
    return abs(one.published - other.published) <= SPAN


def _likeness(title: frozenset[str], shingles: frozenset[str], other: Story) -> float:
    """Return how alike they are, 0 where they are not the same."""
    theirs_title = _words(other.title)
    shorter, longer = sorted((shingles, _shingles(other.text)), key=len)
    same_title = _overlap(title, theirs_title)
    if len(shorter) >= FEWEST_WORDS - _SHINGLE + 1:
        shared = len(shorter & longer) / len(shorter)
        return shared if shared >= _ENOUGH_SHARED and same_title >= _ENOUGH_IN_TITLE else 0.0
    # An excerpt: all of it stands in the other, under the same long headline.
    is_telling = len(title) >= _FEWEST_IN_TITLE and title == theirs_title
    return _ENOUGH_SHARED if is_telling and shorter and shorter <= longer else 0.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(fold(text[:_LONGEST]))
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title)))


def _site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
