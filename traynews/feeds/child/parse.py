"""The parse process: bytes in, documents out.

feedparser has inputs that cost it twenty seconds or two gigabytes, and some that make it raise, so
it never runs inside the resident program: `parser.ParseProcess` starts this module in a process
that may be killed, and speaks to it in the frames of `wire`.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import os
import sys
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from traynews.core.data.document import Document, Door, Hints, Item, TroubleKind
from traynews.feeds.child import prolog
from traynews.feeds.child.cage import confine, renew_time
from traynews.feeds.child.charset import decode_body
from traynews.feeds.child.dates import DateReader
from traynews.feeds.child.entries import Feed, boilerplate, raw_date, read_entry, title_of
from traynews.feeds.child.extensions import Annex, read_annex
from traynews.feeds.child.fields import clean_language, text_of
from traynews.feeds.child.jsonfeed import looks_like_json, read_json_feed
from traynews.feeds.child.links import page_link
from traynews.feeds.child.markup import read_page
from traynews.feeds.child.newsroom.answer import find_places, read_answer
from traynews.feeds.child.newsroom.release import read_release
from traynews.feeds.child.newsroom.robots import read_robots
from traynews.feeds.child.syndication import read_feed
from traynews.feeds.frames import (
    LONGEST_REQUEST,
    MOST_ITEMS,
    Trouble,
    read_frame,
    write_document,
    write_frame,
    write_item,
    write_robots,
)

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST_PERIOD = timedelta(days=31)


def serve_parse_requests() -> None:
    """Answer parse requests on standard input until it ends; what `traynews _parse` runs."""
    from traynews.feeds.child.preload import load_all  # noqa: PLC0415 -- it reads with this module

    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print of a library must not end up between the frames
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # nobody reads them before the end
            os.set_blocking(sys.stderr.fileno(), False)
    load_all()
    cage = confine()
    # Documents live briefly and have few cycles; the collector costs a fifth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    while serve_one(requests, answers, cage):
        pass


def serve_one(requests: IO[bytes], answers: IO[bytes], cage: str = "") -> bool:
    """Answer one request; false when there are no more, or memory ran out."""
    head = read_frame(requests, LONGEST_REQUEST)
    body = read_frame(requests, LONGEST_REQUEST) if head is not None else None
    if head is None or body is None:
        return False
    renew_time()
    goes_on = True
    try:
        found = _answer(json.loads(head), body)
        answer = json.dumps({**found, "cage": cage}, ensure_ascii=False).encode()
    except MemoryError:
        answer, goes_on = b"", False
    if not answer:
        reason = "reading the feed needs too much memory"
        answer = json.dumps({"failure": [TroubleKind.PARSER, reason, []]}).encode()
    write_frame(answers, answer)
    return goes_on


def _answer(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return _READERS[request["reads"]](request, body)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- feedparser raises all sorts; one feed fails, no more
        name = type(error).__name__
        return _tell(Trouble(TroubleKind.PARSER, f"the feed cannot be read ({name})"))


def _answer_document(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    found = parse_body(
        body,
        url=request["url"],
        content_type=request["content_type"],
        zone=request["zone"],
        doors=frozenset(map(Door, request["doors"])),
        language=request["language"],
        now=datetime.now(UTC),
    )
    return {"document": write_document(found)} if isinstance(found, Document) else _tell(found)


def _answer_robots(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    # UTF-8 by the standard, whatever the server says (RFC 9309, 2.2).
    return {"robots": write_robots(read_robots(body.decode("utf-8", "replace"), request["url"]))}


def _answer_release(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    page = read_page(decode_body(body, request["content_type"]))
    found = read_release(page, request["url"], request["zone"])
    if found is None:
        return _tell(Trouble(TroubleKind.NOT_A_FEED, "the page holds no release that can be read"))
    return {"release": write_item(found)}


_READERS: dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]] = {
    "document": _answer_document,
    "robots": _answer_robots,
    "release": _answer_release,
}


def _tell(trouble: Trouble) -> dict[str, Any]:
    return {"failure": [trouble.kind, trouble.reason, trouble.places]}


def parse_body(
    body: bytes,
    *,
    url: str,
    content_type: str,
    zone: str,
    doors: Collection[Door] = frozenset({Door.FEED}),
    language: str = "",
    now: datetime | None = None,
) -> Document | Trouble:
    """Read a body as RSS, Atom, RDF or JSON Feed, or as what comes through another of these doors.

    `url` is the address that answered, against which links are resolved; `zone` and `language` are
    what is known of the feed beforehand. Dates that name no zone stay without one: no file of zones
    can be opened here. Raises what feedparser raises.
    """
    text = decode_body(body, content_type)
    if not text.strip():
        return Trouble(TroubleKind.NOT_A_FEED, "the address answers with nothing")
    other = None if doors == {Door.FEED} else read_answer(text, url, zone, doors)
    if other is not None:
        return other
    if looks_like_json(text):
        make_reader = functools.partial(DateReader, zone=zone, now=now)
        found = read_json_feed(text, url, make_reader, language)
        if found is None:
            reason = "the address answers with JSON that is no feed"
            return Trouble(TroubleKind.NOT_A_FEED, reason)
        return _unless_unreadable(found, len(found.items))
    text = prolog.mend_text(text)
    annex = read_annex(text)
    data = text.encode("utf-8")
    del text  # of 8 MiB of body, each copy counts against the memory limit
    result = read_feed(data)
    if not result["version"]:
        reason = _describe_page(data[:4000].decode("utf-8", "ignore"))
        return Trouble(TroubleKind.NOT_A_FEED, reason, find_places(data, url))
    entries, whole = _whole_entries(result, data)
    about = result["feed"]
    is_atom = result["version"].startswith("atom")
    spoken = clean_language(text_of(about, "language"))
    raws = [raw_date(entry) for entry in entries]
    dates = DateReader(raws, language=spoken or language, zone=zone, now=now)
    feed = Feed(url, spoken or language, is_atom, dates, annex, boilerplate(entries))
    items = tuple(read_entry(*pair, feed) for pair in zip(entries, raws, strict=True))
    document = Document(
        title=title_of(about, is_atom=is_atom),
        home=page_link(about, url, spoken or language),
        language=spoken,
        items=items,
        hints=_read_hints(about, annex),
        whole=whole,
    )
    count = len(items) or prolog.count_whole_items(data.decode("utf-8"))
    return _unless_unreadable(document, count)


def _unless_unreadable(document: Document, count: int) -> Document | Trouble:
    """Return a document, or the trouble that none of `count` items in the text says anything."""
    if not count or not document.whole or any(map(_says_something, document.items)):
        return document
    items = "1 item" if count == 1 else f"{count} items"
    return Trouble(TroubleKind.PARSER, f"the feed holds {items}, and none could be read")


def _says_something(item: Item) -> bool:
    return bool(item.title or item.link or item.guid or item.summary or item.blocks)


def _whole_entries(result: Any, data: bytes) -> tuple[list[Any], bool]:
    """Return the entries that came through whole, and whether all of the document did."""
    entries: list[Any] = result["entries"][:MOST_ITEMS]
    if not result["bozo"]:
        return entries, True
    text = data.decode("utf-8")
    if not prolog.is_cut(text):
        return entries, True
    if prolog.ends_within_item(text) or len(entries) > prolog.count_whole_items(text):
        entries = entries[:-1]
    return entries, False


def _describe_page(text: str) -> str:
    head = text[:2000].lower()
    if "<opml" in head:
        return "the address answers with a list of feeds (OPML), not a feed"
    if any(sign in head for sign in ("<html", "<!doctype html", "<head", "<body")):
        return "the address answers with a web page, not a feed"
    return "the address answers with something that is not a feed"


def _read_hints(feed: Any, annex: Annex) -> Hints:
    asked = [timedelta()]
    minutes = text_of(feed, "ttl").strip()
    if minutes.isascii() and minutes.isdigit():
        asked.append(timedelta(minutes=int(minutes[:6])))
    period = _PERIODS.get(text_of(feed, "sy_updateperiod").strip().lower())
    if period is not None:
        often = text_of(feed, "sy_updatefrequency").strip()
        times = int(often[:4]) if often.isascii() and often.isdigit() else 1
        asked.append(period / max(times, 1))
    longest = min(max(asked), _LONGEST_PERIOD)
    return Hints(longest or None, frozenset(annex.skip_hours), frozenset(annex.skip_days))
