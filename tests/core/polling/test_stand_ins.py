"""Which source is offered beside one that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.data.document import TroubleKind
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.polling.stand_ins import find_stand_in, needs_stand_in

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OFFERS = tuple(Feed(name, f"https://www.{name}.example/feed") for name in ("uk", "usa", "france"))


def status(
    name: str,
    trouble: TroubleKind | None = None,
    *,
    polled: bool = True,
    enabled: bool = True,
    mirror: str = "",
) -> FeedStatus:
    state = FeedState(name, polled=polled, trouble="no" if trouble else "", trouble_kind=trouble)
    url = f"https://{name}.example/feed"
    return FeedStatus(Feed(name, url, enabled=enabled, mirror=mirror), state)


@pytest.mark.parametrize(
    ("watched", "needed"),
    [
        (status("uk"), False),
        (status("uk", TroubleKind.TURNED_AWAY), True),
        (status("uk", TroubleKind.TURNED_AWAY, enabled=False), False),
        (status("uk", TroubleKind.TURNED_AWAY, mirror="http://news.office/"), False),
        (status("uk", TroubleKind.HTTP), False),  # worked, and may well again
        (status("uk", TroubleKind.HTTP, polled=False), True),
        (status("uk", TroubleKind.NOT_A_FEED, polled=False), True),
        (status("uk", TroubleKind.REFUSED, polled=False), True),
        (status("uk", TroubleKind.NETWORK, polled=False), False),
        (status("uk", TroubleKind.TIMEOUT, polled=False), False),
    ],
)
def test_a_stand_in_is_for_what_does_not_mend_itself(watched: FeedStatus, *, needed: bool) -> None:
    assert needs_stand_in(watched) is needed
    assert (find_stand_in([watched], OFFERS) is not None) is needed


def test_the_best_that_is_on_no_failing_site_is_offered() -> None:
    refused = status("uk", TroubleKind.TURNED_AWAY)
    assert find_stand_in([refused], OFFERS) == OFFERS[1]
    both = [refused, status("usa", TroubleKind.TURNED_AWAY)]
    assert find_stand_in(both, OFFERS) == OFFERS[2]
    assert find_stand_in([*both, status("france", TroubleKind.NETWORK)], OFFERS) is None


def test_nothing_is_offered_once_the_best_is_followed() -> None:
    refused = status("uk", TroubleKind.TURNED_AWAY)
    assert find_stand_in([refused, status("usa")], OFFERS) is None
    off = status("usa", enabled=False)
    assert find_stand_in([refused, off], OFFERS) == OFFERS[1]
