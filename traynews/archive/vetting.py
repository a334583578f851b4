"""What a row of the archive may hold, wherever it comes from: an export, a damaged file.

Every column has a check, which cleans texts and bounds numbers, and most have a value that stands
in where theirs is nonsense. What passes can be listed, searched, shown, exported and polled.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from traynews.archive.rows import MOST_ATTEMPTS, NOT_YET, join_blocks, pack, split_blocks, to_stamp
from traynews.core.data.document import Block, BlockKind, Door, Reach, TroubleKind
from traynews.core.data.model import Kind, Level, is_feed_id
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line

_LONGEST = 2_000_000  # characters of one text
_LONGEST_LINE = 4000
_LONGEST_KEY = 4096
# So that every time zone can show it: releases of Amnesty's, and clocks that are years ahead.
_EARLIEST = to_stamp(datetime(1900, 1, 1, tzinfo=UTC))
_LATEST = to_stamp(datetime(2200, 1, 1, tzinfo=UTC))
_MOST, _LARGEST = 1_000_000, 2**63 - 1  # that anything is counted to, that a number can be
_TERM = 3  # scheme, name, id
_HOURS, _DAYS = 24, 7
_WIDEST = max(Reach)
_LONGEST_PERIOD = 366 * 86_400_000_000  # microseconds


class BadValueError(Exception):
    """A value that no row may hold; the text says why."""


REQUIRED: Any = object()
"""Stands for the default of a column without which a row makes no sense."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: how a value is checked, which raises BadValueError, and what stands in for none."""

    check: Callable[[Any], Any]
    default: Any = REQUIRED


def vet(table: str, row: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    """Return these columns of a row, checked. Raises BadValueError, which names the column."""
    return {name: _vetted(TABLES[table][name], name, row) for name in columns}


def mend(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with defaults for its nonsense. Raises BadValueError where there are none."""
    found = {}
    for name in row:
        field = TABLES[table][name]
        try:
            found[name] = _vetted(field, name, row)
        except BadValueError:
            if field.default is REQUIRED:
                raise
            found[name] = field.default
    if table == "texts" and "text" in found and "spans" in found:
        found["text"], found["spans"] = structured(found["text"], found["spans"])
    return found


def _vetted(field: Field, name: str, row: Mapping[str, Any]) -> Any:
    value = row.get(name, field.default)
    if value is REQUIRED:
        raise BadValueError(f"{name} is missing")
    if value is None and field.default is None:
        return None
    try:
        return field.check(value)
    except BadValueError as error:
        raise BadValueError(f"{name} {error}") from error


def structured(content: str, packed: str) -> tuple[str, str]:
    """Return a text and its structure, measured anew; a structure that does not fit gives way."""
    blocks = join_blocks(content, packed)
    if len("\n".join(block.text for block in blocks)) != len(content):
        blocks = tuple(Block(BlockKind.PARAGRAPH, one) for one in content.split("\n"))
    cleaned = (Block(one.kind, _text(one.text), _line(one.label)) for one in blocks)
    return split_blocks([block for block in cleaned if block.text])


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("is no text")
    return value


def _line(value: Any) -> str:
    return clean_line(_string(value), limit=_LONGEST_LINE)


def _text(value: Any) -> str:
    lines = _string(value)[:_LONGEST].split("\n")
    return "\n".join(clean_line(one, limit=_LONGEST) for one in lines)


def _raw_text(value: Any) -> str:
    # Its structure is still to be measured: it must stay as long as it is.
    return _string(value)[:_LONGEST].encode("utf-8", "replace").decode()


def _key(value: Any) -> str:
    key = _string(value).replace("\0", "").encode("utf-8", "replace").decode()
    if len(key) > _LONGEST_KEY:
        raise BadValueError("is too long")
    return key


def _header(value: Any) -> str:
    text = _string(value)
    if len(text) > _LONGEST_LINE or not text.isascii() or not text.isprintable():
        raise BadValueError("is no header")
    return text


def _address(value: Any) -> str:
    return web_address(_line(value))


def feed_id(value: Any) -> str:
    """Return a feed's id."""
    if not is_feed_id(_string(value)):
        raise BadValueError("names no feed")
    return str(value)


def _number(lowest: int, highest: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise BadValueError(f"is no number from {lowest} to {highest}")
        return value

    return check


def _share(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise BadValueError("is no number from 0 to 1")
    return float(value)


def _stamp(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not _EARLIEST <= value <= _LATEST:
        raise BadValueError("is no time between 1900 and 2200")
    return value


def _stated(value: Any) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValueError("is no time")
    return value if _EARLIEST <= value <= _LATEST else None


def _flag(value: Any) -> int:
    if not isinstance(value, int) or value not in (0, 1):
        raise BadValueError("is neither true nor false")
    return int(value)


def _one_of(kinds: type[StrEnum], *more: str) -> Callable[[Any], str]:
    allowed = frozenset({*map(str, kinds), *more})

    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise BadValueError(f"is none of {', '.join(kinds)}")
        return str(value)

    return check


def _listed(packed: Any) -> list[Any]:
    try:
        found = json.loads(_string(packed))
    except (ValueError, RecursionError) as error:
        raise BadValueError("is no list") from error
    if not isinstance(found, list):
        raise BadValueError("is no list")
    return found


def _lines(packed: Any) -> str:
    return pack(_line(one) for one in _listed(packed))


def _addresses(packed: Any) -> str:
    return pack(found for one in _listed(packed) if (found := _address(one)))


def _terms(packed: Any) -> str:
    terms = _listed(packed)
    if not all(isinstance(term, list) and len(term) == _TERM for term in terms):
        raise BadValueError("is no list of terms")
    return pack([_line(part) for part in term] for term in terms)


def _spans(packed: Any) -> str:
    spans = _listed(packed)
    for span in spans:
        match span if isinstance(span, list) else [BlockKind.PARAGRAPH, "", span]:
            case [str() as kind, str(), int() as length] if (
                kind in set(BlockKind) and not isinstance(length, bool) and 0 <= length <= _LONGEST
            ):
                continue
            case _:
                raise BadValueError("is no structure of a text")
    return json.dumps(spans)


def _hints(packed: Any) -> str:
    try:
        match json.loads(_string(packed)):
            case {} as found if not found:
                return "{}"
            case {"period": period, "hours": list() as hours, "days": list() as days}:
                kept = {
                    "period": None if period is None else _number(0, _LONGEST_PERIOD)(period),
                    "hours": [_number(0, _HOURS - 1)(one) for one in hours],
                    "days": [_number(0, _DAYS - 1)(one) for one in days],
                }
                return json.dumps(kept)
    except (ValueError, RecursionError) as error:
        raise BadValueError("is no advice of a feed") from error
    raise BadValueError("is no advice of a feed")


def _door(packed: Any) -> str:
    if not packed:
        return ""
    match _listed(packed):
        case [door, count, dated, folder, bool() as looked, sought]:
            listing = [_number(0, _MOST)(count), _number(0, _MOST)(dated), _line(folder)]
            moment = None if sought is None else _stamp(sought)
            return pack([_one_of(Door)(door), *listing, looked, moment])
    raise BadValueError("is no door of a source")


_COUNT = Field(_number(0, _MOST), 0)
_ROW = Field(_number(1, _LARGEST))
_MAYBE = Field(_stamp, None)
_LINE = Field(_line, "")
_NAMES = Field(_lines, "[]")
_OFF = Field(_flag, 0)

TABLES: Mapping[str, Mapping[str, Field]] = {
    "meta": {"key": Field(_key), "value": Field(_text)},
    "hosts": {"host": Field(_line), "held_until": Field(_stamp)},
    "feeds": {
        "num": _ROW, "id": Field(feed_id), "address": Field(_address, ""), "enabled": _OFF,
        "url": Field(_address, ""), "title": _LINE, "etag": Field(_header, None),
        "last_modified": Field(_header, None), "body_hash": _LINE, "polled": _OFF,
        "last_checked": _MAYBE, "last_success": _MAYBE, "next_check": _MAYBE, "failures": _COUNT,
        "trouble": _LINE, "trouble_kind": Field(_one_of(TroubleKind), None),
        "trouble_since": _MAYBE, "stopped": _OFF, "held_until": _MAYBE,
        "hints": Field(_hints, "{}"), "notice": _LINE, "moved_to": Field(_address, ""),
        "moved_since": _MAYBE, "moved_polls": _COUNT, "trials": Field(_addresses, "[]"),
        "door": Field(_door, ""),
        "searched": _OFF, "missed": _MAYBE, "reach": Field(_number(0, _WIDEST), None),
    },
    "entries": {
        "id": _ROW, "feed": _ROW, "title": _LINE, "url": Field(_address, ""), "summary": _LINE,
        "published": Field(_stamp), "first_seen": Field(_stamp), "text_hash": _LINE,
        "hash_only": _COUNT, "level": Field(_one_of(Level), Level.SILENT), "reason": _LINE,
        "kind": Field(_one_of(Kind, NOT_YET), NOT_YET), "countries": _NAMES, "read": _OFF,
        "opened": _MAYBE, "announcing": _MAYBE, "attempts": Field(_number(0, MOST_ATTEMPTS), 0),
        "announced": _MAYBE, "deferred": _MAYBE, "held": _MAYBE, "updated": _MAYBE,
        "deleted": _MAYBE, "same_as": Field(_number(1, _LARGEST), None), "retracted": _MAYBE,
        "certainty": Field(_share, None),
    },
    "texts": {
        "entry": _ROW, "text": Field(_raw_text, ""), "spans": Field(_spans, "[]"),
        "terms": Field(_terms, "[]"), "topics": _NAMES, "speakers": _NAMES, "author": _LINE,
        "language": _LINE, "published_raw": _LINE,
    },
    "sources": {
        "feed": _ROW, "published": Field(_stamp), "entry": _ROW, "url": Field(_address, ""),
        "title": _LINE, "guid": Field(_key, ""), "stated": Field(_stated, None),
        "first_seen": Field(_stamp),
    },
    "names": {"name": Field(_number(-_LARGEST - 1, _LARGEST)), "feed": _ROW, "entry": _ROW},
    "revisions": {
        "id": _ROW, "entry": _ROW, "replaced": Field(_stamp), "changed": _NAMES, "title": _LINE,
        "url": Field(_address, ""), "stated": Field(_stated, None), "summary": _LINE,
        "text": Field(_text, ""),
    },
    "absent": {
        "entry": _ROW, "since": Field(_stamp), "asked": _MAYBE, "asks": _COUNT, "misses": _COUNT,
    },
}  # fmt: skip
"""Every column that is kept; what can be worked out again (the index, its queue) is not listed."""
