"""The names of items, as archives hold them: to the letter, or nothing would be known again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from traynews.core.data.document import Block, BlockKind, Item, Term
from traynews.core.identity.names import (
    Names,
    canonical_link,
    keys,
    link_name,
    names_of,
    text_hash,
)

DATE = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
LINK = "http://www.press.example/news/1/?utm_source=rss"
FULL = Item(
    guid=" https://press.example/?p=1 ", link=LINK, title="Court frees POET", published=DATE
)
BARE = Item(title="Court frees poet", published=DATE, summary="Today.")
BLOCKS = (Block(BlockKind.PARAGRAPH, "One."), Block(BlockKind.PARAGRAPH, "Two."))


def test_names_never_change_since_archives_hold_them() -> None:
    """Another name for the same item would make every release new once more."""
    assert keys(FULL) == Names(
        guid="guid:https://press.example/?p=1",
        link="link:https://press.example/news/1",
        said="",
        bare="bare:?p=1",
        day="day:555615e18b4cd115e497b3cae4fcb486",
    )
    assert keys(BARE).said == "date:fa8f48c78bf93675e1880d441b2ec155"
    undated = Item(title="A", summary="B", blocks=BLOCKS)
    assert keys(undated).said == "text:a030a1547b8f3212f1e53e93a801283a"
    terms = (Term("category", "x", "1"),)
    rich = Item(summary="a", author="b", blocks=BLOCKS, terms=terms)
    assert text_hash(rich) == "04728b83291c416528cf3f8f86afabbc"


def test_the_strongest_name_comes_first_and_those_missing_not_at_all() -> None:
    names = keys(FULL)
    assert list(names) == [names.guid, names.link, names.bare, names.day]
    assert list(Names()) == []
    assert names_of([FULL, BARE]) == {*keys(FULL), *keys(BARE)}


@pytest.mark.parametrize(
    ("guid", "link", "bare"),
    [
        ("https://press.example/?p=1", "", "bare:?p=1"),
        ("HTTP://other.example/?p=1", "", "bare:?p=1"),
        ("https://press.example/news/1/", "", "bare:news/1"),
        ("https://press.example/ news /", "", "bare:news"),
        ("https://press.example", "", ""),
        ("gw-1", "", ""),
        ("", "https://www.press.example/news/1/", "bare:news/1"),
        ("gw-1", "https://www.press.example/news/1/", ""),
        ("", "", ""),
    ],
)
def test_a_bare_name_is_what_stays_when_a_site_changes_its_host(
    guid: str, link: str, bare: str
) -> None:
    """I4."""
    assert keys(Item(guid=guid, link=link, title="A title")).bare == bare


def test_an_item_with_a_guid_needs_nothing_that_it_says() -> None:
    assert keys(FULL).said == ""
    assert keys(Item(guid="gw-1", link=f"{LINK}#place")).said == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Item(title="A", published=DATE), Item(title="B", published=DATE)),
        (Item(title="A", summary="x"), Item(title="B", summary="x")),
        (Item(title="A", summary="x"), Item(title="A", summary="y")),
        (Item(title="A", blocks=BLOCKS[:1]), Item(title="A", blocks=BLOCKS)),
        (Item(title="A", blocks=BLOCKS[:1]), Item(title="A", blocks=BLOCKS[1:])),
        (Item(summary="x", published=DATE), Item(summary="x")),
        (Item(link=f"{LINK}#1"), Item(link=f"{LINK}#2")),
    ],
)
def test_without_guid_and_link_whatever_differs_makes_another_name(one: Item, other: Item) -> None:
    """I1."""
    assert keys(one).said
    assert keys(one).said != keys(other).said


def test_the_name_of_a_day_is_of_title_and_day_and_of_nothing_else() -> None:
    later = Item(guid="x", title="COURT frees poet", published=DATE.replace(hour=23))
    assert keys(later).day == keys(FULL).day
    assert keys(Item(title="Court frees poet", published=DATE.replace(day=3))).day != keys(FULL).day
    assert keys(Item(title="Court frees a poet", published=DATE)).day != keys(FULL).day
    assert keys(Item(title="Court frees poet")).day == ""


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://press.example../a", "https://press.example/a"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("https://press.example:8080/a", "https://press.example:8080/a"),
        ("https://press.example/aX/", "https://press.example/aX"),
        ("https://press.exampleX./a", "https://press.examplex/a"),
        ("https://press.example/a b", "https://press.example/a%20b"),
        ("https://press.example/a%2fb", "https://press.example/a%2Fb"),
        ("https://press.example/?a=1&&b=2", "https://press.example?a=1&b=2"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, link: str) -> None:
    """RFC 3986, 6.2.2."""
    assert canonical_link(url) == link
    assert link_name(url) == f"link:{link}"


def test_halves_of_characters_are_named_too() -> None:
    assert keys(Item(title="\ud800", published=DATE)).said
