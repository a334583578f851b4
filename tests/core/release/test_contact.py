"""The press contact at the end of a release."""

from __future__ import annotations

import pytest

from traynews.core.data.document import Block, BlockKind
from traynews.core.release.contact import take_contact


def passages(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def take(*texts: str) -> tuple[list[str], str]:
    kept, contact = take_contact(passages(*texts))
    return [block.text for block in kept], contact


@pytest.mark.parametrize(
    "opening",
    [
        "For more information, please ring:",
        "Media contact",
        "To arrange an interview",
        "Pour plus d’informations :",
        "Contacto: prensa",
        "Pressekontakt",
    ],
)
def test_a_contact_at_the_end_is_taken_off_with_its_lines(opening: str) -> None:
    found = take("Text.", opening, "press@example.org", "+44 20 7946 0000")
    assert found == (["Text."], f"{opening}\npress@example.org\n+44 20 7946 0000")


def test_what_goes_on_after_it_is_text() -> None:
    texts = ("Text.", "Media contact", "The court sat on Monday.")
    assert take(*texts) == (list(texts), "")


def test_a_heading_or_a_long_paragraph_opens_none_and_the_first_passage_stays() -> None:
    heading = [*passages("Text."), Block(BlockKind.HEADING, "Media contact")]
    assert take_contact(heading) == (heading, "")
    long = f"Media contact {'x' * 500}"
    assert take("Text.", long) == (["Text.", long], "")
    assert take("Media contact") == (["Media contact"], "")


def test_a_contact_is_looked_for_in_the_last_six_passages() -> None:
    lines = [f"press{number}@example.org" for number in range(6)]
    assert take("Text.", "Media contact", *lines[:5])[0] == ["Text."]
    assert take("Text.", "Media contact", *lines)[1] == ""


@pytest.mark.parametrize("end", ["ENDS", "-ends-", "*** End", "– FIN –", "/ENDS/"])
def test_the_line_that_says_it_ends_goes_too(end: str) -> None:
    assert take("Text.", end, "Media contact: press@example.org")[0] == ["Text."]
    assert take(end) == ([end], "")


def test_a_heading_of_notes_that_are_none_goes_with_the_contact() -> None:
    found = take("Text.", "Notes to editors", "For more information call Jo on 020 7946 0000")
    assert found == (["Text."], "For more information call Jo on 020 7946 0000")
    kept = ("Text.", "Notes to editors", "The court sat on Monday.")
    assert take(*kept) == (list(kept), "")
