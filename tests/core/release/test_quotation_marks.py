"""Quotation marks of many languages: where quoted words begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.release.quotation_marks import begins_quoted, find_quoted

ANY = st.text("“”„«»\"‘’‚'›‹ -,.!sAab1\n", max_size=60)


def quoted(text: str) -> list[str]:
    return [piece.text for piece in find_quoted(text)]


@pytest.mark.parametrize(
    "text",
    ["“It must end”, he said.", "‘It must end’, he said.", "'It must end', he said.",
     "„It must end“, he said.", "„It must end”, he said.", '„It must end", he said.',
     "»It must end«, he said.", "« It must end », he said.", "”It must end”, he said.",
     "“It must end“, he said.", "‚It must end‘, he said.", '"It must end", he said.'],
)  # fmt: skip
def test_words_are_quoted_in_the_marks_of_any_language(text: str) -> None:
    assert quoted(text) == ["It must end"]
    assert quoted(f"He said: {text}") == ["It must end"]
    assert begins_quoted(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("‘We don’t know’, he said.", ["We don’t know"]),
        ("‘The students’ march was ours,’ he said.", ["The students’ march was ours,"]),
        ("‘It was ‘their’ march,’ he said.", ["It was ‘their’ march,"]),
        ("‘No “safe haven” for them,’ he said.", ["No “safe haven” for them,"]),
        ("“It was ‘their’ march,” he said.", ["It was ‘their’ march,"]),
        ("‘Rock ’n’ roll is ours,’ he said.", ["Rock ’n’ roll is ours,"]),
        ("'Rock 'n' roll is ours,' he said.", ["Rock 'n' roll is ours,"]),
        ('"It was "their" march," he said.', ['It was "their" march,']),
        ('"It was “their” march," he said.', ["It was “their” march,"]),
        ('"It was ours, he said. "We go on."', ["It was ours, he said.", ""]),
        ("The people’s march, the workers’ day.", []),
        ("It was the ‘80s. “We go,” he said.", ["We go,"]),
        ("Rock ’n’ roll ’em. “We go,” he said.", ["We go,"]),
        ("A 5” pipe and a 6” pipe.", []),
        ("Read more » Next » Last", []),
        ("» Read more", []),
        ("他说“不会”。", ["不会"]),
        ("‘Left open, and it’s long", ["Left open, and it’s long"]),
        ("He said ‘left open, and it’s long", []),
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(("words", "found"), [(500, 1), (5_000, 0)])
def test_nobody_speaks_for_pages_in_one_piece(words: int, found: int) -> None:
    assert len(quoted(f"He said ‘{'word ' * words}end’ again.")) == found


@given(ANY)
def test_pieces_stand_where_they_say_in_their_order(text: str) -> None:
    end = 0
    for piece in find_quoted(text):
        assert end <= piece.start < piece.end <= len(text)
        assert piece.text in text[piece.start : piece.end]
        end = piece.end


@pytest.mark.parametrize(
    "mark",
    ["‘a ", "'a ", "»a ", "a’ ", "s’ a ", "‘a’", "“a ", "”a ",
     '"a ', '"a "b" ', "‘n’ "],
)  # fmt: skip
def test_the_time_grows_with_the_length(mark: str) -> None:
    text = mark * (10_000 // len(mark))
    start = time.process_time()
    list(find_quoted(text))
    assert time.process_time() - start < 1
