"""Whether a release was retracted: gone from its feed before its time, and gone from its page.

A feed lists its newest releases. One that vanishes while older ones stay is suspect, and its page
is asked for, as rarely as will do: "gone" (410) settles it, "not found" (404) does the second
time, a day later, since pages are moved and servers have bad hours. Anything else proves nothing.
Sources: RFC 9110, sections 15.5.5 and 15.5.11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from traynews.core.data.document import Answer, Failure

PAUSE = timedelta(days=1)
"""Between two requests for one page."""

MOST_ASKS = 3
"""After which a page is left in peace, whatever it said."""

LONGEST_AHEAD = timedelta(hours=1)
"""A page asked for further ahead than this was asked for by a wrong clock."""

_GONE, _NOT_FOUND = 410, 404


class Finding(StrEnum):
    """What a page says of its release."""

    STANDS = "stands"  # or tells nothing
    MISSED = "missed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Suspect:
    """An entry that its feed dropped; `misses` is how often its page was not found."""

    entry_id: int
    feed_id: str
    url: str
    misses: int = 0


def judge_page(suspect: Suspect, result: Answer | Failure) -> Finding:
    """Say what an answer for a suspect's page means."""
    status = result.status
    if status == _GONE or (status == _NOT_FOUND and suspect.misses):
        return Finding.RETRACTED
    return Finding.MISSED if status == _NOT_FOUND else Finding.STANDS
