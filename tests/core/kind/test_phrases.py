"""Phrases over words: how they are written, what they find, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.kind.phrases import LINE, Vocabulary, compile_phrases
from traynews.core.kind.tokens import locate, split
from traynews.core.text.fold import fold

WORDS = Vocabulary(
    lists={"PAST": "shot told", "SAID": "said told", "NUMBER": "# two three", "DET": "the a"},
    endings={"PAST": "ed"},
    plain="united",
)


def find(phrase: str, text: str) -> str | None:
    """Return the words of a text that a phrase finds first."""
    lexicon = compile_phrases(WORDS, [phrase])
    words = [LINE, *split(fold(text)), LINE]
    signs = LINE + lexicon.sign(words[1:-1]) + LINE
    found = lexicon.phrases[phrase].search(signs, 0, len(signs), frozenset(signs))
    return None if found is None else " ".join(words[found[0] : found[1]]).strip()


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("in response to", "She spoke in response to it", "in response to"),
        ("in|by law", "Banned by law", "by law"),
        ("PAST", "Police arrested him", "arrested"),
        ("PAST", "The United team", None),
        ("PAST", "He was shot", "shot"),
        ("!SAID PAST", "She told him that they fired", "fired"),
        ("<!DET PAST", "The wounded were moved", "moved"),
        ("the ~? PAST", "The old man died, and the boy was jailed", None),
        ("the ~{0,3} PAST", "The old man died, and the boy was jailed", "the boy was jailed"),
        ("NUMBER days", "After 6,000 days", "6,000 days"),
        ("in #year", "It began in 2011", "in 2011"),
        ("in #year", "It began in 2211", None),
        ("in #", "It began in 2011", "in 2011"),
        ("^ the", "So it is. The end", "the"),
        ("^ the", "“The end", '" the'),
        ("^ end", "The end", None),
        ("end $", "The end. So it is", "end"),
        ("said :", "Ana Ruiz said: no", "said :"),
        ("( a b / c ) d", "a c d", "c d"),
        ("x / the end", "The end", "the end"),
        ("the very? end", "The very end", "the very end"),
        ("' ~{1,3} '", "It's a ‘dark day’ for all", "' dark day '"),
        ("s arrest", "The poet's arrest", "s arrest"),
        ("one ~{0,9} end", "One. The end", None),
        ("what ?", "Why? What? End", "what ?"),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, text: str, words: str | None) -> None:
    assert find(phrase, text) == (None if words is None else words.replace("'", "\x02"))


def test_a_list_that_the_vocabulary_lacks_is_refused() -> None:
    with pytest.raises(KeyError):
        compile_phrases(WORDS, ["NOUN of"])


@given(st.text(alphabet=st.sampled_from("ab 1.,:'\"-\n…?()¿lé’“”"), max_size=80))
def test_every_word_is_found_where_it_was_written(text: str) -> None:
    folded = fold(text)
    words = split(folded)
    places = locate(words, folded)
    assert len(places) == len(words)
    end = 0
    for word, (start, stop) in zip(words, places, strict=True):
        written = {"\x01": "\n", "\x02": "'"}.get(word, word)
        assert start >= end
        assert folded[start:stop] == written
        end = stop


@given(st.text(max_size=200))
def test_every_word_has_one_character(text: str) -> None:
    words = split(fold(text))
    assert len(compile_phrases(WORDS, ["PAST", "in #year"]).sign(words)) == len(words)
