"""Archives worth printing: releases with countries, topics, quotations, other scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.archive.samples import UK, poll, release
from traynews.archive.pages.publish import Published, publish
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind
from traynews.core.data.model import Kind, Level
from traynews.core.data.plan import Verdict

PRINTED = datetime(2026, 3, 11, 9, tzinfo=UTC)


def print_pages(store: Store, folder: Path) -> Published:
    """Bring the pages up to date, on a clock that shows UTC."""
    with store.reading() as db:
        return publish(db, folder, now=PRINTED, zone=UTC)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Return plain paragraphs."""
    return tuple(Block(BlockKind.PARAGRAPH, text, "body") for text in texts)


def add(
    store: Store,
    number: int,
    title: str,
    published: datetime,
    *,
    text: Sequence[Block] = (),
    countries: Sequence[str] = (),
    topics: Sequence[str] = (),
    speakers: Sequence[str] = (),
    kind: Kind = Kind.NEWS,
    url: str | None = None,
    language: str = "en",
    reason: str = "a test wants it",
) -> int:
    """Put one release into the archive, as a poll would."""
    blocks = tuple(text) or paragraphs("One paragraph.", "And another one, a little longer.")
    item = release(
        number,
        guid=f"press-{number}",
        link=f"https://www.uk.example/{number}/" if url is None else url,
        title=title,
        published=published,
        summary=blocks[0].text,
        blocks=blocks,
        language=language,
    )
    verdict = Verdict(
        Level.SILENT,
        reason,
        kind=kind,
        countries=tuple(countries),
        topics=tuple(topics),
        speakers=tuple(speakers),
    )
    [entry_id] = poll(store, item, feed=UK, verdicts=[verdict]).new_ids
    return entry_id
