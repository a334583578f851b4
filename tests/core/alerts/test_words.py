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
        ('"death penalty"', "The death penalty must end", "", True),
        ("“death penalty”", "The death penalty must end", "", True),
        ('"', "Graustark", "", False),
        ("women's rights", "Women’s rights defenders", "", True),
        ("women’s rights", "Women's rights defenders", "", True),
        ("covid-19", "After COVID‑19", "", True),
        ("Cote d'Ivoire", "Côte d’Ivoire: freed", "", True),
        ("Αθήνας", "ΑΘΉΝΑΣ", "", True),
        ("فورا", "يجب الإفراج عنه فورًا", "", True),
        ("محمّد", "محمد حر", "", True),
        ("منظمة", "مـنـظـمـة العفو", "", True),
        ("שלום", "שָׁלוֹם לכולם", "", True),
        ("cafe\u0301", "Le café", "", True),
        ("café", "Le cafe\u0301", "", True),
        ("कि", "उसने कहा की", "", False),
        ("律师", "中国：释放被拘留的律师", "", True),
        ("国中", "中国：释放被拘留的律师", "", False),
        ("死刑", "日本政府は死刑を執行した", "", True),
        ("ไทย", "รัฐบาลไทยต้องปล่อยตัว", "", True),
        ("G7 日本", "G7 日本政府", "", True),
        ("G7 日本", "EG7 日本政府", "", False),
        ("ガザ", "カサ地区", "", False),
        ("사형", "한국: 사형 집행", "", True),
        ("사형", "한국: 소화 훈련", "", False),
    ],
)
def test_words_are_found_whole_in_any_case_and_next_to_each_other(
    words: str,
    title: str,
    text: str,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert Words(words).finds(title, text) is found
