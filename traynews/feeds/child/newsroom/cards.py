"""Releases as cards on a page: the densest block of like elements, each with a headline to follow.

Nothing is known of the site: no class, no path. What all such lists share is that one element holds
several, each of which has one headline that links to a page of the same site; most have dates.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from traynews.core.data.document import Item
from traynews.core.text.address import page_address, web_address
from traynews.core.text.clean import clean_line
from traynews.core.text.unspaced import SIGNS
from traynews.feeds.child.markup import MOST_ELEMENTS
from traynews.feeds.child.newsroom.listed import (
    FEWEST,
    MATTER,
    Dated,
    find_dates,
    is_date_line,
    keep_releases,
    make_item,
    own_address,
    read_moment,
    without_dates,
)
from traynews.feeds.child.tree import SILENT, Element

MOST_CARDS = 200
_BEST_CARD = 4  # what a card counts that has a heading and a date
_MOST_READ = MOST_ELEMENTS  # of cards; blocks in each other hold the same ones again and again
_DEEPEST = 200  # ancestors of a link that are looked at
_SHORTEST_TITLE = 8
_LONGEST_CATEGORY = 40
_SHORTEST_EXCERPT = 20
_SHORTEST_SENTENCE = 40  # with a date in it; less is "Last updated on 27 November 2026"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "dialog"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "br", "cite", "em", "i", "mark", "small", "span", "strong", "time"}
)
_UNSPACED = re.compile(SIGNS)
_KIND_CLASS = re.compile(r"categor|eyebrow|chip|kicker|type|label|terms|section|tag")


@dataclass(frozen=True, slots=True)
class _Card:
    item: Item
    has_heading: bool


def find_cards(page: Element, url: str, zone: str, language: str = "") -> list[Item]:
    """Return the releases that the page at `url` lists, in its order; none where there is no list.

    `zone` is for dates without one.
    """
    links = _find_links(page, url)
    best: list[_Card] = []
    best_score = 0
    left = _MOST_READ
    for children in sorted(_blocks(links), key=len, reverse=True):
        if _BEST_CARD * len(children) <= best_score or left <= 0:
            break  # no smaller block can be the better list
        read = []
        for child in children[:MOST_CARDS]:
            elements = list(child.elements())
            left -= len(elements)
            read.append(_read_card(child, elements, links, zone, language))
        cards = list({card.item.link: card for card in read if card is not None}.values())
        score = sum(1 + 2 * _is_dated(card) + card.has_heading for card in cards)
        if score > best_score and (len(cards) > FEWEST or any(map(_is_dated, cards))):
            best, best_score = cards, score
    kept = keep_releases([card.item for card in best])
    return kept if len(kept) >= FEWEST else []


def _is_dated(card: _Card) -> bool:
    return card.item.published is not None


def _find_links(page: Element, url: str) -> dict[Element, str]:
    """Return the links of the page's own site that stand in its matter, with their addresses."""
    found: dict[Element, str] = {}
    base = url
    holding = page.holders(MATTER)
    waiting: list[Element] = [page]
    while waiting:
        one = waiting.pop()
        # ASP.NET puts all of a page into a form.
        if one.tag in _FURNITURE and not (one.tag == "form" and one in holding):
            continue
        if one.tag == "base":
            base = web_address(one.attributes.get("href", ""), url) or base
        if one.tag == "a":
            own = own_address(one.attributes.get("href", ""), url, base)
            link = page_address(own.partition("#")[0])
            if link and not url.startswith(link):
                found[one] = link
                continue  # a link in a link is none (HTML, 4.5.1)
        waiting.extend(child for child in reversed(one.children) if isinstance(child, Element))
    return found


def _blocks(links: dict[Element, str]) -> Iterator[list[Element]]:
    """Yield the children with links of each element that has several of them."""
    children: dict[Element, dict[Element, None]] = {}
    for link in links:
        below = link
        for depth, holder in enumerate(link.above()):
            known = children.setdefault(holder, {})
            if below in known or depth > _DEEPEST:
                break
            known[below] = None
            below = holder
    yield from (list(found) for found in children.values() if len(found) >= FEWEST)


def _read_card(
    card: Element, elements: list[Element], links: dict[Element, str], zone: str, language: str
) -> _Card | None:
    """Return the release that an element shows, or None where it shows none, or several.

    `elements` are those of the card. Each is looked at a few times, however deep it lies.
    """
    inside = [one for one in elements if one in links]
    words = list(_words(card))
    heading = next((one.heading for one in words if one.heading is not None), None)
    if heading is not None:
        title = heading.text()
        link = _link_of(heading, inside, links)
    else:
        named = {one: one.text() for one in inside}
        longest = max(named, key=lambda one: len(named[one]), default=None)
        title = named[longest] if longest is not None else ""
        link = links[longest] if longest is not None else ""
    is_one_word = " " not in title and not _UNSPACED.search(title)
    if not link or len(title) < _SHORTEST_TITLE or is_one_word:
        return None
    stretches = _stretches(words, heading)
    dated = _date_of(card, stretches, zone, language)
    item = make_item(
        link,
        title,
        dated,
        category=_category_of(elements, title),
        excerpt=_excerpt_of(stretches, title),
        language=language,
    )
    return _Card(item, heading is not None)


def _link_of(heading: Element, inside: list[Element], links: dict[Element, str]) -> str:
    """Return where a headline leads: the link in it, around it, or the card's only one."""
    near = [one for one in heading.elements() if one in links]
    near += [one for one in heading.above() if one in links]
    if near:
        return links[near[0]]
    every = {links[one] for one in inside}
    return every.pop() if len(every) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of text, and the outermost heading and link and the nearest block around it."""

    text: str
    heading: Element | None
    link: Element | None
    block: Element


def _words(card: Element) -> Iterator[_Words]:
    """Yield a card's text with what stands around it in the card."""
    waiting: list[tuple[Element | str, _Words]] = [(card, _Words("", None, None, card))]
    while waiting:
        one, around = waiting.pop()
        if isinstance(one, str):
            text = clean_line(one)
            if text:
                yield replace(around, text=text)
        elif one.tag not in SILENT:
            is_link = one.tag == "a" and one is not card
            around = _Words(
                "",
                around.heading or (one if one.tag in _HEADINGS else None),
                around.link or (one if is_link else None),
                around.block if one.tag in _INLINE else one,
            )
            waiting.extend((child, around) for child in reversed(one.children))


def _stretches(words: list[_Words], heading: Element | None) -> list[str]:
    """Return the card's texts besides headline and links, each block as one line."""
    above = heading.above() if heading is not None else ()
    around = {None, *(one for one in above if one.tag == "a")}
    told = [one for one in words if one.heading is None and one.link in around]
    return [
        clean_line(" ".join(one.text for one in block))
        for _, block in itertools.groupby(told, key=lambda one: one.block)
    ]


def _date_of(card: Element, stretches: list[str], zone: str, language: str) -> Dated:
    for one in card.outermost("time"):
        for raw in (one.attributes.get("datetime", ""), one.text()):
            dated = read_moment(raw, zone, language)
            if dated.moment is not None:
                return dated
    for text in filter(is_date_line, stretches):
        for found in find_dates(text):
            dated = read_moment(found[0], zone, language)
            if dated.moment is not None:
                return dated
    return Dated()


def _category_of(elements: list[Element], title: str) -> str:
    for one in _innermost(elements[1:], _names_kind):
        text = without_dates(one.text())
        if 1 < len(text) <= _LONGEST_CATEGORY and text not in title:
            return text
    return ""


def _names_kind(one: Element) -> bool:
    is_tag = one.tag == "a" and "tag" in one.attributes.get("rel", "").lower().split()
    return is_tag or _KIND_CLASS.search(one.classes) is not None


def _innermost(elements: list[Element], is_meant: Callable[[Element], bool]) -> list[Element]:
    """Return those that are meant and hold none that is; of a piece of a page, in its order."""
    found: list[Element] = []
    holders: set[Element | None] = set()
    for one in reversed(elements):
        is_holder = one in holders
        if is_holder or is_meant(one):
            holders.add(one.parent)
            if not is_holder:
                found.append(one)
    return found[::-1]


def _tells(text: str) -> bool:
    """Whether a stretch is more than a date: a sentence may have one in it."""
    is_long = len(text) >= _SHORTEST_SENTENCE and not is_date_line(text)
    return is_long or not find_dates(text)


def _excerpt_of(stretches: list[str], title: str) -> str:
    told = [text for text in stretches if title not in text and _tells(text)]
    longest = max(told, key=len, default="")
    return longest if len(longest) >= _SHORTEST_EXCERPT else ""
