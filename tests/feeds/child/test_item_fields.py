"""Links, guids and titles of items: what passes, what is mended, and what is left as it came."""

from __future__ import annotations

import pytest

from tests.feeds.samples import read, rss
from traynews.feeds.parse_process import ParseProcess


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "\\\\host\\share",
        "--help",
        "https://user:secret@news.example/",
        "https://news.example/&#13;&#10;X: y",
        "https://",
        "mailto:a@b.example",
    ],
)
def test_a_link_that_is_no_web_address_is_none(link: str, parser: ParseProcess) -> None:
    (item,) = read(parser, rss(f"<title>t</title><link>{link}</link>")).items
    assert item.link == ""


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>/a</link>", "https://news.example/a"),
        ("<link>//other.example/a</link>", "https://other.example/a"),
        ("<link>a?b=1&amp;c=2</link>", "https://news.example/a?b=1&c=2"),
        ("<link>a?b=1&amp;amp;c=2</link>", "https://news.example/a?b=1&c=2"),
        ("<link><![CDATA[a?b=1&#038;c=2&amp;d=3]]></link>", "https://news.example/a?b=1&c=2&d=3"),
        ("<guid>https://x.test/?b=1&amp;amp;c=2</guid>", "https://x.test/?b=1&c=2"),
        ("<link>a?b=1&amp;ampere=2#38</link>", "https://news.example/a?b=1&ampere=2#38"),
        ("<link>\n  https://news.example/a b\n</link>", "https://news.example/a%20b"),
        ("<guid>https://news.example/perma</guid>", "https://news.example/perma"),
        ('<guid isPermaLink="false">https://news.example/perma</guid>', ""),
        ("<guid>12 at news.example</guid>", ""),
        ("<guid>12</guid>", ""),
    ],
)
def test_links_are_resolved_against_the_address_that_answered(
    inside: str, link: str, parser: ParseProcess
) -> None:
    (item,) = read(parser, rss(f"<title>t</title>{inside}")).items
    assert item.link == link


@pytest.mark.parametrize(
    "fault",
    [
        "Q&A", "a &nbsp; b", "caf&eacute;", "&lang=", "&#xZZ;", "&unheardof;", "a<br>b", "<b>a",
        "<x:y>a</x:y>", "a</i>",
    ],
)  # fmt: skip
def test_a_fault_elsewhere_in_a_feed_changes_no_guid_and_no_link(
    fault: str, parser: ParseProcess
) -> None:
    """Faults come and go with a headline; a guid that comes and goes with them is another one."""
    address = "https://news.example/?a=1{}lang=en{}copy=2{}p=3"
    whole = address.format("&", "&", "&")
    escaped = address.format("&amp;", "&#38;", "&#038;")
    marked = f"<![CDATA[{whole}]]>"
    document = read(
        parser,
        rss(
            f"<link>{escaped}</link><guid isPermaLink='false'>{escaped}</guid>",
            f"<link>{marked}</link><guid isPermaLink='false'>{marked}</guid>",
            f"<title>t</title><guid>{escaped}</guid>",
            f"<description>{fault}</description>",
        ),
    )
    *items, last = document.items
    assert [item.link for item in items] == [whole] * 3
    assert [item.guid for item in items] == [whole] * 3
    assert last.summary


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("https://x.test/?a=1&b=2&lang=en", "https://x.test/?a=1&b=2&lang=en"),
        ("https://x.test/?a=1&amp;b=2&copy=3", "https://x.test/?a=1&b=2&copy=3"),
        ("https://x.test/?sect=2&region=3&sect", "https://x.test/?sect=2&region=3&sect"),
        ("<![CDATA[https://x.test/?a=1&lang=en]]>", "https://x.test/?a=1&lang=en"),
    ],
)
def test_an_address_whose_ampersands_nobody_escaped_is_read_as_it_stands(
    raw: str, address: str, parser: ParseProcess
) -> None:
    (item,) = read(parser, rss(f"<link>{raw}</link><guid isPermaLink='false'>{raw}</guid>")).items
    assert (item.link, item.guid) == (address, address)


@pytest.mark.parametrize(
    ("raw", "guid"),
    [
        ("\n  gw-1\t", "gw-1"),
        ("HTTP://News.Example:80/a/../B?", "HTTP://News.Example:80/a/../B?"),
        ("tag:a,2026:é", "tag:a,2026:é"),
        ("", ""),
        ("x" * 3000, None),
    ],
)
def test_a_guid_is_trimmed_and_otherwise_verbatim(
    raw: str, guid: str | None, parser: ParseProcess
) -> None:
    """I1. With a base address in force, too; an endless guid still tells items apart."""
    based = rss(f"<guid>{raw}</guid>", f"<guid>{raw}!</guid>").replace(
        b"<rss ", b'<rss xml:base="https://base.example/x/" '
    )
    first, second = read(parser, based).items
    if guid is None:
        assert first.guid != second.guid
        assert len(first.guid) < 2000
    else:
        assert first.guid == guid


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Marks &amp;amp; Spencer", "Marks & Spencer"),
        ("&lt;b&gt;Bold&lt;/b&gt; 5 &amp;lt; 6", "Bold 5 < 6"),
        ("<![CDATA[A <i>word</i> &amp; more]]>", "A word & more"),
        ("5 &lt; 6", "5 < 6"),
        ("one\n  two\u200b\u202ethree", "one twothree"),
        ("caf\u0065\u0301", "cafe\u0301".replace("e\u0301", "é")),
        ("<![CDATA[x<script>alert(1)</script>y]]>", "xy"),
    ],
)
def test_a_title_is_one_clean_line(title: str, expected: str, parser: ParseProcess) -> None:
    (item,) = read(parser, rss(f"<title>{title}</title>")).items
    assert item.title == expected


@pytest.mark.parametrize(
    ("inside", "language"),
    [
        ("<title>t</title><dc:language>tr</dc:language>", "tr"),
        ("<dc:language>de-CH</dc:language><title>t</title>", "de-CH"),
        ('<title xml:lang="es">t</title>', "es"),
        ("<title>t</title>", ""),
    ],
)
def test_an_item_may_tell_its_own_language(
    inside: str, language: str, parser: ParseProcess
) -> None:
    (item,) = read(parser, rss(inside)).items
    assert item.language == language
