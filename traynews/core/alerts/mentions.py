"""News sources that seldom write about Amnesty: keep only the items that name it.

This decides what a feed is, not what is alerted (`rules.py` does): what a newspaper publishes about
other things never was a release, and would bury those in the archive.
"""

from __future__ import annotations

from dataclasses import replace

from traynews.core.alerts.rules import compile_match
from traynews.core.data.document import Document, Item

_MOST_SEARCHED = 20_000  # characters; the user's own pattern may be slow


def keep_mentions(document: Document, words: str) -> Document:
    """Return the document with only the items that name `words` in title, text or terms.

    Empty words keep all. For what words are, see `rules.compile_match`; raises re.error.
    """
    if not words:
        return document
    pattern = compile_match(words)
    kept = tuple(item for item in document.items if pattern.search(_haystack(item)))
    return replace(document, items=kept)


def _haystack(item: Item) -> str:
    blocks = (block.text for block in item.blocks)
    terms = (term.name for term in item.terms)
    return "\n".join((item.title, item.summary, *terms, *blocks))[:_MOST_SEARCHED]
