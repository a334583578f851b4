"""The yardstick itself: it lets linear work pass, and nothing that is worse."""

from __future__ import annotations

import re

import pytest

from tests.growth import assert_linear


def test_linear_work_passes() -> None:
    assert_linear(lambda text: [letter.upper() for letter in text], "ab ", length=400_000)


def test_quadratic_work_is_noticed() -> None:
    with pytest.raises(AssertionError, match="times the cost"):
        assert_linear(lambda text: re.search("a+b", text), "a", length=8_000)
