"""Reading the archive: `list`, `show`, `open`, `read`, `search`, `why`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from traynews.cli.session import (
    Session,
    entry_fields,
    local,
    refuse_unknown,
    say,
    say_json,
    stamp,
)
from traynews.cli.tables import (
    Screen,
    entry_rows,
    find_screen,
    found_spans,
    hit_rows,
    plain,
)
from traynews.clock import utc_now
from traynews.core.data.document import BlockKind, Item
from traynews.core.data.model import Entry, Record
from traynews.errors import StoreError, TrayNewsError

if TYPE_CHECKING:
    from traynews.core.release.take_apart import Release


def list_entries(
    session: Session, *, limit: int, unread: bool, feed: str | None, as_json: bool
) -> None:
    """`list`: the newest headlines."""
    with session.archive() as store:
        if feed is not None and feed not in (archived := store.states()):
            refuse_unknown(feed, (*archived, *(one.id for one in session.settings().feeds)))
        wanted = {"limit": limit, "unread_only": unread, "feed_id": feed}
        entries: Sequence[Entry] = store.entries(**wanted)
        if store.catch_up_on([entry.id for entry in entries]):
            entries = store.entries(**wanted)
    if as_json:
        say_json([entry_fields(entry) for entry in entries])
        return
    for row in entry_rows(entries, find_screen()):
        say(row)
    if not entries:
        say("Nothing unread." if unread else "Nothing yet.")


def show(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`show`: one release in full."""
    with session.archive() as store:
        _entry(store, entry_id)
        store.catch_up_on([entry_id])
        record: Record = store.record(entry_id)
    release = _take_apart(record)
    if as_json:
        say_json(entry_fields(record.entry) | release_fields(record, release))
        return
    for line in _release_rows(record, release, find_screen()):
        say(line)


def open_entry(session: Session, entry_id: int) -> None:
    """`open`: open a release in the browser, and count it as opened."""
    from traynews.desktop.browser import SystemBrowser  # noqa: PLC0415 - other commands open none

    settings = session.settings()
    with session.archive() as store:
        entry = _entry(store, entry_id)
        if not entry.url:
            raise TrayNewsError(f"release {entry_id} came without an address")
        SystemBrowser(settings.browser.command, patient=True).open(entry.url)
        store.mark_opened([entry_id], utc_now())
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
    with session.library() as store:
        hits = store.search(" ".join(words), limit)
    if as_json:
        say_json(
            [
                entry_fields(hit.entry)
                | {"snippet": plain(hit.snippet), "found": found_spans(hit.snippet)}
                for hit in hits
            ]
        )
        return
    for row in hit_rows([(hit.entry, hit.snippet) for hit in hits], find_screen()):
        say(row)
    if not hits:
        say("Nothing found.")


def why(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`why`: say why a release was alerted, or was not."""
    with session.archive() as store:
        entry = _entry(store, entry_id)
    if as_json:
        say_json(
            {
                "id": entry.id,
                "title": entry.title,
                "level": str(entry.level),
                "announced": stamp(entry.announced),
                "reason": entry.reason,
            }
        )
    elif entry.announced is not None:
        say(f"Alerted {local(entry.announced)} ({entry.level}): {entry.reason}.")
    elif entry.level == "silent":
        say(f"Not alerted: {entry.reason}.")
    else:
        say(f"Not alerted yet ({entry.level}): {entry.reason}.")


def release_fields(record: Record, release: Release) -> dict[str, Any]:
    """Return what `show --json` adds: the release taken apart, where it came from, what changed."""
    return {
        "standfirst": list(release.standfirst),
        "paragraphs": list(release.paragraphs),
        "quotes": [
            {"text": quote.text, "speaker": quote.speaker, "role": quote.role}
            for quote in release.quotes
        ],
        "retracted": stamp(record.entry.retracted),
        "author": release.author,
        "image": {"caption": release.image.caption, "credit": release.image.credit},
        "sources": [
            {
                "feed": source.feed_id,
                "url": source.url,
                "title": source.title,
                "guid": source.guid,
                "first_seen": stamp(source.first_seen),
            }
            for source in record.sources
        ],
        "revisions": [
            {
                "replaced": stamp(revision.replaced),
                "changed": list(revision.changed),
                "title": revision.title,
                "url": revision.url,
                "published": stamp(revision.stated),
                "summary": revision.summary,
                "text": revision.text,
            }
            for revision in record.revisions
        ],
    }


def _take_apart(record: Record) -> Release:
    from traynews.core.release.take_apart import take_apart  # noqa: PLC0415 - its patterns cost 20 ms

    entry = record.entry
    item = Item(
        title=entry.title,
        summary=entry.summary,
        blocks=record.blocks,
        author=record.author,
        terms=record.terms,
    )
    return take_apart(item, feed_id=entry.feed_id)


def _release_rows(record: Record, release: Release, screen: Screen) -> Iterator[str]:
    entry = record.entry
    for line in screen.wrap(entry.title):
        yield screen.paint(line, "bold")
    facts = [local(entry.published), entry.feed_id, str(entry.kind), ", ".join(entry.countries)]
    yield screen.paint(" · ".join(fact for fact in facts if fact), "dim")
    yield screen.paint(entry.url or "no address", "dim")
    for line in release.standfirst:
        yield ""
        for row in screen.wrap(line, "  "):
            yield screen.paint(row, "bold")
    spoken = {line for quote in release.quotes for line in quote.text.split("\n")}
    for block in release.passages:
        yield ""
        said = block.kind is BlockKind.QUOTE or any(
            line in block.text for line in spoken if block.text[:1] in "“„«\"'‘"
        )
        if block.kind is BlockKind.HEADING:
            yield screen.paint(f"## {block.text}", "bold")
        else:
            yield from screen.wrap(block.text, "│ " if said else "", "quote" if said else "")
    yield from _credits(record, release, screen)


def _credits(record: Record, release: Release, screen: Screen) -> Iterator[str]:
    facts = []
    if release.author:
        facts.append(f"By {release.author}")
    if release.image.caption or release.image.credit:
        facts.append(f"Picture: {release.image.caption} {release.image.credit}".strip())
    if record.entry.retracted:
        facts.append(f"Retracted by its publisher; found gone {local(record.entry.retracted)}")
    facts += [
        f"Until {local(revision.replaced)} it was called: {revision.title}"
        for revision in record.revisions
        if "title" in revision.changed
    ]
    if facts:
        yield ""
    for fact in facts:
        yield screen.paint(fact, "dim")


def _entry(store: Any, entry_id: int) -> Entry:
    entry: Entry | None = store.entry(entry_id)
    if entry is None:
        raise StoreError(f"there is no release {entry_id}; `traynews list` shows the numbers")
    return entry
