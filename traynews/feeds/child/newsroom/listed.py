"""A release as a listing names it: an address, a headline, perhaps a date, a kind, a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from traynews.core.data.document import Item, Term
from traynews.core.polling.doors import folder_of
from traynews.core.polling.moves import is_of
from traynews.core.text.address import is_http, page_address, web_address
from traynews.core.text.clean import clean_line
from traynews.feeds.child.dates import DateReader
from traynews.feeds.child.fields import LONGEST_TITLE
from traynews.feeds.child.markup import line

FEWEST = 2
"""Releases that make a listing; one link is no list."""

MATTER = frozenset({"body", "main", "h1"})
"""Elements that no furniture of a page holds."""

_LONGEST_CATEGORY = 60
_MORE = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*$")
_PLAIN = re.compile(r"^http://(?=[^/?#:]+(?:[/?#]|$))", re.IGNORECASE)  # at its usual port
_CLOCK = re.compile(r"[T\s]\d{1,2}:\d{2}")
_MONTH = r"[^\W\d_]{3,12}\.?"
# A date in running text; what it means is for `dates` to say.
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|(?<!\d)\d{4}(?:\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]?"
    r"|/\d{1,2}/\d{1,2}(?!\d)|\.\s?\d{1,2}\.\s?\d{1,2}(?!\d))"
    r"|(?<!\d)\d{1,2}(?:[./]\d{1,2}[./]|-\d{1,2}-)\d{4}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:(?:de|of)\s+|d['’])?{_MONTH}[,،]?\s+(?:del?\s+)?\d{{4}}"
    rf"|(?<!\d)\d{{4}}\.?\s+{_MONTH}\s+\d{{1,2}}(?!\d)"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
)


_DATELINE = re.compile(rf"(?:{_DATE.pattern})\s*[-–—|·•:]")  # "26 November 2026 – The court …"
_MOST_BESIDE = 5  # words: "Press release, published in Strelsau on"
_ENDS = (".", "!", "?", "…", ":", ";", "。")
_WORD = re.compile(r"[^\W\d_]+")
_CHANGE = re.compile(
    "updat|modif|chang|correct|actuali[sz]|aktualisi|geändert|aggiorn|atualiz|bijgewerkt|gewijzigd"
    "|zaktualiz|обновл|güncel|تحديث",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and how it was written; `exact` where it tells the minute."""

    moment: datetime | None = None
    raw: str = ""
    exact: bool = False


def own_address(raw: str, page: str, base: str = "") -> str:
    """Return the address of another page of the site of `page`; empty for one of another site.

    By https where `page` is: a site that has moved there goes on listing itself by http.
    """
    address = web_address(raw, base or page)
    if is_http(address) and not is_http(page):
        address = _PLAIN.sub("https://", address)
    return address if is_of(address, page) else ""


def find_dates(text: str) -> list[re.Match[str]]:
    """Return where dates stand in a text."""
    return list(_DATE.finditer(text))


def without_dates(text: str) -> str:
    """Return a text without the dates in it, and without what parted them from the rest."""
    return clean_line(_DATE.sub(" ", text)).strip(" •·|–—-,:/")


def is_date_line(line: str) -> bool:
    """Whether a line dates what it stands beside.

    A sentence with a date in it does not, nor does what tells of a change.
    """
    dates = find_dates(line)
    if not dates or _CHANGE.search(line, 0, dates[0].start()):
        return False
    others = _WORD.findall(without_dates(line))
    is_short = len(others) <= _MOST_BESIDE and not line.endswith(_ENDS)
    return not others or is_short or _DATELINE.match(line) is not None


def read_moment(raw: str, zone: str, language: str = "") -> Dated:
    """Return the date that a text is, or holds; without a zone where it names none (`zone`'s).

    The page's language tells whether the day or the month comes first.
    """
    found = _DATE.search(raw)
    written = found[0] if found else raw
    moment = DateReader([written], zone=zone, language=language).read(written)
    if moment is None:
        return Dated(None, clean_line(raw, limit=100) if raw else "")
    return Dated(moment, clean_line(written, limit=100), _CLOCK.search(written) is not None)


def make_item(
    url: str, title: str, dated: Dated, *, category: str = "", excerpt: str = "", language: str = ""
) -> Item:
    """Return the item of a listed release; title and excerpt may hold markup.

    It has no guid, so it is known by its address (identity rule I1).
    """
    category = line(category, limit=_LONGEST_CATEGORY)
    return Item(
        link=page_address(url),
        title=line(line(title, limit=LONGEST_TITLE), limit=LONGEST_TITLE),
        published=dated.moment,
        published_raw=dated.raw,
        summary=_MORE.sub("", line(excerpt)),
        terms=(Term("category", category),) if category else (),
        language=language,
    )


def keep_releases(items: list[Item]) -> list[Item]:
    """Return what is a release among the things a listing shows, each once.

    Appeals, campaigns and the like stand among them without a date, and elsewhere on the site.
    """
    dated = [item for item in items if item.published is not None]
    folders = [folder_of(item.link) for item in dated or items]
    usual = max(counts := Counter(folders), key=counts.__getitem__, default="")
    kept = {
        item.link: item
        for item in reversed(items)
        if item.published is not None or folder_of(item.link) == usual
    }
    return list(reversed(kept.values()))
