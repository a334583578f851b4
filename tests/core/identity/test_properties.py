"""What holds for any documents: no repeats, no order, no losses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.identity.memory import NOW, Memory
from traynews.core.data.document import Item
from traynews.core.identity.names import canonical_link

# Few values each, so that items meet in every way: equal guids, equal links, equal titles.
GUIDS = st.sampled_from(["", "a", "b", "c", "http://x.example/?p=1", "https://x.example/?p=1"])
LINKS = st.sampled_from(
    [
        "",
        "https://x.example/",
        "https://x.example/1",
        "http://www.x.example/1/",
        "https://x.example/2",
    ]
)
TITLES = st.sampled_from(["", "Public statement", "Iran: one", "Iran: two"])
DATES = st.sampled_from([None, NOW, NOW - timedelta(hours=1), NOW - timedelta(days=2)])
ITEMS = st.builds(
    Item,
    guid=GUIDS,
    link=LINKS,
    title=TITLES,
    published=DATES,
    summary=st.sampled_from(["", "text", "other text"]),
)
DOCUMENTS = st.lists(ITEMS, max_size=6)
NAMED = st.builds(Item, guid=st.integers(1, 8).map("guid-{}".format), title=TITLES, link=LINKS)


@given(st.lists(DOCUMENTS, max_size=4), DOCUMENTS)
def test_the_same_document_twice_gives_nothing_new(
    before: list[list[Item]], document: list[Item]
) -> None:
    memory = Memory()
    for earlier in before:
        memory.poll(*earlier)
    memory.poll(*document)
    again = memory.poll(*document)
    assert (again.new, again.updates, again.sightings) == ((), (), ())


@given(st.lists(DOCUMENTS, max_size=3), DOCUMENTS, st.randoms(use_true_random=False))
def test_any_order_of_a_document_gives_the_same_entries(
    before: list[list[Item]], document: list[Item], chance: object
) -> None:
    straight, shuffled = Memory(), Memory()
    for earlier in before:
        straight.poll(*earlier)
        shuffled.poll(*earlier)
    other = list(document)
    chance.shuffle(other)  # type: ignore[attr-defined]
    one, two = straight.poll(*document), shuffled.poll(*other)
    assert {new.names for new in one.new} == {new.names for new in two.new}
    assert {new.text_hash for new in one.new} == {new.text_hash for new in two.new}
    assert {(u.entry_id, u.changed, u.text_hash) for u in one.updates} == {
        (u.entry_id, u.changed, u.text_hash) for u in two.updates
    }
    assert {s.entry_id for s in one.sightings} == {s.entry_id for s in two.sightings}


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_any_order_of_a_known_document_gives_nothing_new(
    document: list[Item], chance: object
) -> None:
    memory = Memory()
    memory.poll(*document)
    other = list(document)
    chance.shuffle(other)  # type: ignore[attr-defined]
    again = memory.poll(*other)
    assert (again.new, again.updates) == ((), ())


@given(st.lists(NAMED, unique_by=lambda item: item.guid, max_size=8), st.data())
def test_edits_never_create(items: list[Item], data: st.DataObject) -> None:
    """Whatever changes in items that keep their unique guids: the number of entries stays."""
    memory = Memory()
    memory.poll(*items)
    count = len(memory.entries)
    edited = [
        replace(
            item,
            title=data.draw(TITLES),
            link=data.draw(LINKS),
            published=data.draw(DATES),
            summary=data.draw(st.text(max_size=5)),
        )
        for item in items
    ]
    assert not memory.poll(*edited).new
    assert len(memory.entries) == count


@given(st.lists(st.tuples(st.sampled_from(["uk", "world"]), DOCUMENTS), max_size=5))
def test_no_entry_is_ever_lost_or_told_of_twice(polls: list[tuple[str, list[Item]]]) -> None:
    """Every item that has a name answers to an entry afterwards; ids only ever grow."""
    memory = Memory()
    for feed, document in polls:
        before = dict(memory.entries)
        plan = memory.poll(*document, feed=feed)
        assert before.keys() <= memory.entries.keys()
        assert len(memory.entries) == len(before) + len(plan.new)
        assert len({update.entry_id for update in plan.updates}) == len(plan.updates)
        assert memory.poll(*document, feed=feed).new == ()


@given(st.lists(st.integers(1, 6), min_size=1, unique=True), st.sampled_from(["http", "https"]))
def test_distinct_links_stay_distinct_through_a_second_feed(
    numbers: list[int], scheme_of_second: str
) -> None:
    """I12: n releases in two feeds are n entries, however their links are spelt."""
    memory = Memory()
    for feed in ("uk", "world"):
        scheme = "https" if feed == "uk" else scheme_of_second
        memory.poll(
            *(
                Item(guid=f"{feed}-{n}", link=f"{scheme}://x.example/{n}", title="Statement")
                for n in numbers
            ),
            feed=feed,
        )
    links = [canonical_link(entry.url) for entry in memory.entries.values()]
    assert sorted(links) == sorted(f"https://x.example/{n}" for n in numbers)
