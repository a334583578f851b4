"""What else is known: the catalogue in groups, with what each of its sources publishes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from traynews.core.data.model import Feed
from traynews.core.text.address import site_of
from traynews.core.text.languages import name_of_language
from traynews.settings import catalogue

Known = tuple[str, str, str, str]
"""A source: id, name, site, and what it publishes."""

_WORLD = "The whole world"
_KINDS = {
    "releases": "press releases alone",
    "news": "everything it publishes",
    "section": "everything that this section publishes",
    "in-the-news": "others on human rights",
    "social": "what it posts there",
}


def list_known(feeds: Iterable[Feed], *, by_country: bool) -> list[tuple[str, list[Known]]]:
    """Return sources in groups by the language they write in or the country they work in."""
    rows = sorted(
        (_country_of(feed) if by_country else _language_of(feed), feed.title.casefold(), feed.id)
        for feed in feeds
    )
    rows.sort(key=lambda row: row[0] == _WORLD)  # last
    by_id = {feed.id: feed for feed in feeds}
    return [
        (group, [_describe(by_id[feed_id]) for _, _, feed_id in listed])
        for group, listed in groupby(rows, key=lambda row: row[0])
    ]


def _describe(feed: Feed) -> Known:
    known = catalogue.find(feed.id)
    return feed.id, feed.title, site_of(feed.home), _KINDS[known.kind] if known else ""


def _country_of(feed: Feed) -> str:
    known = catalogue.find(feed.id)
    return (known and known.country) or _WORLD


def _language_of(feed: Feed) -> str:
    code = feed.language.split("-")[0]
    return name_of_language(code) or code or "Of any language"
