"""What the page of a release that left its feed says about it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.data.document import Answer, Failure, TroubleKind
from traynews.core.polling.retraction import Finding, Suspect, judge_page

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
PAGE = "https://press.example/news/1"


def judge(status: int | None, misses: int = 0) -> Finding:
    failure = Failure(TroubleKind.HTTP, "no", NOW, status)
    return judge_page(Suspect(1, "uk", PAGE, misses), failure)


def test_gone_settles_it_at_once() -> None:
    """RFC 9110, 15.5.11."""
    assert judge(410) is Finding.RETRACTED
    assert judge(410, misses=2) is Finding.RETRACTED


def test_not_found_settles_it_the_second_time() -> None:
    """RFC 9110, 15.5.5."""
    assert judge(404) is Finding.MISSED
    assert judge(404, misses=1) is Finding.RETRACTED
    assert judge(404, misses=2) is Finding.RETRACTED


@pytest.mark.parametrize("misses", [0, 1])
@pytest.mark.parametrize("status", [None, 301, 400, 401, 403, 405, 409, 411, 429, 451, 500, 503])
def test_anything_else_proves_nothing(status: int | None, misses: int) -> None:
    assert judge(status, misses) is Finding.STANDS


@pytest.mark.parametrize("status", [200, 204, 304])
def test_a_page_that_answers_stands(status: int) -> None:
    answer = Answer(PAGE, status, {}, b"", NOW)
    assert judge_page(Suspect(1, "uk", PAGE, 1), answer) is Finding.STANDS
