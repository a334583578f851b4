"""What is mended in a document's text before feedparser sees it, and whether the text is whole.

Each mend answers an input that makes feedparser 6.0 raise, guess, or lose items.
"""

from __future__ import annotations

import re

from traynews.feeds.child.references import mend_references

_LONGEST_JUNK = 4096
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_SUBSET_END = re.compile(r"\]\s*>")
# Only references that can be wrong: long ones, surrogates, noncharacters, controls. No two parts of
# a branch can take the same digit twice over, or a long run of zeros would cost quadratic time.
_SUSPECT = re.compile(
    r"&#(?:[xX]([0-9a-fA-F]{5,}|[dDfF][89a-fA-F][0-9a-fA-F]{2}|0?0?[01]?[0-9a-fA-F])"
    r"|([0-9]{6,}|5[5-7][0-9]{3}|6553[45]|0?0?0?[0-9]{1,2}));"
)
_LAST_CHARACTER = 0x10FFFF
_FIRST_PRINTABLE = 0x20
_ALLOWED_CONTROLS = (9, 10, 13)
_LONGEST_REFERENCE = 8
# feedparser looks for an e-mail address in names by a quadratic pattern: 32 kB take it 5 s.
_ENDLESS_NAME = re.compile(
    r"(<(?:[\w.-]{1,40}:)?(?:author|contributor|creator|managingeditor|name|owner|publisher|webmaster)"
    r"(?:\s[^<>]{0,200})?>\s{0,200}(?:<!\[CDATA\[)?[^<]{500})[^<\]]+",
    re.IGNORECASE,
)
# It raises over coordinates in a system that it does not know; no coordinates are read here.
_COORDINATES = re.compile(r"""\bsrsName\s*=\s*(?:"[^"<]*"|'[^'<]*')""", re.IGNORECASE)
# What feedparser takes for title and description, though it is the picture's, the podcast's or the
# catalogue card's: these get names of their own, as feedparser then keeps them.
CAPTION, CREDIT = "media-description", "media-credit"
OTHER_TEXTS = ("itunes-summary", "dc-description", CAPTION)
OTHER_TITLES = ("dc-title", "itunes-title", "media-title")
_OTHER_NAMES = "(description|summary|credit|title)"
_SPACES = {
    "media": "search.yahoo.com/mrss",
    "itunes": "itunes.com/dtds/podcast",
    "dc": "/dc/elements",
}
_SPACE = re.compile(r"""xmlns:([\w-]{1,40})\s*=\s*["']([^"'<>]{1,200})["']""")
_FURTHEST_SPACE = 20_000  # characters of a document within which its namespaces are declared
# A link that says nothing, yet takes the place of the guid; and what only some write in capitals.
_EMPTY_LINK = re.compile(r"<link\s*/>|<link\s*>\s*(?:<!\[CDATA\[\s*\]\]>)?\s*</link\s*>")
_PERMANENT = re.compile(
    r"""(<guid\s[^<>]{0,200}?isPermaLink\s*=\s*["'])\s*(true|false)\s*(?=["'])""", re.IGNORECASE
)
_ITEM_STARTS = ("<item", "<entry", "<ITEM")
_ITEM_ENDS = ("</item", "</entry", "</ITEM")


def mend_text(text: str) -> str:
    """Return the text without junk before it, without DOCTYPE, without what feedparser chokes on.

    A DOCTYPE only serves attacks here (entities that expand or open files); the named entities of
    HTML are written out without one.
    """
    text = mend_references(_drop_doctype(_drop_junk(text)))
    if "&#" in text:
        text = _SUSPECT.sub(_mend_reference, text)
    if "rsName" in text or "rsname" in text:
        text = _COORDINATES.sub("", text)
    text = _rename_others(_EMPTY_LINK.sub("", text))
    text = _PERMANENT.sub(lambda found: found[1] + found[2].lower(), text)
    return _ENDLESS_NAME.sub(r"\1", text)


def _rename_others(text: str) -> str:
    declared = _SPACE.findall(text, 0, _FURTHEST_SPACE)
    for plain, space in _SPACES.items():
        prefixes = {prefix for prefix, address in declared if space in address.lower()} | {plain}
        for prefix in prefixes:
            if f"<{prefix}:" in text:
                name = re.compile(rf"<(/?){re.escape(prefix)}:{_OTHER_NAMES}(?:\s[^<>]*?)?(/?)>")
                text = name.sub(rf"<\1{plain}-\2\3>", text)
    return text


def is_cut(text: str) -> bool:
    """Whether the root element is never closed: the transfer, or the server, broke off."""
    root = _ROOT.search(text)
    if root is None:
        return False
    closing = f"</{root[1]}"
    return closing not in text and closing.lower() not in text.lower()


def count_whole_items(text: str) -> int:
    """Return how many items are closed in a document's text."""
    return sum(text.count(end) for end in _ITEM_ENDS)


def ends_within_item(text: str) -> bool:
    """Whether the text breaks off inside an item."""
    start = max(text.rfind(tag) for tag in _ITEM_STARTS)
    return start > max(text.rfind(tag) for tag in _ITEM_ENDS)


def _drop_junk(text: str) -> str:
    # A PHP warning, or a blank line, before the XML declaration is an error to XML.
    declaration = text.find("<?xml", 0, _LONGEST_JUNK)
    if declaration > 0 and not _FEED_START.search(text, 0, declaration):
        return text[declaration:]
    if declaration == 0 or text.startswith("<"):
        return text
    start = _FEED_START.search(text, 0, _LONGEST_JUNK)
    return text[start.start() :] if start else text


def _drop_doctype(text: str) -> str:
    root = _ROOT.search(text)
    end = root.start() if root else len(text)
    start = text.find("<!DOCTYPE", 0, end)
    if start < 0:
        start = text.find("<!doctype", 0, end)
    if start < 0:
        return text
    close = text.find(">", start)
    subset = text.find("[", start, close if close > 0 else end)
    if subset > 0:
        found = _SUBSET_END.search(text, subset)
        close = found.end() - 1 if found else -1
    return text[:start] + text[close + 1 :] if close > 0 else text


def _mend_reference(found: re.Match[str]) -> str:
    digits = (found[1] or found[2]).lstrip("0") or "0"
    if len(digits) > _LONGEST_REFERENCE:
        return "\ufffd"
    code = int(digits, 16 if found[1] else 10)
    if code < _FIRST_PRINTABLE:
        return found[0] if code in _ALLOWED_CONTROLS else ""
    is_character = code <= _LAST_CHARACTER and not 0xD800 <= code <= 0xDFFF and code | 1 != 0xFFFF  # noqa: PLR2004 -- Unicode's own numbers
    return found[0] if is_character else "\ufffd"
