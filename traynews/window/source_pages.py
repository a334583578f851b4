"""The sources: what is asked and how it goes, what else is known, and how one is added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from traynews.core.data.model import Feed, FeedStatus
from traynews.core.health.health import is_failing
from traynews.core.health.words import name_feed, tell_feed
from traynews.core.polling.timing import format_duration, may_hurry
from traynews.core.text.address import site_of
from traynews.core.text.clean import clean_line
from traynews.core.text.times import moment_within
from traynews.errors import TrayNewsError
from traynews.settings import edit
from traynews.settings.keys import FEED_KEYS
from traynews.settings.meanings import CHOICES, FEED_MEANINGS
from traynews.settings.values import allowed_words
from traynews.window.desk import Desk
from traynews.window.file_changes import Told
from traynews.window.known_sources import list_known
from traynews.window.look import Look
from traynews.window.message import Request, Response, redirect


class SourcePages:
    """Makes them."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self._desk = desk
        self._look = look
        self._told = Told(desk)

    def show(self, request: Request) -> Response:
        """Show what is asked and what else is known, `by` language or country.

        `more` is the source whose every setting is shown.
        """
        return self._page(by=request.query.get("by", ""), more=request.query.get("more", ""))

    def change(self, request: Request) -> Response:
        """Ask a source or not, or set its level or interval."""
        feed, key = request.form.get("feed", ""), request.form.get("key", "")
        value = request.form.get("value", "").strip()
        file = self._desk.locations.config

        def write() -> object:
            if key == "enabled":
                return edit.enable_feed(file, feed, enabled=value == "true")
            where = f"feeds.{feed}.{key}"
            if not value:
                return edit.unset(file, where)
            return edit.set_value(file, where, value, literal=True)

        try:
            self._told.change(feed, write)
        except TrayNewsError as error:
            more = feed if key in FEED_MEANINGS else ""
            return self._page(at=feed, mistake=str(error), more=more)
        more = f"?more={quote(feed)}" if key in FEED_MEANINGS else ""
        return redirect(f"/sources{more}#s-{quote(feed)}")

    def check(self, request: Request) -> Response:
        """Have one source asked now, unless it was only just asked or its server wants a rest."""
        feed_id, now = request.form.get("feed", ""), self._desk.now()
        with self._desk.archive() as store:
            statuses = store.feed_statuses(self._desk.settings().feeds, now)
            found = next((one for one in statuses if one.feed.id == feed_id), None)
            if found is None or not found.feed.enabled:
                return self._page(at=feed_id, mistake="That source is not asked.")
            line = self._why_not(found, now)
            if not line:
                store.make_due(feed_id, now)
        self._desk.ring()
        asked = "It is asked now; what comes of it stands here in a moment."
        self._told.tell(feed_id, line or asked)
        return redirect(f"/sources#s-{quote(feed_id)}")

    def _why_not(self, one: FeedStatus, now: datetime) -> str:
        held = one.held_until
        if held is not None and held > now:
            until = moment_within(held, now, self._desk.zone())
            return f"Its server asked to be left alone until {until}."
        if not may_hurry(one.state, one.feed, now):
            return "It was asked less than five minutes ago, and servers ban who asks more often."
        return ""

    def add(self, request: Request) -> Response:
        """Look for a source at an address, and add what is found."""
        address = clean_line(request.form.get("address", ""))
        try:
            found = self._desk.add_source(address) if address else ["Write an address."]
        except TrayNewsError as error:
            return self._page(mistake=str(error), address=address)
        return self._page(found=found)

    def _page(
        self,
        *,
        at: str = "",
        mistake: str = "",
        found: Sequence[str] = (),
        address: str = "",
        by: str = "",
        more: str = "",
    ) -> Response:
        said_at, said = self._told.take()
        settings, now = self._desk.settings(), self._desk.now()
        with self._desk.archive() as store:
            statuses = store.feed_statuses(settings.feeds, now)
        there = {feed.id for feed in settings.feeds}
        offered = [feed for feed in self._desk.catalogue() if feed.id not in there]
        return self._look.page(
            "sources",
            sources=[self._source(one) for one in statuses],
            offered=list_known(offered, by_country=by == "country"),
            by=by,
            at=at,
            more=more,
            said_at=said_at,
            said=said,
            in_words=CHOICES,
            levels=allowed_words(FEED_KEYS["alerts"]),
            mistake=mistake,
            found=found,
            address=address,
        )

    def _source(self, one: FeedStatus) -> dict[str, Any]:
        now, zone = self._desk.now(), self._desk.zone()
        state = one.state
        return {
            "id": one.feed.id,
            "name": name_feed(one),
            "site": site_of(state.url or one.feed.url),
            "enabled": one.feed.enabled,
            "line": tell_feed(one, now, zone),
            "fails": is_failing(one),
            "every": _list_settings(one.feed),
            "notice": state.notice,
            "level": one.feed.alerts,
            "interval": format_duration(one.feed.interval) if one.feed.interval else "",
        }


def _list_settings(feed: Feed) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Return key, name, meaning, value and allowed words of what is seldom set of a source."""
    values = {
        "mentions": feed.mentions.text if feed.mentions else "",
        "door": feed.door or "auto",
    }
    return [
        (key, *words, values.get(key, getattr(feed, key)), allowed_words(FEED_KEYS[key]))
        for key, words in FEED_MEANINGS.items()
    ]
