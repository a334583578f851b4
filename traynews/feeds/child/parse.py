"""The parse process: bytes in, documents out.

feedparser has inputs that cost it twenty seconds or two gigabytes, and some that make it raise, so
it never runs inside the resident program: `parser.ParseProcess` starts this module in a process
that may be killed, and speaks to it in the frames of `wire`.
"""

from __future__ import annotations

import gc
import html
import json
import re
import sys
from collections.abc import Collection
from datetime import timedelta
from typing import IO, Any

from traynews.core.data.document import Block, Document, Door, Hints, Item, Term, TroubleKind
from traynews.core.text.address import web_address
from traynews.core.text.clean import clean_line
from traynews.feeds.child import prolog
from traynews.feeds.child.cage import confine, renew_time
from traynews.feeds.child.charset import decode_body
from traynews.feeds.child.dates import read_date
from traynews.feeds.child.extensions import Annex, read_annex
from traynews.feeds.child.fields import (
    LONGEST_AUTHOR,
    LONGEST_TITLE,
    clean_guid,
    clean_language,
    paragraphs,
)
from traynews.feeds.child.jsonfeed import looks_like_json, read_json_feed
from traynews.feeds.child.markup import blocks, line
from traynews.feeds.child.newsroom.answer import find_places, read_answer
from traynews.feeds.child.syndication import read_feed
from traynews.feeds.frames import (
    LONGEST_REQUEST,
    MOST_ITEMS,
    Trouble,
    read_frame,
    write_document,
    write_frame,
)

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST_PERIOD = timedelta(days=31)
_MOST_TERMS = 100
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def serve_parse_requests() -> None:
    """Answer parse requests on standard input until it ends; what `traynews _parse` runs."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print of a library must not end up between the frames
    confine()
    # Documents live briefly and have few cycles; the collector costs a fifth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    while serve_one(requests, answers):
        pass


def serve_one(requests: IO[bytes], answers: IO[bytes]) -> bool:
    """Answer one request; false when there are no more, or memory ran out."""
    head = read_frame(requests, LONGEST_REQUEST)
    body = read_frame(requests, LONGEST_REQUEST) if head is not None else None
    if head is None or body is None:
        return False
    renew_time()
    goes_on = True
    try:
        answer = json.dumps(_answer(json.loads(head), body), ensure_ascii=False).encode()
    except MemoryError:
        answer, goes_on = b"", False
    if not answer:
        reason = "reading the feed needs too much memory"
        answer = json.dumps({"failure": [TroubleKind.PARSER, reason, []]}).encode()
    write_frame(answers, answer)
    return goes_on


def _answer(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        found = parse_body(
            body,
            url=request["url"],
            content_type=request["content_type"],
            zone=request["zone"],
            doors=frozenset(map(Door, request["doors"])),
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- feedparser raises all sorts; one feed fails, no more
        name = type(error).__name__
        found = Trouble(TroubleKind.PARSER, f"the feed cannot be read ({name})")
    if isinstance(found, Document):
        return {"document": write_document(found)}
    return {"failure": [found.kind, found.reason, found.places]}


def parse_body(
    body: bytes,
    *,
    url: str,
    content_type: str,
    zone: str,
    doors: Collection[Door] = frozenset({Door.FEED}),
) -> Document | Trouble:
    """Read a body as RSS, Atom, RDF or JSON Feed, or as what comes through another of these doors.

    `url` is the address that answered, against which links are resolved. Raises what feedparser
    raises.
    """
    text = decode_body(body, content_type)
    if not text.strip():
        return Trouble(TroubleKind.NOT_A_FEED, "the address answers with nothing")
    other = None if doors == {Door.FEED} else read_answer(text, url, zone, doors)
    if other is not None:
        return other
    if looks_like_json(text):
        reason = "the address answers with JSON that is no feed"
        return read_json_feed(text, url, zone) or Trouble(TroubleKind.NOT_A_FEED, reason)
    text = prolog.mend_text(text)
    annex = read_annex(text)
    data = text.encode("utf-8")
    del text  # of 8 MiB of body, each copy counts against the memory limit
    result = read_feed(data)
    if not result["version"]:
        reason = _describe_page(data[:4000].decode("utf-8", "ignore"))
        return Trouble(TroubleKind.NOT_A_FEED, reason, find_places(data, url))
    entries, whole = _whole_entries(result, data)
    is_atom = result["version"].startswith("atom")
    return Document(
        title=_title(result["feed"], is_atom=is_atom),
        home=web_address(_text(result["feed"], "link"), url),
        language=clean_language(_text(result["feed"], "language")),
        items=tuple(_read_item(entry, url, zone, annex, is_atom=is_atom) for entry in entries),
        hints=_read_hints(result["feed"], annex),
        whole=whole,
    )


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


def _read_item(entry: Any, url: str, zone: str, annex: Annex, *, is_atom: bool) -> Item:
    guid = clean_guid(_text(entry, "id"))
    link = _text(entry, "link")
    raw, parsed = _date(entry)
    summary, body = _texts(entry)
    return Item(
        guid=guid,
        # A guid that passes for a link must be an address by itself: "12 at host" is none.
        link=web_address(link, "" if link.strip() == guid else url),
        title=_title(entry, is_atom=is_atom),
        published=read_date(raw, parsed, zone),
        published_raw=clean_line(raw, limit=100),
        summary=summary,
        blocks=body,
        author=_author(entry),
        terms=(*annex.terms.get(guid or link, ()), *_categories(entry)),
        language=clean_language(_text(_detail(entry, "title_detail"), "language")),
    )


def _texts(entry: Any) -> tuple[str, tuple[Block, ...]]:
    """Return the summary as one line, and the fullest text as blocks."""
    short = _text(entry, "summary")
    short_type = _text(_detail(entry, "summary_detail"), "type")
    full, full_type = short, short_type
    contents = dict.get(entry, "content")
    for content in contents if isinstance(contents, list) else ():
        value = _text(content, "value")
        if len(value) > len(full) or full is short:
            full, full_type = value or full, _text(content, "type") if value else full_type
    body = paragraphs(full) if full_type == "text/plain" else blocks(full)
    if short == full:
        return clean_line(" ".join(block.text for block in body[:50])), body
    return clean_line(short) if short_type == "text/plain" else line(short), body


def _title(holder: Any, *, is_atom: bool) -> str:
    """Return a title as text. RSS never says whether markup is meant, so it is taken for that."""
    title = _text(holder, "title")
    if is_atom and _text(_detail(holder, "title_detail"), "type") == "text/plain":
        # Plain by declaration; entities left in it are a common slip of generators.
        plain = html.unescape(title) if _ENTITY.search(title) else title
        return clean_line(plain, limit=LONGEST_TITLE)
    return line(title, limit=LONGEST_TITLE)


def _date(entry: Any) -> tuple[str, Any]:
    # Not entry.get: feedparser answers "updated" with "published", and warns about it.
    for name in ("published", "updated", "created"):
        raw = _text(entry, name)
        if raw:
            return raw, dict.get(entry, f"{name}_parsed")
    return "", None


def _author(entry: Any) -> str:
    name = _text(_detail(entry, "author_detail"), "name") or _text(entry, "author")
    return line(name, limit=LONGEST_AUTHOR)


def _categories(entry: Any) -> tuple[Term, ...]:
    tags = dict.get(entry, "tags")
    names = [
        line(_text(tag, "label") or _text(tag, "term"), limit=200)
        for tag in (tags if isinstance(tags, list) else [])[:_MOST_TERMS]
    ]
    return tuple(dict.fromkeys(Term("category", name) for name in names if name))


def _read_hints(feed: Any, annex: Annex) -> Hints:
    asked = [timedelta()]
    minutes = _text(feed, "ttl").strip()
    if minutes.isascii() and minutes.isdigit():
        asked.append(timedelta(minutes=int(minutes[:6])))
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower())
    if period is not None:
        often = _text(feed, "sy_updatefrequency").strip()
        times = int(often[:4]) if often.isascii() and often.isdigit() else 1
        asked.append(period / max(times, 1))
    longest = min(max(asked), _LONGEST_PERIOD)
    return Hints(longest or None, frozenset(annex.skip_hours), frozenset(annex.skip_days))


def _detail(holder: Any, name: str) -> Any:
    found = dict.get(holder, name)
    return found if isinstance(found, dict) else {}


def _text(holder: Any, name: str) -> str:
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""
