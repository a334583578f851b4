"""The page of one release: its text by the page's structure, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from traynews.core.data.document import Block, Item, Term
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line
from traynews.feeds.child.fields import LONGEST_TITLE, paragraphs
from traynews.feeds.child.markup import blocks, line
from traynews.feeds.child.newsroom.data import (
    first_text,
    read_scripts,
    read_state,
    types_of,
    values,
)
from traynews.feeds.child.newsroom.listed import MATTER, Dated, is_date_line, read_moment
from traynews.feeds.child.newsroom.listing import language_of
from traynews.feeds.child.tree import Element

_ARTICLES = frozenset({"Article", "NewsArticle", "Report", "BlogPosting", "PressRelease"})
_FURNITURE = frozenset({"nav", "aside", "form", "dialog", "footer", "header"})
_BESIDE = re.compile(
    r"(?:^|\s)(?!has-|is-|no-|tag-|category-)(?:[\w-]*[_-])?(?:share|sharing|sharedaddy|related|download|cookie|newsletter|breadcrumb|btn|"
    r"sidebar|donate|signup)(?:$|[\s_-])"
)
_LEAD_CLASS = re.compile(r"(?:^|[\s_-])(?:intro|lead|standfirst|summary|deck)(?:$|[\s_-])")
_PLACE_PATH = re.compile(r"/(?:location|locations|country|countries|pays|pais|laender)/[^/]+/?$")
_SHORTEST_BODY = 80
_LONGEST_LINE = 80  # a line with a date, no paragraph
_TAKEN = frozenset({"p", "li", "blockquote", "h2", "h3", "h4"})


def read_release(page: Element, url: str, zone: str) -> Item | None:
    """Return the release at `url` with its text, or None where the page has none to read.

    `zone` is for a date without one. The date of a modification is never taken.
    """
    article, states = _article_of(page), list(read_state(page))
    is_beside = _find_beside(page)
    container = _container_of(page, is_beside)
    text = blocks(container.markup(is_beside)) if container is not None else ()
    if _size(text) < _SHORTEST_BODY:
        text = _from_state(states)
    if _size(text) < _SHORTEST_BODY:
        text = _from_article(article)
    if _size(text) < _SHORTEST_BODY:
        return None
    metas = _metas(page)
    lead = (
        metas.get("og:description", "") or first_text(article, "description")
        or metas.get("description", "")
    )  # fmt: skip
    return Item(
        link=_canonical(page, url),
        title=_title_of(page, metas, article, states),
        published=(dated := _date_of(page, metas, article, states, zone)).moment,
        published_raw=dated.raw,
        summary=_lead_of(page, states) or line(lead),
        blocks=text,
        terms=tuple(_terms(page, article, states)),
        language=language_of(page),
    )


def _size(text: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in text)


def _metas(page: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in page.elements():
        if one.tag == "meta":
            name = one.attributes.get("property") or one.attributes.get("name") or ""
            found.setdefault(name.lower(), one.attributes.get("content", ""))
    return found


def _article_of(page: Element) -> dict[str, Any]:
    for data in read_scripts(page):
        for found in values(data):
            if isinstance(found, dict) and types_of(found) & _ARTICLES:
                return found
    return {}


def _find_beside(page: Element) -> Callable[[Element], bool]:
    """Return what tells what of a page stands beside its release.

    What holds the release itself does not: its classes say what else is in it ("right-sidebar").
    """
    holding = page.holders(MATTER)

    def is_beside(one: Element) -> bool:
        if one in holding:
            return one.tag in _FURNITURE and one.tag != "form"  # ASP.NET puts all of a page in one
        return one.tag in _FURNITURE or _BESIDE.search(one.classes) is not None

    return is_beside


def _is_elsewhere(one: Element) -> bool:
    return one.tag in {"nav", "aside"}


def _container_of(page: Element, is_beside: Callable[[Element], bool]) -> Element | None:
    """Return the element with the most text in its own paragraphs, furniture aside."""
    sizes: dict[Element, int] = {}
    texts = page.text_sizes()
    for one in page.elements(is_beside):
        if one.tag not in _TAKEN or one.parent is None:
            continue
        holder = one.parent
        if one.tag == "li" and holder.parent is not None:
            holder = holder.parent
        if holder.tag == "blockquote" and holder.parent is not None:
            holder = holder.parent
        sizes[holder] = sizes.get(holder, 0) + min(texts[one], 4000)
    return max(sizes, key=lambda one: sizes[one], default=None)


def _from_state(states: Sequence[Any]) -> tuple[Block, ...]:
    """Return the longest HTML in a Next.js state as blocks."""
    longest = ""
    for data in states:
        for found in values(data):
            if isinstance(found, dict):
                texts = [one for one in found.values() if isinstance(one, str) and "<p" in one]
                longest = max([longest, *texts], key=len)
    return blocks(longest) if longest else ()


def _from_article(article: dict[str, Any]) -> tuple[Block, ...]:
    body = first_text(article, "articleBody")
    return blocks(body) if "<p" in body else paragraphs(body)


def _title_of(
    page: Element, metas: dict[str, str], article: dict[str, Any], states: Sequence[Any]
) -> str:
    heading = next(filter(None, (one.text() for one in page.outermost("h1"))), "")
    told = heading or first_text(article, "headline") or _from_keys(states, "heading", "headline")
    if told:
        return line(told, limit=LONGEST_TITLE)
    site = metas.get("og:site_name", "")
    title = clean_line(metas.get("og:title", ""), limit=LONGEST_TITLE)
    for mark in (" - ", " | ", " – "):
        title = title.removesuffix(f"{mark}{site}") if site else title
    return title


def _from_keys(states: Sequence[Any], *keys: str) -> str:
    for data in states:
        for found in values(data):
            if isinstance(found, dict) and (told := first_text(found, *keys)):
                return told
    return ""


def _date_of(
    page: Element,
    metas: dict[str, str],
    article: dict[str, Any],
    states: Sequence[Any],
    zone: str,
) -> Dated:
    """Return the day of publication: as the page's data, its clock, its words tell it."""
    told = [
        metas.get("article:published_time", ""),
        first_text(article, "datePublished"),
        _from_keys(states, "datePublished", "publishDate", "publishedAt", "published"),
    ]
    for one in page.outermost("time", _is_elsewhere):
        if "modif" not in one.classes and "updat" not in one.classes:
            told += [one.attributes.get("datetime", ""), one.text()]
    language = language_of(page)
    lines = page.short_texts(_LONGEST_LINE)
    beside = dict.fromkeys(
        lines.get(one, "")
        for one in page.elements(_is_elsewhere)
        if one.tag in {"p", "span", "div"} and is_date_line(lines.get(one, ""))
    )
    for raw in [*told, *beside]:
        dated = read_moment(raw, zone, language) if any(map(str.isdigit, raw)) else Dated()
        if dated.moment is not None:
            return dated
    return Dated()


def _lead_of(page: Element, states: Sequence[Any]) -> str:
    for one in page.elements():
        if one.tag in {"p", "div"} and _LEAD_CLASS.search(one.classes):
            return one.text()
    return _from_keys(states, "standfirst")


def _canonical(page: Element, url: str) -> str:
    for one in page.elements():
        if one.tag == "link" and "canonical" in one.attributes.get("rel", "").lower().split():
            return web_address(one.attributes.get("href", ""), url) or url
    return url


def _terms(page: Element, article: dict[str, Any], states: Sequence[Any]) -> list[Term]:
    """Return the countries and kinds that a page says its release is filed under."""
    about = article.get("about")
    rows = about if isinstance(about, list) else [about]
    named = [one for one in rows if isinstance(one, dict)]
    places = [first_text(one, "name") for one in named if types_of(one) & {"Country", "Place"}]
    kinds = []
    for one in page.outermost("a", _is_elsewhere):
        if _PLACE_PATH.search(one.attributes.get("href", "")):
            places.append(one.text(limit=100))
        elif "tag" in one.attributes.get("rel", "").lower().split():
            kinds.append(one.text(limit=100))
    for data in states:
        for found in values(data):
            if isinstance(found, dict):
                listed = found.get("country") or found.get("countries")
                places += [
                    first_text(row, "name", "title")
                    for row in (listed if isinstance(listed, list) else [])
                    if isinstance(row, dict)
                ]
    return [Term("countries", name) for name in dict.fromkeys(places) if name] + [
        Term("category", name) for name in dict.fromkeys(kinds) if name
    ]
