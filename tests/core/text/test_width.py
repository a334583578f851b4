"""How wide text is on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.clean import clean_line
from traynews.core.text.width import fit, width_of, wrap

CLEAN = st.text(max_size=120).map(clean_line)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("News", 4),
        ("Zoë", 3),
        ("e\u0301", 1),
        ("人权", 4),
        ("ニュース", 8),
        ("뉴스", 4),
        ("خبر", 3),
        ("a\u200db", 2),
        ("🕯", 1),
        ("🔥", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width_of(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "fitted"),
    [
        ("Amnesty", 7, "Amnesty"),
        ("Amnesty", 6, "Amnes…"),
        ("人权观察", 8, "人权观察"),
        ("人权观察", 7, "人权观…"),
        ("人权观察", 6, "人权…"),
        ("A title", 3, "A…"),
        ("Amnesty", 0, ""),
    ],
)
def test_fit(text: str, columns: int, fitted: str) -> None:
    assert fit(text, columns) == fitted


@given(CLEAN, st.integers(0, 60))
def test_what_is_fitted_fits(text: str, columns: int) -> None:
    assert width_of(fit(text, columns)) <= columns


@given(CLEAN, st.integers(2, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    lines = list(wrap(text, columns))
    assert all(width_of(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_are_broken_at_spaces() -> None:
    assert list(wrap("one two three four", 9)) == ["one two", "three", "four"]
    assert list(wrap("https://www.example/a/long/one", 12)) == [
        "https://www.",
        "example/a/lo",
        "ng/one",
    ]
