"""What the sites of sources that are no feeds ask of programs, over a real archive.

The whole line with real servers: `tests/politeness/test_doors.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from traynews.archive.store import Store
from traynews.core.data.document import (
    Answer,
    Document,
    Door,
    Failure,
    Item,
    Reach,
    Request,
    Robots,
    Rule,
    TroubleKind,
    Validators,
)
from traynews.core.data.model import Feed, FeedState, Listing
from traynews.core.identity.reconcile import reconcile
from traynews.core.polling.robots import SiteRules
from traynews.core.text.address import origin_of
from traynews.worker.newsroom import Newsroom

NOW = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SITE = "https://press.example"
URL = f"{SITE}/latest/"
RULES_URL = f"{SITE}/robots.txt"
FEED = Feed("uk", f"{SITE}/feed")
PAGE = Request("uk", URL, Validators('"page"'), doors=frozenset({Door.PAGE}), reach=Reach.PUBLIC)
ROBOTS = Robots((Rule("/private/", allow=False),), 2.5, (f"{SITE}/map.xml",))
RULES = SiteRules(NOW - HOUR, ROBOTS, Validators('"rules"', "Mon"))
STALE = replace(RULES, checked=NOW - DAY)
AHEAD = replace(RULES, checked=NOW + HOUR)


class Desk:
    """A newsroom with its archive, and a clock to set."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "traynews.db")
        self.store.open()
        self.store.sync_feeds([FEED])
        self.now = NOW
        self.room = Newsroom(self.store, now=lambda: self.now)

    def knows(self, rules: SiteRules | None, server: str = origin_of(URL)) -> None:
        """Have these rules be known of the site."""
        if rules is not None:
            self.store.save_site_rules(server, rules)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()


# --- robots.txt -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "validators"),
    [
        (None, Validators()),
        (STALE, STALE.validators),
        (AHEAD, AHEAD.validators),
        (replace(STALE, closed=True), Validators()),
    ],
    ids=["unknown", "stale", "from the future", "refused before"],
)
def test_rules_that_do_not_hold_are_asked_for_before_a_page(
    desk: Desk, rules: SiteRules | None, validators: Validators
) -> None:
    """P35: with their own validators, unless nothing is kept that could be unchanged."""
    desk.knows(rules)
    asked = desk.room.asked_first(PAGE)
    assert asked == replace(PAGE, url=RULES_URL, validators=validators, is_robots=True)
    assert desk.room.refusal(PAGE) is None


@pytest.mark.parametrize("rules", [RULES, replace(RULES, closed=True)])
def test_rules_that_hold_are_not_asked_for(desk: Desk, rules: SiteRules) -> None:
    desk.knows(rules)
    assert desk.room.asked_first(PAGE) is None


def test_of_another_server_nothing_is_known(desk: Desk) -> None:
    desk.knows(RULES, origin_of("https://press.example:8443/"))
    assert desk.room.asked_first(PAGE) is not None


def test_a_feed_is_asked_for_whatever_the_rules_say(desk: Desk) -> None:
    """P35: feeds are made for programs."""
    feed = replace(PAGE, doors=frozenset({Door.FEED}))
    assert desk.room.asked_first(feed) is None
    desk.knows(replace(RULES, closed=True))
    assert (desk.room.asked_first(feed), desk.room.refusal(feed)) == (None, None)


def test_what_the_rules_forbid_is_refused_with_the_reason(desk: Desk) -> None:
    desk.knows(RULES)
    assert desk.room.refusal(PAGE) is None
    private = replace(PAGE, url=f"{SITE}/private/a")
    reason = "the robots.txt of press.example asks programs not to read this page"
    refused = Failure(TroubleKind.REFUSED, reason, NOW, url=private.url)
    assert desk.room.refusal(private) == refused
    desk.now = NOW + DAY
    assert desk.room.refusal(private) is None  # nobody knows any more


def test_rules_that_came_are_kept_and_who_had_to_hear_them_is_due_at_once(desk: Desk) -> None:
    later = FeedState("uk", polled=True, next_check=NOW + DAY)
    other = FeedState("world", polled=True, next_check=NOW + DAY)
    for state in (later, other):
        desk.store.save_state(state)
    asked = replace(PAGE, url=RULES_URL, is_robots=True)
    desk.room.take_robots(asked, Answer(RULES_URL, 200, {"etag": '"r"'}, b"-", NOW), ROBOTS)
    assert desk.store.site_rules(origin_of(URL)) == SiteRules(NOW, ROBOTS, Validators('"r"'))
    states = desk.store.states()
    assert states == {"uk": replace(later, next_check=NOW), "world": other}


def test_rules_that_did_not_change_and_rules_that_are_refused(desk: Desk) -> None:
    desk.knows(STALE)
    asked = replace(PAGE, url=RULES_URL, is_robots=True)
    desk.room.take_robots(asked, Answer(RULES_URL, 304, {}, None, NOW), None)
    assert desk.store.site_rules(origin_of(URL)) == replace(STALE, checked=NOW)
    desk.room.take_robots(asked, Failure(TroubleKind.HTTP, "no", NOW, 403), None)
    assert desk.store.site_rules(origin_of(URL)) == SiteRules(NOW, closed=True)


def test_a_sites_rest_and_maps_are_those_of_its_rules(desk: Desk) -> None:
    assert (desk.room.rest_of(PAGE), desk.room.sitemaps_of(URL)) == (timedelta(0), ())
    desk.knows(RULES)
    assert desk.room.rest_of(PAGE) == timedelta(seconds=2.5)
    assert desk.room.sitemaps_of(URL) == (f"{SITE}/map.xml",)


def test_the_rest_that_a_site_asks_for_holds_for_its_http_and_its_https(desk: Desk) -> None:
    """P35: each has a robots.txt of its own; whoever wants more peace has it."""
    desk.knows(RULES)
    plain = replace(PAGE, url=URL.replace("https:", "http:"))
    assert plain.url != URL
    assert desk.room.rest_of(plain) == timedelta(seconds=2.5)
    desk.knows(replace(RULES, robots=replace(ROBOTS, delay=9.0)), origin_of(plain.url))
    assert desk.room.rest_of(PAGE) == timedelta(seconds=9)
    assert desk.room.rest_of(replace(PAGE, url="https://press.example:8443/")) == timedelta(0)


# --- listings -------------------------------------------------------------------------------------


def link(number: int) -> str:
    return f"{SITE}/latest/release-{number}/"


def listing(*links: str, door: Door = Door.PAGE) -> Document:
    items = tuple(Item(link=url, title=f"Release {url}", published=NOW - HOUR) for url in links)
    return Document(items=items, door=door)


ANSWER = Answer(URL, 200, {}, b"<html>", NOW)
POLLED = FeedState("uk", polled=True, door=Door.PAGE)


def begin(desk: Desk, document: Document, state: FeedState = POLLED) -> list[str]:
    """Return the first page that is asked for, if any is."""
    begun = desk.room.read_first(PAGE, state, ANSWER, document)
    assert begun is desk.room.is_reading("uk")
    return [request.url for request in desk.room.release_pages()]


def test_the_pages_of_new_releases_are_read_before_the_listing_is_taken_in(desk: Desk) -> None:
    desk.knows(RULES)
    document = listing(link(1))
    assert begin(desk, document) == [link(1)]
    (request,) = desk.room.release_pages()
    failed = Failure(TroubleKind.HTTP, "no", NOW, 500)
    listed = desk.room.take_release(request, failed)
    assert listed is not None
    assert (listed.request, listed.answer, listed.document) == (PAGE, ANSWER, document)
    assert begin(desk, document) == []


@pytest.mark.parametrize(
    ("state", "door"),
    [(replace(POLLED, polled=False), Door.PAGE), (POLLED, Door.WORDPRESS), (POLLED, Door.FEED)],
    ids=["first poll", "posts have their text", "feeds have theirs"],
)
def test_nothing_is_read_at_the_first_poll_or_of_what_has_its_text(
    desk: Desk, state: FeedState, door: Door
) -> None:
    desk.knows(RULES)
    assert begin(desk, listing(link(1), door=door), state) == []


@pytest.mark.parametrize("rules", [None, STALE, AHEAD, replace(RULES, closed=True)])
def test_without_rules_that_hold_and_allow_no_page_is_read(
    desk: Desk, rules: SiteRules | None
) -> None:
    """P35: the releases are told with the listing's words."""
    desk.knows(rules)
    assert begin(desk, listing(link(1))) == []


def test_of_several_pages_those_that_the_rules_forbid_are_left_out(desk: Desk) -> None:
    desk.knows(RULES)
    assert begin(desk, listing(f"{SITE}/private/1/", link(2))) == [link(2)]
    desk.room.forget(["uk"])
    assert not desk.room.is_reading("uk")
    assert desk.room.release_pages() == []


def test_a_listing_at_another_place_is_doubted_unless_one_of_its_releases_is_known(
    desk: Desk,
) -> None:
    """It is the archive that is asked what is known; what is known has only moved."""
    moved = listing(*(f"{SITE}/press/release-{n}/" for n in range(3)))
    state = replace(POLLED, listing=Listing(3, 3, "latest"))
    reason = "the page has changed and cannot be read"
    doubted = Failure(TroubleKind.NOT_A_FEED, reason, NOW, url=URL)
    assert desk.room.doubt(state, ANSWER, moved) == doubted
    assert desk.room.doubt(replace(state, listing=Listing(3, 3, "press")), ANSWER, moved) is None
    first = replace(moved, items=moved.items[:1])
    plan = reconcile(first, FeedState("uk"), desk.store.known("uk", first), NOW)
    desk.store.apply(plan, state, NOW)
    assert desk.room.doubt(state, ANSWER, moved) is None
