"""The feeds that TrayNews knows by name: data, in `catalogue.toml` beside this module."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from traynews.core.data.model import Feed
from traynews.patterns import read_match

CatalogueKind = Literal["releases", "news", "section", "in-the-news", "social"]


@dataclass(frozen=True, slots=True)
class CatalogueFeed:
    """A feed of the catalogue, and what is known about it.

    `country` is empty where it is about the whole world. `default` feeds are polled where the user
    lists none. `seen` tells when and where the address was seen to answer, or that it never was.
    """

    feed: Feed
    kind: CatalogueKind
    default: bool
    seen: str
    country: str


@cache
def load() -> tuple[CatalogueFeed, ...]:
    """Read the catalogue, once; in the order of its file."""
    text = (pkgutil.get_data(__name__, "catalogue.toml") or b"").decode()
    return tuple(_read(row) for row in tomllib.loads(text)["feeds"])


def known_feeds() -> Sequence[Feed]:
    """Return every feed of the catalogue; the default ones are enabled."""
    return [replace(one.feed, enabled=one.default) for one in load()]


def find(feed_id: str) -> CatalogueFeed | None:
    """Return the feed of that id, or None."""
    return next((known for known in load() if known.feed.id == feed_id), None)


def _read(row: dict[str, Any]) -> CatalogueFeed:
    feed = Feed(
        answered=row.get("answered"),
        id=row["id"],
        url=row["url"],
        title=row["title"],
        home=row["home"],
        candidates=tuple(row["candidates"]),
        language=row["language"],
        zone=row["zone"],
        mentions=read_match(row["mentions"]) if "mentions" in row else None,
    )
    return CatalogueFeed(feed, row["kind"], row["default"], row["seen"], row.get("country", ""))
