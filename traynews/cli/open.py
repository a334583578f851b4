"""`open`: a release in the browser."""

from __future__ import annotations

from traynews.cli.session import Session, find_entry
from traynews.clock import utc_now
from traynews.errors import TrayNewsError


def open_entry(session: Session, entry_id: int) -> None:
    """`open`: open a release in the browser, and count it as opened."""
    from traynews.desktop.browser import SystemBrowser  # noqa: PLC0415 - other commands open none

    settings = session.settings()
    with session.archive() as store:
        entry = find_entry(store, entry_id)
        if not entry.url:
            raise TrayNewsError(f"release {entry_id} came without an address")
        SystemBrowser(settings.browser.command, patient=True).open(entry.url)
        store.mark_opened([entry_id], utc_now())
    session.ring()
