"""The rules of identity, I1 to I12, each in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.identity.memory import NOW, Memory, release
from traynews.core.data.document import Document, Item, Term
from traynews.core.data.model import FeedState
from traynews.core.data.plan import Known
from traynews.core.identity.reconcile import MOST_HASH_ONLY, MOST_REVISIONS, reconcile

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def polled_once(*items: Item, feed: str = "uk") -> Memory:
    """Return an archive that knows these items of a feed."""
    memory = Memory()
    assert len(memory.poll(*items, feed=feed).new) == len(items)
    return memory


# --- I1: the key -------------------------------------------------------------------------------


def test_a_guid_is_trimmed_and_then_taken_verbatim() -> None:
    """I1: the trimmed guid is the key, in upper and lower case as given."""
    memory = polled_once(release(1, guid="  gw-1\n", link=""))
    assert not memory.poll(release(1, guid="gw-1", link="")).new
    other = release(1, guid="GW-1", link="", title="Another one", published=NOW)
    assert len(memory.poll(other).new) == 1


@pytest.mark.parametrize("guid", ["", "   ", "\n"])
def test_without_a_guid_the_link_is_the_key(guid: str) -> None:
    """I1: an empty or blank guid leaves the canonical link as key, whatever else changes."""
    memory = polled_once(release(1, guid=guid), release(2, guid=guid))
    link = "http://news.example/2026/release-1?utm_source=rss"
    plan = memory.poll(release(1, guid=guid, link=link, title="Edited", published=NOW))
    assert (len(plan.new), len(plan.updates)) == (0, 1)


def test_without_guid_and_link_title_and_date_are_the_key() -> None:
    """I1: hash(title + date); another date is another item, another text is not."""
    bare = Item(title="Weekly summary", published=NOW - DAY, summary="One")
    memory = polled_once(bare)
    assert not memory.poll(replace(bare, summary="Two")).new
    assert len(memory.poll(replace(bare, published=NOW)).new) == 1


def test_without_a_date_either_title_and_text_are_the_key() -> None:
    """I1: hash(title + text); a date that cannot be read ("3 hours ago") takes no part."""
    bare = Item(title="Weekly summary", summary="One", published_raw="3 hours ago")
    memory = polled_once(bare)
    assert not memory.poll(replace(bare, published_raw="4 hours ago")).new
    assert len(memory.poll(replace(bare, summary="Two")).new) == 1


def test_an_item_with_nothing_is_skipped_and_the_rest_is_kept() -> None:
    """I1: nothing at all: skip the item, not the feed."""
    plan = Memory().poll(Item(), release(1), Item(author="A. Nobody"))
    assert (len(plan.new), plan.skipped) == (1, 2)


def test_items_that_all_link_to_the_front_page_are_different_items() -> None:
    """I1: the address of a site is no key; without a guid, title and date are."""
    home = "https://www.news.example/"
    items = [release(n, guid="", link=home) for n in range(3)]
    memory = polled_once(*items)
    assert not memory.poll(*items).new
    assert len(memory.poll(release(9, guid="", link=home)).new) == 1


def test_places_on_one_page_are_different_items() -> None:
    """I1, I4: a fragment is no part of a link, but all that some items without guids have."""
    page = "https://news.example/entries.php"
    items = [release(n, guid="", title="Newsletter", link=f"{page}#{n}") for n in range(4)]
    memory = polled_once(*items)
    assert not memory.poll(*reversed(items)).new
    assert len(memory.poll(replace(items[0], title="Corrected"), *items[1:]).updates) == 1
    later = release(9, guid="", title="Newsletter", link=f"{page}#9", published=NOW)
    assert len(memory.poll(later, *items).new) == 1


def test_a_place_that_is_added_to_a_link_changes_nothing() -> None:
    """I4: `#content` behind the same page and title."""
    memory = polled_once(release(1, guid=""), release(2, guid=""))
    link = f"{release(1).link}#content"
    assert not memory.poll(release(1, guid="", link=link), release(2, guid="")).new


def test_texts_without_titles_are_told_apart_by_their_dates() -> None:
    """I1: two equal notes on two days are two."""
    note = Item(summary="Updated the list.", published=NOW)
    assert len(Memory().poll(note, replace(note, published=NOW - DAY)).new) == 2


# --- I2: repeated keys -------------------------------------------------------------------------


def test_one_guid_on_many_links_makes_one_entry_for_each() -> None:
    """I2: four entries; the second run gives none, in whatever order."""
    items = [release(n, guid="same") for n in range(4)]
    memory = polled_once(*items)
    assert not memory.poll(*items).new
    assert not memory.poll(*reversed(items)).new
    assert len(memory.entries) == 4


def test_a_repeated_guid_stays_repeated_when_one_item_is_left() -> None:
    """I2: neither the item that stays nor a new one is taken for another with the same guid."""
    items = [release(n, guid="same") for n in range(3)]
    memory = polled_once(*items)
    plan = memory.poll(items[2])
    assert (plan.new, plan.updates) == ((), ())
    assert len(memory.poll(release(7, guid="same")).new) == 1


def test_a_guid_that_becomes_repeated_keeps_its_first_entry() -> None:
    """I2: the count is the same as if all had come at once."""
    memory = polled_once(release(1, guid="same"))
    plan = memory.poll(release(2, guid="same"), release(1, guid="same"))
    assert [new.title for new in plan.new] == [release(2).title]
    assert plan.updates == ()


def test_the_same_guid_and_link_twice_is_one_entry() -> None:
    """I2: the newer of the two speaks for it, so that no order makes it flap."""
    older, newer = release(1, summary="Old"), release(1, summary="New", published=NOW)
    memory = polled_once_of_two = Memory()
    assert len(memory.poll(older, newer).new) == 1
    assert polled_once_of_two.poll(newer, older).updates == ()


def test_one_link_on_many_titles_without_guids_makes_one_entry_for_each() -> None:
    """I2, for links: a page that lists everything loses nothing."""
    page = "https://news.example/all/"
    items = [release(n, guid="", link=page) for n in range(3)]
    memory = polled_once(*items)
    assert not memory.poll(*reversed(items)).new
    assert not memory.poll(items[1]).new


def test_one_release_under_two_guids_in_one_document_is_one_entry() -> None:
    """Equal link, title and date: the same release, told once."""
    memory = Memory()
    plan = memory.poll(release(1, guid="a"), release(1, guid="b"))
    assert len(plan.new) == 1
    for guid in ("a", "b"):
        assert not memory.poll(release(1, guid=guid)).new


# --- I3: dates ---------------------------------------------------------------------------------


def test_an_item_older_than_the_newest_known_one_is_new() -> None:
    """I3: new means unseen, never "dated after the last check"."""
    memory = polled_once(release(1), release(2))
    plan = memory.poll(release(1), release(50), release(2))
    assert [new.title for new in plan.new] == [release(50).title]
    assert not plan.new[0].age_silent


def test_an_item_that_gets_another_date_is_not_new() -> None:
    """I3, I5: every item redated: updates at most, and each keeps its place."""
    items = [release(n) for n in (1, 2, 3)]
    memory = polled_once(*items)
    places = [entry.published for entry in memory.entries.values()]
    plan = memory.poll(*(replace(item, published=NOW) for item in items))
    assert (len(plan.new), len(plan.updates)) == (0, 3)
    assert not any(update.marked for update in plan.updates)
    assert [entry.published for entry in memory.entries.values()] == places


# --- I4: aliases -------------------------------------------------------------------------------


def test_a_site_that_moves_from_http_to_https_is_the_same_site() -> None:
    """I4: guids and links change their scheme, nothing is new."""
    items = [release(n) for n in range(3)]
    memory = Memory()
    memory.poll(*(with_scheme(item, "http") for item in items))
    plan = memory.poll(*items)
    assert (len(plan.new), len(memory.entries)) == (0, 3)
    assert not memory.poll(*items).sightings  # the new guids are known now


def test_a_site_that_moves_to_another_host_is_the_same_site() -> None:
    """I4: the guid without its host, and the title, tell."""
    items = [release(n) for n in range(3)]
    memory = polled_once(*items)
    moved = [
        replace(
            item,
            guid=item.guid.replace("www.news", "press"),
            link=item.link.replace("www.news", "press"),
        )
        for item in items
    ]
    assert not memory.poll(*moved).new
    assert not memory.poll(*moved[:1]).updates


def test_a_new_guid_for_a_known_link_and_title_is_stored_and_not_new() -> None:
    """I4: found by link and title though the date differs; next time by its guid alone."""
    memory = polled_once(release(1))
    plan = memory.poll(release(1, guid="node/77", published=NOW))
    assert (plan.new, plan.sightings[0].names) == ((), ("guid:node/77",))
    elsewhere = "https://news.example/moved"
    assert not memory.poll(release(1, guid="node/77", link=elsewhere, title="Edited")).new


def test_a_known_link_with_another_title_and_date_is_new() -> None:
    """I4: a hint alone is not enough: pages are used again."""
    memory = polled_once(release(1))
    other = release(1, guid="node/77", title="Something else", published=NOW)
    assert len(memory.poll(other).new) == 1


def test_a_known_title_with_another_link_is_new() -> None:
    """I4, I12: two "Public statements" are two releases."""
    memory = polled_once(release(1, title="Public statement"))
    assert len(memory.poll(release(1), release(2, title="Public statement")).new) == 1


def test_an_entry_that_is_in_the_document_itself_is_nobody_elses() -> None:
    """I4: an item with an unknown guid beside a known one on the same page is a second item."""
    memory = polled_once(release(1))
    second = release(1, guid="node/2", published=NOW)
    assert len(memory.poll(release(1), second).new) == 1


# --- I5: edits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "changed", "marked"),
    [
        ({"title": "A corrected headline"}, {"title"}, True),
        ({"summary": "A corrected text"}, {"text"}, True),
        ({"terms": (Term("category", "Iran"),)}, {"text"}, True),
        ({"link": "https://www.news.example/corrected/"}, {"link"}, False),
        ({"published": NOW}, {"date"}, False),
        ({"title": "Both", "summary": "changed"}, {"title", "text"}, True),
    ],
)
def test_an_edit_updates_and_never_creates(
    changes: dict[str, object], changed: set[str], *, marked: bool
) -> None:
    """I5: title, text, link or date changed: an update; marked where a reader would care."""
    memory = polled_once(release(1), release(2))
    plan = memory.poll(release(1, **changes), release(2))
    assert plan.new == ()
    assert [(update.changed, update.marked) for update in plan.updates] == [
        (frozenset(changed), marked)
    ]
    assert not memory.poll(release(1, **changes), release(2)).updates


def test_what_a_feed_leaves_out_takes_nothing_away() -> None:
    """I5: a date or link that is missing now is no edit."""
    memory = polled_once(release(1))
    assert not memory.poll(release(1, published=None, link="")).updates


def test_a_text_that_changes_by_itself_is_left_alone_in_the_end() -> None:
    """I5: 24 changes of the text alone; a changed title counts again."""
    memory = polled_once(release(1))
    counts = [
        len(memory.poll(release(1, summary=f"{n} people read this")).updates)
        for n in range(MOST_HASH_ONLY + 5)
    ]
    assert sum(counts) == MOST_HASH_ONLY
    assert len(memory.poll(release(1, summary="30", title="Correction")).updates) == 1


# --- I6: baseline; gaps ------------------------------------------------------------------------


def test_the_first_document_of_a_feed_is_its_baseline() -> None:
    """I6: until a poll succeeded, everything found is baseline and no gap."""
    memory = Memory()
    first, second = memory.poll(release(1)), memory.poll(release(1), release(2))
    assert (first.baseline, first.gap) == (True, False)
    assert (second.baseline, second.gap, len(second.new)) == (False, False, 1)


def test_a_document_in_which_nothing_is_known_shows_a_gap() -> None:
    """Releases may be missing when none of a feed's items was seen before."""
    memory = polled_once(release(1), release(2))
    assert memory.poll(release(8), release(9)).gap
    assert not memory.poll(release(8), release(10)).gap


@pytest.mark.parametrize("first", [(), (release(1),)])
def test_an_empty_or_cut_document_shows_no_gap(first: tuple[Item, ...]) -> None:
    """Nothing can be told from what is not there."""
    memory = Memory()
    memory.poll(*first)
    assert not memory.poll().gap
    assert not memory.poll(release(5), whole=False).gap


@pytest.mark.parametrize("polled", [True, False])
@pytest.mark.parametrize("has_entries", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_only_a_whole_document_of_a_feed_with_a_past_shows_a_gap(
    *, polled: bool, has_entries: bool, whole: bool
) -> None:
    """Of several items that nobody knows, each of the three is needed."""
    document = Document(items=(release(1), release(2)), whole=whole)
    known = Known(feed_has_entries=has_entries)
    plan = reconcile(document, FeedState("uk", polled=polled), known, NOW)
    assert plan.gap == (polled and has_entries and whole)


def test_the_first_items_of_a_feed_that_was_empty_show_no_gap() -> None:
    """A feed that had nothing misses nothing."""
    memory = Memory()
    memory.poll()
    assert not memory.poll(release(1), release(2)).gap


# --- I7: churn ---------------------------------------------------------------------------------


def test_a_feed_that_changes_all_its_guids_says_nothing_new() -> None:
    """I7: all guids replaced, links the same."""
    items = [release(n) for n in range(3)]
    memory = polled_once(*items)
    plan = memory.poll(*(replace(item, guid=f"{n} at x") for n, item in enumerate(items)))
    assert (len(plan.new), plan.churn, plan.gap) == (0, True, False)


def test_a_feed_that_changes_guids_and_links_is_known_by_titles_and_days() -> None:
    """I7: over half the unseen items match by title and day: the real new one is left."""
    items = [release(n) for n in range(4)]
    memory = polled_once(*items)
    changed = [
        replace(item, guid=f"node-{n}", link=f"https://news.example/node/{n}")
        for n, item in enumerate(items)
    ]
    fresh = release(9, guid="node-9", link="https://news.example/node/9")
    plan = memory.poll(fresh, *changed)
    assert ([new.title for new in plan.new], plan.churn) == ([fresh.title], True)
    assert not memory.poll(fresh, *changed).new


def test_a_feed_that_changes_guids_titles_and_dates_is_known_by_links() -> None:
    """I7: link alone, where it is the rule in the document and not the exception."""
    items = [release(n) for n in range(3)]
    memory = polled_once(*items)
    changed = [
        replace(item, guid=f"node-{n}", title=f"Renamed {n}", published=NOW)
        for n, item in enumerate(items)
    ]
    plan = memory.poll(*changed)
    assert (len(plan.new), plan.churn) == (0, True)


def test_one_item_alone_is_no_churn() -> None:
    """I7: a second "Public statement" of the day is told even when the first has left the feed."""
    memory = polled_once(release(1, title="Public statement", published=NOW - HOUR))
    plan = memory.poll(release(2, title="Public statement", published=NOW))
    assert (len(plan.new), plan.churn) == (1, False)


def test_known_titles_among_many_new_ones_are_no_churn() -> None:
    """I7: half or less is a coincidence."""
    memory = polled_once(*(release(n, title="Public statement", link="") for n in (1, 2)))
    plan = memory.poll(*(release(n) for n in range(5, 9)), release(10, title="Public statement"))
    assert (len(plan.new), plan.churn) == (5, False)


# --- I8 to I10: dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "shown", "flags"),
    [
        (NOW - HOUR, None, ""),
        (NOW - 4 * DAY, None, ""),
        (NOW - 4 * DAY - 2 * HOUR, None, "late"),
        (NOW - 30 * DAY, None, "late"),
        (NOW - 30 * DAY - 2 * HOUR, None, "late silent"),
        (datetime(1975, 6, 1, tzinfo=UTC), None, "late silent"),
        (NOW + 24 * HOUR, None, ""),
        (NOW + 25 * HOUR, NOW, "ours"),
        (None, NOW, "ours"),
        (datetime(9999, 12, 31, tzinfo=UTC), NOW, "ours"),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW, "ours silent"),
        (datetime(1, 1, 1, tzinfo=UTC), NOW, "ours silent"),
    ],
)
def test_dates_decide_where_an_item_stands_and_whether_it_is_told(
    published: datetime | None, shown: datetime | None, flags: str
) -> None:
    """I8: over 30 days back is silent. I9: no date: first seen. I10: a day ahead is absurd."""
    memory = polled_once(release(0))
    (new,) = memory.poll(release(0), release(2, published=published)).new
    assert new.published == (shown or published)
    assert new.dated_by_us == ("ours" in flags)
    assert new.age_silent == ("silent" in flags)
    assert new.late == ("late" in flags)


def test_the_newest_item_of_a_slow_feed_is_news_however_old() -> None:
    """I8 measures from the feed's newest item, not from a clock that may be wrong."""
    memory = polled_once(release(1, published=NOW - 90 * DAY))
    fresh = release(2, published=NOW - 60 * DAY)
    (new,) = memory.poll(fresh).new
    assert not new.age_silent
    assert not new.late


def test_the_time_given_to_an_undated_item_is_fixed_once() -> None:
    """I9: later polls change nothing, and neither does a date that turns up."""
    item = release(1, published=None)
    memory = polled_once(item)
    assert not memory.poll(item, now=NOW + 5 * HOUR).updates
    memory.poll(release(1), now=NOW + 9 * HOUR)
    assert memory.entries[1].published == NOW


def test_items_without_dates_keep_the_order_of_their_feed() -> None:
    """I9: positions count from the top."""
    plan = Memory().poll(*(release(n, published=None) for n in (3, 1, 2)))
    assert [(new.position, new.title) for new in plan.new] == [
        (0, release(3).title),
        (1, release(1).title),
        (2, release(2).title),
    ]


# --- I11: absence ------------------------------------------------------------------------------


def test_an_item_that_vanishes_and_returns_is_not_new() -> None:
    """I11: absence never deletes."""
    items = [release(n) for n in range(3)]
    memory = polled_once(*items)
    memory.poll(items[0])
    plan = memory.poll(*items)
    assert (plan.new, plan.updates, plan.sightings, len(memory.entries)) == ((), (), (), 3)


def test_a_deleted_entry_does_not_return() -> None:
    """I11: not by its guid, not edited, not under a new guid, not through another feed."""
    memory = polled_once(release(1))
    memory.delete(1)
    for item in (release(1), release(1, title="Edited"), release(1, guid="node/1")):
        plan = memory.poll(item)
        assert (plan.new, plan.updates, plan.sightings) == ((), (), ())
    assert not memory.poll(release(1), feed="world").new


# --- I12: two feeds ----------------------------------------------------------------------------


def test_one_release_in_two_feeds_is_one_entry_with_two_sources() -> None:
    """I12: other guid, http, no www, tracking parameters, a suffix on the title."""
    memory = polled_once(release(1), release(2), feed="uk")
    memory.poll(feed="world")
    other = release(
        1,
        guid="1 at https://news.example",
        link="http://news.example/2026/release-1?utm_source=rss",
        title=f"{release(1).title} | Press Releases",
    )
    plan = memory.poll(other, feed="world")
    assert (plan.new, plan.updates) == ((), ())
    assert plan.sightings[0].new_source
    assert memory.entries[1].feeds == {"uk", "world"}
    again = memory.poll(other, feed="world")
    assert (again.new, again.updates, again.sightings) == ((), (), ())


def test_only_the_feed_that_an_entry_came_from_changes_it() -> None:
    """I12: two feeds that word it differently would otherwise edit it at every poll."""
    memory = polled_once(release(1), feed="uk")
    memory.poll(release(1, title="Other words"), feed="world")
    assert not memory.poll(release(1, title="Other words again"), feed="world").updates
    assert len(memory.poll(release(1, title="Edited"), feed="uk").updates) == 1


@pytest.mark.parametrize(
    "link",
    ["https://news.example/fr/2026/release-1/", "https://news.example/2026/release-2/", ""],
)
def test_equal_titles_in_two_feeds_never_merge(link: str) -> None:
    """I12: "Public statement" is no identity; language editions stay apart."""
    memory = polled_once(release(1), feed="uk")
    assert len(memory.poll(release(1, guid="x", link=link), feed="world").new) == 1


def test_one_guid_in_two_feeds_is_no_identity() -> None:
    """I1, I12: keys belong to their feed; numbers as guids are everywhere."""
    memory = polled_once(release(1, guid="1"), feed="uk")
    other = release(2, guid="1", link="https://other.example/a", published=release(1).published)
    assert len(memory.poll(other, feed="world").new) == 1


def test_a_page_with_many_releases_is_no_identity_across_feeds() -> None:
    """I12: three releases that share a link stay three, in the other feed as well."""
    page = "https://news.example/statements/"
    memory = polled_once(*(release(n, link=page) for n in range(3)), feed="uk")
    plan = memory.poll(release(8, link=page), release(9, link=page), feed="world")
    assert len(plan.new) == 2


def test_a_second_feed_that_knows_nothing_of_its_own_has_no_gap_by_the_first() -> None:
    """A feed's gap is about its own items."""
    memory = polled_once(release(1), release(2), feed="uk")
    memory.poll(release(5), feed="world")
    assert memory.poll(release(1), release(2), feed="world").gap


def test_a_plan_names_its_feed_and_the_newest_entry_it_knew_of() -> None:
    """The archive needs both to notice a second process."""
    plan = reconcile(Document(items=(release(1),)), FeedState("uk"), Known(last_id=7), NOW)
    assert (plan.feed_id, plan.last_id) == ("uk", 7)


def with_scheme(item: Item, scheme: str) -> Item:
    """Return the item with another scheme in guid and link."""
    return replace(
        item,
        guid=item.guid.replace("https", scheme),
        link=item.link.replace("https", scheme),
    )


# --- what says the same, and what only looks like it --------------------------------------------


def test_another_spelling_of_an_address_is_no_edit_and_is_kept() -> None:
    """I4: a move to https of 5,000 releases says nothing new of any of them."""
    items = [release(n, link=f"http://news.example/{n}/?utm_source=feed") for n in range(3)]
    memory = polled_once(*items)
    plan = memory.poll(
        *(replace(item, link=f"https://www.news.example/{n}") for n, item in enumerate(items))
    )
    assert [(one.changed, one.revised, one.retold) for one in plan.updates] == [
        (frozenset(), False, False)
    ] * 3
    assert memory.entries[1].url == "https://www.news.example/0"


def test_an_address_with_a_number_for_each_poll_is_left_alone_in_the_end() -> None:
    memory = polled_once(release(1, link="https://news.example/?id=1&poll=0"))
    updates = 0
    for poll in range(1, 3 * MOST_REVISIONS):
        plan = memory.poll(release(1, link=f"https://news.example/?id=1&poll={poll}"))
        assert not plan.new
        updates += len(plan.updates)
    assert updates == MOST_REVISIONS


def test_a_title_that_changes_with_each_poll_is_followed_but_its_past_has_an_end() -> None:
    memory = polled_once(release(1))
    for poll in range(2 * MOST_REVISIONS):
        memory.poll(release(1, title=f"Live: update {poll}"))
    assert memory.titles() == [f"Live: update {2 * MOST_REVISIONS - 1}"]
    assert memory.entries[1].revisions == MOST_REVISIONS


def test_the_next_of_a_series_on_one_page_under_one_title_is_new() -> None:
    """A weekly statement: the last one has left the feed, and the ids differ."""
    first = release(1, guid="a", title="Public statement", summary="On one matter.")
    memory = polled_once(first)
    later = replace(first, guid="b", published=NOW + timedelta(days=7), summary="On another.")
    assert len(memory.poll(later).new) == 1


def test_a_release_that_is_given_a_new_id_and_a_new_date_and_says_the_same_is_known() -> None:
    memory = polled_once(release(1, guid="a"))
    assert not memory.poll(release(1, guid="b", published=NOW + timedelta(days=7))).new


def test_a_release_under_another_id_and_address_whose_old_ones_are_gone_is_known() -> None:
    memory = polled_once(release(1), release(2))
    moved = release(1, guid="new", link="https://www.news.example/new-place/")
    plan = memory.poll(moved, release(2))
    assert not plan.new
    assert [one.changed for one in plan.updates] == [{"link"}]


@pytest.mark.parametrize(
    "changes", [{"summary": "Something else."}, {"published": NOW}, {"title": "Another"}]
)
def test_a_release_elsewhere_that_differs_in_any_way_is_new(changes: dict[str, object]) -> None:
    memory = polled_once(release(1), release(2))
    moved = release(1, guid="new", link="https://www.news.example/new-place/", **changes)
    assert len(memory.poll(moved, release(2)).new) == 1


def test_a_release_elsewhere_beside_the_first_is_a_second_one() -> None:
    memory = polled_once(release(1))
    second = release(1, guid="new", link="https://www.news.example/new-place/")
    assert len(memory.poll(release(1), second).new) == 1


def test_two_releases_without_a_text_are_not_the_same_for_that() -> None:
    memory = polled_once(release(1, summary=""), release(2))
    second = release(1, guid="new", link="https://www.news.example/other/", summary="")
    assert len(memory.poll(second, release(2)).new) == 1


def test_a_feed_that_always_holds_one_item_has_no_gap() -> None:
    memory = polled_once(release(3))
    for number in (2, 1):
        plan = memory.poll(release(number))
        assert (len(plan.new), plan.gap) == (1, False)
