"""What an export may hold: every value checked, every text cleaned, before it becomes a row."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from traynews.archive.rows import join_blocks, pack, split_blocks
from traynews.core.data.document import Block, BlockKind
from traynews.core.data.model import Kind, Level
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line

Name = tuple[str, int]
"""A feed's id, and the hash of a name that an entry has in it."""

_LONGEST = 2_000_000  # characters of one text
_LATEST = 253_402_300_799_000_000  # the end of the year 9999, in microseconds since 1970
_EARLIEST = -62_135_596_800_000_000  # the beginning of the year 1
_NAME_DIGITS = 16
_TERM = 3  # scheme, name, id
_FEED_ID = re.compile(r"[^\s\x00-\x1f]{1,200}")


class BadItemError(Exception):
    """An item that cannot be restored; the text says why."""


def table(value: Any, what: str) -> Mapping[str, Any]:
    """Return an object."""
    if not isinstance(value, dict):
        raise BadItemError(f"{what} is no object")
    return value


def listed(value: Any) -> list[Any]:
    """Return a list; nothing where there is none."""
    return value if isinstance(value, list) else []


def feed_id(value: Any) -> str:
    """Return a feed's id."""
    if not isinstance(value, str) or not _FEED_ID.fullmatch(value):
        raise BadItemError("it names no feed")
    return value


def line(value: Any) -> str:
    """Return a clean line."""
    if not isinstance(value, str):
        raise BadItemError(f"a text is {type(value).__name__}")
    return clean_line(value, limit=_LONGEST)


def address(value: Any) -> str:
    """Return an http(s) address, else nothing."""
    return web_address(line(value))


def stamp(value: Any, what: str) -> int:
    """Return microseconds since 1970."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if not is_number or not _EARLIEST <= value <= _LATEST:
        raise BadItemError(f"{what} is no time")
    return int(value)


def names(value: Any) -> list[Name]:
    """Return the names by which an entry is known again."""
    found = []
    for pair in listed(value):
        match pair:
            case [str() as feed, str() as digits] if len(digits) == _NAME_DIGITS:
                found.append((feed_id(feed), _from_digits(digits)))
            case _:
                raise BadItemError("a name is not as it should be")
    return found


def entry_values(own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an entry besides feed, title, url and summary."""
    return {
        "published": stamp(own.get("published"), "published"),
        "first_seen": stamp(own.get("first_seen"), "first_seen"),
        "text_hash": line(own.get("text_hash", "")),
        "hash_only": _count(own.get("hash_only", 0)),
        "level": _one_of(Level, own.get("level")),
        "reason": line(own.get("reason", "")),
        "kind": _one_of(Kind, own.get("kind")),
        "countries": _packed_lines(own.get("countries", "[]")),
        "read": int(bool(own.get("read"))),
        "opened": _stamp_or_none(own.get("opened"), "opened"),
        "attempts": min(2, _count(own.get("attempts", 0))),
        "announced": _stamp_or_none(own.get("announced"), "announced"),
        "updated": _stamp_or_none(own.get("updated"), "updated"),
        "retracted": _stamp_or_none(own.get("retracted"), "retracted"),
    }


def text_values(own: Mapping[str, Any], content: Any) -> dict[str, Any]:
    """Return the columns of a text; its structure is measured anew after cleaning."""
    if not isinstance(content, str):
        raise BadItemError("its text is no text")
    text, spans = split_blocks(_blocks(content, own.get("spans", "[]")))
    return {
        "text": text,
        "spans": spans,
        "terms": _packed_terms(own.get("terms", "[]")),
        "topics": _packed_lines(own.get("topics", "[]")),
        "speakers": _packed_lines(own.get("speakers", "[]")),
        "author": line(own.get("author", "")),
        "language": line(own.get("language", "")),
        "published_raw": line(own.get("published_raw", "")),
    }


def source_values(value: Any) -> tuple[str, dict[str, Any]]:
    """Return a feed's id, and what it calls the entry; a guid is a key and stays as it is."""
    own = table(value, "a source")
    guid = own.get("guid", "")
    if not isinstance(guid, str):
        raise BadItemError("a guid is no text")
    return feed_id(own.get("feed")), {
        "url": address(own.get("url", "")),
        "title": line(own.get("title", "")),
        "guid": guid,
        "stated": _stamp_or_none(own.get("stated"), "stated"),
        "first_seen": stamp(own.get("first_seen"), "first_seen"),
    }


def revision_values(value: Any) -> dict[str, Any]:
    """Return the columns of a revision."""
    own = table(value, "a revision")
    text = own.get("text", "")
    if not isinstance(text, str):
        raise BadItemError("a revision's text is no text")
    return {
        "replaced": stamp(own.get("replaced"), "replaced"),
        "changed": _packed_lines(own.get("changed", "[]")),
        "title": line(own.get("title", "")),
        "url": address(own.get("url", "")),
        "stated": _stamp_or_none(own.get("stated"), "stated"),
        "summary": line(own.get("summary", "")),
        "text": "\n".join(line(one) for one in text.split("\n")),
    }


def _blocks(content: str, packed: Any) -> list[Block]:
    for span in _unpack(packed):
        match span:
            case [str() as kind, str(), int() as length] if kind in set(BlockKind) and length >= 0:
                continue
            case _:
                raise BadItemError("the structure of its text is not as it should be")
    cleaned = [
        Block(block.kind, line(block.text), line(block.label))
        for block in join_blocks(content, packed)
    ]
    return [block for block in cleaned if block.text]


def _packed_lines(packed: Any) -> str:
    return pack(line(one) for one in _unpack(packed))


def _packed_terms(packed: Any) -> str:
    terms = _unpack(packed)
    if not all(isinstance(term, list) and len(term) == _TERM for term in terms):
        raise BadItemError("its terms are not as they should be")
    return pack([line(part) for part in term] for term in terms)


def _unpack(packed: Any) -> list[Any]:
    try:
        found = json.loads(packed)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadItemError("a list in it cannot be read") from error
    if not isinstance(found, list):
        raise BadItemError("a list in it is none")
    return found


def _from_digits(digits: str) -> int:
    try:
        return int.from_bytes(bytes.fromhex(digits), "big", signed=True)
    except ValueError as error:
        raise BadItemError("a name is not as it should be") from error


def _one_of(kinds: type[StrEnum], value: Any) -> str:
    if value not in set(kinds):
        raise BadItemError(f"{value!r} is none of {', '.join(kinds)}")
    return str(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise BadItemError("a count is none")
    return int(value)


def _stamp_or_none(value: Any, what: str) -> int | None:
    return None if value is None else stamp(value, what)
