"""Where a feed lives: redirects believed in time, lost feeds looked for, refusals respected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traynews.core.data.document import Answer, Failure, Reach, TroubleKind
from traynews.core.data.model import Feed, FeedState
from traynews.core.polling import moves

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = "https://www.press.example/feed"
NEW = "https://www.press.example/en/feed"
OTHER = "https://feeds.press.example/all"
PAGE = "https://www.press.example/news"
FEED = Feed("uk", OLD, home=PAGE, candidates=(NEW, OTHER))
HOMELESS = replace(FEED, home="")
WORKED = FeedState("uk", polled=True)
WELL = replace(WORKED, reach=Reach.PUBLIC)  # once it answered


def answer(moved_to: str | None = None, after: timedelta = timedelta(0)) -> Answer:
    return Answer(moved_to or OLD, 200, {}, b"<rss/>", NOW + after, moved_to)


def http(status: int, **more: object) -> Failure:
    return Failure(TroubleKind.HTTP, "no", NOW, status, **more)  # type: ignore[arg-type]


def failed(failure: Failure, state: FeedState = WORKED, feed: Feed = FEED) -> FeedState:
    """Count the failure as `timing` does, and ask where to look next."""
    counted = replace(state, failures=state.failures + 1)
    return moves.after_failure(counted, feed, failure)


# --- which address is asked -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (WORKED, OLD),
        (replace(WORKED, url=NEW), NEW),
        (replace(WORKED, url=NEW, trials=(OTHER, PAGE)), OTHER),
    ],
)
def test_an_address_to_be_tried_comes_before_the_one_in_use_and_that_before_the_configured(
    state: FeedState, asked: str
) -> None:
    assert moves.address(FEED, state) == asked


# --- permanent redirects --------------------------------------------------------------------------


def follow(*steps: tuple[str | None, float]) -> FeedState:
    """Answer at so many days, each by the permanent redirect that is given, or by none."""
    state = WORKED
    for target, days in steps:
        state = moves.after_answer(state, FEED, answer(target, days * DAY))
    return state


@pytest.mark.parametrize(
    ("steps", "url", "polls"),
    [
        ([(NEW, 0)], "", 1),
        ([(NEW, 0), (NEW, 1)], "", 2),
        ([(NEW, 0), (NEW, 3)], "", 2),
        ([(NEW, 0), (NEW, 1), (NEW, 2.999)], "", 3),
        ([(NEW, 0), (NEW, 1), (NEW, 3)], NEW, 0),
        ([(NEW, 0), (NEW, 1), (NEW, 2), (NEW, 2.5), (NEW, 4)], NEW, 0),
        ([(NEW, 0), (NEW, 1), (None, 2), (NEW, 3)], "", 1),
        ([(NEW, 0), (OTHER, 1), (OTHER, 2), (NEW, 3)], "", 1),
        ([(NEW, 0), (NEW, 1), (OTHER, 3), (OTHER, 4)], "", 2),
    ],
)
def test_a_permanent_redirect_is_believed_after_three_polls_over_three_days_without_a_break(
    steps: list[tuple[str | None, float]], url: str, polls: int
) -> None:
    """P22."""
    state = follow(*steps)
    assert state.url == url
    assert state.moved_polls == polls


def test_the_days_of_a_redirect_are_counted_from_its_first_answer() -> None:
    state = follow((NEW, 0), (NEW, 1))
    assert (state.moved_to, state.moved_since) == (NEW, NOW)
    changed = follow((NEW, 0), (OTHER, 1))
    assert (changed.moved_to, changed.moved_since) == (OTHER, NOW + DAY)


def test_what_is_believed_is_counted_no_longer() -> None:
    state = follow((NEW, 0), (NEW, 1), (NEW, 3))
    assert (state.url, state.moved_to, state.moved_since, state.moved_polls) == (NEW, "", None, 0)
    again = moves.after_answer(state, FEED, answer(NEW, 4 * DAY))
    assert again == state


def test_a_redirect_back_to_the_configured_address_leaves_no_other_in_use() -> None:
    state = replace(WORKED, url=NEW)
    for days in (0, 1, 3):
        state = moves.after_answer(state, FEED, answer(OLD, days * DAY))
    assert state == WELL


def test_an_address_that_was_tried_and_answers_is_kept_and_the_search_is_over() -> None:
    lost = replace(
        WORKED, trials=(NEW, OTHER), searched=True, stopped=True,
        moved_to=OTHER, moved_since=NOW, moved_polls=2,
    )  # fmt: skip
    assert moves.after_answer(lost, FEED, answer()) == replace(WELL, url=NEW)
    home = replace(lost, url=NEW, trials=(OLD,))
    assert moves.after_answer(home, FEED, answer()) == WELL


def test_any_good_answer_ends_what_stopped_the_feed() -> None:
    stopped = replace(WORKED, stopped=True, searched=True, moved_to=NEW, moved_since=NOW)
    assert moves.after_answer(stopped, FEED, answer()) == WELL


# --- what makes it worth looking elsewhere --------------------------------------------------------


@pytest.mark.parametrize("status", [404, 406, 410])
def test_what_is_gone_or_another_thing_may_be_elsewhere(status: int) -> None:
    assert moves.may_be_elsewhere(http(status))


@pytest.mark.parametrize("status", [400, 401, 403, 405, 429, 451, 500, 503])
def test_who_refuses_or_fails_is_not_got_round(status: int) -> None:
    assert not moves.may_be_elsewhere(http(status))
    assert failed(http(status), replace(WORKED, failures=5)).trials == ()


@pytest.mark.parametrize("kind", [kind for kind in TroubleKind if kind is not TroubleKind.HTTP])
def test_of_all_other_trouble_only_a_page_in_the_feeds_place_starts_a_search(
    kind: TroubleKind,
) -> None:
    trouble = Failure(kind, "no", NOW)
    assert moves.may_be_elsewhere(trouble) == (kind is TroubleKind.NOT_A_FEED)


# --- looking for a feed ---------------------------------------------------------------------------


def test_the_first_failure_of_a_feed_that_worked_is_a_passing_fault() -> None:
    assert failed(http(404)).trials == ()
    assert failed(http(404), replace(WORKED, failures=1)).trials == (NEW, OTHER, PAGE)


def test_a_feed_that_is_gone_or_never_worked_is_looked_for_at_once() -> None:
    assert failed(http(410)).trials == (NEW, OTHER, PAGE)
    assert failed(http(404), FeedState("uk")).trials == (NEW, OTHER, PAGE)


def test_a_passing_fault_starts_the_count_of_a_redirect_anew() -> None:
    moving = replace(WORKED, moved_to=NEW, moved_since=NOW, moved_polls=2)
    assert failed(http(404), moving) == replace(WORKED, failures=1)
    assert failed(http(500), moving) == replace(moving, failures=1)


def test_a_feed_that_moved_is_looked_for_at_its_configured_address_first() -> None:
    moved = replace(WORKED, url=NEW, failures=1)
    assert failed(http(404), moved).trials == (OLD, OTHER, PAGE)


def test_a_page_of_another_site_is_no_place_to_look() -> None:
    foreign = replace(FEED, home="https://press.example.evil.example/")
    assert failed(http(410), feed=foreign).trials == (NEW, OTHER)
    assert failed(http(410), feed=HOMELESS).trials == (NEW, OTHER)


def test_a_search_asks_eight_addresses_at_most() -> None:
    many = replace(HOMELESS, candidates=tuple(f"{OLD}/{number}" for number in range(20)))
    assert failed(http(410), feed=many).trials == many.candidates[:8]


def test_a_feed_with_no_other_address_was_looked_for_everywhere() -> None:
    alone = Feed("uk", OLD)
    assert failed(http(410), feed=alone) == replace(WORKED, failures=1, searched=True)
    assert not failed(http(410)).searched


def test_each_failure_takes_one_address_off_until_all_were_asked() -> None:
    state = failed(http(410), feed=HOMELESS)
    assert state.trials == (NEW, OTHER)
    assert moves.is_searching(state)
    state = failed(http(404), state, HOMELESS)
    assert (state.trials, state.searched) == ((OTHER,), False)
    state = failed(http(500), state, HOMELESS)
    assert (state.trials, state.searched) == ((), True)
    assert not moves.is_searching(state)


def test_a_later_round_is_no_search_at_the_usual_pace() -> None:
    state = failed(http(404), replace(WORKED, failures=4, searched=True))
    assert state.trials
    assert state.searched
    assert not moves.is_searching(state)
    assert not moves.is_searching(WORKED)


def test_a_server_that_was_not_reached_is_asked_again() -> None:
    state = failed(http(410))
    offline = Failure(TroubleKind.NETWORK, "no network", NOW, reached=False)
    after = failed(offline, state)
    assert (after.trials, after.searched) == (state.trials, False)


def test_an_address_that_cannot_be_reached_while_others_can_ends_no_search() -> None:
    """Its domain may be gone for good, and the feed back at its own address."""
    state = failed(http(410))
    dead = Failure(TroubleKind.NETWORK, "the name cannot be found", NOW, reached=False)
    assert moves.after_failure(state, FEED, dead, offline=False).trials == state.trials[1:]


@pytest.mark.parametrize("offline", [True, False])
def test_an_address_that_may_not_be_asked_is_passed_over(offline: bool) -> None:  # noqa: FBT001
    """P23: it leads inside."""
    state = failed(http(410))
    inner = Failure(TroubleKind.REFUSED, "it leads into a private network", NOW, reached=False)
    assert moves.after_failure(state, FEED, inner, offline=offline).trials == state.trials[1:]


@pytest.mark.parametrize(
    ("known", "url", "least"),
    [
        (None, OLD, Reach.LOOPBACK),
        (None, NEW, Reach.PUBLIC),
        (Reach.PUBLIC, OLD, Reach.PUBLIC),
        (Reach.PRIVATE, OLD, Reach.PRIVATE),
        (Reach.PRIVATE, NEW, Reach.PRIVATE),
    ],
)
def test_nothing_about_a_feed_leads_further_inside_than_it_lies(
    known: Reach | None, url: str, least: Reach
) -> None:
    """P23: its own address may lead anywhere until it has answered."""
    assert moves.least_reach(FEED, replace(WORKED, reach=known), url) is least


def test_until_a_feed_inside_has_answered_its_address_tells_where_it_lies() -> None:
    inside = replace(FEED, url="http://192.168.1.5/feed")
    assert moves.least_reach(inside, WORKED, "http://192.168.1.5/") is Reach.PRIVATE


def test_the_innermost_answer_counts() -> None:
    """The user may have added it anew, from inside."""
    again = moves.after_answer(WELL, FEED, replace(answer(), reach=Reach.PRIVATE))
    assert again.reach is Reach.PRIVATE
    assert moves.after_answer(again, FEED, answer()).reach is Reach.PRIVATE


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_a_refusal_ends_the_search(status: int) -> None:
    after = failed(http(status), failed(http(410)))
    assert (after.trials, after.searched) == ((), True)


DOORS = (
    "https://www.press.example/news-sitemap.xml",
    PAGE,
    "https://www.press.example/sitemap.xml",
)
"""Where releases are looked for beside feeds, once the page was seen."""


def test_what_the_feeds_page_names_is_asked_next_each_once() -> None:
    state = replace(WORKED, trials=(PAGE, OTHER))
    named = "https://www.press.example/rss"
    below = "https://feeds.press.example/rss"
    places = (named, OLD, NEW, PAGE, named, below, "https://router.example/feed")
    page = Failure(TroubleKind.NOT_A_FEED, "a page", NOW, places=places)
    assert failed(page, state).trials == (named, below, OTHER, *DOORS)
    assert failed(page, state).looked
    not_the_page = replace(WORKED, trials=(NEW, OTHER))
    assert failed(page, not_the_page).trials == (OTHER,)


def test_a_page_that_names_many_feeds_makes_no_endless_search() -> None:
    named = tuple(f"https://www.press.example/{number}" for number in range(20))
    page = Failure(TroubleKind.NOT_A_FEED, "a page", NOW, places=named)
    assert failed(page, replace(WORKED, trials=(PAGE, OTHER))).trials == (*named[:8], *DOORS)


# --- of one site ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "page", "same"),
    [
        ("https://press.example/x", "https://press.example/", True),
        ("https://press.example/x", "https://www.press.example/", True),
        ("https://www.press.example/x", "https://www.press.example/", True),
        ("https://feeds.press.example/x", "https://www.press.example/", True),
        ("https://press.example/x", "http://press.example/", True),
        ("http://press.example/x", "http://press.example/", True),
        ("http://press.example/x", "https://press.example/", False),
        ("https://press.example/x", "https://news.press.example/", False),
        ("https://expresspress.example/x", "https://press.example/", False),
        ("https://press.example.evil.example/x", "https://press.example/", False),
        ("https://192.168.1.1/x", "https://press.example/", False),
        ("https://press.example/x", "", False),
        ("", "https://press.example/", False),
    ],
)
def test_a_site_is_its_host_and_what_lies_below_it(url: str, page: str, *, same: bool) -> None:
    """P23: nobody leads TrayNews into another network, or out of an encrypted connection."""
    assert moves.is_of(url, page) == same
