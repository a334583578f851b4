"""Folding: what rules compare, as long as the text it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.text.fold import fold, same


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Amnesty", "amnesty"),
        ("Perú, Türkiye, Åland, Łódź", "peru, turkiye, aland, łodz"),
        ("‘a’ ‛b’ ʼc `d", "'a' 'b' 'c 'd"),
        ("“a” „b‟ «c»", '"a" "b" "c"'),
        ("a–b—c‑d‒e-f", "a-b-c-d-e-f"),
        ("a\u00a0b\u202fc", "a b c"),
        ("ﬁne", "fne"),  # one character stays one, whatever it is made of
        ("İstanbul", "istanbul"),
        ("Straße", "straße"),
        ("사형 ガザ", "사형 ガザ"),  # letters, and no marks on others
        ("ΑΘΗΝΑ", "αθηνα"),
        ("ΠΟΛΕΜΟΣ πόλεμος", "πολεμοσ πολεμοσ"),
        ("KADIN kadın", "kadin kadin"),
        ("", ""),
    ],
)
def test_marks_capitals_and_the_kind_of_quotes_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_every_character_becomes_exactly_one(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("It’s over", "it's OVER", True),
        ("Perú", "Peru", True),
        ("Peru", "Perus", False),
        ("Peru", "Pera", False),
        ("", "", True),
    ],
)
def test_two_texts_that_fold_alike_say_the_same(one: str, other: str, *, alike: bool) -> None:
    assert same(one, other) == alike
