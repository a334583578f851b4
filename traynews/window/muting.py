"""Places that are quiet for a while: listed where they matter, muted and heard of again."""

from __future__ import annotations

from datetime import datetime, tzinfo

from traynews.archive.library import Library
from traynews.core.alerts.mutes import MUTES, WEEK, mute_as_named, read_mutes, write_mutes
from traynews.core.release.places import suggest
from traynews.core.text.times import full_date, local
from traynews.errors import TrayNewsError


def list_mutes(store: Library, now: datetime, zone: tzinfo) -> list[tuple[str, str]]:
    """Return the places that are quiet, and until which day."""
    return [
        (one.place, full_date(local(one.until, zone).date()))
        for one in read_mutes(store.get(MUTES), now)
    ]


def mute(store: Library, name: str, now: datetime, *, off: bool) -> None:
    """Keep the places of that name quiet for a week, or hear of them again.

    Raises `TrayNewsError` where it names none.
    """
    until = None if off else now + WEEK

    def revise(text: str) -> str:
        mutes = mute_as_named(read_mutes(text, now), name, until)
        if mutes is None:
            alike = suggest(name)
            hint = f" Did you mean {alike}?" if alike else ""
            raise TrayNewsError(f"No country or region is called “{name}”.{hint}")
        return write_mutes(mutes)

    store.change(MUTES, revise)
