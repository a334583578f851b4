"""How wide text is on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.clean import clean_line, cut
from traynews.core.text.width import cut_to_width, fit, width_of, wrap

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


@pytest.mark.parametrize(
    ("text", "columns", "left"),
    [
        ("人权观察", 8, "人权观察"),
        ("人权观察", 7, "人权观…"),
        ("人权 观察", 8, "人权…"),
        ("Court frees 人权", 15, "Court frees…"),
        ("👩\u200d🔬👩\u200d🔬", 7, "👩\u200d🔬…"),
        ("人", 1, "…"),
        ("人权", 0, ""),
    ],
)
def test_what_is_cut_at_a_word_has_no_more_columns(text: str, columns: int, left: str) -> None:
    assert cut_to_width(text, columns) == left


@given(CLEAN, st.integers(0, 60))
def test_what_is_cut_to_a_width_fits_it_and_plain_text_as_ever(text: str, columns: int) -> None:
    assert width_of(cut_to_width(text, columns)) <= columns
    plain = text.encode("ascii", "ignore").decode()
    assert cut_to_width(plain, columns) == cut(plain, columns)


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
