"""Words are looked for as words."""

from __future__ import annotations

import pytest

from traynews.core.alerts.words import Words


@pytest.mark.parametrize(
    ("words", "title", "text", "found"),
    [
        ("urgent action", "URGENT  Action: free her", "", True),
        ("urgent action", "Action: urgent", "", False),
        ("ran", "Iran", "", False),
        ("a+b", "is a+b there", "", True),
        ("محاكمة", "مصر: محاكمة صحفي", "", True),
        ("poet", "Graustark", "They freed a poet.", True),
        ("poet", "Graustark", "word " * 10_000 + "poet", False),
        ("", "Graustark", "", True),
    ],
)
def test_words_are_found_whole_in_any_case_and_next_to_each_other(
    words: str,
    title: str,
    text: str,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert Words(words).finds(title, text) is found
