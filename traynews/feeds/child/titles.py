"""Titles: whether what stands in angle brackets is markup, or part of what the title says.

RSS never tells. So what can be markup is taken for that: tags of HTML that stand in pairs, and
single ones of the few elements that are used inside a line. All else stays, brackets and all.
"""

from __future__ import annotations

import html
import re

from traynews.core.text.clean import clean_line
from traynews.feeds.child.fields import LONGEST_TITLE
from traynews.feeds.child.markup import line

_NAME = re.compile("[a-z0-9]+")
_INLINE = frozenset(
    _NAME.findall(
        "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark nobr q s "
        "samp small span strike strong sub sup time tt u var wbr"
    )
)
_ELEMENTS = _INLINE | frozenset(
    _NAME.findall(
        "address article aside audio blockquote button caption center dd div dl dt figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr iframe label legend li main math nav "
        "noscript ol option p pre rp rt ruby script section select style summary svg table tbody "
        "td template textarea th tr ul video"
    )
)
# Every attribute has a value, or "if a<b then c>d" would be a tag.
_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]{0,10})((?:\s+[\w:.-]{1,40}\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=]+))*)\s*/?>"""
)
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def read_title(raw: str) -> str:
    """Return a title of which nobody says whether it is markup, as one clean line."""
    if "<" not in raw:
        return line(raw, limit=LONGEST_TITLE)
    raw = _COMMENT.sub("", raw[: LONGEST_TITLE * 20])
    tags = list(_TAG.finditer(raw))
    closed = {tag[2].lower() for tag in tags if tag[1]}
    opened = {tag[2].lower() for tag in tags if not tag[1]}
    markup = {name for name in _INLINE | (opened & closed) if name in _ELEMENTS}
    pieces, end = [], 0
    for tag in tags:
        if tag[2].lower() in markup:
            pieces += [_literal(raw[end : tag.start()]), tag[0]]
            end = tag.end()
    title = line("".join([*pieces, _literal(raw[end:])]), limit=LONGEST_TITLE)
    if title or any(tag[3] for tag in tags):
        return title
    return clean_line(html.unescape(raw), limit=LONGEST_TITLE)  # "<b></b>" is what it is about


def read_plain_title(raw: str) -> str:
    """Return a title that its feed calls plain text; markup in pairs belies that."""
    return read_title(raw) if looks_like_markup(raw) else read_text_title(raw)


def read_text_title(raw: str) -> str:
    """Return a title that can only be plain text."""
    return clean_line(unescape_slips(raw), limit=LONGEST_TITLE)


def unescape_slips(text: str) -> str:
    """Return plain text without the entities that generators leave in it (all of Blogger's do)."""
    return html.unescape(text) if _ENTITY.search(text) else text


def looks_like_markup(text: str) -> bool:
    """Whether a text that is not called markup holds a pair of HTML's tags, or a break of line."""
    if "<" not in text:
        return False
    opened: set[str] = set()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name == "br" or (tag[1] and name in opened):
            return True
        if name in _ELEMENTS:
            opened.add(name)
    return False


def _literal(text: str) -> str:
    return text.replace("<", "&lt;")
