"""What is said of a name that nobody knows."""

from __future__ import annotations

import pytest

from traynews.core.text.unknown_names import find_near, tell_unknown


@pytest.mark.parametrize(
    ("name", "known", "says"),
    [
        ("ukk", ["usa", "uk"], 'there is no feed "ukk"; did you mean "uk"?'),
        ("nobody", ["usa", "uk"], 'there is no feed "nobody"; there are uk, usa'),
        ("nobody", [], 'there is no feed "nobody"; there are none'),
    ],
)
def test_who_misspelt_a_name_hears_which_was_meant(name: str, known: list[str], says: str) -> None:
    assert tell_unknown("feed", name, known) == says


def test_a_name_of_any_length_is_compared_at_once() -> None:
    assert not find_near("x" * 10_000_000, ["uk"])
