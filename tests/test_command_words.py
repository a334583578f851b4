"""Commands that a user writes: browser, editor."""

from __future__ import annotations

import pytest

from traynews.command_words import split_command


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            r'"C:\Program Files\Fox\fox.exe" --profile="Second One" -new "%s"',
            [r"C:\Program Files\Fox\fox.exe", "--profile=Second One", "-new", "%s"],
        ),
        (r"C:\Users\O'Neil\fox.exe %s # 1", [r"C:\Users\O'Neil\fox.exe", "%s", "#", "1"]),
        (r'fox.exe ""', ["fox.exe", ""]),
        ("  ", []),
    ],
)
def test_windows_has_paths_and_quotes_within_words(written: str, words: list[str]) -> None:
    assert split_command(written, "win32") == words


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_a_command_is_a_shells(platform: str) -> None:
    assert split_command(r"fox --a='b c' d\ e", platform) == ["fox", "--a=b c", "d e"]


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_quote_that_is_not_closed_is_no_command(platform: str) -> None:
    with pytest.raises(ValueError, match="quotation"):
        split_command('"fox', platform)
