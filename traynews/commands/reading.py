"""Reading the archive: `list`, `show`, `open`, `read`, `search`, `why`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from traynews.commands.session import Session, entry_fields, local, say, say_json, stamp
from traynews.core.model import BlockKind, Entry
from traynews.core.text import cut
from traynews.errors import StoreError, TrayNewsError

_TITLE_WIDTH = 90


def list_entries(
    session: Session, *, limit: int, unread: bool, feed: str | None, as_json: bool
) -> None:
    """`list`: the newest headlines."""
    with session.archive() as store:
        entries: Sequence[Entry] = store.entries(limit=limit, unread_only=unread, feed_id=feed)
    if as_json:
        say_json([entry_fields(entry) for entry in entries])
    else:
        _print(entries)


def show(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`show`: one release in full."""
    with session.archive() as store:
        entry = _entry(store, entry_id)
        release = store.record(entry_id)
    if as_json:
        say_json(entry_fields(entry) | release_fields(entry, release))
        return
    say(entry.title)
    say(f"{local(entry.published)} · {entry.feed_id} · {entry.kind} · {entry.url or 'no address'}")
    for block in release.blocks:
        say()
        prefix = "## " if block.kind is BlockKind.HEADING else ""
        say(prefix + block.text)


def open_entry(session: Session, entry_id: int) -> None:
    """`open`: open a release in the browser, and count it as opened."""
    from traynews.desktop.browser import SystemBrowser  # noqa: PLC0415 - other commands open none

    settings = session.settings()
    with session.archive() as store:
        entry = _entry(store, entry_id)
        if not entry.url:
            raise TrayNewsError(f"release {entry_id} came without an address")
        SystemBrowser(settings.browser.command).open(entry.url)
        store.mark_opened([entry_id], datetime.now(UTC))
    session.ring()


def mark_read(session: Session, entry_ids: Sequence[int], *, everything: bool) -> None:
    """`read`: count releases as read."""
    if not entry_ids and not everything:
        raise TrayNewsError("say which releases: `traynews read 12 13`, or `traynews read --all`")
    with session.archive() as store:
        for entry_id in entry_ids:
            _entry(store, entry_id)
        store.mark_read(None if everything else entry_ids)
    session.ring()


def search(session: Session, words: Sequence[str], *, limit: int, as_json: bool) -> None:
    """`search`: full text."""
    with session.archive() as store:
        hits = store.search(" ".join(words), limit)
    if as_json:
        say_json([entry_fields(hit.entry) | {"snippet": hit.snippet} for hit in hits])
    else:
        _print(hit.entry for hit in hits)


def why(session: Session, entry_id: int) -> None:
    """`why`: say why a release was alerted, or was not."""
    with session.archive() as store:
        entry = _entry(store, entry_id)
    if entry.announced is not None:
        say(f"Alerted {local(entry.announced)} ({entry.level}): {entry.reason}.")
    elif entry.level == "silent":
        say(f"Not alerted: {entry.reason}.")
    else:
        say(f"Not alerted yet ({entry.level}): {entry.reason}.")


def release_fields(entry: Entry, release: Any) -> dict[str, Any]:
    """Return what `show --json` adds: the release taken apart."""
    from traynews.core.model import Item  # noqa: PLC0415 - one command needs these two
    from traynews.core.release import take_apart  # noqa: PLC0415

    item = Item(
        title=entry.title,
        summary=entry.summary,
        blocks=release.blocks,
        author=release.author,
        terms=release.terms,
    )
    taken = take_apart(item, feed_id=entry.feed_id)
    return {
        "standfirst": list(taken.standfirst),
        "paragraphs": list(taken.paragraphs),
        "quotes": [
            {"text": quote.text, "speaker": quote.speaker, "role": quote.role}
            for quote in taken.quotes
        ],
        "author": taken.author,
        "image": {"caption": taken.image.caption, "credit": taken.image.credit},
        "sources": list(release.sources),
        "revisions": [
            {"title": revision.title, "seen": stamp(revision.seen)}
            for revision in release.revisions
        ],
    }


def _entry(store: Any, entry_id: int) -> Entry:
    entry: Entry | None = store.entry(entry_id)
    if entry is None:
        raise StoreError(f"there is no release {entry_id}; `traynews list` shows the numbers")
    return entry


def _print(entries: Iterable[Entry]) -> None:
    empty = True
    for entry in entries:
        empty = False
        mark = " " if entry.read else "●"
        say(f"{entry.id:>6} {mark} {local(entry.published)}  {cut(entry.title, _TITLE_WIDTH)}")
    if empty:
        say("Nothing yet.")
