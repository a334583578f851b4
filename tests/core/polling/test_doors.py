"""Doors: what an answer may be read as, when a listing is doubted, when a feed is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.document import Document, Door, Item
from traynews.core.data.model import Feed, FeedState, Listing
from traynews.core.polling import doors

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
WEEK, MOMENT = timedelta(days=7), timedelta(microseconds=1)
SITE = "https://www.press.example"
PAGE = f"{SITE}/news"
FEED = Feed("uk", f"{SITE}/feed", home=PAGE)
STATE = FeedState("uk", polled=True)
CHANGED = "the page has changed and cannot be read"
SEARCHED = {Door.FEED, Door.WORDPRESS, Door.NEWS_SITEMAP, Door.SITEMAP}


def items(count: int, dated: int = 0, folder: str = "news") -> tuple[Item, ...]:
    """Return listed releases, the first of them dated."""
    return tuple(
        Item(link=f"{SITE}/{folder}/release-{n}/", published=NOW if n < dated else None)
        for n in range(count)
    )


def page(count: int, dated: int = 0, folder: str = "news") -> Document:
    return Document(items=items(count, dated, folder), door=Door.PAGE)


def listed(count: int, dated: int = 0, folder: str = "news") -> FeedState:
    """Return the state of a source whose page looked like this."""
    return replace(STATE, door=Door.PAGE, listing=Listing(count, dated, folder))


# --- what an answer may be read as ----------------------------------------------------------------


@pytest.mark.parametrize("door", Door)
@pytest.mark.parametrize("trials", [(), (PAGE,), (f"{SITE}/sitemap.xml",)])
def test_the_door_that_the_user_chose_is_the_only_one(door: Door, trials: tuple[str, ...]) -> None:
    state = replace(STATE, door=Door.SITEMAP, trials=trials, looked=True)
    assert doors.doors_of(replace(FEED, door=door), state) == {door}


@pytest.mark.parametrize("door", Door)
def test_what_served_last_is_expected_again(door: Door) -> None:
    assert doors.doors_of(FEED, replace(STATE, door=door)) == {door}


@pytest.mark.parametrize(
    ("tried", "looked", "expected"),
    [
        (f"{SITE}/rss.xml", False, {Door.FEED}),
        (f"{SITE}/rss.xml", True, {Door.FEED}),
        (f"{SITE}/wp-json/", False, SEARCHED),
        (f"{SITE}/news-sitemap.xml", True, SEARCHED),
        (PAGE, False, SEARCHED),
        (PAGE, True, {Door.PAGE}),
    ],
)
def test_an_address_that_is_tried_is_read_as_what_it_can_be(
    tried: str, expected: set[Door], *, looked: bool
) -> None:
    """The page gives its places first; its listing is read once all other addresses were tried."""
    state = replace(STATE, door=Door.WORDPRESS, trials=(tried, f"{SITE}/x"), looked=looked)
    assert doors.doors_of(FEED, state) == expected


def test_only_a_feed_alone_is_asked_for_without_rules() -> None:
    assert not doors.is_page_door(frozenset({Door.FEED}))
    assert doors.is_page_door(frozenset({Door.FEED, Door.SITEMAP}))
    assert doors.is_page_door(doors.WHILE_SEARCHING)
    assert all(doors.is_page_door(frozenset({door})) for door in Door if door is not Door.FEED)


# --- how a listing looked -------------------------------------------------------------------------


def test_a_listing_is_remembered_by_count_dates_and_its_usual_place() -> None:
    mixed = replace(page(0), items=(*items(1, 1, "blog"), *items(3, 1)))
    after = doors.after_document(replace(STATE, looked=True, failures=2), mixed)
    assert after == replace(
        STATE, failures=2, door=Door.PAGE, listing=Listing(4, 2, "news"), looked=False
    )


def test_an_empty_listing_lies_nowhere() -> None:
    assert doors.after_document(listed(5, 5), page(0)).listing == Listing(0, 0, "")


@pytest.mark.parametrize("door", [door for door in Door if door is not Door.PAGE])
def test_of_other_doors_only_the_door_is_remembered(door: Door) -> None:
    after = doors.after_document(replace(listed(5, 5), looked=True), replace(page(4, 4), door=door))
    assert after == replace(STATE, door=door)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        (f"{SITE}/latest/news/a-release/", "latest/news"),
        (f"{SITE}/latest/news/a-release", "latest/news"),
        (f"{SITE}/latest/2026/03/a-release/?x=1/2#3/4", "latest"),
        (f"{SITE}/2026/a-release", ""),
        (f"{SITE}/a-release", ""),
        (f"{SITE}/2026a/a-release", "2026a"),
        (SITE, ""),
        ("", ""),
    ],
)
def test_the_place_of_a_release_is_its_path_without_numbers(url: str, folder: str) -> None:
    assert doors.folder_of(url) == folder


# --- whether a listing is believed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "is_believed"),
    [
        # fewer than a third of the releases
        (listed(9), page(3), True),
        (listed(9), page(2), False),
        (listed(10), page(3), False),
        (listed(8), page(3), True),
        (listed(3), page(1), True),
        (listed(3), page(0), False),
        # more than half had a date, fewer than half have
        (listed(6, 4), page(6, 3), True),
        (listed(6, 4), page(6, 2), False),
        (listed(6, 3), page(6, 0), True),
        (listed(7, 4), page(7, 3), False),
        (listed(7, 3), page(7, 0), True),
        (listed(6, 6), page(4, 2), True),
        (listed(6, 6), page(4, 1), False),
        # too few before to conclude anything
        (listed(2, 2), page(0), True),
        (listed(0), page(0), True),
        (listed(9), page(90), True),
    ],
)
@pytest.mark.parametrize("knew", [True, False])
def test_a_listing_of_a_third_or_without_its_dates_is_doubted(
    before: FeedState, after: Document, *, is_believed: bool, knew: bool
) -> None:
    assert doors.doubt(before, after, knew=knew) == ("" if is_believed else CHANGED)


@pytest.mark.parametrize(
    ("folder", "knew", "is_believed"),
    [
        ("news", False, True),
        ("elsewhere", True, True),
        ("elsewhere", False, False),
        ("news/2027", False, True),
    ],
)
def test_only_unknown_releases_at_another_place_are_doubted(
    folder: str, *, knew: bool, is_believed: bool
) -> None:
    doubt = doors.doubt(listed(3, 3), page(3, 3, folder), knew=knew)
    assert doubt == ("" if is_believed else CHANGED)


def test_a_short_listing_is_never_doubted_wherever_it_lies() -> None:
    assert doors.doubt(listed(2, 2), page(1, 0, "elsewhere"), knew=False) == ""


@pytest.mark.parametrize("door", [door for door in Door if door is not Door.PAGE])
def test_what_is_no_page_is_never_doubted(door: Door) -> None:
    assert doors.doubt(listed(9, 9), replace(page(0), door=door), knew=False) == ""


@given(count=st.integers(0, 30), dated=st.integers(0, 30), knew=st.booleans())
def test_a_listing_that_stayed_as_it_was_is_always_believed(
    count: int, dated: int, *, knew: bool
) -> None:
    document = page(count, min(count, dated))
    assert doors.doubt(doors.after_document(STATE, document), document, knew=knew) == ""


# --- when a feed is looked for --------------------------------------------------------------------

ELSEWHERE = replace(STATE, door=Door.PAGE)


@pytest.mark.parametrize(
    ("sought", "after", "trials"),
    [
        (None, NOW, ()),
        (NOW + MOMENT, NOW, ()),  # a clock that was ahead (P32)
        (NOW, NOW, ()),
        (NOW - WEEK + MOMENT, NOW - WEEK + MOMENT, ()),
        (NOW - WEEK, NOW, (FEED.url,)),
        (NOW - 9 * WEEK, NOW, (FEED.url,)),
    ],
)
def test_a_feed_is_looked_for_once_a_week_where_something_else_serves(
    sought: datetime | None, after: datetime, trials: tuple[str, ...]
) -> None:
    state = replace(ELSEWHERE, sought=sought)
    assert doors.seek_feed(FEED, state, NOW) == replace(ELSEWHERE, sought=after, trials=trials)


def test_where_a_feed_serves_none_is_looked_for() -> None:
    assert doors.seek_feed(FEED, replace(STATE, sought=NOW - 2 * WEEK), NOW) == STATE


def test_no_feed_is_looked_for_where_the_user_chose_a_door_or_a_search_is_under_way() -> None:
    state = replace(ELSEWHERE, sought=NOW - 2 * WEEK)
    assert doors.seek_feed(replace(FEED, door=Door.PAGE), state, NOW) == state
    searching = replace(state, trials=(PAGE,))
    assert doors.seek_feed(FEED, searching, NOW) == searching


@pytest.mark.parametrize(
    ("state", "is_look"),
    [
        (replace(ELSEWHERE, trials=(FEED.url,)), True),
        (ELSEWHERE, False),
        (replace(STATE, trials=(FEED.url,)), False),
        (replace(ELSEWHERE, trials=(FEED.url,), failures=1), False),
    ],
)
def test_a_look_is_a_try_while_another_door_serves(state: FeedState, *, is_look: bool) -> None:
    assert doors.is_look(state) is is_look
