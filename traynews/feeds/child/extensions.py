"""What feedparser does not keep: Amnesty's own terms with their names, and the hours to skip.

amnesty.org files each item under `amn:countries`, `amn:topics`, `amn:content-types` and
`amn:resource-types`, each a list of `<amn:id name="Egypt">1786</amn:id>`. feedparser joins the
numbers and keeps the last name only. So the same text is read a second time, by expat.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from xml.parsers import expat

from traynews.core.data.document import Term
from traynews.core.text.clean import clean_line

_SCHEMES = frozenset({"countries", "topics", "content-types", "resource-types"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS = 24
_MOST_TERMS = 100  # per item
_LONGEST_NAME = 200
_OWN_TERMS = "<amn:"
_SKIPPED = ("skipHours", "skipDays", "skiphours", "skipdays")


@dataclass(slots=True)
class Annex:
    """Terms by an item's guid, or link where it has none; hours and days (Monday = 0) to skip."""

    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    skip_hours: set[int] = field(default_factory=set)
    skip_days: set[int] = field(default_factory=set)


def read_annex(text: str) -> Annex:
    """Read the annex of a feed's text; of broken XML, what stands before the break."""
    skips = "skip" in text and any(name in text for name in _SKIPPED)
    if not skips and _OWN_TERMS not in text:
        return Annex()
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add
    # No entity is ever declared (the DOCTYPE was cut off), and one that is ends the reading.
    parser.EntityDeclHandler = _refuse_entity
    with contextlib.suppress(expat.ExpatError, _EntityDeclaredError):
        parser.Parse(text.encode("utf-8"), True)  # noqa: FBT003 -- expat's own signature
    return reader.annex


class _EntityDeclaredError(Exception):
    pass


def _refuse_entity(*_: object) -> None:
    raise _EntityDeclaredError


class _Reader:
    """Expat's handlers: a state of a few words, and text kept only where it is wanted."""

    def __init__(self) -> None:
        self.annex = Annex()
        self._text: list[str] | None = None
        self._in_item = False
        self._scheme = ""
        self._name = ""
        self._guid = self._link = ""
        self._terms: dict[Term, None] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"item", "entry"}:
            self._in_item = True
            self._guid = self._link = ""
            self._terms = {}
        elif self._in_item and tag in {"guid", "id", "link"}:
            self._text = []
        elif tag.startswith("amn:"):
            if tag[4:] in _SCHEMES:
                self._scheme = tag[4:]
            elif tag == "amn:id" and self._scheme:
                self._name = attributes.get("name", "")
                self._text = []
        elif not self._in_item and tag.lower() in {"hour", "day"}:
            self._text = []

    def add(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        text = "".join(self._text or ()).strip()
        self._text = None
        if tag in {"item", "entry"}:
            key = self._guid or self._link
            if key and self._terms:
                self.annex.terms[key] = tuple(self._terms)
            self._in_item = False
        elif tag in {"guid", "id"}:
            self._guid = self._guid or text
        elif tag == "link":
            self._link = self._link or text
        elif tag == "amn:id":
            self._file(text)
        elif tag.startswith("amn:"):
            self._scheme = ""
        elif tag.lower() == "hour" and text.isascii() and text.isdigit():
            self.annex.skip_hours.add(int(text[:3]) % _HOURS)
        elif tag.lower() == "day" and text.lower() in _DAYS:
            self.annex.skip_days.add(_DAYS.index(text.lower()))

    def _file(self, text: str) -> None:
        name = clean_line(self._name, limit=_LONGEST_NAME)
        if self._scheme and name and len(self._terms) < _MOST_TERMS:
            self._terms[Term(self._scheme, name, clean_line(text, limit=40))] = None
