"""What was changed in a release, word by word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.data.model import Entry, Record, Revision
from traynews.core.release.changes import (
    Mark,
    Piece,
    compare_texts,
    compare_words,
    find_changes,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(pieces: tuple[Piece, ...]) -> str:
    """Return them as people write it by hand."""
    signs = {Mark.KEPT: "{}", Mark.GONE: "[-{}]", Mark.NEW: "[+{}]"}
    return "".join(signs[mark].format(words) for mark, words in pieces)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("the same words", "the same words", "the same words"),
        ("at least 40 people died", "at least 57 people died", "at least [-40 ][+57 ]people died"),
        ("must stop", "must stop now", "must stop [+now]"),
        ("must stop now", "must stop", "must stop [-now]"),
        ("one two three", "four five six", "[-one two three ][+four five six]"),
        ("", "all of it", "[+all of it]"),
        ("نص قصير عن المحاكمة", "نص طويل عن المحاكمة", "نص [-قصير ][+طويل ]عن المحاكمة"),
    ],
)
def test_words_that_stayed_are_told_once(old: str, new: str, said: str) -> None:
    assert told(compare_words(old, new)) == said


def test_paragraphs_that_stayed_are_left_out_but_for_those_beside() -> None:
    old = "a\nb\nc\nforty were held today\ne\nf\ng\nh\ni\nlast"
    new = old.replace("forty", "sixty").replace("last", "last\nmore")
    assert [told(one) for one in compare_texts(old, new)] == [
        "c", "[-forty ][+sixty ]were held today", "e", "", "last", "[+more]",
    ]  # fmt: skip


def test_what_is_too_long_to_compare_is_told_whole() -> None:
    old, new = "x " * 700, "y " * 700
    assert compare_words(old, new) == ((Mark.GONE, old), (Mark.NEW, new))
    many = "\n".join(map(str, range(500)))
    assert compare_texts(many, f"{many}\n") == (((Mark.GONE, many), (Mark.NEW, f"{many}\n")),)


def test_each_change_is_found_by_what_came_after_it() -> None:
    entry = Entry(1, "uk", "Three now", "", NOW, NOW)
    item = Item(title="Three now", blocks=(Block(BlockKind.PARAGRAPH, "text two", "body"),))
    record = Record(
        entry,
        item,
        revisions=(
            Revision(NOW, ("title",), "One now", "", None),
            Revision(NOW + HOUR, ("text",), "Two now", "", None, text="text one"),
            Revision(NOW + 2 * HOUR, ("link", "title"), "Two now", "", None),
        ),
    )
    third, second, first = find_changes(record)
    assert (told(third.title), third.text, third.moment) == (
        "[-Two ][+Three ]now", (), NOW + 2 * HOUR,
    )  # fmt: skip
    assert (second.title, [told(one) for one in second.text]) == ((), ["text [-one ][+two]"])
    assert told(first.title) == "[-One ][+Two ]now"


_TEXTS = st.lists(st.sampled_from(["a", "b", "c", "\n", "  "]), max_size=30).map("".join)


@given(_TEXTS, _TEXTS)
def test_nothing_is_invented_and_nothing_is_left_out(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    kept_and_new = "".join(words for mark, words in pieces if mark is not Mark.GONE)
    kept_and_gone = "".join(words for mark, words in pieces if mark is not Mark.NEW)
    assert kept_and_new.split() == new.split()
    assert kept_and_gone.split() == old.split()
