"""Documents whose items share a name: known again like any, at no more cost than any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.identity.memory import NOW, Memory, release
from tests.growth import assert_linear
from traynews.core.data.document import Item
from traynews.core.data.plan import KnownEntry
from traynews.core.identity.namesakes import CROWD, Namesakes

PAGE = "https://www.news.example/all/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MANY = CROWD + 10


def guid(turn: int, number: int) -> Item:
    return release(turn * 100_000 + number, published=NOW - HOUR)


SHAPES: dict[str, Callable[[int, int], Item]] = {
    "one link": lambda turn, n: replace(guid(turn, n), link=PAGE),
    "one link, no guid": lambda turn, n: replace(guid(turn, n), guid="", link=PAGE),
    "one guid": lambda turn, n: replace(guid(turn, n), guid="all"),
    "one title": lambda turn, n: replace(guid(turn, n), title="Public statement"),
    "one title, no guid": lambda turn, n: replace(guid(turn, n), guid="", title="Public statement"),
    "one link and title": lambda turn, n: replace(
        guid(turn, n), link=PAGE, title="Public statement", published=NOW - n * HOUR
    ),
    "one link, title and date": lambda turn, n: replace(
        guid(turn, n), link=PAGE, title="Public statement", summary=f"Number {n}"
    ),
    "one link and guid": lambda turn, n: replace(guid(turn, n), guid="all", link=PAGE),
    "new guids": lambda turn, n: replace(guid(0, n), guid=f"{turn}/{n}"),
}


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_is_known_again_in_linear_time(shape: str) -> None:
    def poll_twice(text: str) -> None:
        memory = Memory()
        for turn in range(2):
            memory.poll(*(SHAPES[shape](turn, number) for number in range(len(text))))

    assert_linear(poll_twice, "x", length=1_600)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_there_already_is_not_new(shape: str) -> None:
    memory = Memory()
    items = [SHAPES[shape](0, number) for number in range(MANY)]
    memory.poll(*items)
    again = memory.poll(*reversed(items))
    assert (again.new, again.updates) == ((), ())


@pytest.mark.parametrize("shape", ["one link", "one link, no guid", "one guid", "one title"])
def test_one_more_of_a_crowd_is_new_and_one_that_changed_is_not(shape: str) -> None:
    memory = Memory()
    items = [SHAPES[shape](0, number) for number in range(MANY)]
    memory.poll(*items)
    changed = replace(items[0], summary="It was corrected.")
    plan = memory.poll(SHAPES[shape](0, MANY), changed, *items[1:])
    assert [new.item for new in plan.new] == [SHAPES[shape](0, MANY)]
    assert [update.changed for update in plan.updates] == [{"text"}]


def test_the_next_of_a_series_under_a_crowded_link_is_new() -> None:
    memory = Memory()
    items = [replace(guid(0, number), link=PAGE) for number in range(MANY)]
    memory.poll(*items)
    weekly = replace(guid(1, 0), link=PAGE, title=items[0].title, published=NOW)
    assert [new.item for new in memory.poll(weekly, *items[1:]).new] == [weekly]


def entry(number: int, title: str) -> KnownEntry:
    return KnownEntry(number, "uk", title, PAGE, NOW, NOW - number * DAY, "", feeds=frozenset())


def test_of_a_crowd_those_that_agree_are_near_unless_they_are_a_crowd_themselves() -> None:
    few = tuple(entry(number, f"Title {number}") for number in range(CROWD))
    crowd = (*few, entry(CROWD, "Title 3"))
    same = tuple(replace(entry(number, "TITLE"), stated=NOW) for number in range(CROWD + 1))
    known = Namesakes({"few": few, "crowd": crowd, "same": same})
    assert known.near("few", "Title 3", NOW) == few
    assert [one.entry_id for one in known.near("crowd", "TITLE 3", NOW - 3 * DAY)] == [3]
    assert [one.entry_id for one in known.titled("crowd", "TITLE 3")] == [3, CROWD]
    assert known.near("crowd", "Title 3", NOW) == ()
    assert known.near("same", "title", NOW) == ()
    assert known.near("nobody", "title", NOW) == known.called("nobody") == ()


def test_who_has_both_names_is_found_from_either_side() -> None:
    first = tuple(entry(number, "a") for number in range(9))
    known = Namesakes({"one": first, "other": (*first[7:], entry(20, "b"))})
    assert known.both("one", "other") == known.both("other", "one") == list(first[7:])
    assert known.both("one", "nobody") == []
