"""Where each block of a release belongs, and which leftovers of templates go."""

from __future__ import annotations

import pytest

from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.release.anatomy import Image, Parts, is_leftover, sort_blocks

PARAGRAPH, CAPTION = BlockKind.PARAGRAPH, BlockKind.CAPTION
TITLE = "Graustark: Court frees poet"


def sort(*blocks: Block | str | tuple[str, str], author: str = "", summary: str = "") -> Parts:
    made = tuple(
        one if isinstance(one, Block)
        else Block(PARAGRAPH, one) if isinstance(one, str)
        else Block(PARAGRAPH, one[1], one[0])
        for one in blocks
    )  # fmt: skip
    return sort_blocks(Item(title=TITLE, blocks=made, author=author, summary=summary), TITLE)


def texts(parts: Parts) -> list[str]:
    return [passage.text for passage in parts.passages]


def test_labels_say_where_a_block_belongs() -> None:
    parts = sort(
        ("title", TITLE), ("standfirst", "Four years"), ("teaser", "A cell"), ("body", "Text"),
        ("uid", "mia"), ("byline", "someone else"), ("copyright", "Lena Falk"),
    )  # fmt: skip
    assert parts.standfirst == ("Four years", "A cell")
    assert texts(parts) == ["Text"]
    assert parts.author == "mia"
    assert parts.image == Image("", "Lena Falk")


def test_the_author_that_the_item_names_comes_first() -> None:
    assert sort(("uid", "mia"), author="Ana").author == "Ana"


def test_without_any_block_the_summary_is_the_text() -> None:
    assert texts(sort(summary="All of it.")) == ["All of it."]
    assert texts(sort("  ", summary="All of it.")) == ["All of it."]
    assert texts(sort(" Text. ", summary="Other")) == ["Text."]
    assert texts(sort()) == []


def test_the_title_is_taken_off_where_it_stands_first_or_is_labelled() -> None:
    assert texts(sort("GRAUSTARK: Court frees poet", "Text.")) == ["Text."]
    assert texts(sort(("body", TITLE), "Text.")) == ["Text."]
    assert texts(sort("Text.", TITLE)) == ["Text.", TITLE]
    assert texts(sort("Text.", ("title", TITLE))) == ["Text."]
    assert texts(sort(("standfirst", "Four years"), TITLE)) == [TITLE]
    assert texts(sort(("title", "Another title"))) == ["Another title"]


def test_a_templates_labels_say_what_stands_after_them() -> None:
    parts = sort(
        "Text.", "Issue Small Image", "A poet reads", "© Lena Falk", "Issues Short Copy", "In short"
    )
    assert texts(parts) == ["Text."]
    assert parts.image == Image("A poet reads", "© Lena Falk")
    assert parts.standfirst == ("In short",)


def test_a_short_copy_that_repeats_what_is_there_is_left_out() -> None:
    assert sort(("standfirst", "Four years"), "Issues short copy", "FOUR YEARS").standfirst == (
        "Four years",
    )
    assert sort("Text.", "Issues short copy", "Text.").standfirst == ()


def test_a_templates_label_counts_only_as_a_line_without_label() -> None:
    assert texts(sort("Text.", ("body", "Issue small image"), "More.")) == [
        "Text.", "Issue small image", "More.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "image"),
    [
        ("A poet reads © Lena Falk", Image("A poet reads", "© Lena Falk")),
        ("A poet reads", Image("A poet reads", "")),
        ("© Lena Falk", Image("", "© Lena Falk")),
        ("Photo credit: Lena Falk", Image("", "Photo credit: Lena Falk")),
        ("Photos: Lena Falk", Image("", "Photos: Lena Falk")),
        ("Image source: The Archive", Image("", "Image source: The Archive")),
        ("Picture of a sea", Image("Picture of a sea")),
        ("Crédit photo : Lena Falk", Image("", "Crédit photo : Lena Falk")),
    ],
)
def test_a_caption_is_told_from_its_credit(caption: str, image: Image) -> None:
    assert sort(Block(CAPTION, caption), "Text.").image == image


def test_only_the_first_picture_is_kept_and_nothing_is_lost() -> None:
    parts = sort(Block(CAPTION, "One"), Block(CAPTION, "Two"), "© Lena", "© Nina", "Text.")
    assert parts.image == Image("One", "© Lena")
    assert texts(parts) == ["Two", "© Nina", "Text."]


def test_a_long_text_is_no_caption() -> None:
    long = "x" * 301
    assert texts(sort(Block(CAPTION, long))) == [long]
    assert sort(Block(CAPTION, long[:300])).image.caption == long[:300]


@pytest.mark.parametrize(
    ("end", "left"),
    [
        ("And then […]", "And then…"),
        ("And then [...]", "And then…"),
        ("It is over. […]", "It is over."),
        ("And then […] […]", "And then…"),
        ("It is over.", "It is over."),
    ],
)
def test_a_cut_excerpt_ends_in_an_ellipsis_or_a_whole_sentence(end: str, left: str) -> None:
    assert texts(sort(end)) == [left]


@pytest.mark.parametrize(
    "footer",
    [
        f"The post {TITLE} appeared first on Press.",
        f"L’article {TITLE} est apparu en premier sur Presse.",
        f"La entrada {TITLE} se publicó primero en Prensa.",
        f"La entrada {TITLE} aparece primero en Prensa.",
        "[…]",
        "mia.holt",
    ],
)
def test_what_a_template_puts_at_the_end_goes(footer: str) -> None:
    assert texts(sort("Text.", "Mira Holm", footer, author="mia.holt")) == ["Text.", "Mira Holm"]
    assert is_leftover(footer, [TITLE], "mia.holt")


def test_a_line_that_looks_like_one_stays_where_it_is_no_leftover() -> None:
    assert texts(sort("mia.holt", author="mia.holt")) == ["mia.holt"]
    assert texts(sort("Text.", ("body", "mia.holt"), author="mia.holt")) == ["Text.", "mia.holt"]
    assert not is_leftover("The post was manned.", [TITLE], "mia")
    assert is_leftover("graustark: court frees poet", [TITLE])
    assert is_leftover("Issue Small Image")
    assert is_leftover("  ")
    assert not is_leftover("Text.", [""], "")


def test_lines_before_the_first_sentence_are_standfirst() -> None:
    signed = "‘They offered us tea and no key’ - Paul Renouf"
    parts = sort(
        "Inspectors waited at the gate", signed, "Inspectors were turned away today.", "Why"
    )
    assert parts.standfirst == ("Inspectors waited at the gate", signed)
    assert texts(parts) == ["Inspectors were turned away today.", "Why"]


@pytest.mark.parametrize(
    "line",
    [
        "[RÉACTION PRESSE]",
        "12 mai 2026",
        "Strelsau, Graustark",
        "The director said on Monday:",
        "“The door opened.",
        "The gate was locked. Nobody had a key",
        "A sentence is cut here…",
    ],
)
def test_what_is_no_line_of_its_own_stays_text(line: str) -> None:
    parts = sort(line, "Inspectors were turned away today.")
    assert (parts.standfirst, texts(parts)[0]) == ((), line)


@pytest.mark.parametrize("label", ["", "small-image"])
def test_the_picture_s_label_may_stand_within_its_field(label: str) -> None:
    parts = sort(
        (label, "Issue Small Image"), "Deck of a ferry at dawn", "© Jo Test", "Text of it."
    )
    assert parts.image == Image("Deck of a ferry at dawn", "© Jo Test")
    assert texts(parts) == ["Text of it."]


def test_a_paragraph_may_begin_as_a_credit_does() -> None:
    parts = sort("Text.", "Source: the ministry’s report of May.", "More text.")
    assert (len(parts.passages), parts.image) == (3, Image())
