"""Which items of one document are one release, and which names stand on several."""

from __future__ import annotations

import pytest

from tests.core.identity.memory import NOW, release
from traynews.core.data.document import Item
from traynews.core.identity.grouping import group_items, twin_key

PAGE = "https://www.news.example/all/"


def test_items_with_nothing_to_know_them_by_are_counted() -> None:
    groups, unnamed = group_items([Item(), release(1), Item(author="A. Nobody")])
    assert (len(groups), unnamed) == (1, 2)
    assert group_items([]) == ([], 0)


def test_what_shares_guid_and_link_is_one_group_and_the_newest_speaks() -> None:
    old = release(1, summary="Old")
    new = release(1, summary="New", published=NOW)
    for items in ([release(9), old, new], [release(9), new, old]):
        (_, group), _ = group_items(items)
        assert group.item == new
        assert group.position == 1
        assert group.every == {*group_items([old])[0][0].every, *group_items([new])[0][0].every}


@pytest.mark.parametrize(
    ("items", "exact"),
    [
        ([release(1), release(2)], [True, True]),
        ([release(1, guid="same"), release(2, guid="same")], [False, False]),
        ([release(1, guid="same"), release(2, guid="same"), release(3)], [False, False, True]),
        ([release(n, guid="", link=PAGE) for n in (1, 2)], [False, False]),
        ([release(1, guid=""), release(2, guid="")], [True, True]),
        ([release(n, guid="", link=f"{PAGE}#{n}") for n in (1, 2)], [True, True]),
    ],
)
def test_a_key_that_stands_on_several_is_not_exact(items: list[Item], exact: list[bool]) -> None:
    """I2."""
    groups, _ = group_items(items)
    assert [group.exact for group in groups] == exact


@pytest.mark.parametrize(
    ("items", "lone"),
    [
        ([release(1), release(2)], [True, True]),
        ([release(1, link=PAGE), release(2, link=PAGE)], [False, False]),
        ([release(1, link=PAGE), release(2, link=PAGE), release(3)], [False, False, True]),
        # The same release under two guids: its link is still that of one release.
        ([release(1), release(1, guid="another")], [True, True]),
    ],
)
def test_a_link_of_several_releases_stands_alone_on_none(
    items: list[Item], lone: list[bool]
) -> None:
    groups, _ = group_items(items)
    assert [group.lone_link for group in groups] == lone


def test_twins_share_link_title_and_date() -> None:
    one, other = group_items([release(1), release(1, guid="another", summary="More.")])[0]
    assert twin_key(one) == twin_key(other)
    (edited,) = group_items([release(1, title="Another title")])[0]
    assert twin_key(edited) != twin_key(one)
    (linkless,) = group_items([release(1, link="")])[0]
    assert twin_key(linkless) is None
