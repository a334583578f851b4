"""First documents are taken apart later; whoever reads sees no difference."""

from __future__ import annotations

from tests.archive.samples import NOW, UK, poll, release
from traynews.archive.store import Store
from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.data.model import Kind, Level
from traynews.core.data.plan import Verdict
from traynews.core.release.take_apart import describe

LATER = Verdict(Level.SILENT, "it was already there", kind=None, read=True)


def statement(number: int) -> Item:
    blocks = (
        Block(
            BlockKind.PARAGRAPH, f"Responding to the arrest of editor {number} today, Mira Holm,"
        ),
        Block(BlockKind.PARAGRAPH, "“This is an outrage,” said Mira Holm, Director of the office."),
    )
    terms = (Term("countries", "Iran"), Term("topics", "Press freedom"))
    return release(number, title=f"Iran: Editor {number} held", blocks=blocks, terms=terms)


def test_what_is_put_off_comes_to_the_same_as_what_is_done_at_once(store: Store) -> None:
    first, second = poll(store, statement(1), statement(2), verdicts=[LATER] * 2).new_ids
    waiting = store.entry(first)
    assert waiting is not None
    assert (waiting.kind, waiting.countries) == (Kind.NEWS, ())
    store.catch_up()
    for entry_id, item in ((first, statement(1)), (second, statement(2))):
        entry, described = store.entry(entry_id), describe(item, UK.title)
        assert entry is not None
        assert entry.kind is described.kind is Kind.STATEMENT
        assert entry.countries == described.release.places == ("Iran",)
        assert entry.summary == described.release.lead
    assert len(store.search("country:Iran topic:press said-by:holm")) == 2


def test_it_goes_in_small_steps_and_ends(store: Store) -> None:
    numbers = range(1, 61)
    poll(store, *(statement(n) for n in numbers), verdicts=[LATER] * 60)
    left: list[int] = []
    while not left or left[-1]:
        left.append(store.catch_up_some())
    assert left == [35, 10, 0]
    assert store.catch_up_some() == 0


def test_what_is_shown_alone_is_taken_apart_where_that_is_enough(store: Store) -> None:
    first, second = poll(store, statement(1), statement(2), verdicts=[LATER] * 2).new_ids
    assert store.catch_up_on([second])
    assert not store.catch_up_on([second])
    kinds = [one.kind for one in map(store.entry, (first, second)) if one is not None]
    assert kinds == [Kind.NEWS, Kind.STATEMENT]
    assert len(store.search("said-by:holm")) == 2  # searching needs all of them
    assert not store.catch_up_on([first, second])


def test_an_edit_and_a_deletion_in_between_do_no_harm(store: Store) -> None:
    first, second = poll(store, statement(1), statement(2), verdicts=[LATER] * 2).new_ids
    poll(store, release(1, title="Edited"), statement(2))
    store.delete([second], NOW)
    store.catch_up()
    assert [hit.entry.id for hit in store.search("edited")] == [first]
    with store.writing() as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
