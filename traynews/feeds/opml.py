"""Lists of feeds as other readers write them: OPML in and out.

Read with expat's own events, nothing is expanded or fetched: a file that declares entities is
refused, whatever they are for. What is left out is told with the reason, never dropped in silence.
Source: http://opml.org/spec2.opml; the wild is seen to write `xmlurl`, `url`, no `type`.
"""

from __future__ import annotations

import re
import xml.parsers.expat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from traynews.core.data.document import Reach
from traynews.core.data.model import Feed
from traynews.core.identity.names import canonical_link
from traynews.core.polling.reach import reach_of
from traynews.core.text.address import has_user, mask_user, web_address, without_feed_scheme
from traynews.core.text.clean import clean_line
from traynews.errors import OpmlError
from traynews.feeds.child.charset import decode_body
from traynews.feeds.child.references import mend_references

LARGEST = 5 << 20
"""Bytes of a list; a thousand feeds take 300 kB."""

_NO_ADDRESS = "is no web address"
_MOST_FEEDS = 10_000
_DEEPEST = 100
_LONGEST_TITLE = 200
_LONGEST_ID = 40
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_ADDRESS_NAMES = ("xmlurl", "url", "feedurl")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as a list names it. `folder`: the names of its folders, the outermost first."""

    url: str
    title: str = ""
    home: str = ""
    folder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be taken over, where, and why."""

    line: int
    name: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.name or 'no name'}: {self.reason}"


def parse_opml(data: bytes) -> tuple[tuple[Outline, ...], tuple[Skipped, ...]]:
    """Return the feeds of a list, each once, and what was skipped. Raises OpmlError.

    Read as feeds are: whatever encoding it is in, without characters that XML forbids; in one that
    is broken, references that are none are mended.
    """
    if len(data) > LARGEST:
        raise OpmlError(f"larger than {LARGEST >> 20} MB; no list of feeds is")
    text = decode_body(data)
    reader = _Reader()
    try:
        is_whole = reader.read(text)
    except OpmlError:
        is_whole = False
        if (mended := mend_references(text)) == text:
            raise
    else:
        mended = text if is_whole else mend_references(text)
    if mended != text:
        reader = _Reader()
        reader.read(mended)
    return tuple(reader.found.values()), tuple(reader.skipped)


def write_opml(feeds: Sequence[Feed], now: datetime) -> bytes:
    """Return a list that other readers can import."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head>",
        "<title>TrayNews</title>",
        f"<dateCreated>{escape(format_datetime(now))}</dateCreated>",
        "</head>",
        "<body>",
    ]
    for feed in feeds:
        name = quoteattr(feed.title or feed.id)
        home = f" htmlUrl={quoteattr(feed.home)}" if feed.home else ""
        lines.append(
            f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}{home}/>'
        )
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def make_ids(outlines: Sequence[Outline], taken: Iterable[str]) -> dict[str, Outline]:
    """Give each feed an id for the settings, made of its title or host, unlike those taken."""
    used = set(taken)
    numbers: dict[str, int] = {}  # the next to try: thousands of one title stay linear
    named: dict[str, Outline] = {}
    for outline in outlines:
        host = canonical_link(outline.url).removeprefix("https://").partition("/")[0]
        base = next(filter(None, (_id_of(outline.title), _id_of(host))), "feed")
        chosen, number = base, numbers.get(base, 2)
        while chosen in used:
            chosen = f"{base}-{number}"
            number += 1
        numbers[base] = number
        used.add(chosen)
        named[chosen] = outline
    return named


def split_known(
    outlines: Sequence[Outline], feeds: Sequence[Feed]
) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """Return what these feeds do not have yet, and what they have."""
    known = {canonical_link(url) for feed in feeds for url in (feed.url, *feed.candidates)}
    return _part(outlines, [canonical_link(one.url) in known for one in outlines])


def split_inner(
    outlines: Sequence[Outline],
) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """Return what lies outside, and what by its address lies in a private network.

    A list comes from somebody else, who must not make TrayNews knock at the user's router (P23).
    """
    return _part(outlines, [reach_of(one.url) is not Reach.PUBLIC for one in outlines])


def _part(
    outlines: Sequence[Outline], flags: Sequence[bool]
) -> tuple[tuple[Outline, ...], tuple[Outline, ...]]:
    """Return those without and those with the flag."""
    pairs = list(zip(outlines, flags, strict=True))
    return tuple(one for one, flag in pairs if not flag), tuple(one for one, flag in pairs if flag)


class _Reader:
    """One reading of one file."""

    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self.skipped: list[Skipped] = []
        self._folders: list[str | None] = []  # names of open outlines; None for feeds
        self._depth = 0
        self._is_opml = False
        self._parser = xml.parsers.expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse_entities
        self._parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def read(self, text: str) -> bool:
        """Read it all; feeds before a mistake in the file are kept, the mistake is told.

        Returns whether there was none.
        """
        is_whole = True
        try:
            self._parser.Parse(text.encode(), True)  # noqa: FBT003 - expat takes no keyword
        except xml.parsers.expat.ExpatError as error:
            reason = xml.parsers.expat.ErrorString(error.code)
            if not self._is_opml or not (self.found or self.skipped):
                raise OpmlError(f"this is no OPML: {reason} (line {error.lineno})") from error
            is_whole = False
            self.skipped.append(
                Skipped(error.lineno, "the rest of the file", f"it is broken: {reason}")
            )
        if not self._is_opml:
            raise OpmlError("this is no OPML: it has no <opml>")
        return is_whole

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise OpmlError(f"folders lie more than {_DEEPEST} deep; nobody made this list")
        name = name.lower()
        if self._depth == 1:
            self._is_opml = name == "opml"
            if not self._is_opml:
                raise OpmlError(f"this is no OPML: it begins with <{clean_line(name, limit=40)}>")
        if name == "outline":
            self._outline({key.lower(): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name.lower() == "outline":
            self._folders.pop()

    def _outline(self, attributes: Mapping[str, str]) -> None:
        title = _line(attributes.get("title") or attributes.get("text"))
        kind = attributes.get("type", "").strip().lower()
        address = next((attributes[key] for key in _ADDRESS_NAMES if attributes.get(key)), "")
        if not address:
            if kind in {"rss", "atom"}:
                self._skip(title, "it has no address")
            self._folders.append(title)
            return
        self._folders.append(None)
        if kind in {"link", "include"} and not attributes.get("xmlurl"):
            self._skip(title, f"it is a {kind}, no feed")
            return
        self._take(title, address.strip(), attributes)

    def _take(self, title: str, address: str, attributes: Mapping[str, str]) -> None:
        url = web_address(without_feed_scheme(address))
        if not url:
            hidden = "has a user name in it, and none is sent" if has_user(address) else _NO_ADDRESS
            self._skip(title or _line(mask_user(address)), f"its address {hidden}")
            return
        key = canonical_link(url) or url
        if key in self.found:
            self._skip(title or url, "it is in the list twice")
            return
        if len(self.found) >= _MOST_FEEDS:
            raise OpmlError(f"more than {_MOST_FEEDS} feeds; nobody reads this list")
        self.found[key] = Outline(
            url=url,
            title=title,
            home=web_address(attributes.get("htmlurl", "").strip()),
            folder=tuple(folder for folder in self._folders if folder),
        )

    def _skip(self, name: str, reason: str) -> None:
        self.skipped.append(Skipped(self._parser.CurrentLineNumber, name, reason))

    def _refuse_entities(self, *_: object) -> None:
        raise OpmlError("it declares entities, which lists of feeds do not need")


def _line(text: str | None) -> str:
    return clean_line(text or "", limit=_LONGEST_TITLE)


def _id_of(text: str) -> str:
    return _NOT_IN_ID.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
