"""What the reader wants to see: words and filters, as one search in the command line's syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from traynews.core.text.times import MONTHS

STEP, MOST = 60, 960
"""Headlines on a page at first, and at most."""

_FILTERS = ("country", "topic", "month", "kind", "feed")
_YEAR = re.compile(r"(19|20)[0-9]{2}", re.ASCII)
_LEADING_OR = re.compile(r"^\s*(?:(?:OR|AND)(?:\s+|$))+")
_LONGEST = 400  # characters of what is typed


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed and chosen; empty where it was not. `shown` is how many headlines at most."""

    words: str = ""
    country: str = ""
    topic: str = ""
    month: str = ""
    kind: str = ""
    feed: str = ""
    unread: bool = False
    shown: int = STEP

    @property
    def search(self) -> str:
        """The whole as one search; empty where everything is wanted.

        The words come last: a quote that is not closed holds all that follows it.
        """
        parts = []
        for name in _FILTERS:
            value = getattr(self, name).replace('"', " ").strip()
            if value:
                is_breaking = (name, value) == ("kind", "breaking")
                parts.append("is:breaking" if is_breaking else f'{name}:"{value}"')
        if self.unread:
            parts.append("is:unread")
        words = _LEADING_OR.sub("", self.words)  # it would make a filter one of two that will do
        return " ".join(part for part in (*parts, words) if part)

    def address(self, **changes: object) -> str:
        """Return the address of this very page, with some of it changed."""
        values = {
            "q": self.words,
            **{name: getattr(self, name) for name in _FILTERS},
            "unread": "1" if self.unread else "",
            "shown": str(self.shown) if self.shown != STEP else "",
        }
        kept = {name: value for name, value in {**values, **changes}.items() if value}
        return f"/?{urlencode(kept)}" if kept else "/"


def month_meant(wanted: Wanted, now: date) -> Wanted | None:
    """Return the same with a month chosen that was typed as a word, the last one that has begun.

    "sudan may" and "sudan may 2025" look for a month more likely than for a word; nothing is
    changed by itself, though: it may be one. None where no month was typed, or one is chosen.
    """
    words = wanted.words.split()
    months = [name.casefold() for name in MONTHS]
    place = next((at for at, word in enumerate(words) if word.casefold() in months), None)
    if place is None or wanted.month:
        return None
    month = months.index(words[place].casefold()) + 1
    year = now.year if month <= now.month else now.year - 1
    rest = words[:place] + words[place + 1 :]
    if place < len(rest) and _YEAR.fullmatch(rest[place]):
        year = int(rest.pop(place))
    return replace(wanted, words=" ".join(rest), month=f"{year}-{month:02}", shown=STEP)


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """Read an address; what makes no sense there counts as not said."""
    shown = query.get("shown", "")
    asked = (
        int(shown) if shown.isascii() and shown.isdigit() and len(shown) < len("10000") else STEP
    )
    return Wanted(
        words=query.get("q", "").strip()[:_LONGEST],
        unread=query.get("unread") == "1",
        shown=max(STEP, min(MOST, asked)),
        **{name: query.get(name, "").strip()[:_LONGEST] for name in _FILTERS},
    )
