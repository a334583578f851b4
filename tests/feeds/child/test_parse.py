"""Documents: what feeds in the usual shapes become, and what broken ones do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.feeds.samples import FEED, FIXTURES, answer, read, refuse, rss
from traynews.core.data.document import BlockKind, Document, Term, TroubleKind
from traynews.feeds.parse_process import ParseProcess

PERIOD = "<sy:updatePeriod>{}</sy:updatePeriod>"
TIMES = "<sy:updateFrequency>{}</sy:updateFrequency>"


def fixture(parser: ParseProcess, name: str) -> Document:
    return read(parser, (FIXTURES / name).read_bytes())


def test_wordpress_gives_names_and_numbers_of_all_terms(parser: ParseProcess) -> None:
    document = fixture(parser, "wordpress.xml")
    assert (document.title, document.home, document.language, document.whole) == (
        "Rights Watchers & Friends",
        "",
        "en-GB",
        True,
    )
    assert document.hints.period == timedelta(hours=1)
    first, second = document.items
    assert first.guid == "https://rights.example/en/?p=240632"
    assert first.link == "https://rights.example/en/latest/news/2026/11/strelsau-five/"
    assert first.title == "Ruritania: Court must act on the “Strelsau five”"
    assert first.published == datetime(2026, 11, 20, 2, 2, 14, tzinfo=UTC)
    assert first.author == "Rights Watchers"
    assert first.terms == (
        Term("content-types", "News", "1148"),
        Term("content-types", "Press Release", "2181"),
        Term("countries", "Central Europe, the Alps & Beyond", "1702"),
        Term("countries", "Ruritania", "1703"),
        Term("topics", "International Justice", "2100"),
        Term("topics", "Unfair Trials", "2101"),
        Term("resource-types", "Press Release", "2143"),
    )
    assert second.terms == (
        Term("countries", "Graustark", "1786"),
        Term("category", "Urgent & new"),
    )
    assert (second.published, second.published_raw) == (None, "not-a-date")


def test_wordpress_gives_the_full_text_in_blocks(parser: ParseProcess) -> None:
    first, second = fixture(parser, "wordpress.xml").items
    assert first.summary.startswith("The court of Ruritania must hear the appeal")
    assert [(block.kind, block.text[:30]) for block in first.blocks] == [
        (BlockKind.PARAGRAPH, "The court of Ruritania must he"),
        (BlockKind.HEADING, "A year in cells"),
        (BlockKind.QUOTE, "“Nobody has told us why,” said"),
        (BlockKind.CAPTION, "The prison at Zenda © Rights W"),
        (BlockKind.LISTING, "release them"),
        (BlockKind.LISTING, "pay for the harm"),
        (BlockKind.PARAGRAPH, "The post Ruritania: Court must"),
    ]
    assert [block.text for block in second.blocks] == ["A poet is held without charge."]


def test_drupal_gives_its_field_names_as_labels(parser: ParseProcess) -> None:
    first, second = fixture(parser, "drupal.xml").items
    assert first.guid == "70203 at https://www.rights.example"
    assert first.title == "Ruritania: King's decree 'a blow to free speech'"
    assert [(block.label, block.kind.value, block.text[:20]) for block in first.blocks] == [
        ("title", "paragraph", "Ruritania: King's de"),
        ("standfirst", "paragraph", "Decree bans three ne"),
        ("standfirst", "paragraph", "‘Nobody may print wh"),
        ("body", "paragraph", "Responding to a decr"),
        ("body", "paragraph", "“This decree is a bl"),
        ("body", "paragraph", "“It must be withdraw"),
        ("body", "heading", "Background"),
        ("uid", "paragraph", "press.officer"),
        ("image", "paragraph", "Image"),
        ("image", "caption", "© Fritz von Tarlenhe"),
    ]
    assert (second.guid, second.link) == (
        "",
        "https://www.rights.example/press-releases/graustark-fresh-fears",
    )


def test_a_date_in_the_afternoon_is_in_the_afternoon_of_the_feeds_zone(
    parser: ParseProcess,
) -> None:
    body = (FIXTURES / "drupal.xml").read_bytes()
    london = read(parser, body).items[1]
    assert london.published == datetime(2026, 7, 22, 16, 31, tzinfo=UTC)
    assert london.published_raw == "Jul 22 2026 5:31 pm"
    tokyo = read(parser, body, replace(FEED, zone="Asia/Tokyo")).items[1]
    assert tokyo.published == datetime(2026, 7, 22, 8, 31, tzinfo=UTC)


def test_atom_is_read_with_its_types_bases_and_languages(parser: ParseProcess) -> None:
    document = fixture(parser, "atom.xml")
    assert (document.title, document.home, document.language) == (
        "Dépêches",
        "https://depeches.example/",
        "fr",
    )
    first, second = document.items
    assert (first.title, first.guid) == ("Un appel & des voix", "tag:depeches.example,2026:1")
    assert first.link == "https://news.example/1.html?a=1&b=2"
    assert first.published == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert first.summary == "Court < long"
    assert [block.text for block in first.blocks] == ["Premier paragraphe.", "Second."]
    assert first.terms == (Term("category", "Appels"),)
    assert first.language == "fr"
    assert (second.title, second.language) == ("5 < 6, y ’", "es")
    assert [block.text for block in second.blocks] == ["Uno.", "Dos."]


def test_json_feed_is_read_too(parser: ParseProcess) -> None:
    document = fixture(parser, "feed.json")
    first, second = document.items
    assert (document.title, document.home) == ("Notes &amp; Letters", "https://notes.example/")
    assert (first.guid, first.link, first.title) == ("1", "https://news.example/one", "One")
    assert first.published == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert [block.text for block in first.blocks] == ["First.", "Second."]
    assert (first.author, first.terms) == ("Flavia", (Term("category", "letters"),))
    assert (second.guid, second.link, second.summary) == ("2", "", "Short")
    assert [block.text for block in second.blocks] == ["Plain <b>.", "More."]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "nothing"),
        (b" \r\n\xef\xbb\xbf", "nothing"),
        (b"<!DOCTYPE html><html><p>Hi", "a web page, not a feed"),
        (b"<html><head><title>Log in</title></head></html>", "a web page, not a feed"),
        (b'<opml version="2.0"><body/></opml>', "a list of feeds (OPML), not a feed"),
        (b'<?xml version="1.0"?><sitemap/>', "something that is not a feed"),
        (b'{"hello": 1}', "JSON that is no feed"),
        (b"{", "JSON that is no feed"),
        (b"/etc/hostname", "something that is not a feed"),
        (b"https://news.example/feed", "something that is not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "something that is not a feed"),
    ],
)
def test_what_is_no_feed_is_told_for_what_it_is(
    body: bytes, reason: str, parser: ParseProcess
) -> None:
    failure = refuse(parser, body)
    assert (failure.kind, failure.reason) == (
        TroubleKind.NOT_A_FEED,
        f"the address answers with {reason}",
    )


def test_an_empty_feed_is_a_feed(parser: ParseProcess) -> None:
    assert read(parser, rss()).items == ()


def test_a_cut_document_loses_its_half_item_and_is_not_whole(parser: ParseProcess) -> None:
    whole = rss(*(f"<title>{n}</title><guid>{n}</guid>" for n in range(3)))
    start = whole.index(b"<guid>2")
    for end in range(whole.rindex(b"<item>") + 6, whole.rindex(b"</item>")):
        document = read(parser, whole[:end])
        assert [item.guid for item in document.items] == ["0", "1"], end
        assert not document.whole
    tail = read(parser, whole[: whole.rindex(b"</item>") + 7])
    assert [item.guid for item in tail.items] == ["0", "1", "2"]
    assert not tail.whole
    assert start


@pytest.mark.parametrize(
    "broken",
    [
        b"<br />\n<b>Warning</b>: include() failed\n" + rss("<title>a</title>", "<title>b</title>"),
        b"\xef\xbb\xbf\xef\xbb\xbf" + rss("<title>a</title>", "<title>b</title>"),
        rss("<title>a</title><x:y>1</x:y>", "<title>b</title>"),
        rss("<title>a</title><link>https://n.example/?a=1&b=2</link>", "<title>b</title>"),
        rss("<title>a</title>&nbsp;", "<title>b</title>") + b"\n<!-- trailing -->garbage",
        rss("<title>a</title>", "<title>b</title>").upper().replace(b"UTF-8", b"utf-8"),
    ],
)
def test_broken_xml_that_is_not_cut_is_read_to_its_end(broken: bytes, parser: ParseProcess) -> None:
    document = read(parser, broken)
    assert [item.title.lower() for item in document.items] == ["a", "b"]
    assert document.whole


def test_hours_and_days_to_skip_and_the_ttl_are_hints(parser: ParseProcess) -> None:
    """P14."""
    channel = (
        "<ttl>240</ttl><skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>x</hour>"
        "</skipHours><skipDays><day>Monday</day><day>sunday</day><day>Caturday</day></skipDays>"
    )
    hints = read(parser, rss("<title>a</title>", channel=channel)).hints
    assert hints.period == timedelta(hours=4)
    assert hints.skip_hours == {0, 23}
    assert hints.skip_days == {0, 6}


@pytest.mark.parametrize(
    ("channel", "period"),
    [
        ("", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999999999</ttl>", timedelta(days=31)),
        (f"{PERIOD.format('daily')}{TIMES.format(4)}", timedelta(hours=6)),
        (f"{PERIOD.format('weekly')}<ttl>60</ttl>", timedelta(weeks=1)),
        (f"{PERIOD.format('daily')}{TIMES.format(0)}", timedelta(days=1)),
        (f"{PERIOD.format('always')}{TIMES.format('x')}", None),
    ],
)
def test_the_longest_of_what_is_asked_counts(
    channel: str, period: timedelta | None, parser: ParseProcess
) -> None:
    """P14."""
    body = rss("<title>a</title>", channel=channel).replace(
        b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    )
    assert read(parser, body).hints.period == period


def test_terms_survive_broken_xml(parser: ParseProcess) -> None:
    body = (FIXTURES / "wordpress.xml").read_bytes()
    broken = body.replace(b"?p=240632</guid>", b"?p=240632</guid><x>Tom & Jerry &nbsp;</x>")
    terms = [len(item.terms) for item in read(parser, broken).items]
    assert terms == [7, 2]


def test_a_body_that_names_a_file_opens_nothing(parser: ParseProcess) -> None:
    """Given bytes instead of a stream, feedparser would open the file."""
    parser.parse(answer(b"<rss/>"), FEED)
    assert refuse(parser, str(FIXTURES / "drupal.xml").encode()).kind is TroubleKind.NOT_A_FEED


def test_html_5_named_entities_in_xml_do_not_lose_items(parser: ParseProcess) -> None:
    document = read(parser, rss("<title>caf&eacute;</title>", "<title>b</title>"))
    assert [item.title for item in document.items] == ["café", "b"]
