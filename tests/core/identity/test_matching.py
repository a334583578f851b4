"""Each step by which an item is known again, with what the archive knows given by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.identity.memory import NOW, release
from traynews.core.data.document import Item
from traynews.core.data.plan import KnownEntry
from traynews.core.identity.grouping import group_items
from traynews.core.identity.matching import match_groups
from traynews.core.identity.names import headline, keys, text_hash

DAY = timedelta(days=1)
PAGE = "https://www.news.example/all/"


class Shelf:
    """Entries under their names, as the archive answers with them."""

    def __init__(self) -> None:
        self._named: defaultdict[str, list[KnownEntry]] = defaultdict(list)
        self._count = 0

    def put(self, item: Item, *more: Item, title: str = "", **changes: object) -> int:
        """Keep an entry of this item, under the names of `more` as well; return its id."""
        self._count += 1
        entry = KnownEntry(
            self._count, "uk", title or headline(item), item.link, NOW, item.published,
            text_hash(item), feeds=frozenset({"uk"}),
        )  # fmt: skip
        entry = replace(entry, **changes)  # type: ignore[arg-type]
        for name in {name for one in (item, *more) for name in keys(one)}:
            self._named[name].append(entry)
        return self._count

    def answers(self) -> Mapping[str, tuple[KnownEntry, ...]]:
        """Return what is kept under each name."""
        return {name: tuple(entries) for name, entries in self._named.items()}


def match(
    items: Iterable[Item], own: Shelf | None = None, elsewhere: Shelf | None = None
) -> tuple[dict[Item, tuple[int, bool] | None], bool]:
    """Return which entry each item is, and whether the feed had it before; and about churn."""
    groups, _ = group_items(tuple(items))
    matched, churn = match_groups(
        groups, (own or Shelf()).answers(), (elsewhere or Shelf()).answers()
    )
    return {
        group.item: None if found is None else (found.entry.entry_id, found.own)
        for group, found in matched
    }, churn


def found(item: Item, own: Shelf, *others: Item) -> int | None:
    """Return which entry an item is, whatever the order of the document."""
    results = {match(items, own)[0][item] for items in ([item, *others], [*others, item])}
    (result,) = results
    return None if result is None else result[0]


def edited(number: int, **changes: object) -> Item:
    """Return a release of which title and date are other than they were."""
    return release(number, title="Edited", published=NOW - 9 * DAY, **changes)


# --- exactly --------------------------------------------------------------------------------------


def test_a_first_document_has_nothing_known_and_is_no_churn() -> None:
    assert match([release(1), release(2)]) == ({release(1): None, release(2): None}, False)


def test_a_guid_that_stands_alone_is_enough() -> None:
    """I1."""
    shelf = Shelf()
    known = shelf.put(release(1))
    assert found(edited(1, link="https://www.news.example/moved/"), shelf) == known


def test_a_shared_guid_needs_its_link_and_then_nothing_else() -> None:
    """I2."""
    shelf = Shelf()
    first = shelf.put(release(1, guid="same"))
    shelf.put(release(2, guid="same"))
    assert found(edited(1, guid="same"), shelf, release(2, guid="same")) == first


def test_of_two_that_one_entry_could_be_the_one_that_kept_its_title_is_it() -> None:
    shelf = Shelf()
    one, two = (release(n, guid="same") for n in (1, 2))
    moved = shelf.put(two, one)  # it was seen under both links
    changed = replace(one, title="Another release", published=NOW - 9 * DAY)
    results, _ = match([changed, two], shelf)
    assert results == {changed: None, two: (moved, True)}


def test_a_shared_guid_without_link_is_not_one_with_a_link() -> None:
    shelf = Shelf()
    linkless = shelf.put(release(9, guid="same", link=""))
    items = [edited(1, guid="same"), release(2, guid="same")]
    assert match(items, shelf)[0] == {items[0]: None, items[1]: None}
    assert found(edited(1, guid="same", link=""), shelf, release(2, guid="same")) == linkless


def test_without_guid_a_link_that_several_entries_have_needs_the_title() -> None:
    shelf = Shelf()
    shelf.put(release(1, guid="", link=PAGE))
    second = shelf.put(release(2, guid="", link=PAGE))
    assert found(edited(3, guid="", link=PAGE), shelf) is None
    assert found(release(2, guid="", link=PAGE, published=NOW), shelf) == second


@pytest.mark.parametrize(
    ("first", "second", "which"),
    [
        ({"title": "Another"}, {"stated": NOW, "text_hash": ""}, 2),
        ({"stated": NOW}, {"text_hash": ""}, 2),
        ({"text_hash": ""}, {}, 2),
        ({}, {}, 1),
        ({}, {"text_hash": ""}, 1),
        ({"stated": NOW, "text_hash": ""}, {"title": "Another"}, 1),
    ],
)
def test_of_several_entries_it_is_the_likest_by_title_date_and_text_else_the_older(
    first: dict[str, object], second: dict[str, object], which: int
) -> None:
    shelf = Shelf()
    for changes in (first, second):
        shelf.put(release(1), **changes)  # type: ignore[arg-type]
    assert found(release(1), shelf) == which


# --- by a hint ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, True),
        ({"title": "Edited"}, True),
        ({"published": NOW - 9 * DAY}, True),
        ({"title": "Edited", "published": NOW - 9 * DAY}, False),
        ({"title": "Edited", "published": None}, False),
    ],
)
def test_under_a_new_guid_the_link_is_enough_where_title_or_date_agree(
    changes: dict[str, object], *, known: bool
) -> None:
    """I4."""
    shelf = Shelf()
    entry = shelf.put(release(1))
    item = release(1, **({"guid": "new"} | changes))
    assert found(item, shelf) == (entry if known else None)


def test_a_title_alone_is_no_date() -> None:
    shelf = Shelf()
    shelf.put(release(1, published=None))
    assert found(release(1, guid="new", published=None, title="Edited"), shelf) is None


def test_a_guid_is_known_again_on_another_host() -> None:
    """I4."""
    shelf = Shelf()
    entry = shelf.put(release(1))
    moved = release(1, guid="https://new.example/?p=1", link="https://new.example/other/")
    assert found(moved, shelf) == entry
    assert found(replace(moved, title="Edited", published=NOW), shelf) is None


def test_on_a_page_of_many_releases_title_and_date_must_agree() -> None:
    shelf = Shelf()
    entry = shelf.put(release(1, link=PAGE))
    retitled = release(1, guid="new", link=PAGE, title="Edited")
    redated = release(1, guid="newer", link=PAGE, published=NOW)
    assert match([retitled, redated], shelf)[0] == {retitled: None, redated: None}
    same = release(1, guid="newest", link=PAGE)
    assert match([retitled, same], shelf)[0] == {retitled: None, same: (entry, True)}


def test_where_two_entries_have_the_link_title_and_date_must_agree() -> None:
    shelf = Shelf()
    shelf.put(release(1, link=PAGE))
    second = shelf.put(release(2, link=PAGE))
    assert found(release(2, guid="new", link=PAGE, published=NOW - 9 * DAY), shelf) is None
    assert found(release(2, guid="new", link=PAGE), shelf) == second


def test_of_two_entries_that_agree_the_older_is_it() -> None:
    shelf = Shelf()
    first = shelf.put(release(1))
    shelf.put(release(1))
    assert found(release(1, guid="new"), shelf) == first


def test_a_shared_guid_on_a_release_that_moved_needs_title_and_date() -> None:
    shelf = Shelf()
    first = shelf.put(release(1, guid="same"))
    shelf.put(release(2, guid="same"))
    moved = release(1, guid="same", link="https://www.news.example/moved/")
    assert found(moved, shelf, release(2, guid="same")) == first
    assert found(replace(moved, title="Edited"), shelf, release(2, guid="same")) is None


def test_an_entry_is_given_away_once_whatever_the_order() -> None:
    shelf = Shelf()
    one, two = release(1), release(1, link="https://www.news.example/moved/")
    entry = shelf.put(one, two)
    items = [replace(one, guid="new"), replace(two, guid="newer")]
    results = [match(order, shelf)[0] for order in (items, items[::-1])]
    assert results[0] == results[1]
    assert sorted(map(str, results[0].values())) == sorted([str((entry, True)), "None"])


# --- elsewhere ------------------------------------------------------------------------------------


def test_the_same_link_in_another_feed_is_the_same_release() -> None:
    """I12."""
    shelf = Shelf()
    entry = shelf.put(release(1))
    item = edited(1, guid="new")
    assert match([item], elsewhere=shelf)[0] == {item: (entry, False)}


def test_a_page_of_many_releases_elsewhere_needs_title_and_date() -> None:
    shelf = Shelf()
    entry = shelf.put(release(1, link=PAGE))
    items = [release(1, guid="new", link=PAGE), edited(2, guid="newer", link=PAGE)]
    assert match(items, elsewhere=shelf)[0] == {items[0]: (entry, False), items[1]: None}
    others = [edited(n, guid=f"new-{n}", link=PAGE, summary=str(n)) for n in (1, 2)]
    others[0] = replace(others[0], title="Edited, too")
    assert match(others, elsewhere=shelf)[0] == {others[0]: None, others[1]: None}


def test_two_entries_elsewhere_at_one_link_need_title_and_date() -> None:
    shelf = Shelf()
    shelf.put(release(1, link=PAGE))
    second = shelf.put(release(2, link=PAGE))
    shelf.put(release(2, link=PAGE))
    item = release(2, guid="new", link=PAGE)
    assert match([item], elsewhere=shelf)[0] == {item: (second, False)}
    item = edited(2, guid="new", link=PAGE)
    assert match([item], elsewhere=shelf)[0] == {item: None}
    pair = Shelf()
    pair.put(release(1, link=PAGE))
    pair.put(release(2, link=PAGE))
    assert match([item], elsewhere=pair)[0] == {item: None}


# --- loosely --------------------------------------------------------------------------------------


def renewed(*numbers: int) -> list[Item]:
    """Return releases under other guids, edited: nothing but the link is what it was."""
    return [
        release(n, guid=f"new-{n}", title=f"Edited {n}", published=NOW - (9 + n) * DAY)
        for n in numbers
    ]


@pytest.mark.parametrize(
    ("known", "items", "churn"),
    [
        ([1], renewed(1), False),
        ([1, 2], renewed(1, 2), True),
        ([1, 2], renewed(1, 2, 3), True),
        ([1, 2], renewed(1, 2, 3, 4), False),
        ([1, 2, 3], renewed(1, 2, 3, 4, 5), True),
        ([1, 2], [release(1, guid="new"), *renewed(2, 3)], True),
        ([1], [release(1, guid="new"), *renewed(2)], False),
        ([1, 2], [release(1), *renewed(2)], False),
    ],
)
def test_a_feed_changed_its_guids_where_links_explain_over_half_of_the_unseen_and_two_at_least(
    known: list[int], items: list[Item], *, churn: bool
) -> None:
    """I7."""
    shelf = Shelf()
    for number in known:
        shelf.put(release(number))
    results, is_churn = match(items, shelf)
    assert is_churn == churn
    loose = {one: number for one in items if one.title.startswith("Edited")
             for number in known if one.link == release(number).link}  # fmt: skip
    for item, number in loose.items():
        assert results[item] == ((known.index(number) + 1, True) if churn else None)


def test_title_and_day_will_do_where_the_link_is_another_and_the_day_has_one_such_title() -> None:
    """I7."""
    shelf = Shelf()
    numbers = (1, 2, 3)
    for number in numbers:
        shelf.put(release(number))
    moved = [
        release(n, guid=f"new-{n}", link=f"https://new.example/{n}",
                published=release(n).published + timedelta(minutes=1))  # type: ignore[operator]
        for n in numbers
    ]  # fmt: skip
    results, churn = match(moved, shelf)
    assert churn
    assert results == {item: (number, True) for item, number in zip(moved, numbers, strict=True)}
    twice = replace(moved[0], guid="again", link="https://new.example/9")
    results, churn = match([twice, *moved], shelf)
    assert churn is False  # two of four
    assert set(results.values()) == {None}


def test_on_a_page_of_many_releases_no_link_is_loose() -> None:
    shelf = Shelf()
    for number in (1, 2, 3):
        shelf.put(release(number))
    shelf.put(release(4, link=PAGE))
    crowd = [replace(item, link=PAGE) for item in renewed(4, 5)]
    results, churn = match([*renewed(1, 2, 3), *crowd], shelf)
    assert churn
    assert [results[item] for item in crowd] == [None, None]


# --- twins ----------------------------------------------------------------------------------------


def test_a_release_under_two_guids_is_the_entry_that_one_of_them_is() -> None:
    shelf = Shelf()
    entry = shelf.put(release(1))
    twin = release(1, guid="another")
    assert match([release(1), twin], shelf)[0] == {
        release(1): (entry, True),
        twin: (entry, True),
    }


def test_new_twins_come_back_as_one_with_all_names_at_the_first_place() -> None:
    one, more = release(1), release(1, guid="another", summary="More text.")
    for items in ([release(9), one, more], [release(9), more, one]):
        groups, _ = group_items(items)
        matched, _ = match_groups(groups, {}, {})
        assert len(matched) == 2
        twin = next(group for group, _ in matched if group.title == one.title)
        assert twin.position == 1
        assert {*keys(one), *keys(more)} <= twin.every
