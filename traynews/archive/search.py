"""Full-text search: what a user types → what SQLite's FTS5 understands → entries with snippets."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta, tzinfo

from traynews.archive.rows import ENTRY_COLUMNS, read_entry
from traynews.archive.word_borders import close_up, space
from traynews.archive.years import midnight, year_bounds
from traynews.core.data.model import BREAKING, Entry, Kind
from traynews.core.release.places import places, suggest
from traynews.core.text.unknown_names import find_near
from traynews.errors import QueryError

MARK_START, MARK_END = "\x02", "\x03"
"""Around each hit in a snippet; clean text holds no controls, so they mean nothing else."""

_MOST_MATCHES = 1000  # so many of the newest matches are sorted by date; a reader sees fifty
_SNIPPET_WORDS = 24
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
_SOURCE = "title, summary, text, countries, topics, speakers"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and where: `MARK_START` and `MARK_END` stand around the words."""

    entry: Entry
    snippet: str


@dataclass(slots=True)
class _Query:
    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    """Places and feeds that were asked for, each behind "country" or "feed"."""

    @property
    def match(self) -> str:
        """The query in FTS5's own language; empty where only conditions were given."""
        wanted = " AND ".join(self.wanted)
        if not self.unwanted:
            return wanted
        return f"({wanted}) NOT ({' OR '.join(self.unwanted)})"


def search(db: sqlite3.Connection, typed: str, limit: int, zone: tzinfo | None = None) -> list[Hit]:
    """Return what matches, newest first. Raises QueryError.

    All words must occur, in any order and with or without accents; `"two words"` next to each
    other, `imprison*` as a beginning, `-word` not at all. `country:` (by any of its names),
    `topic:` and `said-by:` look into those fields, `feed:`, `year:`, `month:`, `kind:`,
    `is:unread`, `is:read` and `is:breaking` narrow down (`core/data/search_syntax.py`). Years and
    months are those of `zone`, None for that of the machine.
    """
    query = _understand(typed, zone)
    if not query.wanted:
        if query.unwanted:  # FTS5 knows "not" only beside a word that is wanted
            query.conditions.append("e.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)")
            query.values.append(" OR ".join(query.unwanted))
        if not query.conditions:
            raise QueryError("Nothing to search for: give at least one word")
        listed = _listed(db, query, limit)
        if not listed:
            _refuse_misspelt(db, query)
        return [Hit(entry, entry.summary) for entry in listed]
    rows = db.execute(
        f"""WITH hits AS MATERIALIZED (
            SELECT e.id FROM search CROSS JOIN entries e ON e.id = search.rowid
            WHERE search MATCH ? AND e.deleted IS NULL {_and(query)}
            ORDER BY search.rowid DESC LIMIT {_MOST_MATCHES}
        )
        SELECT {ENTRY_COLUMNS} FROM hits CROSS JOIN entries e ON e.id = hits.id
        CROSS JOIN feeds f ON f.num = e.feed ORDER BY e.published DESC, e.id DESC LIMIT ?""",  # noqa: S608 - made of our own words
        (query.match, *query.values, limit),
    )
    entries = [read_entry(row) for row in rows]
    if not entries:
        _refuse_misspelt(db, query)
    return _hits(db, query.match, entries)


def queue(db: sqlite3.Connection, entry_ids: Sequence[int]) -> None:
    """Note entries whose text the index has not seen."""
    db.executemany("INSERT INTO unindexed VALUES (?)", [(one,) for one in entry_ids])


def index(db: sqlite3.Connection, entry_ids: Sequence[int]) -> None:
    """Bring queued entries into the index."""
    for entry_id in entry_ids:
        db.execute(
            f"INSERT INTO search (rowid, {_SOURCE})"  # noqa: S608 - our own names
            f" SELECT id, {_SOURCE} FROM search_source WHERE id = ?",
            (entry_id,),
        )
        db.execute("DELETE FROM unindexed WHERE entry = ?", (entry_id,))


def is_queued(db: sqlite3.Connection, entry_id: int) -> bool:
    """Whether the index has not seen an entry yet."""
    row = db.execute("SELECT 1 FROM unindexed WHERE entry = ?", (entry_id,)).fetchone()
    return row is not None


def forget(db: sqlite3.Connection, entry_id: int) -> None:
    """Take an entry out of the index; its text must still be what was indexed."""
    if is_queued(db, entry_id):
        db.execute("DELETE FROM unindexed WHERE entry = ?", (entry_id,))
        return
    db.execute(
        f"INSERT INTO search (search, rowid, {_SOURCE})"  # noqa: S608 - our own names
        f" SELECT 'delete', id, {_SOURCE} FROM search_source WHERE id = ?",
        (entry_id,),
    )


def _understand(typed: str, zone: tzinfo | None) -> _Query:
    query = _Query()
    for token in _TOKEN.finditer(typed.replace("\0", " ")):
        key = (token["key"] or "").lower()
        text = token["phrase"] or token["quoted"] or token["word"] or ""
        if key in {"country", "feed"} and not token["minus"]:
            query.named.append((key, text))
        if key in _NARROWING:
            _narrow(query, key, text, zone)
            if token["minus"]:
                query.conditions[-1] = f"NOT ({query.conditions[-1]})"
            continue
        if key and key not in _COLUMNS:
            allowed = ", ".join(f"{one}:" for one in (*_COLUMNS, *_NARROWING))
            raise QueryError(
                f'There is no "{key}:" to search in; there are {allowed}. '
                f'To find those very letters, put quotes around them: "{key}:…"'
            )
        is_prefix = bool(token["word"]) and text.endswith("*")
        term = _term(text, is_prefix=is_prefix)
        if not term:
            continue
        if is_prefix and len(text) < _SHORTEST_PREFIX and text.isascii():
            raise QueryError(f"{text} matches too much: give two letters or more before the *")
        if key:
            term = _in_column(query, key, text, term, is_unwanted=bool(token["minus"]))
        if term:
            (query.unwanted if token["minus"] else query.wanted).append(term)
    return query


def _refuse_misspelt(db: sqlite3.Connection, query: _Query) -> None:
    """Raise QueryError where nothing was found because a place or a feed has another name."""
    for key, name in query.named:
        if key == "country":
            near = "" if places(name) else suggest(name)
        else:
            ids = [row[0] for row in db.execute("SELECT id FROM feeds")]
            near = "" if name in ids else find_near(name, ids)
        if near:
            raise QueryError(f'Nothing was found of {key}:{name}; did you mean "{key}:{near}"?')


def _in_column(query: _Query, key: str, text: str, term: str, *, is_unwanted: bool) -> str:
    """Return a term that looks into one field; empty where a condition says all.

    A place is asked for by its whole name, too: the index knows words, and South Sudan by Sudan.
    """
    known = places(text) if key == "country" else ()
    if known:
        marks = ", ".join("?" * len(known))
        about = f"EXISTS (SELECT 1 FROM json_each(e.countries) WHERE value IN ({marks}))"  # noqa: S608 - marks only
        query.conditions.append(f"NOT {about}" if is_unwanted else about)
        query.values += known
        if is_unwanted:
            return ""
    terms = [_term(name, is_prefix=False) for name in known] or [term]
    return f"({' OR '.join(f'{_COLUMNS[key]} : {one}' for one in terms)})"


def _term(text: str, *, is_prefix: bool) -> str:
    """Return words as a phrase of FTS5's, in which nothing is special; empty if there are none."""
    if not any(char.isalnum() for char in text):
        return ""
    phrase = space(text).replace('"', " ")
    return f'"{phrase}"' + ("*" if is_prefix else "")


def _narrow(query: _Query, key: str, text: str, zone: tzinfo | None) -> None:
    match key, text.lower():
        case "is", "unread" | "read" as wanted:
            query.conditions.append("e.read = ?")
            query.values.append(wanted == "read")
        case "is", "breaking":
            query.conditions.append(f"e.kind IN ({', '.join('?' * len(BREAKING))})")
            query.values += sorted(BREAKING)
        case "is", _:
            raise QueryError(f"is:{text} means nothing: write is:unread, is:read or is:breaking")
        case "kind", kind if kind in set(Kind):
            query.conditions.append("e.kind = ?")
            query.values.append(kind)
        case "kind", _:
            raise QueryError(f"kind:{text} is none: write kind: and one of {', '.join(Kind)}")
        case "year", year if re.fullmatch(r"[0-9]{4}", year) and MINYEAR < int(year) < MAXYEAR:
            query.conditions.append(_WITHIN)
            query.values += year_bounds(int(year), zone)
        case "year", _:
            raise QueryError(f"year:{text} is no year: write for example year:2024")
        case "month", month if _MONTH.fullmatch(month) and MINYEAR < int(month[:4]) < MAXYEAR:
            first = date(int(month[:4]), int(month[5:]), 1)
            after = (first + _LONGER_THAN_A_MONTH).replace(day=1)
            query.conditions.append(_WITHIN)
            query.values += [midnight(first, zone), midnight(after, zone)]
        case "month", _:
            raise QueryError(f"month:{text} is no month: write for example month:2024-05")
        case _:
            query.conditions.append(
                "e.id IN (SELECT s.entry FROM sources s JOIN feeds g ON g.num = s.feed"
                " WHERE g.id = ?)"
            )
            query.values.append(text)


def _and(query: _Query) -> str:
    return "".join(f" AND {condition}" for condition in query.conditions)


def _listed(db: sqlite3.Connection, query: _Query, limit: int) -> list[Entry]:
    rows = db.execute(
        f"""SELECT {ENTRY_COLUMNS} FROM entries e CROSS JOIN feeds f ON f.num = e.feed
        WHERE e.deleted IS NULL {_and(query)}
        ORDER BY e.published DESC, e.id DESC LIMIT ?""",  # noqa: S608 - made of our own words
        (*query.values, limit),
    )
    return [read_entry(row) for row in rows]


def _hits(db: sqlite3.Connection, match: str, entries: Sequence[Entry]) -> list[Hit]:
    """Add the place in the text, else in the summary, that was found.

    One pass for all of them (the `+` sees to it), since a query with a `*` first has to gather
    every word that it stands for.
    """
    ids = [entry.id for entry in entries]
    rows = db.execute(
        f"""SELECT rowid, snippet(search, 0, ?1, ?2, '…', {_SNIPPET_WORDS}),
            snippet(search, 2, ?1, ?2, '…', {_SNIPPET_WORDS})
        FROM search WHERE search MATCH ?3 AND rowid BETWEEN ?4 AND ?5
            AND +rowid IN (SELECT value FROM json_each(?6))""",  # noqa: S608 - our own names
        (MARK_START, MARK_END, match, min(ids, default=0), max(ids, default=0), json.dumps(ids)),
    )
    found = {
        entry_id: next((text for text in snippets if text and MARK_START in text), "")
        for entry_id, *snippets in rows
    }
    return [
        Hit(entry, close_up(found.get(entry.id) or entry.summary).replace("\n", " "))
        for entry in entries
    ]
