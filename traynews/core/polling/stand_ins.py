"""Which source may stand in for one that turns TrayNews away, or never gave anything.

Nobody is got round: what is offered is another publication of the catalogue, on another site, and
the user says whether it is followed.
"""

from __future__ import annotations

from collections.abc import Sequence

from traynews.core.data.document import TroubleKind
from traynews.core.data.model import Feed, FeedStatus
from traynews.core.text.address import site_of

_ANSWERED = frozenset(
    {
        TroubleKind.TURNED_AWAY,
        TroubleKind.HTTP,
        TroubleKind.NOT_A_FEED,
        TroubleKind.REFUSED,
    }
)
"""Troubles that a server, or our own manners, make; no network or a slow one mends itself."""


def needs_stand_in(status: FeedStatus) -> bool:
    """Whether another source is to be offered beside this one: not for a passing trouble.

    Nor where an office's mirror is what fails: it would be asked for the other one, too.
    """
    state, feed = status.state, status.feed
    if not feed.enabled or feed.mirror or not state.trouble:
        return False
    if state.trouble_kind is TroubleKind.TURNED_AWAY or state.stopped:
        return True
    return state.trouble_kind in _ANSWERED and not state.polled


def find_stand_in(statuses: Sequence[FeedStatus], offers: Sequence[Feed]) -> Feed | None:
    """Return what is to be offered now; None where nothing is needed, or the best is followed.

    `offers` are the catalogue's sources, the best for this user first. None is offered on a site
    of which a source fails.
    """
    if not any(needs_stand_in(one) for one in statuses):
        return None
    watched = [one for one in statuses if one.feed.enabled]
    failing = {site_of(one.feed.url) for one in watched if one.state.trouble}
    best = next((feed for feed in offers if site_of(feed.url) not in failing), None)
    return None if best is None or best.id in {one.feed.id for one in watched} else best
