"""News sources that seldom write about Amnesty: keep only the items that name it.

This decides what a feed is, not what is alerted (`rules.py` does): what a newspaper publishes about
other things never was a release, and would bury those in the archive.
"""

from __future__ import annotations

from dataclasses import replace

from traynews.core.data.document import Document, Item
from traynews.core.data.match import Match, SlowMatchError


def keep_mentions(document: Document, wanted: Match | None) -> tuple[Document, bool]:
    """Return the document with only the items that say what is wanted; None keeps all.

    Also whether all could be searched in time: what could not is kept, lest something be lost.
    """
    if wanted is None:
        return document, True
    kept, in_time = [], True
    for item in document.items:
        try:
            is_named = wanted.finds(item.title, _text(item))
        except SlowMatchError:
            is_named, in_time = True, False
        if is_named:
            kept.append(item)
    return replace(document, items=tuple(kept)), in_time


def _text(item: Item) -> str:
    blocks = (block.text for block in item.blocks)
    return "\n".join((item.summary, *(term.name for term in item.terms), *blocks))
