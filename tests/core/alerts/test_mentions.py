"""Of a news source only what it is followed for is kept."""

from __future__ import annotations

from dataclasses import dataclass

from traynews.core.alerts.mentions import keep_mentions
from traynews.core.alerts.words import Words
from traynews.core.data.document import Block, BlockKind, Document, Item, Term
from traynews.core.data.match import SlowMatchError

AMNESTY = Words("Amnesty")


def said(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def kept(*items: Item) -> list[str]:
    document, in_time = keep_mentions(Document(title="News", items=items), AMNESTY)
    assert in_time
    assert document.title == "News"
    return [item.guid for item in document.items]


def test_title_summary_terms_and_text_are_searched() -> None:
    items = (
        Item("title", title="Amnesty says"),
        Item("summary", summary="So amnesty says."),
        Item("term", terms=(Term("topics", "Amnesty"),)),
        Item(
            "text",
            blocks=(
                Block(BlockKind.PARAGRAPH, "Nothing."),
                Block(BlockKind.PARAGRAPH, "AMNESTY again."),
            ),
        ),
        Item(
            "none",
            title="Weather",
            summary="Rain.",
            blocks=(said("More rain."),),
        ),
    )
    assert kept(*items) == ["title", "summary", "term", "text"]


def test_a_feed_that_looks_for_nothing_keeps_all() -> None:
    document = Document(items=(Item("a"), Item("b")))
    assert keep_mentions(document, None) == (document, True)


@dataclass
class SlowOnLongTitles:
    """What knows of short titles only."""

    text: str = "/(.*)*x/"

    def finds(self, title: str, _text: str) -> bool:
        if len(title) > 1:
            raise SlowMatchError
        return title == "x"


def test_what_cannot_be_searched_in_time_is_kept_and_said() -> None:
    items = (Item("a", title="x"), Item("b", title="y"), Item("c", title="long"))
    document, in_time = keep_mentions(Document(items=items), SlowOnLongTitles())
    assert [item.guid for item in document.items] == ["a", "c"]
    assert not in_time
