"""The pages of new releases that a listing names without their text (P37).

Runs on the worker's thread. One page each, few a poll, never at a source's first poll and never a
second time: whatever came of them, the releases are then stored and told, with the listing's words
where a page said nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from traynews.core.data.document import Answer, Document, Door, Failure, Item, Request
from traynews.core.data.plan import NewEntry

MOST_PAGES = 5
"""Pages of releases that one poll asks for, the newest first."""

_SAME_DAY = timedelta(days=1)
_PAGE = frozenset({Door.PAGE})


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing as it came through a door: the request, the answer, what stands in it."""

    request: Request
    answer: Answer
    document: Document


@dataclass(slots=True)
class _Reading:
    listed: Listed
    left: list[Request]
    found: dict[str, Item] = field(default_factory=dict)


class ReleasePages:
    """Listings whose new releases are being read, by feed."""

    def __init__(self) -> None:
        self._readings: dict[str, _Reading] = {}
        self._read: set[str] = set()  # feeds whose listing is complete, until its poll has ended

    def begin(self, listed: Listed, urls: Sequence[str]) -> bool:
        """Read these pages before the listing is taken in; whether there are any to be read."""
        feed_id, asked = listed.request.feed_id, listed.request
        if feed_id in self._read or not urls:
            return False
        least = max(asked.reach, listed.answer.reach)  # a listing leads no further inside (P23)
        page = Request(feed_id, "", doors=_PAGE, is_release=True, reach=least, mirror=asked.mirror)
        requests = [replace(page, url=url, rules=asked.rules) for url in urls]
        self._readings[feed_id] = _Reading(listed, requests)
        return True

    def is_reading(self, feed_id: str) -> bool:
        """Whether pages of this feed's releases are still to come."""
        return feed_id in self._readings

    def requests(self) -> list[Request]:
        """Return the pages to be asked for now, one for each feed."""
        return [reading.left[0] for reading in self._readings.values()]

    def take(self, request: Request, page: Item | Failure) -> Listed | None:
        """Note what a page said; return the listing with all texts once that was the last one."""
        reading = self._readings.get(request.feed_id)
        if reading is None:
            return None
        reading.left = [one for one in reading.left if one != request]
        if isinstance(page, Item):
            reading.found[request.url] = page
        return None if reading.left else self.finish(request.feed_id)

    def finish(self, feed_id: str) -> Listed | None:
        """Read no more pages of a listing; return it with the texts of those that were read."""
        reading = self._readings.pop(feed_id, None)
        if reading is None:
            return None
        self._read.add(feed_id)
        document = reading.listed.document
        items = tuple(_complete(item, reading.found.get(item.link)) for item in document.items)
        return replace(reading.listed, document=replace(document, items=items))

    def forget(self, feed_ids: Collection[str]) -> None:
        """Read nothing of these feeds any more: their polls have come to an end."""
        for feed_id in feed_ids:
            self._readings.pop(feed_id, None)
            self._read.discard(feed_id)


def choose_pages(new: Sequence[NewEntry]) -> list[str]:
    """Return the pages to be asked for of what a listing brings: those of its newest releases."""
    fresh = [one for one in new if one.item.link and not (one.age_silent or one.late)]
    fresh.sort(key=lambda one: (one.published, -one.position), reverse=True)
    return [one.item.link for one in fresh if not one.item.blocks][:MOST_PAGES]


def _complete(listed: Item, page: Item | None) -> Item:
    """Return a listed release with what its page says; address and headline stay the listing's."""
    if page is None:
        return listed
    published, raw = listed.published, listed.published_raw
    if page.published is not None and _is_finer(page.published, published):
        published, raw = page.published, page.published_raw
    return replace(
        listed,
        title=listed.title or page.title,
        published=published,
        published_raw=raw,
        summary=page.summary or listed.summary,
        blocks=page.blocks,
        terms=tuple(dict.fromkeys((*page.terms, *listed.terms))),
        language=page.language or listed.language,
    )


def _is_finer(page: datetime, listed: datetime | None) -> bool:
    """Whether a page's date says the same as the listing's, and more."""
    return listed is None or abs(page - listed) < _SAME_DAY
