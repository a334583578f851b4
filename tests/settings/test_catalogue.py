"""The catalogue: data that must hold together, since nobody asked its addresses."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from traynews.core.text.address import web_address
from traynews.feeds.child.fields import clean_language
from traynews.settings import catalogue


def test_the_defaults_are_the_uk_and_the_international_feed() -> None:
    uk, international = (known.feed for known in catalogue.load() if known.default)
    assert [uk.id, international.id] == ["uk", "international"]
    assert uk.home.startswith("https://www.amnesty.org.uk/")
    assert len(uk.candidates) >= 3
    assert international.url == "https://www.amnesty.org/en/feed/"


def test_every_feed_holds_together() -> None:
    known = catalogue.load()
    assert len({each.feed.id for each in known}) == len(known) >= 15
    for each in known:
        feed = each.feed
        addresses = [feed.url, feed.home, *feed.candidates]
        assert all(address.startswith("https://") for address in addresses), feed.id
        assert all(web_address(address) == address for address in addresses), feed.id
        assert len(set(addresses)) == len(addresses), feed.id
        assert ZoneInfo(feed.zone).key == feed.zone
        assert clean_language(feed.language) == feed.language, feed.id
        assert each.kind in {"releases", "news", "section", "in-the-news", "social"}
        assert feed.title
        assert each.seen
        assert (feed.answered is None) == each.seen.startswith("never")
        assert feed.answered is None or f"{feed.answered:%B %Y}" in each.seen.partition(";")[0]


def test_no_two_feeds_poll_the_same_address() -> None:
    urls = [each.feed.url for each in catalogue.load()]
    assert len(set(urls)) == len(urls)


def test_a_feed_is_found_by_its_id() -> None:
    found = catalogue.find("uk")
    assert found is not None
    assert found.feed.zone == "Europe/London"
    assert catalogue.find("atlantis") is None
