"""Between rows and the core's dataclasses: times, lists, text with its structure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from traynews.core.data.document import (
    Block,
    BlockKind,
    Door,
    Hints,
    Item,
    Reach,
    Term,
    TroubleKind,
    Validators,
)
from traynews.core.data.model import Entry, FeedState, Kind, Level, Listing, Revision, Source

Row = Sequence[Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NO_HINTS = Hints()  # most feeds give none, and a snapshot has the state of each
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

MOST_ATTEMPTS = 2
"""What was so often begun to be shown counts as told: a pop-up is repeated once at most."""

ENTRY_COLUMNS = f"""e.id, f.id, e.title, e.url, e.published, e.first_seen, e.summary, e.level,
    e.reason, e.kind, e.countries, e.read, e.opened,
    coalesce(e.announced, CASE WHEN e.attempts >= {MOST_ATTEMPTS} THEN e.announcing END), e.updated,
    e.retracted, e.certainty"""
"""For `read_entry`, from `entries e` and `feeds f`."""

NOT_YET = ""
"""The kind of an entry that is still to be taken apart (`catching_up`)."""

ITEM_COLUMNS = """e.title, e.url, e.summary, inflate(t.text), t.spans, t.terms, t.author,
    t.language, t.published_raw"""
"""For `read_item`, from `entries e` and `texts t`."""

STATE_COLUMNS = """id, url, title, etag, last_modified, body_hash, polled, last_checked,
    last_success, next_check, failures, trouble, trouble_kind, trouble_since, stopped,
    held_until, hints, notice, moved_to, moved_since, moved_polls, trials, searched, missed,
    reach, door"""


def to_stamp(moment: datetime) -> int:
    """Return an aware datetime as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def stamp_or_none(moment: datetime | None) -> int | None:
    """Return the same for a moment that may be missing."""
    return None if moment is None else to_stamp(moment)


def from_stamp(stamp: int) -> datetime:
    """Return microseconds since 1970 as an aware datetime, UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


def moment_or_none(stamp: int | None) -> datetime | None:
    """Return the same for a stamp that may be missing."""
    return None if stamp is None else from_stamp(stamp)


def hash_name(name: str) -> int:
    """Return 64 bits, signed as SQLite wants them, that stand for a name."""
    digest = blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def pack(values: Iterable[object]) -> str:
    """Return a list as JSON, other scripts left readable (and searchable)."""
    listed = list(values)
    return _ENCODER.encode(listed) if listed else "[]"


def read_entry(row: Row) -> Entry:
    """Read a row of `ENTRY_COLUMNS`."""
    return Entry(
        id=row[0],
        feed_id=row[1],
        title=row[2],
        url=row[3],
        published=from_stamp(row[4]),
        first_seen=from_stamp(row[5]),
        summary=row[6],
        level=Level(row[7]),
        reason=row[8],
        kind=Kind(row[9] or Kind.NEWS),
        countries=read_names(row[10]),
        read=bool(row[11]),
        opened=moment_or_none(row[12]),
        announced=moment_or_none(row[13]),
        updated=moment_or_none(row[14]),
        retracted=moment_or_none(row[15]),
        certainty=row[16],
    )


def read_item(row: Row) -> Item:
    """Read a row of `ITEM_COLUMNS`: what an entry says, ready to be taken apart."""
    return Item(
        link=row[1],
        title=row[0],
        published_raw=row[8],
        summary=row[2],
        blocks=join_blocks(row[3], row[4]),
        author=row[6],
        terms=read_terms(row[5]),
        language=row[7],
    )


def read_names(packed: str) -> tuple[str, ...]:
    """Undo `pack` for a list of names; most are empty."""
    return () if packed == "[]" else tuple(json.loads(packed))


def read_state(row: Row) -> FeedState:
    """Read a row of `STATE_COLUMNS`."""
    return FeedState(
        feed_id=row[0],
        url=row[1],
        title=row[2],
        validators=Validators(row[3], row[4]),
        body_hash=row[5],
        polled=bool(row[6]),
        last_checked=moment_or_none(row[7]),
        last_success=moment_or_none(row[8]),
        next_check=moment_or_none(row[9]),
        failures=row[10],
        trouble=row[11],
        trouble_kind=TroubleKind(row[12]) if row[12] else None,
        trouble_since=moment_or_none(row[13]),
        stopped=bool(row[14]),
        held_until=moment_or_none(row[15]),
        hints=_read_hints(row[16]),
        notice=row[17],
        moved_to=row[18],
        moved_since=moment_or_none(row[19]),
        moved_polls=row[20],
        trials=read_names(row[21]),
        searched=bool(row[22]),
        missed=moment_or_none(row[23]),
        reach=None if row[24] is None else Reach(row[24]),
        **_read_door(row[25]),
    )


def _read_door(text: str) -> dict[str, Any]:
    """Read what `_pack_door` wrote, as fields of the state; nothing is there for a plain feed."""
    if not text:
        return {}
    door, count, dated, folder, looked, sought = json.loads(text)
    return {
        "door": Door(door),
        "listing": Listing(count, dated, folder),
        "looked": looked,
        "sought": moment_or_none(sought),
    }


def _pack_door(state: FeedState) -> str:
    seen = state.listing
    row = (state.door, seen.count, seen.dated, seen.folder, state.looked)
    if row == (Door.FEED, 0, 0, "", False) and state.sought is None:
        return ""
    return pack((*row, stamp_or_none(state.sought)))


def state_values(state: FeedState) -> tuple[object, ...]:
    """Return a state in the order of `STATE_COLUMNS`."""
    return (
        state.feed_id,
        state.url,
        state.title,
        state.validators.etag,
        state.validators.last_modified,
        state.body_hash,
        state.polled,
        stamp_or_none(state.last_checked),
        stamp_or_none(state.last_success),
        stamp_or_none(state.next_check),
        state.failures,
        state.trouble,
        state.trouble_kind,
        stamp_or_none(state.trouble_since),
        state.stopped,
        stamp_or_none(state.held_until),
        _pack_hints(state.hints),
        state.notice,
        state.moved_to,
        stamp_or_none(state.moved_since),
        state.moved_polls,
        pack(state.trials),
        state.searched,
        stamp_or_none(state.missed),
        state.reach,
        _pack_door(state),
    )


def split_blocks(blocks: Sequence[Block]) -> tuple[str, str]:
    """Return the text of all blocks, a line each, and their structure as JSON.

    Nearly all are plain paragraphs, of which the length says all: a release fills a sixth less.
    """
    spans = pack(
        len(block.text) if _is_plain(block) else (block.kind, block.label, len(block.text))
        for block in blocks
    )
    return "\n".join(block.text for block in blocks), spans


def _is_plain(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.label


def join_blocks(text: str, spans: str) -> tuple[Block, ...]:
    """Undo `split_blocks`."""
    blocks: list[Block] = []
    start = 0
    for span in json.loads(spans):
        kind, label, length = span if isinstance(span, list) else (BlockKind.PARAGRAPH, "", span)
        blocks.append(Block(BlockKind(kind), text[start : start + length], label))
        start += length + 1
    return tuple(blocks)


def pack_terms(terms: Sequence[Term]) -> str:
    """Return terms as JSON."""
    return pack((term.scheme, term.name, term.id) for term in terms)


def read_terms(text: str) -> tuple[Term, ...]:
    """Undo `pack_terms`."""
    return tuple(Term(*term) for term in json.loads(text))


def read_source(row: Row) -> Source:
    """Read feed id, url, title, guid, first_seen."""
    return Source(row[0], row[1], row[2], row[3], from_stamp(row[4]))


def read_revision(row: Row) -> Revision:
    """Read replaced, changed, title, url, stated, summary, text."""
    replaced, changed = from_stamp(row[0]), tuple(json.loads(row[1]))
    return Revision(replaced, changed, row[2], row[3], moment_or_none(row[4]), row[5], row[6])


def scalar(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    """Return the one number that a query gives."""
    return int(connection.execute(sql, values).fetchone()[0])


def _pack_hints(hints: Hints) -> str:
    if hints == Hints():
        return "{}"
    return json.dumps(
        {
            "period": None if hints.period is None else hints.period // _MICROSECOND,
            "hours": sorted(hints.skip_hours),
            "days": sorted(hints.skip_days),
        }
    )


def _read_hints(text: str) -> Hints:
    if text == "{}":
        return _NO_HINTS
    kept = json.loads(text)
    period = None if kept["period"] is None else timedelta(microseconds=kept["period"])
    return Hints(period, frozenset(kept["hours"]), frozenset(kept["days"]))
