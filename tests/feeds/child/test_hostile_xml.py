"""Mutated feeds against the real parse process: whatever comes, a document or one clean line."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.samples import FEED, FIXTURES, answer
from traynews.core.data.document import Answer, Document
from traynews.core.text.clean import clean_line
from traynews.feeds.child.fields import LONGEST_TITLE
from traynews.feeds.frames import LONGEST_TEXT
from traynews.feeds.parse_process import ParseProcess

SEEDS = [
    (FIXTURES / name).read_bytes()
    for name in ("wordpress.xml", "drupal.xml", "atom.xml", "feed.json")
]
SPLINTERS = [
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x [<!ENTITY a '&a;'>]>",
    b"&a;", b"&#x110000;", b"&#xD800;", b"&#0;", b"&nbsp;", b"&amp;#xD800;", b"<?xml", b"?>",
    b"<item>", b"</item>", b"</channel>", b"<title>", b"\x00", b"\x1b[31m", b"\xff", b"\xe2\x80",
    b"\xef\xbb\xbf", b"xml:base='javascript:x'", b"xmlns:x='", b"<![name]>", b"<!h<!h", b"'", b'"',
    b"<gml:pos srsName='EPSG:x'>", b"<media:thumbnail url='\\'/>", b"<link>http://[</link>",
    b"<pubDate>Mon, 99 Foo 99999 99:99:99 +9999</pubDate>", b"<guid>\n</guid>", b"<hour>7</hour>",
    "\u202e\u2066\U0001f600\u0301".encode(),
]  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """Draw a feed with pieces cut out, doubled, moved, overwritten or thrown in."""
    body = bytearray(draw(st.sampled_from(SEEDS)))
    chance = random.Random(draw(st.integers()))  # noqa: S311 -- no secret depends on it
    for _ in range(draw(st.integers(1, 12))):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice([0, 1, 5, 50, 500]))
        piece = bytes(body[start:end])
        body[start:end] = chance.choice(
            [b"", piece * 2, chance.choice(SPLINTERS), chance.choice(SPLINTERS) + piece]
        )
    return bytes(body)


TYPES = ["", "application/rss+xml", "text/html; charset=utf-16", "x;charset=zlib"]


@given(body=mutants() | st.binary(max_size=300), content_type=st.sampled_from(TYPES))
@settings(deadline=None)
def test_any_body_gives_a_document_that_keeps_its_promises_or_one_clean_line(
    parser: ParseProcess, body: bytes, content_type: str
) -> None:
    sent: Answer = answer(body, content_type=content_type)
    found = parser.parse(sent, FEED)
    if not isinstance(found, Document):
        assert not found.reason.startswith("reading the feed took longer")
        assert found.reason
        assert found.reason == clean_line(found.reason)
        return
    for item in found.items:
        assert item.link.startswith(("http://", "https://")) or not item.link
        assert item.title == clean_line(item.title, limit=LONGEST_TITLE)
        assert item.summary == clean_line(item.summary)
        for block in item.blocks:
            assert block.text
            assert block.text == clean_line(block.text, limit=LONGEST_TEXT)
        assert item.published is None or 1900 <= item.published.year <= 2200
    assert found == parser.parse(sent, FEED), "the same bytes, the same document"
