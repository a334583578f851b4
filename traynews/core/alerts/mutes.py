"""Places of which the user wants to hear nothing for a while. Alerts only: all is stored anyway."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from traynews.core.release.places import places

MUTES = "mutes"
"""The key under which the archive keeps them."""

WEEK = timedelta(days=7)
"""How long "Mute … for a week" lasts."""


@dataclass(frozen=True, slots=True)
class Mute:
    """A country or region, and until when nothing about it pops up."""

    place: str
    until: datetime


def read_mutes(text: str, now: datetime) -> tuple[Mute, ...]:
    """Return the mutes that hold, from what `write_mutes` wrote; nonsense holds nothing."""
    try:
        rows = json.loads(text) if text else []
        mutes = [Mute(str(place), datetime.fromisoformat(until)) for place, until in rows]
        return tuple(mute for mute in mutes if mute.until > now)
    except (ValueError, TypeError):
        return ()


def write_mutes(mutes: Iterable[Mute]) -> str:
    """Return the mutes as text to be kept."""
    return json.dumps([[mute.place, mute.until.isoformat()] for mute in mutes])


def with_mute(mutes: Iterable[Mute], place: str, until: datetime) -> tuple[Mute, ...]:
    """Return the mutes with this one, in place of an earlier one of the same place."""
    return (*without_mute(mutes, place), Mute(place, until))


def without_mute(mutes: Iterable[Mute], place: str) -> tuple[Mute, ...]:
    """Return the mutes without that place."""
    folded = place.casefold()
    return tuple(mute for mute in mutes if mute.place.casefold() != folded)


def mute_as_named(
    mutes: Iterable[Mute], name: str, until: datetime | None
) -> tuple[Mute, ...] | None:
    """Return the mutes with all places of that name until then, or without them where that is None.

    A place goes by the name that releases carry, however it was spelt. None: it names no place.
    """
    named = places(name)
    if not named:
        return None
    found = tuple(mutes)
    for one in named:
        found = without_mute(found, one) if until is None else with_mute(found, one, until)
    return found


def find_mute(mutes: Iterable[Mute], places: Iterable[str]) -> Mute | None:
    """Return the mute that keeps a release quiet: one of its places is muted."""
    about = {place.casefold() for place in places}
    return next((mute for mute in mutes if mute.place.casefold() in about), None)
