"""Foreign text becomes one clean line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.clean import clean_line, cut, has_rtl, is_rtl
from traynews.core.text.sentences import first_sentence


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("plain", "plain"),
        ("  two \n lines\t and\u00a0blanks  ", "two lines and blanks"),
        ("nul\x00 esc\x1b[31m bell\x07", "nul esc[31m bell"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("", ""),
    ],
)
def test_controls_and_tricks_go_and_writing_stays(dirty: str, clean: str) -> None:
    assert clean_line(dirty) == clean


@given(st.text())
def test_a_clean_line_is_one_plain_bounded_line_and_stays_as_it_is(text: str) -> None:
    line = clean_line(text, limit=80)
    assert len(line) <= 80
    assert line == line.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in line)
    assert "  " not in line
    assert clean_line(line, limit=80) == line


def test_stacked_marks_are_thinned() -> None:
    assert len(clean_line("Z" + "\u0335" * 200)) <= 6


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("hello wonderful world", 12, "hello…"),
        ("hello wonderful world", 16, "hello wonderful…"),
        ("a,b: cdefghijklmno", 8, "a,b…"),
        ("abcdefghijklmnop", 8, "abcdefg…"),
        ("anything", 0, ""),
    ],
)
def test_long_text_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@pytest.mark.parametrize(
    "sign",
    [
        "กิ", "ก่ำ", "กำ", "कि", "நி", "e\u0331", "🇬🇧", "👍🏽", "❤\ufe0f", "👩\u200d👩\u200d👧",
        "👩🏽\u200d⚖\ufe0f",
    ],
)  # fmt: skip
def test_a_sign_is_never_cut_in_half(sign: str) -> None:
    for limit in range(len(sign) + 1, 60):
        head = cut(sign * 60, limit).removesuffix("…")
        assert head == sign * (len(head) // len(sign)), limit
        assert len(head) > limit - 1 - len(sign)


@given(st.text(), st.integers(0, 50))
def test_a_cut_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The court has ruled today. More follows.", "The court has ruled today."),
        ("Dr. Lena Berg said that all must go free. Then more.",
         "Dr. Lena Berg said that all must go free."),
        ("“They took him at night.” His family waits.", "“They took him at night.”"),
        ("No. That is not the end of the matter. Or is it?",
         "No. That is not the end of the matter."),
        ("no end in sight", "no end in sight"),
    ],
)  # fmt: skip
def test_the_first_sentence_ends_where_a_reader_would_say(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(max_size=500))
def test_a_first_sentence_begins_the_text_and_is_bounded(text: str) -> None:
    line = clean_line(text)
    sentence = first_sentence(line, limit=60)
    assert len(sentence) <= 60
    assert line.startswith(sentence.rstrip("…"))


@pytest.mark.parametrize(
    ("text", "rtl"), [("مصر: أحكام", True), ("“ישראל”", True), ("Iran", False), ("123", False)]
)
def test_the_direction_is_that_of_the_first_strong_letter(text: str, rtl: bool) -> None:  # noqa: FBT001
    assert is_rtl(text) is rtl


@pytest.mark.parametrize(
    ("text", "there"),
    [("مصر", True), ("Egypt: مصر", True), ("Iran 5", False), ("٤ dead", True), ("", False)],
)
def test_one_letter_from_right_to_left_is_enough_to_move_digits(text: str, there: bool) -> None:  # noqa: FBT001
    assert has_rtl(text) is there


def test_no_letter_before_the_first_one_that_counts_runs_from_right_to_left() -> None:
    directions = {unicodedata.bidirectional(chr(code)) for code in range(0x590)}
    assert not directions & {"R", "AL", "AN"}
    assert not has_rtl("")
