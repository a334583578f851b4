"""Whether two sites tell the same story: one alert is enough then.

Different addresses and guids, and often other words: amnesty.org and a national section carry the
same release, each with its own headline and first paragraph. What they share is its body, above
all the quotations. Equal titles alone prove nothing ("Public statement"), and editions in different
languages share no words, so they stay apart (I12). Where in doubt, both are told: a lost alert is
worse than one too many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
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
_MOST_NEAR = 10  # whose texts are compared, the likest by title
_MOST_READ = 40  # whose texts are kept ready: a quarter of a megabyte each at most
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Story:
    """What of an entry tells whether another is the same story."""

    entry_id: int
    feed_id: str
    url: str
    title: str
    published: datetime


class OtherStories:
    """What others carry, ready to be compared with many new releases: each is read once.

    `text_of` returns what an entry says besides its title.
    """

    def __init__(self, stories: Sequence[Story], text_of: Callable[[int], str]) -> None:
        self._stories = stories
        self._text_of = text_of
        self._sites = [site_of(one.url) for one in stories]
        self._titles = [_words(one.title) for one in stories]
        self._having: dict[str, list[int]] = {}  # word -> the places of those whose title has it
        for place, words in enumerate(self._titles):
            for word in words:
                self._having.setdefault(word, []).append(place)
        self._read: dict[int, frozenset[int]] = {}  # entry -> shingles; the last few

    def find_same(self, story: Story, text: str) -> Story | None:
        """Return the likest of those that tell the same as `story` with that text."""
        title = _words(story.title)
        near = self._find_near(story, title)
        if not near:
            return None
        shingles, is_telling = _shingles(text), len(title) >= _FEWEST_IN_TITLE
        same = []
        for place in near:
            one = self._stories[place]
            one_title = is_telling and title == self._titles[place]
            likeness = _likeness(shingles, self._shingles_of(one), one_title=one_title)
            if likeness > 0:
                same.append((likeness, -one.entry_id, one))
        return max(same)[2] if same else None

    def _find_near(self, story: Story, title: frozenset[str]) -> list[int]:
        """Return the places of those that may tell the same, by all but their texts."""
        shared = Counter(place for word in title for place in self._having.get(word, ()))
        ranked, site = [], site_of(story.url)
        for place, count in shared.items():
            overlap = count / (len(title) + len(self._titles[place]) - count)
            if overlap >= _ENOUGH_IN_TITLE and self._may_be_one(story, site, place):
                ranked.append((-overlap, place))
        return [place for _, place in sorted(ranked)[:_MOST_NEAR]]

    def _may_be_one(self, story: Story, site: str, place: int) -> bool:
        other = self._stories[place]
        return (
            abs(other.published - story.published) <= SPAN
            # A press room does not publish a release twice: two alike are two.
            and other.feed_id != story.feed_id
            and self._sites[place] != site
        )

    def _shingles_of(self, story: Story) -> frozenset[int]:
        found = self._read.get(story.entry_id)
        if found is None:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            found = self._read[story.entry_id] = _shingles(self._text_of(story.entry_id))
        return found


def _likeness(one: frozenset[int], other: frozenset[int], *, one_title: bool) -> float:
    """Return how alike two texts are, 0 where they do not tell the same."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= FEWEST_WORDS - _SHINGLE + 1:
        shared = len(shorter & longer) / len(shorter)
        return shared if shared >= _ENOUGH_SHARED else 0.0
    # An excerpt: all of it stands in the other, under the same long headline.
    return _ENOUGH_SHARED if one_title and shorter and shorter <= longer else 0.0


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(fold(text[:_LONGEST]))
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return frozenset(hash(run) for run in runs)  # a quarter of the memory of the words themselves


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title)))
