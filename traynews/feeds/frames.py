"""What goes over the pipes between the program and its parse process: length-prefixed frames.

A request is two frames, a JSON object and the body; an answer is one frame of JSON. The parse
process reads hostile input and is not trusted: `read_answer` lets through nothing but a document
that keeps the promises of `core.data.document` (types, sizes, clean text, http(s) links).
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import IO, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from traynews.core.data.document import (
    Block,
    BlockKind,
    Document,
    Door,
    Hints,
    Item,
    Robots,
    Rule,
    Term,
    TroubleKind,
)
from traynews.core.text.address import LONGEST_ADDRESS, web_address

LONGEST_ANSWER = 32 * 1024 * 1024
LONGEST_REQUEST = 64 * 1024 * 1024
MOST_ITEMS = 10_000
MOST_BLOCKS = 1_000
MOST_TERMS = 500
MOST_PLACES = 100
MOST_RULES = 20_000
"""Lines of a robots.txt: 500 kB of them, as long as they usually are."""
LONGEST_DELAY = 3_600.0
"""Seconds between requests that a robots.txt can ask for."""
LONGEST_TEXT = 20_000
LONGEST_LINE = 4_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTH = struct.Struct(">I")
_UNCLEAN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_KINDS = {kind.value: kind for kind in BlockKind}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a body is no document, and the addresses at which it says that one may be found."""

    kind: TroubleKind
    reason: str
    places: tuple[str, ...] = ()


class WireError(ValueError):
    """What came over the pipe is not what may come."""


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], longest: int) -> bytes | None:
    """Read one frame; None where the other side has ended, `WireError` for one too long."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > longest:
        raise WireError("the frame is too long")
    data = stream.read(length)
    return data if len(data) == length else None


def write_document(document: Document) -> dict[str, Any]:
    """Return a document as JSON can hold it."""
    hints = document.hints
    return {
        "title": document.title,
        "home": document.home,
        "language": document.language,
        "whole": document.whole,
        "door": document.door.value,
        "hints": [
            hints.period.total_seconds() if hints.period else None,
            sorted(hints.skip_hours),
            sorted(hints.skip_days),
        ],
        "items": [write_item(item) for item in document.items],
    }


def read_answer(data: bytes, zone: str = "UTC") -> tuple[Document | Robots | Item | Trouble, str]:
    """Read the parse process's answer: what was asked for, or what is wrong; and what holds it.

    `zone` is that of dates that name none, by its IANA name: the parse process can open no file of
    zones. Raises `WireError` for anything else.
    """
    try:
        answer = json.loads(data)
        return _read_found(answer, zone), _read_cage(answer)
    except WireError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise WireError("the answer of the parse process makes no sense") from error


def _read_found(answer: dict[str, Any], zone: str) -> Document | Robots | Item | Trouble:
    if "failure" in answer:
        kind, reason, places = answer["failure"]
        links = (_link(place) for place in _rows(places, MOST_PLACES))
        return Trouble(TroubleKind(kind), _text(reason, LONGEST_LINE), tuple(links))
    if "robots" in answer:
        return _read_robots(answer["robots"])
    if "release" in answer:
        return _read_item(answer["release"], zone)
    return _read_document(answer["document"], zone)


def _read_cage(answer: dict[str, Any]) -> str:
    """Return what holds the parse process; empty where it tells nothing that can be shown."""
    try:
        return _text(answer["cage"], 200)
    except (WireError, KeyError):
        return ""


def place(moment: datetime, zone: str) -> datetime:
    """Return a moment in UTC; one without a zone is of `zone`, or of UTC where there is none so."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_find_zone(zone))
    return moment.astimezone(UTC)


def _find_zone(name: str) -> tzinfo:
    if name in {"", "UTC"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _write_moment(moment: datetime | None) -> float | list[float] | None:
    """Return the seconds since 1970; in a list where they are of a zone that is yet to be found."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        return [(moment.replace(tzinfo=UTC) - _EPOCH).total_seconds()]
    return (moment - _EPOCH).total_seconds()


def _read_moment(value: Any, zone: str) -> datetime | None:
    # Not fromtimestamp, which refuses times before 1970 on Windows.
    if value is None:
        return None
    if isinstance(value, list):
        (seconds,) = value
        return place((_EPOCH + timedelta(seconds=float(seconds))).replace(tzinfo=None), zone)
    return _EPOCH + timedelta(seconds=float(value))


def write_item(item: Item) -> list[Any]:
    """Return an item as JSON can hold it."""
    return [
        item.guid,
        item.link,
        item.title,
        _write_moment(item.published),
        item.published_raw,
        item.summary,
        [[block.kind.value, block.text, block.label] for block in item.blocks],
        item.author,
        [[term.scheme, term.name, term.id] for term in item.terms],
        item.language,
    ]


def write_robots(robots: Robots) -> list[Any]:
    """Return a site's rules as JSON can hold them."""
    return [[(rule.path, rule.allow) for rule in robots.rules], robots.delay, robots.sitemaps]


def _read_robots(found: list[Any]) -> Robots:
    rows, delay, sitemaps = found
    rules = tuple(
        Rule(_text(path, LONGEST_LINE), bool(allow)) for path, allow in _rows(rows, MOST_RULES)
    )
    if not isinstance(delay, int | float) or not 0 <= delay <= LONGEST_DELAY:
        raise WireError("a delay is out of range")
    return Robots(rules, float(delay), tuple(map(_link, _rows(sitemaps, MOST_PLACES))))


def _read_document(found: dict[str, Any], zone: str) -> Document:
    period, hours, days = found["hints"]
    if not isinstance(found["whole"], bool):
        raise WireError("whole is neither true nor false")
    return Document(
        title=_text(found["title"], LONGEST_LINE),
        home=_link(found["home"]),
        language=_text(found["language"], LONGEST_LINE),
        items=tuple(_read_item(item, zone) for item in _rows(found["items"], MOST_ITEMS)),
        hints=Hints(
            timedelta(seconds=float(period)) if period is not None else None,
            frozenset(_number(hour, 24) for hour in _rows(hours, 24)),
            frozenset(_number(day, 7) for day in _rows(days, 7)),
        ),
        whole=found["whole"],
        door=Door(found["door"]),
    )


def _read_item(row: list[Any], zone: str) -> Item:
    guid, link, title, published, raw, summary, blocks, author, terms, language = row
    return Item(
        guid=_guid(guid),
        link=_link(link),
        title=_text(title, LONGEST_LINE),
        published=_read_moment(published, zone),
        published_raw=_text(raw, LONGEST_LINE),
        summary=_text(summary, LONGEST_LINE),
        blocks=tuple(
            Block(_KINDS[kind], _text(text, LONGEST_TEXT), _text(label, LONGEST_LINE))
            for kind, text, label in _rows(blocks, MOST_BLOCKS)
        ),
        author=_text(author, LONGEST_LINE),
        terms=tuple(
            Term(_text(scheme, LONGEST_LINE), _text(name, LONGEST_LINE), _text(key, LONGEST_LINE))
            for scheme, name, key in _rows(terms, MOST_TERMS)
        ),
        language=_text(language, LONGEST_LINE),
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or not _is_clean(value):
        raise WireError("a text is unclean or too long")
    return value


def _is_clean(text: str) -> bool:
    # What Python calls printable is clean, and told twice as fast; a joiner is clean, and is not.
    return text.isprintable() or not _UNCLEAN.search(text)


def _guid(value: object) -> str:
    # Kept byte for byte and never shown, so it may hold anything but what a database cannot.
    if not isinstance(value, str) or len(value) > LONGEST_LINE or "\0" in value:
        raise WireError("a guid is too long")
    return value


def _link(value: object) -> str:
    link = _text(value, LONGEST_ADDRESS)
    if link and web_address(link) != link:
        raise WireError("a link is no web address")
    return link


def _rows(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise WireError("a list is none, or too long")
    return value


def _number(value: object, below: int) -> int:
    if not isinstance(value, int) or not 0 <= value < below:
        raise WireError("a number is out of range")
    return value
