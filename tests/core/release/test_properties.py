"""Whatever a feed says can be taken apart, loses nothing, and costs time in proportion."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.model import Kind
from traynews.core.release.anatomy import is_leftover
from traynews.core.release.take_apart import Release, describe, take_apart

PARAGRAPH, CAPTION = BlockKind.PARAGRAPH, BlockKind.CAPTION

LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Issue Small Image",
            "Issues Short Copy",
            "© Ana Paz",
            "Caption © Ana Paz",
            "[…]",
            "Cut […]",
            "The post T appeared first on S.",
            "mia.holt",
            "T",
            "“Open quotation",
            "“Closed,” said Ana Paz, Amnesty International’s Director.",
            "Ana Paz, Amnesty International’s Director, said:",
            "‘Pulled’ - Ana Paz",
            "وقالت المنظمة: «هذا ظلم»",
            'אמנסטי: "די"',
            "လူ့အခွင့်အရေး 🕯️ e\u0301\u0301",
        ]
    ),
)
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    LINES,
    st.sampled_from(["", "", "body", "title", "standfirst", "uid", "credit", "odd"]),
)
ITEMS = st.builds(
    Item,
    title=st.one_of(LINES, st.just("T")),
    summary=LINES,
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
    author=st.sampled_from(["", "mia.holt", "T"]),
    terms=st.lists(
        st.builds(Term, st.sampled_from(["countries", "topics", "category"]), LINES), max_size=3
    ).map(tuple),
)


@given(ITEMS)
def test_no_paragraph_is_lost_but_known_leftovers(item: Item) -> None:
    release = take_apart(item)
    told = [*release.standfirst, *(block.text for block in release.passages)]
    told += [release.image.caption, release.image.credit, release.author]
    everything = "\n".join([*told, f"{release.image.caption}{release.image.credit}"])
    for block in item.blocks:
        text = block.text.strip()
        if is_leftover(text, (item.title, release.title), item.author) or block.label == "uid":
            continue
        for mark in ("[…]", "[...]"):
            text = text.removesuffix(mark).rstrip()
        assert _dense(text) in _dense(everything), block


def _dense(text: str) -> str:
    return "".join(text.split())


@given(ITEMS)
def test_taking_apart_what_was_taken_apart_changes_nothing(item: Item) -> None:
    once = take_apart(item)
    again = take_apart(_put_together(once, item.terms))
    assert again == once


def _put_together(release: Release, terms: tuple[Term, ...]) -> Item:
    image = [Block(CAPTION, release.image.caption), Block(CAPTION, release.image.credit, "credit")]
    standfirst = [Block(PARAGRAPH, line, "standfirst") for line in release.standfirst]
    return Item(
        title=release.title,
        blocks=(*image, *standfirst, *release.passages),
        author=release.author,
        terms=terms,
    )


@given(ITEMS, st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_feed_says_can_be_described(item: Item, feed_title: str, language: str) -> None:
    found = describe(replace(item, language=language), feed_title)
    assert found.kind in Kind
    assert found.reason
    assert len(found.release.lead) <= 240


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "“",
        "“a b c” ",
        "‘‘a ",
        "s’ a ‘",
        "’ - ",
        "[…]",
        "The post a appeared first on ",
        "A B, ",
        "said: ",
        " ",
        "©",
        "ب",
        "– : . ",
    ],
)
def test_text_of_300_kilobytes_is_taken_apart_in_linear_time(piece: str) -> None:
    assert_linear(_take_apart, piece, length=300_000)


def _take_apart(text: str) -> None:
    blocks = tuple(Block(kind, text + end) for kind in BlockKind for end in ("", " said:"))
    item = Item(title=text, summary=text, blocks=(*blocks, Block(PARAGRAPH, text, "standfirst")))
    take_apart(item)
