"""What words mean: asked for millions of them, and few of them twice."""

from __future__ import annotations

import tracemalloc

from traynews.core.kind.meanings import read_meanings


def test_words_that_nobody_meets_again_are_not_kept() -> None:
    """A source that is never silent numbers its releases; nothing is put off until it rests."""
    meanings = read_meanings("en")
    tracemalloc.start()
    try:
        for number in range(10_000):
            meanings.of(f"{number}")
        before, _ = tracemalloc.get_traced_memory()
        for number in range(10_000, 30_000):
            meanings.of(f"{number}")
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1_000_000, "20,000 words"


def test_a_word_means_the_same_when_much_was_met_meanwhile() -> None:
    meanings = read_meanings("en")
    before = meanings.of("condemns")
    for number in range(20_000):
        meanings.of(f"{number}")
    assert before
    assert meanings.of("condemns") == before
