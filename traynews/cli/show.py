"""`show`: one release in full, taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from traynews.cli.json_fields import entry_fields
from traynews.cli.output import local, say, say_json, stamp
from traynews.cli.session import Session, refuse_entry
from traynews.cli.tables import Screen, find_screen
from traynews.core.data.document import BlockKind
from traynews.core.data.model import Record

if TYPE_CHECKING:
    from traynews.core.release.take_apart import Release


def show(session: Session, entry_id: int, *, as_json: bool) -> None:
    """`show`: one release in full."""
    from traynews.core.release.take_apart import take_apart  # noqa: PLC0415 - its patterns cost 20 ms

    with session.archive() as store:
        store.catch_up_on([entry_id])
        record = store.record(entry_id)
    if record is None:
        refuse_entry(entry_id)
    release = take_apart(record.item)
    if as_json:
        say_json(entry_fields(record.entry) | release_fields(record, release))
        return
    for line in _release_rows(record, release, find_screen()):
        say(line)


def release_fields(record: Record, release: Release) -> dict[str, object]:
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
        "contact": release.contact,
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


def _release_rows(record: Record, release: Release, screen: Screen) -> Iterator[str]:
    entry = record.entry
    for line in screen.wrap(entry.title):
        yield screen.paint(line, "bold")
    named = ", ".join(entry.countries)
    if named and release.places_inferred:
        named += " (by its first sentence)"
    facts = [local(entry.published), entry.feed_id, str(entry.kind), named]
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
    if release.contact:
        facts.append(f"Press contact: {' '.join(release.contact.split())}")
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
