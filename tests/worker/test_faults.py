"""How long a feed is left alone after a fault of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import Request
from traynews.worker.faults import Faults

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
REMOTE, HERE = Request("uk", "https://press.example/feed"), Request("uk", "http://127.0.0.1/feed")


@pytest.mark.parametrize(
    ("request_of", "faults", "hold"),
    [
        (REMOTE, 1, timedelta(minutes=5)),
        (REMOTE, 2, timedelta(minutes=10)),
        (REMOTE, 4, timedelta(minutes=40)),
        (REMOTE, 60, timedelta(days=1)),
        (HERE, 1, timedelta(seconds=1)),
    ],
)
def test_the_oftener_in_a_row_the_longer(request_of: Request, faults: int, hold: timedelta) -> None:
    known, second = Faults(), timedelta(seconds=1)
    for _ in range(faults):
        known.note(request_of, NOW)
    assert known.hold("uk", NOW)
    assert known.hold("uk", NOW + hold - second / 2)
    assert not known.hold("uk", NOW + hold)
    assert not known.hold("international", NOW)


def test_what_went_well_ends_it_and_so_does_a_clock_that_is_set_back() -> None:
    known = Faults()
    known.note(REMOTE, NOW)
    assert not known.hold("uk", NOW - timedelta(days=2))
    known.forget("uk")
    known.forget("uk")
    assert not known.hold("uk", NOW)
    known.note(REMOTE, NOW)
    assert not known.hold("uk", NOW + timedelta(minutes=5))
