"""Pages of releases that a listing names: which are asked for, how far they lead, what they add.

P37 is also held over the whole line, with real servers: `tests/politeness/test_doors.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import (
    Answer,
    Block,
    BlockKind,
    Document,
    Door,
    Failure,
    Item,
    Reach,
    Request,
    Term,
    TroubleKind,
)
from traynews.core.data.plan import NewEntry
from traynews.worker.release_pages import MOST_PAGES, Listed, ReleasePages, choose_pages

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)
URL = "https://press.example/latest/"
TEXT = (Block(BlockKind.PARAGRAPH, "What happened."),)
FAILED = Failure(TroubleKind.HTTP, "the server says 500", NOW, 500)


def link(number: int) -> str:
    return f"{URL}release-{number}/"


def item(number: int) -> Item:
    return Item(link=link(number), title=f"Release {number}", published=NOW)


def listing(*numbers: int, feed_id: str = "uk") -> Listed:
    """Return a page that lists these releases."""
    document = Document(items=tuple(map(item, numbers)), door=Door.PAGE)
    return Listed(Request(feed_id, URL), Answer(URL, 200, {}, b"<html>", NOW), document)


def new(number: int, age: timedelta = DAY, **changes: object) -> NewEntry:
    """Return a new release as a plan has it, the number being its place in the list."""
    plain = NewEntry(item(number), f"Release {number}", (), NOW - age, number, "")
    return replace(plain, **changes)  # type: ignore[arg-type]


# --- how far they lead ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered", "least"),
    [
        (Reach.LOOPBACK, Reach.PUBLIC, Reach.PUBLIC),
        (Reach.LOOPBACK, Reach.PRIVATE, Reach.PRIVATE),
        (Reach.PUBLIC, Reach.PUBLIC, Reach.PUBLIC),
        (Reach.PUBLIC, Reach.PRIVATE, Reach.PUBLIC),
    ],
)
def test_a_listing_leads_no_further_inside_than_it_lies(
    asked: Reach, answered: Reach, least: Reach
) -> None:
    """P23: also at the first poll, when nothing is known of its feed yet."""
    answer = Answer(URL, 200, {}, b"<html>", NOW, reach=answered)
    pages = ReleasePages()
    assert pages.begin(Listed(Request("uk", URL, reach=asked), answer, Document()), [f"{URL}a/"])
    (request,) = pages.requests()
    assert request.reach is least


# --- which are asked for --------------------------------------------------------------------------


def test_the_newest_five_are_asked_for_those_at_the_top_first() -> None:
    """P37: of the same moment the list's own order holds."""
    every = [
        new(0, DAY),
        new(1, HOUR),
        new(2, HOUR),
        new(3, 3 * DAY),
        new(4, HOUR),
        new(5, 2 * DAY),
    ]
    assert choose_pages(every) == [link(n) for n in (1, 2, 4, 0, 5)]
    assert choose_pages(every[::-1]) == choose_pages(every)
    assert MOST_PAGES == 5


@pytest.mark.parametrize(
    "without",
    [
        new(1, age_silent=True),
        new(1, late=True),
        new(1, item=replace(item(1), link="")),
        new(1, item=replace(item(1), blocks=TEXT)),
    ],
    ids=["too old to be told", "too old to be news", "no page", "has its text"],
)
def test_what_is_no_news_or_needs_no_page_takes_nobody_elses_place(without: NewEntry) -> None:
    newer = [replace(without, published=NOW) for _ in range(MOST_PAGES)]
    assert choose_pages([*newer, new(2)]) == [link(2)]


def test_nothing_new_asks_for_nothing() -> None:
    assert choose_pages([]) == []


@given(st.lists(st.integers(0, 20), max_size=12))
def test_never_more_than_five_and_none_older_than_one_left_out(ages: list[int]) -> None:
    every = [new(number, age * HOUR) for number, age in enumerate(ages)]
    chosen = choose_pages(every)
    assert len(chosen) == len(set(chosen)) == min(len(ages), MOST_PAGES)
    dates = {one.item.link: one.published for one in every}
    left = [dates[url] for url in dates.keys() - set(chosen)]
    assert not left or max(left) <= min(dates[url] for url in chosen)


# --- one after the other, once --------------------------------------------------------------------


def test_pages_are_asked_for_one_at_a_time_and_the_listing_comes_with_the_last() -> None:
    pages, listed = ReleasePages(), listing(1, 2)
    assert pages.begin(listed, [link(1), link(2)])
    (first,) = pages.requests()
    assert first == Request(
        "uk", link(1), doors=frozenset({Door.PAGE}), is_release=True, reach=Reach.PUBLIC
    )
    assert pages.requests() == [first]  # until it was answered
    assert pages.take(first, Item(blocks=TEXT)) is None
    (second,) = pages.requests()
    assert second.url == link(2)
    assert pages.is_reading("uk")
    complete = pages.take(second, FAILED)
    one, two = listed.document.items
    items = (replace(one, blocks=TEXT), two)
    assert complete == replace(listed, document=replace(listed.document, items=items))
    assert not pages.is_reading("uk")
    assert pages.requests() == []


def test_a_complete_listing_is_taken_in_and_the_next_one_read_again() -> None:
    """P37: no page a second time, whatever came of it; the next poll's pages are others."""
    pages, listed = ReleasePages(), listing(1)
    assert pages.begin(listed, [link(1)])
    assert pages.take(pages.requests()[0], FAILED) == listed
    assert not pages.begin(listed, [link(1)])
    assert not pages.is_reading("uk")
    pages.forget(["uk"])  # its poll has ended
    assert pages.begin(listed, [link(2)])


def test_without_pages_nothing_is_read() -> None:
    pages = ReleasePages()
    assert not pages.begin(listing(1), [])
    assert not pages.is_reading("uk")


def test_feeds_are_read_side_by_side() -> None:
    pages, uk, world = ReleasePages(), listing(1), listing(7, feed_id="world")
    pages.begin(uk, [link(1)])
    pages.begin(world, [link(7)])
    first, second = pages.requests()
    assert (first.feed_id, second.feed_id) == ("uk", "world")
    assert pages.take(second, FAILED) == world
    assert pages.requests() == [first]


def test_a_page_of_a_feed_that_nobody_reads_is_dropped() -> None:
    """It was asked for before the settings changed."""
    pages = ReleasePages()
    assert pages.take(Request("nobody", link(1), is_release=True), item(1)) is None
    pages.begin(listing(1), [link(1)])
    assert pages.take(Request("nobody", link(1), is_release=True), item(1)) is None
    assert pages.is_reading("uk")


def test_a_late_page_of_an_earlier_reading_adds_nothing() -> None:
    pages = ReleasePages()
    pages.begin(listing(1), [link(1)])
    (asked,) = pages.requests()
    assert pages.take(replace(asked, url=link(9)), item(9)) is None
    assert pages.requests() == [asked]


def test_what_is_forgotten_is_read_no_more_and_may_be_anew() -> None:
    pages = ReleasePages()
    for feed_id in ("uk", "world"):
        pages.begin(listing(1, feed_id=feed_id), [link(1)])
    pages.forget(["uk", "nobody"])
    assert (pages.is_reading("uk"), pages.is_reading("world")) == (False, True)
    pages.take(pages.requests()[0], FAILED)
    pages.forget(["world"])
    assert pages.begin(listing(1, feed_id="world"), [link(1)])


# --- what a page adds -----------------------------------------------------------------------------


def complete(listed: Item, page: Item) -> Item:
    """Return a listed release once its page has said this."""
    pages = ReleasePages()
    document = Document(items=(listed,), door=Door.PAGE)
    pages.begin(replace(listing(), document=document), [listed.link])
    done = pages.take(pages.requests()[0], page)
    assert done is not None
    (found,) = done.document.items
    return found


@pytest.mark.parametrize(
    ("listed", "said", "is_taken"),
    [
        (None, NOW - 400 * DAY, True),
        (NOW, NOW, True),
        (NOW, NOW + DAY - MOMENT, True),
        (NOW, NOW - DAY + MOMENT, True),
        (NOW, NOW + DAY, False),
        (NOW, NOW - DAY, False),
        (NOW, NOW - 400 * DAY, False),
        (NOW, None, False),
        (None, None, False),
    ],
)
def test_a_pages_date_is_taken_where_it_says_the_same_day_or_the_list_none(
    listed: datetime | None, said: datetime | None, *, is_taken: bool
) -> None:
    """A date of another day on the page is that of something else."""
    page = Item(published=said, published_raw="as the page says")
    found = complete(replace(item(1), published=listed, published_raw="as listed"), page)
    assert found.published == (said if is_taken else listed)
    assert found.published_raw == ("as the page says" if is_taken else "as listed")


def test_address_and_headline_stay_the_listings_and_the_rest_is_the_pages() -> None:
    topics = [Term("category", name) for name in ("Torture", "Press", "Release")]
    listed = Item(
        "g", link(1), "As listed", NOW, "now", "short", (), "", (topics[1], topics[2]), "en"
    )
    page = Item("p", link(2), "As told", None, "", "long", TEXT, "", (topics[0], topics[1]), "fr")
    assert complete(listed, page) == replace(
        listed, summary="long", blocks=TEXT, terms=tuple(topics), language="fr"
    )


def test_where_a_page_says_nothing_the_list_is_kept_and_the_other_way_round() -> None:
    listed = replace(item(1), summary="short", language="en")
    assert complete(listed, Item()) == listed
    assert complete(replace(listed, title=""), replace(item(2), title="Told")).title == "Told"
