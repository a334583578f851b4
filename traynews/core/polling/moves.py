"""Where a feed lives: which redirect is believed, and where it is looked for when it is gone.

One request a poll, always: a permanent redirect is followed each time and adopted after days (P22);
a feed whose address answers 404, 410 or a page is looked for at its other addresses, each poll at
the next. Whoever refuses (401, 403, 429) is never got round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from traynews.core.data.document import Answer, Failure, Reach, TroubleKind
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling.reach import reach_of
from traynews.core.polling.retry import TURNED_AWAY
from traynews.core.text.address import host_of, is_http, web_address

BELIEVED_POLLS = 3
BELIEVED_AFTER = timedelta(days=3)
"""A permanent redirect is adopted after as many good answers by it, over as long a time (P22):
maintenance pages and captive portals redirect "permanently", too, but not for days to a feed."""

MOST_TRIALS = 8
"""Addresses of feeds that one search asks, so that it ends; other doors come on top."""

_MOST_LED = 2  # of those, that are followed
_LEADING = ("/wp-json/", "sitemap")  # addresses whose answers name others
_GONE_OR_OTHER = frozenset({404, 406, 410})
_GONE = 410


def address(feed: Feed, state: FeedState) -> str:
    """Return what the next poll asks."""
    return state.trials[0] if state.trials else state.url or feed.url


def least_reach(feed: Feed, state: FeedState, url: str) -> Reach:
    """Return the innermost reach that a request for this address may have (P23).

    Once a feed has answered, that of its answer: neither its name, which may come to mean another
    machine, nor what it names leads further inside. Until then its own address, which the user
    wrote, may lead anywhere, and what others wrote no further than that address says.
    """
    if state.reach is not None:
        return state.reach
    return Reach.LOOPBACK if url == feed.url else reach_of(feed.url)


def may_be_elsewhere(failure: Failure) -> bool:
    """Whether a feed that failed like this can be looked for: it is gone, or is another thing.

    Never after a refusal: whoever says 401, 403 or 429 is not to be got round.
    """
    if failure.kind is TroubleKind.HTTP:
        return failure.status in _GONE_OR_OTHER
    return failure.kind is TroubleKind.NOT_A_FEED


def after_answer(state: FeedState, feed: Feed, answer: Answer) -> FeedState:
    """Return where the feed lives, after an address of it answered well.

    An address that was tried is kept. A permanent redirect is counted, and adopted in time; any
    other answer starts the count anew.
    """
    used = address(feed, state)
    stays = replace(
        state,
        trials=(),
        searched=False,
        stopped=False,
        moved_to="",
        moved_since=None,
        moved_polls=0,
        reach=answer.reach if state.reach is None else min(state.reach, answer.reach),
    )
    if state.trials:
        return replace(stays, url="" if used == feed.url else used)
    target = answer.moved_to or ""
    if target in {"", used}:
        return stays
    first = state.moved_since if state.moved_to == target else None
    since = first or answer.received
    polls = state.moved_polls + 1 if first else 1
    if polls >= BELIEVED_POLLS and answer.received - since >= BELIEVED_AFTER:
        return replace(stays, url="" if target == feed.url else target)
    return replace(stays, moved_to=target, moved_since=since, moved_polls=polls)


def after_failure(
    state: FeedState,
    feed: Feed,
    failure: Failure,
    sitemaps: Sequence[str] = (),
    *,
    offline: bool = True,
) -> FeedState:
    """Return where the feed is to be looked for next, after an address of it failed.

    `state` counts this failure already; `offline` tells that nobody else can be reached either, so
    that an address out of reach is no dead one. The first failure of a feed that worked is taken
    for a passing fault, unless it says "gone". `sitemaps` are those that the site's robots.txt
    names.
    """
    if state.trials:
        left = _left(state, feed, failure, sitemaps, offline=offline)
        is_page = state.trials[0] == page_of(feed)
        looked = state.looked or (is_page and failure.kind is TroubleKind.NOT_A_FEED)
        searched = state.searched or not left
        return replace(state, trials=left, searched=searched, looked=looked and bool(left))
    if feed.door is not None or not may_be_elsewhere(failure):
        return state
    state = replace(state, moved_to="", moved_since=None, moved_polls=0)
    if state.polled and state.failures == 1 and failure.status != _GONE:
        return state
    trials, is_page = _others(feed, state), address(feed, state) == page_of(feed)
    if is_page and failure.kind is TroubleKind.NOT_A_FEED:
        trials = _lead_on(feed, failure, (), sitemaps, first=trials)
    searched = state.searched or not trials
    return replace(state, trials=trials, searched=searched, looked=is_page and bool(trials))


def is_searching(state: FeedState) -> bool:
    """Whether the addresses of a feed are being asked for the first time since it was lost.

    Then each poll may ask the next at the usual pace; later rounds take a day for each.
    """
    return bool(state.trials) and not state.searched


def is_of(url: str, page: str) -> bool:
    """Whether an address is of the same site as a page, and so no way into another network (P23).

    A page that somebody tampered with could name a router of the user's.
    """
    site, host = host_of(page).removeprefix("www."), host_of(url)
    downgraded = is_http(url) and not is_http(page)
    return bool(site) and not downgraded and (host == site or host.endswith(f".{site}"))


def usual_places(url: str) -> tuple[str, ...]:
    """Return where the feed of a page mostly lives: below the page itself, then at the root."""
    below = url.partition("#")[0].partition("?")[0].rstrip("/")
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    places = (f"{below}/feed/", f"{root}/feed/", f"{root}/rss.xml", f"{below}/rss.xml")
    return tuple(dict.fromkeys(place for place in places if web_address(place)))


def page_of(feed: Feed) -> str:
    """Return the page on which people read a feed's releases."""
    return feed.home if feed.home and is_of(feed.home, feed.url) else feed.url


def _others(feed: Feed, state: FeedState) -> tuple[str, ...]:
    own = {state.url or feed.url}
    every = dict.fromkeys((feed.url, *feed.candidates, page_of(feed)))
    return tuple(url for url in every if url not in own)[:MOST_TRIALS]


def _left(
    state: FeedState, feed: Feed, failure: Failure, sitemaps: Sequence[str], *, offline: bool
) -> tuple[str, ...]:
    """Return the addresses still to be asked; those that an answer leads to come next."""
    if failure.kind is TroubleKind.NETWORK and not failure.reached and offline:
        return state.trials
    if failure.status in TURNED_AWAY:
        return ()
    asked, *rest = state.trials
    is_read = failure.kind is TroubleKind.NOT_A_FEED
    if asked == page_of(feed) and not state.looked and is_read:
        return _lead_on(feed, failure, rest, sitemaps)
    if leads_on(asked):
        named = [url for url in failure.places if is_of(url, asked) and leads_on(url)]
        return tuple(dict.fromkeys([*named[:_MOST_LED], *rest]))
    return tuple(rest)


def _lead_on(
    feed: Feed,
    failure: Failure,
    rest: Sequence[str],
    sitemaps: Sequence[str],
    *,
    first: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return where to look once the feed's page was seen, in the order of what is best for alerts.

    Feeds first, then what the site's REST interface gives, its map of news, the page itself, and
    at last its map of posts, which has no titles.
    """
    page = page_of(feed)
    known = {feed.url, page, *feed.candidates}
    named = [url for url in failure.places if url not in known and is_of(url, page)]
    feeds = [url for url in named if not leads_on(url) and "/comments/" not in url]
    rest_interface = [url for url in named if "/wp-json/" in url]
    root = "{0.scheme}://{0.netloc}".format(urlsplit(page))
    maps = [url for url in sitemaps if is_of(url, page)]
    every = [
        *dict.fromkeys([*first, *feeds, *rest][:MOST_TRIALS]),
        *rest_interface,
        f"{root}/news-sitemap.xml",
        *maps,
        page,
        f"{root}/sitemap.xml",
    ]
    return tuple(dict.fromkeys(every))


def leads_on(url: str) -> bool:
    """Whether an address is of those whose answers name others, and are no feeds."""
    return any(mark in url for mark in _LEADING)
