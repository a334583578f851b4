"""What a user types to search → what is asked of FTS5, and of the entries themselves.

The words are those of `core/data/search_syntax.py`. Between two of them "and" is meant, and `OR`
holds those beside it together, as in the search boxes of the web.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta, tzinfo

from traynews.archive.word_borders import space
from traynews.archive.years import midnight, year_bounds
from traynews.core.data.model import BREAKING, Kind
from traynews.core.release.places import places
from traynews.errors import QueryError

_MOST_TERMS = 400  # SQLite takes a thousand, in which some ask for two things
_SHORTEST_PREFIX = 3  # with its star; one letter stands for thousands of words (0.2 s in 100,000)
_COLUMNS = {"country": "countries", "topic": "topics", "said-by": "speakers"}
_NARROWING = ("feed", "year", "month", "kind", "is")
_TOKEN = re.compile(
    # "country: Iran" is meant as "country:Iran"; behind any other word a colon is a colon.
    rf"(?P<minus>-?)(?:(?P<key>(?i:{'|'.join((*_COLUMNS, *_NARROWING))})(?=:\s*\S)"
    r"|[a-z-]+(?=:\S)):\s*)?"
    r'(?:"(?P<phrase>[^"]*)"?|[“„«](?P<quoted>[^”“»]*)[”“»]?|(?P<word>[^\s"“„«]+))'
)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_LONGER_THAN_A_MONTH = timedelta(days=31)
_WITHIN = "e.published >= ? AND e.published < ?"
FOUND = "e.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
"""The condition on an entry that a term of FTS5's, its value, finds it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that is looked for: a term of FTS5's, a condition on the entry, or both at once."""

    term: str = ""
    condition: str = ""
    values: tuple[object, ...] = ()
    unwanted: bool = False

    def as_condition(self) -> _Part:
        """Return the same as a condition alone."""
        condition, values = self.condition, self.values
        if not condition:
            condition, values = FOUND, (self.term,)
        return _Part("", f"NOT ({condition})" if self.unwanted else condition, values)


@dataclass(slots=True)
class Query:
    """What is wanted and not wanted of FTS5, and what must hold of an entry besides."""

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    """Places and feeds that were asked for, each behind "country" or "feed"."""

    def add(self, parts: Sequence[_Part]) -> None:
        """Want one of these parts, besides all that was added before."""
        part = _any_of(parts) if len(parts) > 1 else parts[0]
        if part.condition:
            part = replace(part.as_condition(), term="" if part.unwanted else part.term)
            self.conditions.append(part.condition)
            self.values += part.values
        if part.term:
            (self.unwanted if part.unwanted else self.wanted).append(part.term)

    @property
    def match(self) -> str:
        """The query in FTS5's own language; empty where only conditions were given."""
        wanted = " AND ".join(self.wanted)
        if not self.unwanted:
            return wanted
        return f"({wanted}) NOT ({' OR '.join(self.unwanted)})"


def understand(typed: str, zone: tzinfo | None) -> Query:
    """Read what was typed. Raises `QueryError`."""
    query = Query()
    parts: list[_Part] = []  # any of which will do
    is_other = is_unwanted = False  # by the word before
    for number, token in enumerate(_TOKEN.finditer(typed.replace("\0", " "))):
        if number >= _MOST_TERMS:
            raise QueryError(f"This is too much to search for: give {_MOST_TERMS} words or fewer")
        match token[0]:
            case "OR":
                is_other = True
                continue
            case "NOT":
                is_unwanted = True
                continue
            case "AND":
                continue
        part = _read_part(query, token, zone, unwanted=is_unwanted or bool(token["minus"]))
        is_unwanted = False
        if part is None:
            continue
        if parts and not is_other:
            query.add(parts)
            parts = []
        parts.append(part)
        is_other = False
    if parts:
        query.add(parts)
    return query


def _any_of(parts: Sequence[_Part]) -> _Part:
    """Return the part that asks for any of these."""
    if not any(part.condition or part.unwanted for part in parts):
        return _Part(f"({' OR '.join(part.term for part in parts)})")
    alone = [part.as_condition() for part in parts]
    condition = " OR ".join(part.condition for part in alone)
    return _Part("", f"({condition})", tuple(value for part in alone for value in part.values))


def _read_part(
    query: Query, token: re.Match[str], zone: tzinfo | None, *, unwanted: bool
) -> _Part | None:
    """Return what a word asks for; None where that is nothing, as of a lone dash."""
    key = (token["key"] or "").lower()
    text = token["phrase"] or token["quoted"] or token["word"] or ""
    if key in {"country", "feed"} and not unwanted:
        query.named.append((key, text))
    if key in _NARROWING:
        return replace(_narrow(key, text, zone), unwanted=unwanted)
    if key and key not in _COLUMNS:
        allowed = ", ".join(f"{one}:" for one in (*_COLUMNS, *_NARROWING))
        raise QueryError(
            f'There is no "{key}:" to search in; there are {allowed}. '
            f'To find those very letters, put quotes around them: "{key}:…"'
        )
    is_prefix = bool(token["word"]) and text.endswith("*")
    term = _term(text, is_prefix=is_prefix)
    if not term:
        return None
    if is_prefix and len(text) < _SHORTEST_PREFIX and text.isascii():
        raise QueryError(f"{text} matches too much: give two letters or more before the *")
    part = _in_column(key, text, term) if key else _Part(term)
    return replace(part, unwanted=unwanted)


def _in_column(key: str, text: str, term: str) -> _Part:
    """Return what looks into one field.

    A place is asked for by its whole name, too: the index knows words, and South Sudan by Sudan.
    """
    known = places(text) if key == "country" else ()
    terms = [_term(name, is_prefix=False) for name in known] or [term]
    found = f"({' OR '.join(f'{_COLUMNS[key]} : {one}' for one in terms)})"
    if not known:
        return _Part(found)
    marks = ", ".join("?" * len(known))
    about = f"EXISTS (SELECT 1 FROM json_each(e.countries) WHERE value IN ({marks}))"  # noqa: S608 - marks only
    return _Part(found, about, tuple(known))


def _term(text: str, *, is_prefix: bool) -> str:
    """Return words as a phrase of FTS5's, in which nothing is special; empty if there are none."""
    if not any(char.isalnum() for char in text):
        return ""
    phrase = space(text).replace('"', " ")
    return f'"{phrase}"' + ("*" if is_prefix else "")


def _narrow(key: str, text: str, zone: tzinfo | None) -> _Part:
    match key, text.lower():
        case "is", "unread" | "read" as wanted:
            return _Part("", "e.read = ?", (wanted == "read",))
        case "is", "breaking":
            marks = ", ".join("?" * len(BREAKING))
            return _Part("", f"e.kind IN ({marks})", tuple(sorted(BREAKING)))
        case "is", _:
            raise QueryError(f"is:{text} means nothing: write is:unread, is:read or is:breaking")
        case "kind", kind if kind in set(Kind):
            return _Part("", "e.kind = ?", (kind,))
        case "kind", _:
            raise QueryError(f"kind:{text} is none: write kind: and one of {', '.join(Kind)}")
        case "year", year if re.fullmatch(r"[0-9]{4}", year) and MINYEAR < int(year) < MAXYEAR:
            return _Part("", _WITHIN, tuple(year_bounds(int(year), zone)))
        case "year", _:
            raise QueryError(f"year:{text} is no year: write for example year:2024")
        case "month", month if _MONTH.fullmatch(month) and MINYEAR < int(month[:4]) < MAXYEAR:
            first = date(int(month[:4]), int(month[5:]), 1)
            after = (first + _LONGER_THAN_A_MONTH).replace(day=1)
            return _Part("", _WITHIN, (midnight(first, zone), midnight(after, zone)))
        case "month", _:
            raise QueryError(f"month:{text} is no month: write for example month:2024-05")
    came_from = "SELECT s.entry FROM sources s JOIN feeds g ON g.num = s.feed WHERE g.id = ?"
    return _Part("", f"e.id IN ({came_from})", (text,))
