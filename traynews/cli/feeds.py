"""What is polled: `feeds list`, `add`, `remove`, `enable`, `disable`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from traynews.cli.session import (
    Session,
    local,
    refuse_unknown,
    say,
    say_json,
    stamp,
    status_fields,
)
from traynews.clock import utc_now
from traynews.core.data.document import Failure
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.identity.names import canonical_link
from traynews.core.text.address import host
from traynews.core.text.clean import cut
from traynews.errors import ConfigError, TrayNewsError
from traynews.settings import edit
from traynews.settings.catalogue import known_feeds
from traynews.worker.line import Line

if TYPE_CHECKING:
    from traynews.feeds.discovery import Found

_SHOWN = 3  # headlines of a feed that was found


def list_feeds(session: Session) -> None:
    """List what is polled and how it goes, and what the catalogue offers beside it."""
    for one in _statuses(session):
        _print(one)


def list_as_json(session: Session) -> None:
    """List the same for programs."""
    say_json([_fields(one) for one in _statuses(session)])


def add(session: Session, address: str) -> None:
    """Find the feed of any page, say what was found, and poll it from now on.

    Raises `ConfigError`, `StoreError`, and `TrayNewsError` where no feed is found.
    """
    if any(feed.id == address for feed in known_feeds()):
        enable(session, address)
        return
    feeds = session.settings().feeds
    _refuse_known(address, feeds)
    found = _find(session, address)
    _refuse_known(found.url, feeds)
    feed = _describe(found, address, feeds)
    _show(found, feed)
    values = {"url": feed.url, "title": feed.title, "home": feed.home, "language": feed.language}
    written = edit.add_feed(
        session.locations.config, feed.id, {key: text for key, text in values.items() if text}
    )
    _say_written(written)
    # The answer is there: it is the baseline, and the server need not be asked for it again.
    with session.archive() as store:
        line = Line(store, session.settings(), now=utc_now, random=random.random)
        line.take_document(feed.id, found.answer, found.document)
    session.ring()
    say(f"Added as {feed.id}; what is new from now on is alerted.")


def remove(session: Session, feed_id: str) -> None:
    """Poll a feed no more; its releases are kept. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in session.settings().feeds))
    edit.remove_feed(session.locations.config, feed_id)
    session.ring()
    say(f"{feed_id} is polled no more; what it brought is kept.")


def enable(session: Session, feed_id: str) -> None:
    """Poll a feed (again), also after it was gone. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in (*session.settings().feeds, *known_feeds())))
    _say_written(edit.enable_feed(session.locations.config, feed_id))
    with session.archive() as store:
        Line(store, session.settings(), now=utc_now, random=random.random).hurry([feed_id])
    session.ring()
    say(f"{feed_id} is polled.")


def disable(session: Session, feed_id: str) -> None:
    """Poll a feed no more, but keep it in the settings. Raises `TrayNewsError`."""
    refuse_unknown(feed_id, (feed.id for feed in session.settings().feeds))
    _say_written(edit.enable_feed(session.locations.config, feed_id, enabled=False))
    session.ring()
    say(f"{feed_id} is polled no more; `traynews feeds enable {feed_id}` brings it back.")


# --- finding -------------------------------------------------------------------------------------


def _find(session: Session, address: str) -> Found:
    from traynews.feeds.discovery import find_feed  # noqa: PLC0415 - one command needs the web
    from traynews.feeds.http.fetch import HttpFetcher  # noqa: PLC0415
    from traynews.feeds.parse_process import ParseProcess  # noqa: PLC0415

    fetcher = HttpFetcher(proxy=session.settings().network.proxy, now=utc_now)
    parser = ParseProcess()
    try:
        found = find_feed(address, fetcher=fetcher, parser=parser)
    finally:
        parser.rest()
        fetcher.close()
    if isinstance(found, Failure):
        raise TrayNewsError(f"{address}: {found.reason}; no feed was found there")
    return found


def _refuse_known(address: str, feeds: Sequence[Feed]) -> None:
    for feed in feeds:
        if canonical_link(address) == canonical_link(feed.url) != "":
            hint = "" if feed.enabled else f"; `traynews feeds enable {feed.id}` switches it on"
            raise ConfigError(f"{address} is there already, as {feed.id}{hint}")


def _describe(found: Found, address: str, feeds: Sequence[Feed]) -> Feed:
    from traynews.feeds.opml import Outline, make_ids  # noqa: PLC0415 - as above

    document = found.document
    page = address if found.answer.url != address and "://" in address else ""
    home = document.home or page
    taken = {feed.id for feed in (*feeds, *known_feeds())}
    title = document.title or host(found.url)
    (feed_id,) = make_ids([Outline(url=found.url, title=title, home=home)], taken)
    return Feed(feed_id, found.url, title=title, home=home, language=document.language)


def _show(found: Found, feed: Feed) -> None:
    items = found.document.items
    say(f"Found “{cut(feed.title, 80)}”, {len(items)} items:")
    for item in items[:_SHOWN]:
        say(f"  {local(item.published) if item.published else '':<16} {cut(item.title, 90)}")
    say(f"It will be polled at {feed.url}")


def _say_written(written: Sequence[str]) -> None:
    if written:
        say(
            f"The default feeds ({', '.join(written)}) stand in the settings file now, too:"
            " it is polled exactly what is listed there."
        )


# --- listing -------------------------------------------------------------------------------------


def _statuses(session: Session) -> list[FeedStatus]:
    """Return the feeds of the settings, and then those that only the catalogue has, as off."""
    feeds = session.settings().feeds
    with session.archive() as store:
        listed = store.feed_statuses(feeds)
    there = {feed.id for feed in feeds}
    offered = [replace(feed, enabled=False) for feed in known_feeds() if feed.id not in there]
    return [*listed, *(FeedStatus(feed, FeedState(feed.id)) for feed in offered)]


def _fields(one: FeedStatus) -> dict[str, Any]:
    return {
        **status_fields(one),
        "enabled": one.feed.enabled,
        "trouble_since": stamp(one.state.trouble_since),
        "notice": one.state.notice or None,
    }


def _print(one: FeedStatus) -> None:
    feed, state = one.feed, one.state
    say(f"{'on ' if feed.enabled else 'off'} {feed.id:<24} {feed.title or state.title or feed.url}")
    if not feed.enabled:
        return
    if state.trouble:
        say(f"      since {local(state.trouble_since)}: {state.trouble}; {_next(one)}")
    if state.notice:
        say(f"      {state.notice}")
    if feed.mentions:
        say(f"      only what names “{feed.mentions}” is kept")


def _next(one: FeedStatus) -> str:
    if one.is_asked:
        return f"next try {local(one.state.next_check)}"
    return f"it is asked no more until `traynews feeds enable {one.feed.id}`"
