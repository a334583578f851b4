"""JSON Feed, versions 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), to a document."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from traynews.core.data.document import Document, Item, Term
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line
from traynews.feeds.child.dates import DateReader
from traynews.feeds.child.fields import (
    LONGEST_TITLE,
    clean_guid,
    clean_language,
    paragraphs,
)
from traynews.feeds.child.links import complete
from traynews.feeds.child.markup import blocks, line
from traynews.feeds.child.titles import read_text_title
from traynews.feeds.frames import MOST_ITEMS

_VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")


def looks_like_json(text: str) -> bool:
    """Whether a body can only be JSON."""
    return text.startswith("{")


def read_json_feed(
    text: str, url: str, dates: Callable[..., DateReader], language: str
) -> Document | None:
    """Return the document, or None where the text is no JSON Feed.

    `dates` makes the reader of its dates; `language` is what is known of the feed beforehand.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or not version.startswith(_VERSIONS):
        return None
    found = feed.get("items")
    rows = found if isinstance(found, list) else []
    authors = _names(feed)
    spoken = clean_language(_string(feed, "language"))
    items = [row for row in rows[:MOST_ITEMS] if isinstance(row, dict)]
    if not items:
        items = [{} for _ in rows[:MOST_ITEMS]]  # counted, so that it is told
    reader = dates([_raw_date(row) for row in items], language=spoken or language)
    return Document(
        title=clean_line(_string(feed, "title"), limit=LONGEST_TITLE),
        home=web_address(_string(feed, "home_page_url"), url),
        language=spoken,
        items=tuple(_read_item(row, url, reader, authors, spoken) for row in items),
    )


def _read_item(
    row: dict[str, Any], url: str, dates: DateReader, authors: str, language: str
) -> Item:
    html, text = _string(row, "content_html"), _string(row, "content_text")
    raw = _raw_date(row)
    tags = row.get("tags")
    names = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    summary = clean_line(_string(row, "summary"))
    return Item(
        guid=clean_guid(_identity(row)),
        link=_link(row, url),
        title=read_text_title(_string(row, "title")),
        published=dates.read(raw),
        published_raw=clean_line(raw, limit=100),
        summary=summary or (line(html) if html else clean_line(text)),
        blocks=blocks(html) if html else paragraphs(text),
        author=_names(row) or authors,
        terms=tuple(Term("category", clean_line(name, limit=200)) for name in names[:100]),
        language=clean_language(_string(row, "language")) or language,
    )


def _raw_date(row: dict[str, Any]) -> str:
    return _string(row, "date_published") or _string(row, "date_modified")


def _link(row: dict[str, Any], url: str) -> str:
    """Return the page of an item; else its id, which the standard wants to be an address."""
    named = [complete(_string(row, key), url) for key in ("url", "external_url")]
    attached = row.get("attachments")
    files = [
        one for one in (attached if isinstance(attached, list) else ()) if isinstance(one, dict)
    ]
    last = [complete(_string(one, "url"), url) for one in files[:1]]
    return next((link for link in (*named, web_address(_identity(row)), *last) if link), "")


def _identity(row: dict[str, Any]) -> str:
    # The specification wants a string, and tells readers to accept numbers.
    found = row.get("id")
    return str(found) if isinstance(found, str | int | float) else ""


def _names(holder: dict[str, Any]) -> str:
    authors = holder.get("authors")
    found = authors if isinstance(authors, list) else [holder.get("author")]
    names = [author["name"] for author in found if isinstance(author, dict) and "name" in author]
    return clean_line(", ".join(name for name in names if isinstance(name, str)), limit=200)


def _string(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
