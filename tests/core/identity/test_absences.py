"""Which entries a document is taken to have dropped: only where it tells the whole truth."""

from __future__ import annotations

from dataclasses import replace

from tests.core.identity.memory import NOW, Memory, release
from traynews.core.data.document import Document, Item
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Known, Plan
from traynews.core.identity.reconcile import MOST_ABSENT, reconcile


def poll(*items: Item, absent: int = 1, whole: bool = True, polled: bool = True) -> Plan:
    """Poll a feed that listed releases 1 to 3, and of which so many other entries are missed."""
    memory = Memory()
    memory.poll(*(release(number) for number in (1, 2, 3)))
    document = Document(items=items, whole=whole)
    known = memory.known("uk", document)
    known = replace(known, absent=tuple(range(100, 100 + absent)))
    return reconcile(document, FeedState("uk", polled=polled), known, NOW)


def test_an_entry_that_a_whole_document_lacks_is_absent() -> None:
    assert poll(release(1), release(2), release(3)).absent == (100,)


def test_as_many_as_may_be_retracted_at_once_are_absent_and_not_one_more() -> None:
    items = [release(number) for number in (1, 2, 3)]
    assert len(poll(*items, absent=MOST_ABSENT).absent) == MOST_ABSENT == 3
    assert poll(*items, absent=MOST_ABSENT + 1).absent == ()


def test_a_cut_document_tells_of_no_absence() -> None:
    """P09: its end is missing, and whatever stood there with it."""
    assert poll(release(1), release(2), whole=False).absent == ()


def test_a_first_document_tells_of_no_absence() -> None:
    assert poll(release(1), polled=False).absent == ()


def test_a_document_of_strangers_tells_of_no_absence() -> None:
    assert poll(release(7), release(8)).absent == ()
    assert poll().absent == ()


def test_a_feed_that_has_changed_its_guids_tells_of_no_absence() -> None:
    """I7: what it calls its entries now cannot be trusted to be all that it has."""
    renamed = [
        release(number, guid=f"new-{number}", link=f"https://new.example/{number}")
        for number in (1, 2, 3)
    ]
    plan = poll(*renamed)
    assert plan.churn
    assert plan.new == ()
    assert plan.absent == ()


def test_what_was_missed_and_stands_in_the_document_again_has_returned() -> None:
    memory = Memory()
    memory.poll(release(1), release(2))
    document = Document(items=(release(1), release(2)))
    known = replace(memory.known("uk", document), missed=frozenset({2, 77}))
    plan = reconcile(document, FeedState("uk", polled=True), known, NOW)
    assert plan.returned == (2,)
    assert reconcile(document, FeedState("uk", polled=True), Known(), NOW).returned == ()
