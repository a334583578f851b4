"""The marks before headlines, the same in menus and tables."""

from __future__ import annotations

from traynews.core.data.model import Entry

UNREAD_MARK = "●"
BREAKING_MARK = "▲"  # by its shape, since a menu has no colours
READ_MARK = "\u2002\u2004"  # an en and a third of an em: as wide as the mark in common fonts


def mark_of(entry: Entry) -> str:
    """Return the mark of an unread entry, empty for one that was read."""
    if entry.read:
        return ""
    return BREAKING_MARK if entry.breaking else UNREAD_MARK
