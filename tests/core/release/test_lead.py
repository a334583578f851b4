"""The lead: the first sentence that says something, and the quotation that it announces."""

from __future__ import annotations

import pytest

from traynews.core.data.document import Block, BlockKind
from traynews.core.release.lead import LONGEST_LEAD, find_lead

P, Q = BlockKind.PARAGRAPH, BlockKind.QUOTE
QUOTE = "“Nobody may be held for a poem. Free her.”"


def lead(*texts: str, kind: BlockKind = P) -> str:
    return find_lead("Poet freed", (), [Block(kind, text) for text in texts])


@pytest.mark.parametrize(
    "nothing",
    ["Comments", "…", "By Dana Roe", "2 November 2026", "https://a.test/", "Poet freed",
     "Poet freed.", "POET FREED!"],
)  # fmt: skip
def test_the_lead_is_the_first_line_that_says_something(nothing: str) -> None:
    assert lead(nothing, "She is free at last. More.") == "She is free at last."


def test_there_is_no_lead_where_nothing_is_said() -> None:
    assert lead("Comments", "[link] [comments]") == ""
    assert lead() == ""


@pytest.mark.parametrize("said", ["The director said:", "Le directeur a déclaré :"])
def test_a_lead_that_announces_a_quotation_goes_on_with_it(said: str) -> None:
    assert lead(said, QUOTE) == f"{said} “Nobody may be held for a poem.”"
    blocks = [Block(P, said), Block(Q, QUOTE), Block(P, "She was held for two years.")]
    assert find_lead("t", (), blocks) == f"{said} “Nobody may be held for a poem.”"
    assert find_lead("t", (said,), blocks[1:]) == f"{said} She was held for two years."[: len(said)]


def test_what_is_no_quotation_is_not_drawn_near() -> None:
    assert lead("Among them are these:", "the first") == "Among them are these:"


def test_a_lead_with_its_quotation_is_no_longer_than_a_lead() -> None:
    said = "The director of the office in Strelsau said in a long letter to the minister:"
    assert len(lead(said, "“" + "word " * 100 + "”")) <= LONGEST_LEAD
    assert lead("w" * 220 + ":", QUOTE) == "w" * 220 + ":"
