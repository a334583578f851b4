"""Which scripts put no blanks between words."""

from __future__ import annotations

import re

import pytest

from traynews.core.text.unspaced import SIGNS


@pytest.mark.parametrize("sign", ["律", "ガ", "ひ", "ไ", "ລ", "စ", "ខ", "\U00020000"])
def test_a_sign_of_them_is_known(sign: str) -> None:
    assert re.fullmatch(SIGNS, sign)


@pytest.mark.parametrize("sign", ["a", "é", "я", "ع", "भ", "한", "።", "7", "。", ""])
def test_letters_of_others_and_punctuation_are_none(sign: str) -> None:
    assert not re.fullmatch(SIGNS, sign)
