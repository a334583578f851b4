"""The page on which a newsroom lists its releases: by its own data, else by its structure."""

from __future__ import annotations

import re
from typing import Any

from traynews.core.data.document import Document, Item
from traynews.feeds.child.fields import clean_language
from traynews.feeds.child.newsroom.cards import find_cards
from traynews.feeds.child.newsroom.data import (
    first_text,
    read_scripts,
    read_state,
    types_of,
    values,
)
from traynews.feeds.child.newsroom.listed import (
    FEWEST,
    keep_releases,
    make_item,
    own_address,
    read_moment,
)
from traynews.feeds.child.tree import Element

_LISTS = frozenset({"ItemList", "Blog", "CollectionPage", "DataFeed"})
_MEMBERS = ("itemListElement", "blogPost", "hasPart", "dataFeedElement")
_ADDRESSES = ("url", "link", "href", "permalink", "path", "uri", "slug")
_TITLES = ("headline", "heading", "title", "name")
_DATES = (
    "datePublished", "publishDate", "publishedDate", "publishedAt", "published", "date_gmt",
    "datePosted", "firstPublishedAt", "date",
)  # fmt: skip
_SUMMARIES = ("description", "teaser", "excerpt", "summary", "standfirst", "abstract")
_KINDS = ("articleSection", "type", "category", "contentType", "genre")
_CHALLENGE = re.compile(
    r"\b(?:just a moment|one moment|checking your browser|attention required|access denied|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|ddos protection)\b",
    re.IGNORECASE,
)
_WHOLE = frozenset({"html", "body", "main", "article"})  # elements that hold what a page is about
_LITTLE = 400  # characters of text below which a page of scripts has nothing to read


def read_listing(page: Element, url: str, zone: str) -> Document | str:
    """Return the releases that a page lists, or why there is nothing to be read.

    Source of the shapes: `tests/fixtures/newsrooms`. `zone` is for dates without one.
    """
    language = language_of(page)
    items = (
        _from_lists(page, url, zone, language)
        or _from_state(page, url, zone, language)
        or find_cards(page, url, zone, language)
    )
    if not items:
        return why_unreadable(page)
    return Document(title=_title_of(page), home=url, language=language, items=tuple(items))


def why_unreadable(page: Element) -> str:
    """Return why a page shows no releases, in a line for the user."""
    text = page.text(limit=_LITTLE * 2)
    if _CHALLENGE.search(f"{_title_of(page)} {text}"):
        return "the page wants proof that a person reads it, which TrayNews does not give"
    if len(text) < _LITTLE and any(one.tag == "script" for one in page.elements()):
        return "the page is put together by scripts, so that there is nothing to read in it"
    return "no list of releases is found on the page"


def language_of(page: Element) -> str:
    """Return the language that a page says it is in.

    Its links to other languages say theirs, too.
    """
    whole = (one for one in page.elements() if one.tag in _WHOLE)
    return next(filter(None, (clean_language(one.attributes.get("lang", "")) for one in whole)), "")


def _title_of(page: Element) -> str:
    for one in page.elements():
        if one.tag == "title":
            return " ".join(one.script().split())[:200]
    return ""


def _from_lists(page: Element, url: str, zone: str, language: str) -> list[Item]:
    """Read JSON-LD: the list with the most releases; a list of addresses has the links' titles."""
    lists: list[list[Any]] = [
        next((found[key] for key in _MEMBERS if isinstance(found.get(key), list)), [])
        for data in read_scripts(page)
        for found in values(data)
        if isinstance(found, dict) and types_of(found) & _LISTS
    ]
    if not lists:
        return []
    titles = {
        own_address(one.attributes.get("href", ""), url): one.text() for one in page.outermost("a")
    }
    best: list[Item] = []
    for rows in lists:
        items = [_listed(row, url, zone, language, titles) for row in rows]
        read = [item for item in items if item is not None]
        best = max(best, read, key=len)
    return keep_releases(best) if len(best) >= FEWEST else []


def _listed(row: Any, url: str, zone: str, language: str, titles: dict[str, str]) -> Item | None:
    if isinstance(row, str):
        row = {"url": row}
    if not isinstance(row, dict):
        return None
    inner = row.get("item")
    found = inner if isinstance(inner, dict) else {**row, "url": inner or row.get("url")}
    address = first_text(found, "url", "@id", "mainEntityOfPage")
    link = own_address(address, url)
    title = first_text(found, "headline", "name") or titles.get(link, "")
    if not link or not title or url.startswith(link):
        return None
    return make_item(
        link,
        title,
        read_moment(first_text(found, "datePublished"), zone, language),
        category=first_text(found, "articleSection", "genre"),
        excerpt=first_text(found, "description"),
        language=language,
    )


def _from_state(page: Element, url: str, zone: str, language: str) -> list[Item]:
    """Read a Next.js state: the list of things with address and title that has the most dates."""
    best: list[Item] = []
    best_score = 0
    for data in read_state(page):
        for rows in values(data):
            if not isinstance(rows, list) or len(rows) < FEWEST:
                continue
            items = [_from_object(row, url, zone, language) for row in rows]
            read = [item for item in items if item is not None]
            score = sum(item.published is not None for item in read)
            if score > best_score and len(read) >= FEWEST:
                best, best_score = read, score
    return keep_releases(best)


def _from_object(row: Any, url: str, zone: str, language: str) -> Item | None:
    if not isinstance(row, dict):
        return None
    title = first_text(row, *_TITLES)
    link = own_address(first_text(row, *_ADDRESSES), url)
    if not title or not link:
        return None
    return make_item(
        link,
        title,
        read_moment(first_text(row, *_DATES), zone, language),
        category=first_text(row, *_KINDS),
        excerpt=first_text(row, *_SUMMARIES),
        language=language,
    )
