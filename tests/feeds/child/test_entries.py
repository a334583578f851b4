"""Which of an item's texts is the release, and which of its links is its page."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.feeds.samples import read, refuse, rss
from traynews.core.data.document import BlockKind, Item
from traynews.feeds.parse_process import ParseProcess

WHEN = "2026-11-27T10:00:00+00:00"
SPACES = (
    b'<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:m2="http://search.yahoo.com/mrss" xmlns:atom="http://www.w3.org/2005/Atom" '
    b'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    b'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    b'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
)
CAPTION = "<media:description type='plain'>A crowd with candles, at night.</media:description>"
PICTURE = f"<media:content url='https://a.test/1.png'>{CAPTION}</media:content>"
TEXT = "<description>She is free.</description>"
LONG = "<content:encoded><![CDATA[<p>She is free.</p><p>More.</p>]]></content:encoded>"
PODCAST = "<itunes:summary>The podcast about everything and all.</itunes:summary>"
CARD = "<dc:description>A catalogue card of this release.</dc:description>"


def item_of(parser: ParseProcess, inside: str) -> Item:
    (item,) = read(parser, rss(inside).replace(b"<rss ", SPACES)).items
    return item


def entry_of(parser: ParseProcess, inside: str, language: str = "en") -> Item:
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>F</title>'
        f"<entry><id>urn:1</id><title>t</title>{inside}</entry></feed>"
    )
    (item,) = read(parser, body.encode()).items
    return item


@pytest.mark.parametrize(
    ("inside", "summary", "texts"),
    [
        (PICTURE + TEXT, "She is free.", ["She is free."]),
        (TEXT + PICTURE, "She is free.", ["She is free."]),
        (TEXT + PICTURE + PICTURE, "She is free.", ["She is free."]),
        (TEXT + PICTURE.replace("media:", "m2:"), "She is free.", ["She is free."]),
        (PODCAST + TEXT, "She is free.", ["She is free."]),
        (TEXT + PODCAST + CARD, "She is free.", ["She is free."]),
        (CARD + TEXT, "She is free.", ["She is free."]),
        (LONG + TEXT, "She is free.", ["She is free.", "More."]),
        (TEXT + LONG, "She is free.", ["She is free.", "More."]),
        (LONG.replace("More", "") + CARD, "She is free. .", ["She is free.", "."]),
        ("<content:encoded> </content:encoded>" + TEXT, "She is free.", ["She is free."]),
        (
            "<content:encoded>&lt;img src='x'&gt;</content:encoded>" + TEXT,
            "She is free.",
            ["She is free."],
        ),
        ("<description/>" + LONG, "She is free. More.", ["She is free.", "More."]),
        (PODCAST, "The podcast about everything and all.", None),
        (CARD, "A catalogue card of this release.", None),
        (CAPTION, "A crowd with candles, at night.", None),
        (PODCAST + CAPTION, "The podcast about everything and all.", None),
        ("<description>One.\n\nTwo &amp;amp; three.</description>", "One. Two & three.",
         ["One.", "Two & three."]),
        ("", "", []),
    ],
)  # fmt: skip
def test_the_content_is_the_release_then_the_description(
    inside: str, summary: str, texts: list[str] | None, parser: ParseProcess
) -> None:
    item = item_of(parser, f"<title>Freed</title>{inside}")
    said = [block.text for block in item.blocks if block.kind is not BlockKind.CAPTION]
    assert (item.summary, said) == (summary, [summary] if texts is None else texts)


def test_what_is_said_of_the_picture_is_a_caption(parser: ParseProcess) -> None:
    credit = "<media:credit role='photographer'>© Fritz</media:credit>"
    item = item_of(parser, f"<title>t</title>{TEXT}{PICTURE}{credit}")
    assert [(block.kind.value, block.text, block.label) for block in item.blocks[1:]] == [
        ("caption", "A crowd with candles, at night.", ""),
        ("caption", "© Fritz", "credit"),
    ]


def test_the_beginning_of_a_text_of_several_paragraphs_is_no_caption(
    parser: ParseProcess,
) -> None:
    paragraphs = [f"Paragraph {n} of what a video is about, with some words." for n in range(9)]
    text = "\n\n".join(paragraphs)
    body = rss(
        f"<title>t</title><description>{text}</description><media:group>"
        f'<media:thumbnail url="https://a.example/x.jpg"/><media:description>{text}'
        "</media:description></media:group>"
    ).replace(b"<rss ", b'<rss xmlns:media="http://search.yahoo.com/mrss/" ', 1)
    (item,) = read(parser, body).items
    assert [block.text for block in item.blocks] == paragraphs


def test_what_the_text_says_already_is_no_caption(parser: ParseProcess) -> None:
    again = "<media:description>She is free.</media:description>"
    assert len(item_of(parser, f"<title>t</title>{TEXT}{again}").blocks) == 1


def test_a_post_with_two_pictures_has_no_title_of_theirs(parser: ParseProcess) -> None:
    post = "<description>&lt;p&gt;Free the poet!&lt;br&gt;Sign.&lt;/p&gt;</description>"
    item = item_of(parser, post + PICTURE + PICTURE.replace("crowd", "banner"))
    assert (item.title, item.summary) == ("", "Free the poet! Sign.")


def test_a_description_that_all_items_share_says_nothing(parser: ParseProcess) -> None:
    said = [
        f"<description>The podcast</description>{PODCAST.replace('all', str(n))}" for n in range(3)
    ]
    items = read(parser, rss(*said).replace(b"<rss ", SPACES)).items
    assert [item.summary[-2:] for item in items] == ["0.", "1.", "2."]


def test_atom_text_of_no_type_that_holds_markup_is_markup(parser: ParseProcess) -> None:
    item = entry_of(parser, "<content>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</content>")
    assert [block.text for block in item.blocks] == ["One & two"]
    item = entry_of(parser, "<content>if a &lt; b</content>")
    assert [block.text for block in item.blocks] == ["if a < b"]


def test_markup_that_was_escaped_once_too_often_is_markup(parser: ParseProcess) -> None:
    twice = "<description>&amp;lt;p&amp;gt;One &amp;lt;b&amp;gt;two&amp;lt;/b&amp;gt;</description>"
    assert [block.text for block in item_of(parser, twice).blocks] == ["One two"]
    about = "<description>Of &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; tags</description>"
    assert [block.text for block in item_of(parser, about).blocks] == ["Of <b>bold</b> tags"]


def test_plain_text_keeps_no_entities_of_its_generator(parser: ParseProcess) -> None:
    """All short feeds of Blogger have them."""
    item = entry_of(parser, "<summary type='text'>One&amp;nbsp;two &amp;amp; three</summary>")
    assert (item.summary, item.blocks[0].text) == ("One two & three", "One two & three")


def test_a_collection_of_others_news_gives_their_words_and_their_name(parser: ParseProcess) -> None:
    inside = (
        "<title>Poet freed - The Strelsau Post</title><link>https://a.test/1</link><description>"
        "&lt;a href='https://a.test/1'&gt;Poet freed&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font&gt;"
        "The Strelsau Post&lt;/font&gt;</description>"
        "<source url='https://post.test/'>The Strelsau Post</source>"
    )
    item = item_of(parser, inside)
    assert (item.title, item.author, item.summary) == ("Poet freed", "The Strelsau Post", "")
    assert item.blocks == ()
    other = item_of(parser, inside.replace(" - The Strelsau Post<", " - at last<"))
    assert (other.title, other.author) == ("Poet freed - at last", "")


HERE = "https://a.test/here"
COUNTED = "<link>https://count.test/~r/1</link>"
IMAGE = '<link rel="enclosure" type="image/png" href="https://a.test/1.png"/>'
ALTERNATE = f'<link rel="alternate" href="{HERE}"/>'


@pytest.mark.parametrize(
    "inside",
    [
        f'{ALTERNATE}<link rel="enclosure" type="image/jpeg">https://a.test/1.jpg</link>',
        f'{ALTERNATE}<link rel="related">https://a.test/other</link>',
        f'<link rel="related" href="https://a.test/other"/>{ALTERNATE}',
        f'<link rel="http://www.iana.org/assignments/relation/alternate" href="{HERE}"/>',
        f'<link rel="alternate" type="image/png" href="https://a.test/1.png"/>{ALTERNATE}',
        f'<link rel="alternate" type="application/json" href="https://a.test/j"/>{ALTERNATE}',
        f'{ALTERNATE}<link rel="alternate" type="text/html" href="https://a.test/second"/>',
        f'<link rel="alternate" hreflang="fr" href="https://a.test/fr"/>{ALTERNATE}',
        f"{ALTERNATE.replace(' href', ' hreflang=' + chr(34) + 'en-GB' + chr(34) + ' href')}",
        f'<link rel="alternate" type="application/pdf" href="{HERE}"/>',
        f'<link rel="enclosure" type="audio/mpeg" href="{HERE}"/>',
        f'{IMAGE}<link rel="enclosure" type="application/pdf" href="{HERE}"/>',
        '<link rel="alternate" href="here" xml:base="https://a.test/"/>',
    ],
)
def test_of_many_links_the_page_is_chosen(inside: str, parser: ParseProcess) -> None:
    assert entry_of(parser, inside).link == HERE


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>/press/15</link><guid>/press/15</guid>", "https://news.example/press/15"),
        (f"<link/><guid>{HERE}</guid>", HERE),
        (f"<link>  </link><guid isPermaLink='TRUE'>{HERE}</guid>", HERE),
        (f"<link><![CDATA[ ]]></link><guid ISPERMALINK='True'>{HERE}</guid>", HERE),
        (f"<guid isPermaLink='False'>{HERE}</guid>", ""),
        (f'<guid isPermaLink="FALSE">{HERE}</guid><link>https://a.test/x</link>', "https://a.test/x"),
        ("<link>www.a.test/27</link>", "https://www.a.test/27"),
        ("<link>WWW.a.test</link>", "https://WWW.a.test"),
        ("<link>www.html</link>", "https://news.example/www.html"),
        (
            f"{COUNTED}<feedburner:origLink>{HERE}</feedburner:origLink>",
            HERE,
        ),
        ("<enclosure url='https://a.test/1.mp3' type='audio/mpeg' length='1'/>", "https://a.test/1.mp3"),
        (
            f"<link>{HERE}</link><enclosure url='https://a.test/1.mp3' type='audio/mpeg'/>",
            HERE,
        ),
        (f"<atom:link rel='related' href='https://a.test/r'/><link>{HERE}</link>", HERE),
    ],
)  # fmt: skip
def test_an_item_of_rss_leads_to_its_page(inside: str, link: str, parser: ParseProcess) -> None:
    assert item_of(parser, f"<title>t</title>{inside}").link == link


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("US", ""),
        ("English", ""),
        ("en_us", "en-us"),
        ("fr-FR", "fr-FR"),
        ("xx", ""),
        ("ckb", "ckb"),
    ],
)
def test_a_language_is_one_that_exists(raw: str, language: str, parser: ParseProcess) -> None:
    document = read(parser, rss("<title>t</title>", channel=f"<language>{raw}</language>"))
    assert document.language == language


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rss("", "<x:y/>"), "the feed holds 2 items, and none could be read"),
        (rss(""), "the feed holds 1 item, and none could be read"),
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": ["a", 3]}',
            "the feed holds 2 items, and none could be read",
        ),
    ],
)
def test_items_of_which_none_can_be_read_are_trouble(
    body: bytes, reason: str, parser: ParseProcess
) -> None:
    assert refuse(parser, body).reason == reason


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("mailto:press@news.example (Ann Bell)", "Ann Bell"),
        ("By ANN BELL and JO TEST", "ANN BELL and JO TEST"),
        ("by Ann Bell", "Ann Bell"),
        ("Byron Bell", "Byron Bell"),
        ("By", "By"),
        ("press@news.example (Ann Bell)", "Ann Bell"),
        ("press@news.example", "press@news.example"),
        ("press@.news.example (Ann Bell)", "Ann Bell"),
        ("ann@amnesty.international Ann Bell", "Ann Bell"),
        ("Ann Bell &lt;press@news.example&gt;", "Ann Bell"),
        ("Ann Bell (Strelsau)", "Ann Bell (Strelsau)"),
    ],
)
def test_an_author_is_a_name_and_not_what_stood_around_it(
    author: str, name: str, parser: ParseProcess
) -> None:
    (item,) = read(parser, rss(f"<title>t</title><author>{author}</author>")).items
    assert item.author == name


@pytest.mark.parametrize("nonsense", ["Invalid Date", "null", "N/A", " "])
def test_a_date_that_is_none_leaves_it_to_the_next(nonsense: str, parser: ParseProcess) -> None:
    other = f'<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">{WHEN}</dc:date>'
    item, alone = read(
        parser,
        rss(
            f"<pubDate>{nonsense}</pubDate>{other}", f"<guid>g</guid><pubDate>{nonsense}</pubDate>"
        ),
    ).items
    assert (item.published, item.published_raw) == (datetime.fromisoformat(WHEN), WHEN)
    assert (alone.published, alone.published_raw) == (None, nonsense.strip())
