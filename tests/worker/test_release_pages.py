"""Pages of releases that a listing names: how far they may lead."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.data.document import Answer, Document, Reach, Request
from traynews.worker.release_pages import Listed, ReleasePages

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
URL = "https://press.example/latest/"


@pytest.mark.parametrize(
    ("asked", "answered", "least"),
    [
        (Reach.LOOPBACK, Reach.PUBLIC, Reach.PUBLIC),
        (Reach.LOOPBACK, Reach.PRIVATE, Reach.PRIVATE),
        (Reach.PUBLIC, Reach.PUBLIC, Reach.PUBLIC),
    ],
)
def test_a_listing_leads_no_further_inside_than_it_lies(
    asked: Reach, answered: Reach, least: Reach
) -> None:
    """P23: also at the first poll, when nothing is known of its feed yet."""
    answer = Answer(URL, 200, {}, b"<html>", NOW, reach=answered)
    pages = ReleasePages()
    assert pages.begin(Listed(Request("uk", URL, reach=asked), answer, Document()), [f"{URL}a/"])
    (request,) = pages.requests()
    assert request.reach is least
