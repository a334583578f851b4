"""The sources: what is asked and how it goes, what else is known, and how one is added."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import quote

from traynews.core.data.model import FeedStatus
from traynews.core.health.words import name_feed, tell_feed
from traynews.core.polling.timing import format_duration
from traynews.core.text.address import site_of
from traynews.core.text.clean import clean_line
from traynews.core.text.times import moment
from traynews.errors import TrayNewsError
from traynews.settings import edit
from traynews.settings.keys import FEED_KEYS
from traynews.settings.meanings import CHOICES
from traynews.settings.values import allowed_words
from traynews.window.desk import Desk
from traynews.window.look import Look
from traynews.window.message import Request, Response, redirect


class SourcePages:
    """Makes them."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self._desk = desk
        self._look = look

    def show(self, _request: Request) -> Response:
        """Show what is asked and what else is known."""
        return self._page()

    def change(self, request: Request) -> Response:
        """Ask a source or not, or set its level or interval."""
        feed, key = request.form.get("feed", ""), request.form.get("key", "")
        file = self._desk.locations.config
        try:
            if key == "enabled":
                edit.enable_feed(file, feed, enabled=request.form.get("value") == "true")
            elif request.form.get("value", "").strip():
                edit.set_value(file, f"feeds.{feed}.{key}", request.form["value"].strip())
            else:
                edit.unset(file, f"feeds.{feed}.{key}")
        except TrayNewsError as error:
            return self._page(mistake=str(error))
        self._desk.ring()
        return redirect(f"/sources#s-{quote(feed)}")

    def add(self, request: Request) -> Response:
        """Look for a source at an address, and add what is found."""
        address = clean_line(request.form.get("address", ""))
        try:
            found = self._desk.add_source(address) if address else ["Write an address."]
        except TrayNewsError as error:
            return self._page(mistake=str(error), address=address)
        return self._page(found=found)

    def _page(self, *, mistake: str = "", found: Any = (), address: str = "") -> Response:
        settings, now = self._desk.settings(), self._desk.now()
        with self._desk.archive() as store:
            statuses = store.feed_statuses(settings.feeds, now)
        there = {feed.id for feed in settings.feeds}
        offered = sorted(
            (feed for feed in self._desk.catalogue() if feed.id not in there),
            key=lambda feed: (feed.language.split("-")[0], feed.title.casefold()),
        )
        by_language = [
            (language, [(feed.id, feed.title, site_of(feed.home)) for feed in feeds])
            for language, feeds in groupby(offered, key=lambda feed: feed.language.split("-")[0])
        ]
        return self._look.page(
            "sources",
            sources=[self._source(one) for one in statuses],
            offered=by_language,
            languages=_LANGUAGES,
            in_words=CHOICES,
            levels=allowed_words(FEED_KEYS["alerts"]),
            mistake=mistake,
            found=found,
            address=address,
        )

    def _source(self, one: FeedStatus) -> dict[str, Any]:
        now, zone = self._desk.now(), self._desk.zone()
        state = one.state
        since = f"since {moment(state.trouble_since, now, zone)}" if state.trouble_since else ""
        return {
            "id": one.feed.id,
            "name": name_feed(one),
            "site": site_of(state.url or one.feed.url),
            "enabled": one.feed.enabled,
            "line": tell_feed(one, now, zone),
            "trouble": f"{state.trouble} ({since})" if state.trouble and since else state.trouble,
            "notice": state.notice,
            "level": one.feed.alerts,
            "interval": format_duration(one.feed.interval) if one.feed.interval else "",
        }


_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "it": "Italian", "nl": "Dutch", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish",
    "da": "Danish", "fi": "Finnish", "nb": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "tr": "Turkish", "el": "Greek", "cs": "Czech", "ja": "Japanese", "ko": "Korean",
    "zh": "Chinese", "he": "Hebrew", "": "Of any language",
}  # fmt: skip
