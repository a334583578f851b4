"""What is to be said about a feed that is no trouble: one honest line for menu and status."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from traynews.core.data.document import Door, Failure, Validators
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling.reach import is_loopback
from traynews.core.text.address import site_of
from traynews.core.text.times import day_of_year

_DOORS = {
    Door.WORDPRESS: "it has no feed, so its posts are asked for at {url}",
    Door.NEWS_SITEMAP: "it has no feed, so its list of news is read at {url}",
    Door.SITEMAP: "it has no feed, so its list of addresses is read at {url}",
    Door.PAGE: "it has no feed, so the page is read on which its releases are listed, {url}",
}
DOOR_NAMES = {
    Door.FEED: "its feed",
    Door.WORDPRESS: "its site's REST interface",
    Door.NEWS_SITEMAP: "its site's list of news",
    Door.SITEMAP: "its site's list of addresses",
    Door.PAGE: "the page that lists its releases",
}
"""What a source is reached through, as "read through …" says it."""

_REFUSALS = frozenset({401, 403, 451})  # for good, as far as the server says
_REMEMBERED = timedelta(days=7)  # for which a gap is told: whoever was away has seen it by then


def notice(feed: Feed, state: FeedState, now: datetime) -> str:
    """Return the line, empty where all is as it should be.

    The moments in it are days (UTC), since nobody here knows the user's zone.
    """
    said = [_gap(feed, state, now), _search(state), _address(feed, state), _seldom(feed, state)]
    return "; ".join(line for line in said if line)


def tell_failure(feed: Feed, failure: Failure) -> str:
    """Return why a poll failed: who refuses us is named, with the page where people read on.

    Our own name stays, and it is asked daily (P20, P36): whether it is read elsewhere, or the site
    asked for leave, is for the user to say.
    """
    if failure.status not in _REFUSALS or feed.mirror:  # a mirror says by itself who it is
        return failure.reason
    refusing, url = site_of(failure.url or feed.url), urlsplit(feed.url)
    page = feed.home or f"{url.scheme}://{url.netloc}/"
    return f"{refusing} refuses TrayNews ({failure.status}); read it at {page}"


def _gap(feed: Feed, state: FeedState, now: datetime) -> str:
    if state.missed is None or not timedelta(0) <= now - state.missed <= _REMEMBERED:
        return ""
    where = f": see {feed.home}" if feed.home else ""
    day = day_of_year(state.missed)
    return f"some releases may be missing, since nothing in the answer of {day} was known{where}"


def _search(state: FeedState) -> str:
    if not state.trials:
        return ""
    return f"it is being looked for at other addresses, next at {state.trials[0]}"


def _address(feed: Feed, state: FeedState) -> str:
    if state.door is not Door.FEED:
        return _DOORS[state.door].format(url=state.url or feed.url)
    if not state.url or state.url == feed.url:
        return ""
    return f"it is polled at {state.url} now, since {feed.url} moved or stopped answering"


def _seldom(feed: Feed, state: FeedState) -> str:
    if not state.polled or state.validators != Validators() or is_loopback(feed.url):
        return ""
    return "it is polled less often, since its server cannot tell whether anything is new"
