"""`read`: count releases as read."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.cli.session import Session, find_entry
from traynews.errors import UsageError


def mark_read(session: Session, entry_ids: Sequence[int], *, everything: bool) -> None:
    """`read`: count releases as read."""
    if not entry_ids and not everything:
        raise UsageError("say which releases: `traynews read 12 13`, or `traynews read --all`")
    with session.archive() as store:
        for entry_id in entry_ids:
            find_entry(store, entry_id)
        store.mark_read(None if everything else entry_ids)
    session.ring()
