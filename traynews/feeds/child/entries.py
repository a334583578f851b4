"""Entries of feedparser's to items: which text is the release, which date, which link."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.text.clean import ELLIPSIS, clean_line
from traynews.core.text.fold import same
from traynews.core.text.leftovers import says_nothing, without_embeds
from traynews.feeds.child.dates import DateReader
from traynews.feeds.child.extensions import Annex
from traynews.feeds.child.fields import (
    EMPTY_LINE,
    LONGEST_AUTHOR,
    clean_guid,
    clean_language,
    paragraphs,
    text_of,
)
from traynews.feeds.child.links import page_link
from traynews.feeds.child.markup import blocks, line
from traynews.feeds.child.prolog import CAPTION, CREDIT, OTHER_TEXTS, OTHER_TITLES
from traynews.feeds.child.titles import (
    looks_like_markup,
    read_plain_title,
    read_title,
    unescape_slips,
)

_MOST_TERMS = 100
_LONGEST_CAPTION = 300
_FEWEST_ALIKE = 3
# RSS 2.0 has the address first; feedparser knows no ends of hosts that are longer than ".museum".
_MAIL_AND_NAME = re.compile(
    r"\s*(?:mailto:)?([^\s@()<>]+@[^\s@()<>]+)(?:\s+\(?([^()]+)\)?)?\s*", re.IGNORECASE
)
_BY = re.compile(r"^by:?\s+(?=\S)", re.IGNORECASE)
_DATES = ("published", "updated", "created")


@dataclass(frozen=True, slots=True)
class Feed:
    """What holds for all entries of a document. `url` is the address that answered."""

    url: str
    language: str
    is_atom: bool
    dates: DateReader
    annex: Annex
    boilerplate: str = ""


def boilerplate(entries: Sequence[Any]) -> str:
    """Return the description that most entries share, which is the feed's and none of theirs."""
    texts = Counter(text_of(entry, "summary") for entry in entries)
    said, times = max(texts.items(), key=lambda pair: pair[1], default=("", 0))
    return said if times >= _FEWEST_ALIKE and times * 2 > len(entries) else ""


def read_entry(entry: Any, raw: str, feed: Feed) -> Item:
    """Return the item that an entry is; `raw` is its date, as it stands there."""
    guid = clean_guid(text_of(entry, "id"))
    title = title_of(entry, is_atom=feed.is_atom)
    summary, body = _texts(entry, feed.boilerplate)
    summary = "" if says_nothing(summary) else without_embeds(summary)
    author, source = _author(entry), "" if feed.is_atom else _source(entry)
    if source and title.endswith(f" - {source}"):
        # A collection of others' news (Google's) adds who publishes it, and says both once more.
        title, author = title[: -len(source) - 3].rstrip(), author or source
        if same(summary, f"{title} {source}"):
            summary, body = "", ()
    marked = text_of(entry, "language") or text_of(_detail(entry, "title_detail"), "language")
    language = clean_language(marked)
    return Item(
        guid=guid,
        link=page_link(entry, feed.url, language or feed.language),
        title=title,
        published=feed.dates.read(raw),
        published_raw=clean_line(raw, limit=100),
        summary=summary,
        blocks=(*body, *_picture(entry, body, title)),
        author=author,
        terms=(*feed.annex.terms.get(guid or text_of(entry, "link"), ()), *_categories(entry)),
        language=language,
    )


def raw_date(entry: Any) -> str:
    """Return the date of an entry as it stands there: when it came out, else when it changed.

    "Invalid Date" and the like stand only where there is no other.
    """
    # Not entry.get: feedparser answers "updated" with "published", and warns about it.
    found = [raw for name in _DATES if (raw := text_of(entry, name))]
    return next((raw for raw in found if any(map(str.isdigit, raw))), next(iter(found), ""))


def title_of(holder: Any, *, is_atom: bool) -> str:
    """Return the title of an entry or a feed."""
    title = text_of(holder, "title")
    if not title.strip():
        title = next((other for name in OTHER_TITLES if (other := text_of(holder, name))), "")
    is_plain = is_atom and text_of(_detail(holder, "title_detail"), "type") == "text/plain"
    return read_plain_title(title) if is_plain else read_title(title)


@dataclass(frozen=True, slots=True)
class _Text:
    value: str
    is_plain: bool

    def blocks(self) -> tuple[Block, ...]:
        if not self.value:
            return ()
        if self.is_plain:
            return paragraphs(self.value)
        if "<" not in self.value and EMPTY_LINE.search(self.value):
            return paragraphs(html.unescape(self.value))
        return blocks(self.value)

    def line(self) -> str:
        return clean_line(self.value) if self.is_plain else line(self.value)


def _texts(entry: Any, boilerplate: str) -> tuple[str, tuple[Block, ...]]:
    """Return the summary as one line, and the release as blocks.

    The content is the release, else the description; what a picture, a podcast or a catalogue card
    says serves only where neither does.
    """
    short = _make_text(entry, "summary", text_of(_detail(entry, "summary_detail"), "type"))
    others = (_make_text(entry, name) for name in OTHER_TEXTS)
    ranked = (*others, short) if short.value == boilerplate else (short,)
    for text in itertools.chain((_content(entry),), ranked, others):
        body = text.blocks()
        if body:
            break
    else:
        return "", ()
    if short.value in {text.value, boilerplate} or not short.value.strip():
        return clean_line(" ".join(block.text for block in body[:50])), body
    return short.line(), body


def _content(entry: Any) -> _Text:
    """Return the fullest content of an entry; to feedparser, a second description is one."""
    found = dict.get(entry, "content")
    contents = [one for one in (found if isinstance(found, list) else ()) if isinstance(one, dict)]
    fullest: Any = max(contents, key=lambda one: len(text_of(one, "value")), default={})
    return _make_text(fullest, "value", text_of(fullest, "type"))


def _make_text(holder: Any, name: str, kind: str = "") -> _Text:
    value = text_of(holder, name).strip()
    if value.startswith("&lt;") and "<" not in value and looks_like_markup(html.unescape(value)):
        value = html.unescape(value)  # escaped once too often
    # Plain is also what Atom calls a text of which nothing is said.
    is_plain = kind == "text/plain" and not looks_like_markup(value)
    return _Text(unescape_slips(value) if is_plain else value, is_plain)


def _picture(entry: Any, body: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """Return what is said of the picture beside the text, where the text does not say it."""
    found = []
    for name, label in ((CAPTION, ""), (CREDIT, "credit")):
        raw = text_of(entry, name)
        said = line(raw, limit=_LONGEST_CAPTION) if raw else ""
        if not said:
            continue
        known = any(block.kind is BlockKind.CAPTION for block in body)
        known = known or said.removesuffix(ELLIPSIS) in " ".join(block.text for block in body)
        if not known and not same(said, title):
            found.append(Block(BlockKind.CAPTION, said, label))
    return tuple(found)


def _author(entry: Any) -> str:
    whole = text_of(entry, "author")
    if not _MAIL_AND_NAME.fullmatch(whole):
        whole = text_of(_detail(entry, "author_detail"), "name") or whole
    signed = _MAIL_AND_NAME.fullmatch(whole)
    name = signed[2] or signed[1] if signed else whole
    return _BY.sub("", line(name, limit=LONGEST_AUTHOR))


def _source(entry: Any) -> str:
    return line(text_of(_detail(entry, "source"), "title"), limit=LONGEST_AUTHOR)


def _categories(entry: Any) -> tuple[Term, ...]:
    tags = dict.get(entry, "tags")
    names = [
        line(text_of(tag, "label") or text_of(tag, "term"), limit=200)
        for tag in (tags if isinstance(tags, list) else [])[:_MOST_TERMS]
    ]
    return tuple(dict.fromkeys(Term("category", name) for name in names if name))


def _detail(holder: Any, name: str) -> Any:
    found = dict.get(holder, name)
    return found if isinstance(found, dict) else {}
