"""A release taken apart: title, places, standfirst, passages, image, author, lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from traynews.core.alerts.rules import candidate_of
from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.model import Kind
from traynews.core.release.take_apart import Image, describe, take_apart

PARAGRAPH, HEADING, CAPTION = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION


def labelled(*lines: tuple[str, str]) -> tuple[Block, ...]:
    return tuple(Block(PARAGRAPH, text, label) for label, text in lines)


def plain(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(PARAGRAPH, line) for line in lines)


DRUPAL = Item(
    title="Ruvania: Court frees poet in 'long overdue' ruling",
    author="mia.holt",
    blocks=(
        *labelled(
            ("title", "Ruvania: Court frees poet in ‘long overdue’ ruling"),
            ("standfirst", "Poet spent four years in a cell without a window"),
            ("standfirst", "‘Verses are not weapons’ - Ilse Varga"),
            (
                "body",
                "Responding to the ruling, Ilse Varga, Amnesty International’s Director, said:",
            ),
            ("body", "“He should never have been there."),
            ("body", "“Now the law must go, too.”"),
        ),
        Block(HEADING, "Four years", "body"),
        *labelled(
            ("body", "He was arrested at a market in 2021."),
            ("uid", "mia.holt"),
            ("", "Issue Small Image"),
            ("", "A poet reads from a sheet of paper"),
            ("", "© Lena Falk/Somewhere"),
            ("", "Issues Short Copy"),
            ("", "Poet spent four years in a cell without a window"),
        ),
    ),
)


def test_a_rendered_node_falls_into_its_parts() -> None:
    release = take_apart(DRUPAL)
    assert release.title == DRUPAL.title
    assert (release.prefix, release.places) == ("", ())
    assert release.standfirst == (
        "Poet spent four years in a cell without a window",
        "‘Verses are not weapons’ - Ilse Varga",
    )
    assert [block.kind for block in release.passages] == [PARAGRAPH] * 3 + [HEADING, PARAGRAPH]
    assert len(release.paragraphs) == 4
    assert release.author == "mia.holt"
    assert release.image == Image("A poet reads from a sheet of paper", "© Lena Falk/Somewhere")
    assert release.lead == "Poet spent four years in a cell without a window"


def test_a_blog_post_loses_its_footer_and_its_bracketed_ellipsis() -> None:
    item = Item(
        title="Mali: Editor freed",
        author="Amnesty International",
        blocks=plain(
            "Responding to the release of an editor, X said that it was good news for [...]",
            "The post Mali: Editor freed appeared first on Amnesty International.",
        ),
    )
    assert take_apart(item).paragraphs == (
        "Responding to the release of an editor, X said that it was good news for…",
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It ended there. […]", "It ended there."),
        ("It ended [...]", "It ended…"),
        ("He said […] and left.", "He said […] and left."),
        ("“We will go on” […]", "“We will go on”"),
    ],
)
def test_only_an_ellipsis_at_the_end_is_mended(text: str, kept: str) -> None:
    assert take_apart(Item(title="T", blocks=plain(text))).paragraphs == (kept,)


@pytest.mark.parametrize(
    "footer",
    [
        "The post T appeared first on Amnesty International.",
        "L’article T est apparu en premier sur Amnesty International.",
        "La entrada T se publicó primero en Amnistía Internacional.",
    ],
)
def test_the_footer_is_known_in_three_languages(footer: str) -> None:
    assert take_apart(Item(title="T", blocks=plain("Text.", footer))).paragraphs == ("Text.",)


def test_a_paragraph_about_a_post_that_appeared_stays() -> None:
    text = "The post that he lost appeared first on a list, then in a newspaper."
    assert take_apart(Item(title="T", blocks=plain(text, "More."))).paragraphs == (text, "More.")


def test_a_line_that_looks_like_a_name_is_text_unless_the_source_says_otherwise() -> None:
    names = plain("They were named as:", "Neda Falk", "Omar Sabri")
    assert take_apart(Item(title="T", blocks=names)).paragraphs[-1] == "Omar Sabri"
    told = Item(title="T", author="omar sabri", blocks=names)
    assert take_apart(told).paragraphs == ("They were named as:", "Neda Falk")
    body = tuple(replace(block, label="body") for block in names)
    assert (
        take_apart(Item(title="T", author="Omar Sabri", blocks=body)).paragraphs[-1] == "Omar Sabri"
    )


def test_a_single_paragraph_is_kept_even_if_it_is_the_author() -> None:
    assert take_apart(Item(title="T", author="Me", blocks=plain("Me"))).paragraphs == ("Me",)


def test_a_title_is_repeated_only_at_the_top_or_under_its_label() -> None:
    blocks = plain("Mali: freed", "Text.", "Mali: freed", "End.")
    assert take_apart(Item(title="Mali: freed", blocks=blocks)).paragraphs == (
        "Text.",
        "Mali: freed",
        "End.",
    )


def test_a_short_copy_that_says_something_else_joins_the_standfirst() -> None:
    blocks = labelled(("body", "Text."), ("", "Issues Short Copy"), ("", "Shorter."))
    release = take_apart(Item(title="T", blocks=blocks))
    assert (release.standfirst, release.paragraphs) == (("Shorter.",), ("Text.",))


def test_a_caption_with_its_credit_is_parted_and_a_second_one_stays_in_the_text() -> None:
    blocks = (
        Block(CAPTION, "A march in Lima © Ana Paz"),
        Block(PARAGRAPH, "Text."),
        Block(CAPTION, "Another picture"),
    )
    release = take_apart(Item(title="T", blocks=blocks))
    assert release.image == Image("A march in Lima", "© Ana Paz")
    assert release.paragraphs == ("Text.", "Another picture")


def test_without_blocks_the_summary_is_the_text() -> None:
    release = take_apart(Item(title="T", summary="Only this is known of it, and it was cut […]"))
    assert release.paragraphs == ("Only this is known of it, and it was cut…",)


@pytest.mark.parametrize(
    ("title", "feed_title", "clean"),
    [
        ("UK: A bill - Press Releases | Amnesty International UK", "", "UK: A bill"),
        ("Iran: A trial | Amnesty International", "", "Iran: A trial"),
        ("Cuba: Juicio | Amnistía Internacional España", "", "Cuba: Juicio"),
        ("A vote - News | Some Site", "News | Some Site", "A vote"),
        ("‘A shameful day’ - Amnesty International", "Amnesty International", None),
        ("Amnesty International", "", None),
        ("| Amnesty International", "", None),
        ("Truth | Justice | Amnesty International", "", "Truth | Justice"),
    ],
)
def test_the_name_of_the_site_is_taken_off(title: str, feed_title: str, clean: str | None) -> None:
    found = take_apart(Item(title=title), feed_title=feed_title).title
    assert found == (clean if clean is not None else title)


@pytest.mark.parametrize(
    ("title", "prefix", "places"),
    [
        ("UK: A bill", "UK", ("United Kingdom",)),
        ("Israel-OPT: A ruling", "Israel-OPT", ("Israel", "Occupied Palestinian Territory")),
        ("Israel/OPT: A ruling", "Israel/OPT", ("Israel", "Occupied Palestinian Territory")),
        ("EU/Tunisia: A deal", "EU/Tunisia", ("European Union", "Tunisia")),
        ("Guinea-Bissau: A coup", "Guinea-Bissau", ("Guinea-Bissau",)),
        ("Global: A report", "Global", ("Global",)),
        ("Tunisie. Une avocate arrêtée", "Tunisie", ("Tunisia",)),
        ("États-Unis. Un décret", "États-Unis", ("United States of America",)),
        ("Arabia Saudí: Dos jóvenes", "Arabia Saudí", ("Saudi Arabia",)),
        ("Iran – Une exécution", "Iran", ("Iran",)),
        ("Correction: Iran: a figure", "Iran", ("Iran",)),
        ("Egypt: Further Information: A case", "Egypt", ("Egypt",)),
        ("Iran, Iraq and Syria: A drought", "Iran, Iraq and Syria", ("Iran", "Iraq", "Syria")),
        ("Reaction: Scottish budget", "", ("Scotland",)),
        ("Exclusive: what the minister knew", "", ()),
        ("India-style bail: a warning", "", ()),
        ("Georgia on my mind", "", ("Georgia",)),
        ("Mr. Sudan goes to court. He lost", "", ()),
    ],
)
def test_places_are_read_from_the_prefix(title: str, prefix: str, places: tuple[str, ...]) -> None:
    release = take_apart(Item(title=title))
    assert (release.prefix, release.places) == (prefix, places)


def test_places_and_topics_come_from_the_terms_too() -> None:
    terms = (
        Term("content-types", "News", "1148"),
        Term("countries", "Türkiye"),
        Term("countries", "Iran"),
        Term("countries", "Newly Founded Land"),
        Term("topics", "EU"),
        Term("category", "Torture"),
        Term("category", "Syria"),
    )
    release = take_apart(Item(title="Iran: A trial", terms=terms))
    assert release.places == ("Iran", "Türkiye", "Newly Founded Land", "Syria")
    assert release.topics == ("EU", "Torture")


def test_the_lead_is_never_the_title() -> None:
    item = Item(title="Mali: freed", summary="Mali: freed")
    assert take_apart(item).lead == ""
    item = Item(title="T", blocks=(Block(HEADING, "Why"), *plain("The first one. The second one.")))
    assert take_apart(item).lead.startswith("The first one.")


def test_what_the_publisher_filed_it_under_outweighs_wording() -> None:
    item = Item(title="Egypt: Ten years of letters", summary="Our members write every week.")
    assert describe(item).kind is Kind.NEWS
    filed = replace(item, terms=(Term("resource-types", "Urgent Action", "2148"),))
    found = describe(filed)
    assert found.kind is Kind.URGENT
    assert "Urgent Action" in found.reason


def test_a_description_is_what_the_rules_look_at() -> None:
    candidate = candidate_of(describe(DRUPAL), "uk", baseline=True)
    assert candidate.kind is Kind.STATEMENT
    assert candidate.baseline
    assert not candidate.too_old
    assert "He was arrested at a market" in candidate.text
    assert "mia.holt" not in candidate.text


def test_the_title_in_quotation_marks_is_said_by_nobody() -> None:
    footer = plain("It was a long day.", "“A day at sea” is an article by The Paper.")
    assert take_apart(Item(title="A day at sea", blocks=footer)).quotes == ()
    assert take_apart(Item(title="A day at sea", blocks=plain("“A day at sea”"))).quotes == ()
    said = take_apart(Item(title="A day at sea", blocks=plain("“A day at sea,” said Ana Paz.")))
    assert [quote.speaker for quote in said.quotes] == ["Ana Paz"]
