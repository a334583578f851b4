"""`unread`: count releases as unread again."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.cli.session import Session, find_entry


def mark_unread(session: Session, entry_ids: Sequence[int]) -> None:
    """`unread`: the opposite of `read`."""
    with session.archive() as store:
        for entry_id in entry_ids:
            find_entry(store, entry_id)
        store.mark_unread(entry_ids)
    session.ring()
