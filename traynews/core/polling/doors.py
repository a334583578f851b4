"""Doors: what a source is reached through, and whether what comes through one is to be believed.

A feed is the best of them. Where there is none, the site's own lists serve: what its REST interface
gives, its sitemap of news, the page on which it lists its releases, at last its sitemap of posts.
Where they are looked for is told in `moves.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from traynews.core.data.document import FEED_ONLY, Document, Door
from traynews.core.data.model import Feed, FeedState, Listing
from traynews.core.polling.moves import address, leads_on, page_of

SOUGHT_AFTER = timedelta(days=7)
"""How often a real feed is looked for where something else serves."""

WHILE_SEARCHING = frozenset(Door) - {Door.PAGE}
"""What an address that is tried may turn out to be; the listing is read only when all have been."""

_FEWEST = 3  # releases below which nothing is concluded from how many there are


def doors_of(feed: Feed, state: FeedState) -> frozenset[Door]:
    """Return what the next answer of a feed may be read as."""
    if feed.door is not None:
        return frozenset({feed.door})
    if not state.trials:
        return frozenset({state.door})
    tried = address(feed, state)
    if tried == page_of(feed):
        return frozenset({Door.PAGE}) if state.looked else WHILE_SEARCHING
    return WHILE_SEARCHING if leads_on(tried) else FEED_ONLY


def is_page_door(doors: frozenset[Door]) -> bool:
    """Whether a site's robots.txt is to be heard first; feeds are made for programs."""
    return doors != {Door.FEED}


def after_document(state: FeedState, document: Document) -> FeedState:
    """Return the state of a source after a document came through a door and was believed."""
    folders = Counter(folder_of(item.link) for item in document.items)
    usual = folders.most_common(1)[0][0] if folders else ""
    dated = sum(item.published is not None for item in document.items)
    listing = (
        Listing(len(document.items), dated, usual) if document.door is Door.PAGE else Listing()
    )
    return replace(state, door=document.door, listing=listing, looked=False)


def doubt(state: FeedState, document: Document, *, knew: bool) -> str:
    """Return why a listing cannot be what it was, in a line for the user; empty where it may be.

    The page may have been rebuilt: far fewer releases, no dates any more, or nothing that is known
    at a place that is not the usual one.
    """
    before = state.listing
    if document.door is not Door.PAGE or before.count < _FEWEST:
        return ""
    after = after_document(state, document).listing
    is_thin = after.count * 3 < before.count
    is_undated = before.dated * 2 > before.count and after.dated * 2 < after.count
    is_elsewhere = not knew and after.folder != before.folder
    if is_thin or is_undated or is_elsewhere:
        return "the page has changed and cannot be read"
    return ""


def seek_feed(feed: Feed, state: FeedState, now: datetime) -> FeedState:
    """Return the state with the feed's own address to be tried next, once a week.

    Nothing else is as good as a feed, and a site that had none may have one again.
    """
    if feed.door is not None or state.door is Door.FEED or state.trials:
        return replace(state, sought=None) if state.door is Door.FEED else state
    if state.sought is None or state.sought > now:
        return replace(state, sought=now)
    if now - state.sought < SOUGHT_AFTER:
        return state
    return replace(state, trials=(feed.url,), sought=now)


def is_look(state: FeedState) -> bool:
    """Whether the address that is asked is only such a try, while another door serves."""
    return bool(state.trials) and state.door is not Door.FEED and not state.failures


def folder_of(url: str) -> str:
    """Return the path that a release lies under, without the parts that are only numbers."""
    steps = urlsplit(url).path.strip("/").split("/")[:-1]
    return "/".join(step for step in steps if not step.isdigit())
