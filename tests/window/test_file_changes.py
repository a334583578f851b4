"""What a change did to the settings file."""

from __future__ import annotations

import pytest

from traynews.window.file_changes import tell_change

FILE = '[menu]\nbadge = "dot"\n\n[alerts]\nsound = true\n'


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (FILE, "Nothing had to be changed."),
        (FILE.replace("dot", "none"), 'Line 2 of f says now: badge = "none"'),
        (f'{FILE}\n[[feeds]]\nid = "uk"\n', 'Lines 7 to 8 of f say now: [[feeds]]; id = "uk"'),
        (FILE.replace("\n\n", "\nheadlines = 9\n\n"), "Line 3 of f says now: headlines = 9"),
        (FILE.replace('badge = "dot"\n', ""), "What stood in f about it was taken out."),
        (FILE.replace("sound = true\n", ""), "What stood in f about it was taken out."),
        (FILE.replace("\n", "\r\n"), "Nothing had to be changed."),
    ],
)
def test_the_lines_that_are_others_are_named(after: str, said: str) -> None:
    assert tell_change(FILE, after, "f") == said


def test_a_file_that_was_not_there_is_new() -> None:
    assert tell_change("", "a = 1\n", "f") == "f is new."
