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

from traynews.core.text.address import site_of
from traynews.core.text.fold import fold

SPAN = timedelta(days=3)
"""Between the dates of two that may be the same."""

FEWEST_WORDS = 40
"""In a text that says anything about sameness; the plugin of the library `reader` asks for 48."""

_SHINGLE = 5  # words in a row that hardly ever recur by chance
_LONGEST = 20_000  # characters that are compared
_ENOUGH_SHARED = 0.5  # of the shorter text
_ENOUGH_IN_TITLE = 0.25
_FEWEST_IN_TITLE = 5  # words: "Public statement" names nothing
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Story:
    """What of an entry tells whether another is the same story."""

    entry_id: int
    feed_id: str
    url: str
    title: str
    published: datetime


def find_near(story: Story, others: Sequence[Story]) -> list[Story]:
    """Return those of `others` that may tell the same, by all but their texts."""
    title, site = _words(story.title), site_of(story.url)
    return [
        one
        for one in others
        if _overlap(title, _words(one.title)) >= _ENOUGH_IN_TITLE
        and abs(one.published - story.published) <= SPAN
        # A press room does not publish a release twice: two alike are two.
        and one.feed_id != story.feed_id
        and site_of(one.url) != site
    ]


def find_same(story: Story, text: str, near: Sequence[tuple[Story, str]]) -> Story | None:
    """Return the likest of those that tell the same, each given with its text."""
    title, shingles = _words(story.title), _shingles(text)
    is_telling = len(title) >= _FEWEST_IN_TITLE
    ranked = [
        (
            _likeness(
                shingles, _shingles(other), one_title=is_telling and title == _words(one.title)
            ),
            one,
        )
        for one, other in near
    ]
    same = [(likeness, -one.entry_id, one) for likeness, one in ranked if likeness > 0]
    return max(same)[2] if same else None


def _likeness(one: frozenset[str], other: frozenset[str], *, one_title: bool) -> float:
    """Return how alike two texts are, 0 where they do not tell the same."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= FEWEST_WORDS - _SHINGLE + 1:
        shared = len(shorter & longer) / len(shorter)
        return shared if shared >= _ENOUGH_SHARED else 0.0
    # An excerpt: all of it stands in the other, under the same long headline.
    return _ENOUGH_SHARED if one_title and shorter and shorter <= longer else 0.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(fold(text[:_LONGEST]))
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title)))
