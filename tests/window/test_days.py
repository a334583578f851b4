"""What is told of the last days: what came, why it was alerted or not, what was in the way."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from tests.window.desks import NOW, Client
from traynews.core.data.model import FeedState
from traynews.core.health.diary import DIARY, NOT_RUNNING, Diary, Span, with_span, write_diary
from traynews.window.desk import Desk

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def diary(desk: Desk) -> Diary:
    """Note that the program was off the evening before."""
    span = Span("", NOW - 20 * HOUR, NOW - 10 * HOUR, NOT_RUNNING)
    diary = with_span(Diary(NOW - 3 * DAY), span)
    with desk.archive() as store:
        store.set(DIARY, write_diary(diary))
    return diary


def days(client: Client) -> list[str]:
    """Return the text of each day, the newest first."""
    return unescape(client.get("/log").body).split('<h2 id="h')[1:]


@pytest.mark.usefixtures("diary")
def test_a_day_without_news_says_why(client: Client) -> None:
    today, yesterday, before, oldest = days(client)
    assert ">Today, Wednesday 11 March</h2>" in today
    assert ">Yesterday, Tuesday 10 March</h2>" in yesterday
    line = "Nobody was asked from yesterday 13:00 to yesterday 23:00: TrayNews was not running."
    assert line in yesterday
    assert line not in before
    assert "the sources published nothing new" in before
    assert "Sunday 8 March" in oldest  # of what was before, nothing is known


def test_what_still_lasts_is_told_of_each_of_its_days(client: Client, desk: Desk) -> None:
    client.post("/source", {"feed": "uk", "key": "enabled", "value": "true"})
    state = FeedState("uk", last_checked=NOW, trouble="it says 500", trouble_since=NOW - DAY)
    with desk.archive() as store:
        store.save_state(state)
    today, yesterday, *before = days(client)
    for day in (today, yesterday):
        assert "has not been read since yesterday 09:00: it says 500." in day
    assert "it says 500" not in "".join(before)


def test_what_came_says_why_it_was_alerted_or_not(client: Client, desk: Desk) -> None:
    with desk.archive() as store:
        seen = {entry.first_seen.date() for entry in store.entries(99)}
    whole = "".join(days(client))
    assert ("releases came." in whole) == any(NOW.date() - one < 7 * DAY for one in seen)
    assert whole.count("Not alerted: a test wants it.") == 8
    assert "2 more came on that day." in whole
