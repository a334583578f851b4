"""Lists of feeds from other readers: what is taken over, what is not, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traynews.core.data.model import Feed
from traynews.errors import OpmlError
from traynews.feeds.opml import (
    LARGEST,
    Outline,
    make_ids,
    parse_opml,
    split_inner,
    split_known,
    write_opml,
)

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Rights">
  <outline text="Regions" title="By region">
    <outline type="rss" text="Afrika" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
  </outline>
  <outline type="rss" text="Short" title="Long &amp; whole" xmlUrl="https://b.example/rss"/>
</outline>
<outline text="Loose" xmlurl="feed://c.example/atom"/>
<outline text="Again" type="rss" xmlUrl="https://www.a.example/feed/"/>
<outline text="No address" type="rss"/>
<outline text="Mail" type="rss" xmlUrl="mailto:a@b.example"/>
<outline text="A page" type="link" url="https://d.example/"/>
<outline text="Script" type="rss" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def wrap(inside: str) -> bytes:
    return f'<opml version="2.0"><body>{inside}</body></opml>'.encode()


def test_folders_are_walked_and_remembered() -> None:
    found, _ = parse_opml(NESTED.encode())
    assert found == (
        Outline("https://a.example/feed", "Afrika", "https://a.example/", ("Rights", "By region")),
        Outline("https://b.example/rss", "Long & whole", "", ("Rights",)),
        Outline("http://c.example/atom", "Loose", "", ()),
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.1/cgi-bin/reboot",
        "http://2130706433/feed",
        "http://printer.local/feed",
        "http://localhost:631/",
    ],
)
def test_a_list_from_somebody_else_opens_no_inner_door(address: str) -> None:
    """P23: what the user adds by hand may lie inside."""
    inside, outside = Outline(address, "Router"), Outline("https://feeds.example/", "Feed")
    assert split_inner([inside, outside]) == ((outside,), (inside,))


def test_a_list_brings_no_password() -> None:
    address = "https://me:secret@feeds.example/"
    listed = f'<opml><body><outline text="" type="rss" xmlUrl="{address}"/></body></opml>'
    found, (skipped,) = parse_opml(listed.encode())
    assert found == ()
    assert "has a user name in it" in skipped.reason
    assert "secret" not in str(skipped)


def test_what_is_left_out_is_told_with_line_name_and_reason() -> None:
    _, skipped = parse_opml(NESTED.encode())
    assert [str(one) for one in skipped] == [
        "line 10: Again: it is in the list twice",
        "line 11: No address: it has no address",
        "line 12: Mail: its address is no web address",
        "line 13: A page: it is a link, no feed",
        "line 14: Script: its address is no web address",
    ]


def test_feeds_before_a_break_in_the_file_are_kept() -> None:
    found, skipped = parse_opml(NESTED.partition('<outline text="Loose"')[0].encode())
    assert len(found) == 2
    assert skipped[-1].name == "the rest of the file"
    assert "broken" in skipped[-1].reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no OPML"),
        (b"hello", "no OPML"),
        (b"<rss><channel/></rss>", "begins with <rss>"),
        (b"<html><body></body></html>", "begins with <html>"),
        (b"<opml>" + b"<outline text='x'>" * 200, "more than 100 deep"),
        (b"<opml>" + b" " * LARGEST, "larger than"),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(OpmlError, match=says):
        parse_opml(data)


def test_entities_are_refused_before_they_grow() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE opml [<!ENTITY l0 "lol">{levels}]><opml><head>&l9;</head></opml>'
    with pytest.raises(OpmlError, match="entities"):
        parse_opml(bomb.encode())


def test_files_of_the_machine_are_not_read() -> None:
    data = (
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>'
    )
    with pytest.raises(OpmlError, match="entities"):
        parse_opml(data.encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = (
        f'<?xml version="1.0" encoding="{name}"?><opml><body>'
        '<outline text="Été" xmlUrl="https://a.example/feed"/></body></opml>'
    )
    [found], _ = parse_opml(text.encode(encoding))
    assert found.title == "Été"


def test_hostile_names_are_cleaned() -> None:
    [found], _ = parse_opml(
        wrap('<outline text="Red&#x202e; &#9;  line&#10;two" xmlUrl=" https://a.example/ "/>')
    )
    assert found.title == "Red line two"
    assert found.url == "https://a.example/"


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.text(st.characters(codec="utf-8"), max_size=30)),
        unique_by=lambda one: one[0],
        max_size=8,
    )
)
def test_what_is_written_is_read_again(named: list[tuple[str, str]]) -> None:
    from traynews.core.text.clean import clean_line  # noqa: PLC0415 - titles of feeds are clean

    feeds = [
        Feed(
            f"feed-{letter}",
            f"https://{letter}.example/feed?a=1&b=<2>".replace("<2>", "2"),
            clean_line(title),
        )
        for letter, title in named
    ]
    found, skipped = parse_opml(write_opml(feeds, NOW))
    assert skipped == ()
    assert [one.url for one in found] == [feed.url for feed in feeds]
    assert [one.title for one in found] == [feed.title or feed.id for feed in feeds]


def test_ids_are_made_of_titles_and_never_twice() -> None:
    outlines = [
        Outline("https://a.example/1", "Amnesty: Press & News"),
        Outline("https://a.example/2", "Amnesty Press News"),
        Outline("https://www.b.example/3", "Новости"),
        Outline("https://b.example/4"),
        Outline("https://c.example/5", "UK"),
    ]
    assert list(make_ids(outlines, ["uk"])) == [
        "amnesty-press-news",
        "amnesty-press-news-2",
        "b-example",
        "b-example-2",
        "uk-2",
    ]


def test_feeds_that_are_there_already_are_told_apart() -> None:
    feeds = [Feed("uk", "https://www.uk.example/feed/", candidates=("https://uk.example/rss",))]
    outlines = [
        Outline("http://uk.example/feed"),
        Outline("https://uk.example/rss"),
        Outline("https://new.example/"),
    ]
    fresh, there = split_known(outlines, feeds)
    assert [one.url for one in fresh] == ["https://new.example/"]
    assert len(there) == 2


BROKEN = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><body>
<outline text="{}" xmlUrl="https://a.example/feed?a=1&b=2"/>
<outline text="R & W &amp; &eacute;&#233; &nbsp;&unknown;" xmlUrl="https://b.example/feed"/>
</body></opml>"""


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (BROKEN.format("One").encode(), "One"),
        (BROKEN.format("On\x0be").encode(), "One"),
        (BROKEN.replace("UTF-8", "gbk").format("人民").encode("gbk"), "人民"),
        (BROKEN.format("Réfugiés").encode("latin-1"), "Réfugiés"),
        (BROKEN.format("Réfugiés").encode("utf-16"), "Réfugiés"),
        (BROKEN.replace("UTF-8", "x-unheard-of").format("Réfugiés").encode(), "Réfugiés"),
    ],
)
def test_a_broken_list_is_read_as_a_broken_feed_is(data: bytes, title: str) -> None:
    outlines, skipped = parse_opml(data)
    assert [one.url for one in outlines] == [
        "https://a.example/feed?a=1&b=2",
        "https://b.example/feed",
    ]
    assert [one.title for one in outlines] == [title, "R & W & éé &unknown;"]
    assert skipped == ()


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of the module run meanwhile."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line" and frame.f_code.co_filename.endswith("opml.py")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_thousands_of_feeds_of_one_title_are_named_in_one_go() -> None:
    """Counted: three times the feeds take three times the steps, not nine times."""
    steps = []
    for count in (100, 300):
        outlines = [Outline(f"https://a.example/{number}", "Same") for number in range(count)]
        named = make_ids(outlines, ["same"])
        assert list(named)[:2] == ["same-2", "same-3"]
        assert len(named) == count
        fresh, known = split_known(outlines, [Feed("a", "https://a.example/1")])
        assert (len(fresh), len(known)) == (count - 1, 1)
        steps.append(lines_run(partial(make_ids, outlines, ["same"])))
    assert steps[1] < 4 * steps[0]
