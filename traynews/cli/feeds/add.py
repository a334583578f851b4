"""`feeds add`: find the feed of any page, and poll it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from traynews.cli.feeds.switch import enable, say_written
from traynews.cli.output import local, say
from traynews.cli.session import Session
from traynews.clock import utc_now
from traynews.core.data.document import Door, Failure
from traynews.core.data.model import Feed
from traynews.core.identity.names import canonical_link
from traynews.core.polling.reach import keep_outside
from traynews.core.text.address import mask_user, site_of
from traynews.core.text.unknown_names import find_near
from traynews.core.text.width import cut_to_width
from traynews.errors import ConfigError, TrayNewsError
from traynews.settings import edit
from traynews.settings.catalogue import known_feeds
from traynews.worker.line import Line

if TYPE_CHECKING:
    from traynews.feeds.discovery import Found

_SHOWN = 3  # headlines of a feed that was found


def add(session: Session, address: str, tell: Callable[[str], None] = say) -> None:
    """Find the feed of any page, tell what was found, and poll it from now on.

    Raises `ConfigError`, `StoreError`, and `TrayNewsError` where no feed is found.
    """
    if any(feed.id == address for feed in known_feeds()):
        enable(session, address, tell)
        return
    settings = session.settings()
    feeds = settings.feeds
    _refuse_known(address, feeds)
    found = _find(address, settings.network.proxy)
    _refuse_known(found.url, feeds)
    feed = _describe(found, address)
    _show(found, feed, tell)

    def choose(there: Sequence[Feed]) -> dict[str, dict[str, str]]:
        _refuse_known(found.url, there)  # another may have been quicker
        return {_make_id(feed, there): feed}

    added = edit.add_feeds(session.locations.config, choose)
    (feed_id,) = added.ids
    say_written(added.written, tell)
    # The answer is there: it is the baseline, and the server need not be asked for it again.
    with session.store() as store:
        line = Line(store, session.settings(), now=utc_now, random=random.random)
        line.take_document(feed_id, found.answer, found.document)
    session.ring()
    tell(f"Added as {feed_id}; what is new from now on is alerted.")


def _find(address: str, proxy: str) -> Found:
    from traynews.feeds.discovery import find_feed  # noqa: PLC0415 - one command needs the web
    from traynews.feeds.http.fetch import HttpFetcher  # noqa: PLC0415
    from traynews.feeds.parse_process import ParseProcess  # noqa: PLC0415

    fetcher = HttpFetcher(proxy=proxy, now=utc_now)
    parser = ParseProcess()
    try:
        found = find_feed(address, fetcher=fetcher, parser=parser)
    finally:
        parser.rest()
        fetcher.close()
    if isinstance(found, Failure):
        near = "" if "." in address else find_near(address, [feed.id for feed in known_feeds()])
        if near:
            raise TrayNewsError(f'there is no feed "{address}"; did you mean "{near}"?')
        why = f"{mask_user(address)}: {found.reason}; no feed was found there"
        if "://" not in address:
            why += (
                ". It was asked by https:// only: what comes by http:// can be read and changed on "
                f"the way. If you want that: traynews feeds add http://{mask_user(address)}"
            )
        raise TrayNewsError(why)
    return found


def _refuse_known(address: str, feeds: Sequence[Feed]) -> None:
    for feed in feeds:
        if canonical_link(address) == canonical_link(feed.url) != "":
            hint = "" if feed.enabled else f"; `traynews feeds enable {feed.id}` switches it on"
            raise ConfigError(f"{mask_user(address)} is there already, as {feed.id}{hint}")


def _describe(found: Found, address: str) -> dict[str, str]:
    """Return the keys of the feed in the settings, all but its id."""
    document = keep_outside(found.document, found.answer.reach)
    page = address if found.answer.url != address and "://" in address else ""
    values = {
        "url": found.url,
        "title": document.title or site_of(found.url),
        "home": document.home or page,
        "language": document.language,
        "door": "" if document.door is Door.FEED else document.door,
    }
    return {key: text for key, text in values.items() if text}


def _make_id(feed: Mapping[str, str], there: Sequence[Feed]) -> str:
    from traynews.feeds.opml import Outline, make_ids  # noqa: PLC0415 - as above

    outline = Outline(url=feed["url"], title=feed["title"], home=feed.get("home", ""))
    (feed_id,) = make_ids([outline], {one.id for one in (*there, *known_feeds())})
    return feed_id


def _show(found: Found, feed: Mapping[str, str], tell: Callable[[str], None]) -> None:
    items = found.document.items
    many = "1 item" if len(items) == 1 else f"{len(items)} items"
    tell(f"Found “{cut_to_width(feed['title'], 80)}”, {many}:")
    for item in items[:_SHOWN]:
        when = local(item.published) if item.published else ""
        tell(f"  {when:<16} {cut_to_width(item.title, 90)}")
    if "door" in feed:
        tell(f"No feed was found, so the page itself will be read: {feed['url']}")
    else:
        tell(f"It will be polled at {feed['url']}")
