"""Tables for people are as wide as the terminal, and whole for programs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.cli import status
from traynews.cli.feeds import list as feed_list
from traynews.cli.tables import Screen
from traynews.core.data.model import Feed, FeedState, FeedStatus
from traynews.core.text.width import width_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TITLE = "A press room with a name that goes on and on, 国際特赦組織 among others, until the end"
TROUBLE = "the server says 503 Service Unavailable, and that it is being mended until tomorrow"
ONE = FeedStatus(
    Feed("press-room", "https://a.example/feed", title=TITLE),
    FeedState("press-room", trouble=TROUBLE, trouble_since=NOW, failures=3, notice="It has moved"),
)


@pytest.mark.parametrize("columns", [30, 50, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_no_trouble_is_cut(columns: int) -> None:
    screen = Screen(columns, colours=False)
    for rows in (
        list(feed_list._rows(ONE, 10, screen)),
        list(status._rows(ONE, NOW, screen)),
    ):
        assert all(width_of(row) <= columns for row in rows)
        assert TROUBLE in " ".join(" ".join(rows).split())


def test_for_a_program_every_line_is_whole() -> None:
    rows = list(feed_list._rows(ONE, 10, Screen(10_000, colours=False)))
    assert rows[0] == f"on  press-room {TITLE}"
    assert len(rows) == 3
