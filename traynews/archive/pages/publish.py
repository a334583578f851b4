"""The offline pages: one file a year and an index, rebuilt in place, only those that changed.

Each file carries a mark of what it was made from; a page whose mark still fits is left alone. Files
are replaced whole, so that a reader never sees half a page, whenever the program dies.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path

from traynews.archive import queries, years
from traynews.archive.pages.charts import chart_countries, chart_weeks
from traynews.archive.pages.content import Headline, Piece, Setter, make_outline
from traynews.archive.pages.render import PageTemplates, design_mark
from traynews.archive.years import Volume
from traynews.core.data.model import Entry
from traynews.core.release.statistics import count_publications
from traynews.core.release.take_apart import take_apart
from traynews.core.text.times import full_date
from traynews.errors import StoreError
from traynews.whole_file import write_whole

INDEX = "index.html"

_FEWEST, _MOST = 5, 10  # newest releases on the index, beside its list of years
_MARK = re.compile(rb'<meta name="traynews-mark" content="([0-9a-f]{32})">')
_SETTING = re.compile(r'<meta name="traynews-setting" content="([0-9a-f]{32})">')
_RELEASE = re.compile(r"<!--([0-9a-f]{24})-->\n(.*?)<!--/-->", re.DOTALL)
_HEAD = 2048  # bytes of a page in which its mark stands
YEAR_PAGE = re.compile(r"\d{4}\.html")


@dataclass(frozen=True, slots=True)
class Published:
    """Where the pages are, and which were written anew just now."""

    index: Path
    written: tuple[Path, ...]


def publish(
    db: sqlite3.Connection, folder: Path, *, now: datetime, zone: tzinfo | None = None
) -> Published:
    """Bring the pages in `folder` up to date. Raises StoreError.

    `zone` is the user's time zone, None for that of the machine.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _Press(db, folder, now, zone).print_all()
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"The pages in {folder} cannot be written: {reason}") from error


class _Press:
    """One run over all pages."""

    def __init__(
        self, db: sqlite3.Connection, folder: Path, now: datetime, zone: tzinfo | None
    ) -> None:
        self._db = db
        self._folder = folder
        self._now = now
        self._zone = zone
        self._volumes = years.volumes(db, zone)
        self._feeds = years.feed_titles(db)

    @cached_property
    def _templates(self) -> PageTemplates:
        return PageTemplates()  # compiling takes 50 ms, and mostly nothing changed

    def print_all(self) -> Published:
        """Write what changed, take away years that are gone."""
        written = []
        shelf = self._volumes
        index = self._folder / INDEX
        if index.exists() and not read_mark(index):
            raise StoreError(f"{index} is no page of TrayNews; choose another folder")
        for place, volume in enumerate(shelf):
            newer = shelf[place - 1] if place else None
            older = shelf[place + 1] if place + 1 < len(shelf) else None
            path = self._folder / f"{volume.year}.html"
            mark = self._mark(volume.mark, newer and newer.year, older and older.year)
            if read_mark(path) != mark:
                self._print(path, self._year(volume, newer, older, mark))
                written.append(path)
        mark = self._mark("index", *(volume.mark for volume in shelf))
        if read_mark(index) != mark:
            self._print(index, self._index(mark))
            written.append(index)
        self._remove_others({f"{volume.year}.html" for volume in shelf})
        return Published(index, tuple(written))

    def _mark(self, *made_from: object) -> str:
        seen = (design_mark(), sorted(self._feeds.items()), *made_from)
        return hashlib.blake2b(repr(seen).encode(), digest_size=16).hexdigest()

    def _year(
        self, volume: Volume, newer: Volume | None, older: Volume | None, mark: str
    ) -> Iterable[str]:
        year, setter = volume.year, Setter(self._feeds, self._zone)
        setting = self._mark(years.year_bounds(year, self._zone))
        kept = _read_releases(self._folder / f"{year}.html", setting)

        def markup(headline: Headline) -> str:
            entry, text_mark = headline
            own = _release_mark(entry, text_mark)
            found = kept.get(own)
            if found is None:
                piece = self._piece(setter, entry)
                found = self._templates.release(piece)
            return self._templates.marked(own, found)

        outline = make_outline(years.outline(self._db, year, self._zone))
        return self._templates.year(
            {
                "mark": mark,
                "setting": setting,
                "heading": _heading(volume, self._volumes),
                "year": year,
                "newer": newer,
                "older": older,
                "outline": outline,
                "months": setter.months(years.headlines(self._db, year, self._zone), markup),
                "month_of": {month.number: month for month in outline.months},
            }
        )

    def _index(self, mark: str) -> Iterable[str]:
        statistics = count_publications(years.days(self._db, self._zone))
        setter = Setter(self._feeds, self._zone)
        newest_count = min(_MOST, max(_FEWEST, len(self._volumes) // 2))
        newest = [
            self._piece(setter, entry)
            for volume in self._volumes[:1]
            for entry, _ in years.headlines(self._db, volume.year, self._zone, newest_count)
        ]
        return self._templates.index(
            {
                "mark": mark,
                "setting": mark,
                "volumes": self._volumes,
                "headings": [_heading(volume, self._volumes) for volume in self._volumes],
                "most": max((volume.count for volume in self._volumes), default=1),
                "newest": newest,
                "statistics": statistics,
                "weeks": chart_weeks(statistics),
                "countries": chart_countries(statistics),
                "first": full_date(statistics.first) if statistics.first else "",
                "made": full_date(setter.local(self._now).date()),
            }
        )

    def _piece(self, setter: Setter, entry: Entry) -> Piece:
        record = queries.record_of(self._db, entry)
        return setter.piece(record, take_apart(record.item))

    def _print(self, path: Path, content: Iterable[str]) -> None:
        if path.exists() and not read_mark(path):
            raise StoreError(f"{path} is no page of TrayNews; choose another folder")
        write_whole(path, (piece.encode() for piece in content))

    def _remove_others(self, wanted: set[str]) -> None:
        for path in self._folder.glob("*.html"):
            is_ours = bool(YEAR_PAGE.fullmatch(path.name)) and path.name not in wanted
            if is_ours and read_mark(path):
                path.unlink()


def _heading(volume: Volume, shelf: Sequence[Volume]) -> str:
    if volume.year == shelf[0].year:
        return f"The {volume.year} News Feed"
    return f"Older News – {volume.year}"


def read_mark(path: Path) -> str:
    """Return what a page says it was made from; empty where there is none, or it is not ours."""
    try:
        with path.open("rb") as file:
            found = _MARK.search(file.read(_HEAD))
    except FileNotFoundError:
        return ""
    return found[1].decode() if found else ""


def _release_mark(entry: Entry, text_mark: str) -> str:
    seen = (
        entry.id, entry.title, entry.url, entry.summary, entry.published, entry.kind,
        entry.countries, entry.updated, entry.retracted, text_mark,
    )  # fmt: skip
    return hashlib.blake2b(repr(seen).encode(), digest_size=12).hexdigest()


def _read_releases(path: Path, setting: str) -> dict[str, str]:
    """Return the releases of the page that is there, by mark, where it was set in the same way.

    Most of a year stays as it is, and setting it anew would be most of the work.
    """
    try:
        page = path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    found = _SETTING.search(page, 0, _HEAD)
    if found is None or found[1] != setting:
        return {}
    return {one[1]: one[2] for one in _RELEASE.finditer(page)}
