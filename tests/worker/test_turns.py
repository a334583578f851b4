"""Whose turn it is: one request at a time to a host, and rests between them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from traynews.worker.turns import Turns

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
URL = "https://press.example/a"


def test_a_host_is_asked_again_once_it_has_answered_and_rested() -> None:
    """P26."""
    now = NOW
    turns = Turns(lambda: now)
    turns.line_up("a", URL)
    turns.line_up("b", URL)
    for one in turns.next():
        assert one == "a"
        turns.take(URL)
    assert turns.patience() is None
    turns.free(URL)
    turns.rest(URL, timedelta(seconds=20))
    assert turns.patience() == 20
    now += timedelta(seconds=20)
    assert list(turns.next()) == ["b"]
    assert turns.is_empty


def test_http_and_https_of_a_host_have_one_turn_and_one_rest() -> None:
    """P26."""
    now = NOW
    turns = Turns(lambda: now)
    plain = URL.replace("https", "http")
    for name, url in (("a", URL), ("b", plain), ("c", "https://press.example:8443/")):
        turns.line_up(name, url)
    asked: list[object] = []
    for one in turns.next():
        asked.append(one)
        turns.take(URL)
        now += timedelta(seconds=1)
    assert asked == ["a", "c"]
    turns.free(URL)
    turns.rest(URL, timedelta(seconds=20))
    assert turns.patience() == 20
    now += timedelta(seconds=20)
    assert list(turns.next()) == ["b"]


def test_a_shorter_rest_does_not_end_a_longer_one() -> None:
    turns = Turns(lambda: NOW)
    turns.line_up("a", URL)
    turns.rest(URL, timedelta(seconds=20))
    turns.rest(URL, timedelta())
    assert turns.patience() == 20
