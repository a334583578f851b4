"""What the reader wants to see: words and filters, as one search in the command line's syntax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

STEP, MOST = 60, 960
"""Headlines on a page at first, and at most."""

_FILTERS = ("country", "topic", "month", "kind", "feed")
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
        """The whole as one search; empty where everything is wanted."""
        parts = [self.words]
        for name in _FILTERS:
            value = getattr(self, name).replace('"', " ").strip()
            if value:
                parts.append("is:breaking" if value == "breaking" else f'{name}:"{value}"')
        if self.unread:
            parts.append("is:unread")
        return " ".join(part for part in parts if part)

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
