"""feedparser, adjusted to cost less, must read what it reads unadjusted."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import ClassVar

from traynews.feeds.child.syndication import hasten, read_feed

# Both print whatever feedparser returns, in a process where nothing else has touched it.
UNTOUCHED = """
import feedparser, io
def read(data):
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False,
                            response_headers={"content-type": "application/xml; charset=utf-8"})
"""
ADJUSTED = "from traynews.feeds.child.syndication import read_feed as read"
PRINT = """
import json, sys, warnings
warnings.simplefilter("ignore")
for data in json.load(sys.stdin):
    found = read(data.encode())
    found.pop("bozo_exception", None)
    for entry in found["entries"]:  # dates are read elsewhere, whatever feedparser makes of them
        for name in [name for name in entry if name.endswith("_parsed")]:
            del entry[name]
    print(json.dumps(found, default=str))
"""

ITEM = "<title>One</title><link>https://news.example/1</link>"
BODIES = {
    "controls of Windows-1252": (
        f"<item>{ITEM}<description>a\x96b “c” &#150; &#x85;</description></item>"
    ),
    "controls in Latin-1 alone": "<item><title>caf\xe9 \x93x\x94</title></item>",
    "UTF-8 encoded twice": "<item><title>donâ\x80\x99t, â\x80\x94</title></item>",
    "references left in the text": f"<item>{ITEM}<description>&amp;#150; “x”</description></item>",
    "several texts": (
        f"<item>{ITEM}<description>short “x”</description>"
        "<content:encoded><![CDATA[<p>long “é”</p>\n<p>two &#8230; &amp;</p>]]>\n<![CDATA[three]]>"
        "</content:encoded><description>again</description></item>"
    ),
    "names that are kept under others": (
        f"<item>{ITEM}<guid isPermaLink='false'>7 é</guid><pubDate>Sun, 01 Nov 2026 05:00:00 GMT"
        "</pubDate><dc:date>2026-11-02T01:02:03Z</dc:date><category domain='d'>a</category>"
        "<category>b</category><enclosure url='https://news.example/a.mp3' type='audio/mpeg'/>"
        "<copyright>c</copyright><url>u</url><dc:creator>A (a@news.example)</dc:creator></item>"
    ),
    "a source, and an image": (
        f"<image><url>https://news.example/i.png</url><title>I</title></image><item>{ITEM}"
        "<source url='https://other.example/f'>Other “x”</source></item>"
    ),
    "addresses with a base": (
        f"<item xml:base='https://base.example/q/'>{ITEM}<link>../x</link><comments>c</comments>"
        "</item>"
    ),
    "markup that is not escaped": f"<item>{ITEM}<description>a <b>b</b> “c”</description></item>",
    "XML that is none": f"<item>{ITEM}<description>a & b &nbsp; “c” \x96</description></item>",
    "an element nobody knows": f"<item>{ITEM}<q:x xmlns:q='urn:q' z='1'>“y”</q:x><w>v</w></item>",
}
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Press “é”</title>'
    "<link>https://news.example/</link>{}</channel></rss>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">a &lt;b&gt; “é”
</title><entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x
<b>y</b></div></title><updated>2026-11-02T01:02:03Z</updated><author><name>N é</name></author>
<link href="a/b" rel="alternate"/><content type="xhtml" xml:base="https://base.example/"><div
xmlns="http://www.w3.org/1999/xhtml"><p>one &amp; “two”</p>
<p>three</p></div></content></entry><entry><id>urn:2</id><content type="html">&lt;p&gt;“q”&lt;/p&gt;
&lt;p&gt;r&lt;/p&gt;</content><summary>s “t”</summary></entry><entry><id>urn:3</id>
<content type="application/octet-stream">w6nCliDigJw=</content></entry></feed>"""


def print_with(reader: str, bodies: list[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", reader + PRINT],
        input=json.dumps(bodies),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def test_what_is_adjusted_changes_no_result() -> None:
    bodies = [RSS.format(body) for body in BODIES.values()] + [ATOM]
    untouched, adjusted = print_with(UNTOUCHED, bodies), print_with(ADJUSTED, bodies)
    for name, theirs, ours in zip([*BODIES, "Atom"], untouched, adjusted, strict=True):
        assert ours == theirs, name


def test_a_guid_is_not_resolved_like_a_link() -> None:
    body = RSS.format(f"<item xml:base='https://base.example/'>{ITEM}<guid>7</guid></item>")
    (entry,) = read_feed(body.encode())["entries"]
    assert dict(entry)["id"] == "7"


def test_texts_leave_as_plain_strings() -> None:
    (entry,) = read_feed(RSS.format(f"<item>{ITEM}<description>“é”</description></item>").encode())[
        "entries"
    ]
    assert type(dict(entry)["summary"]) is str


def test_a_feedparser_that_lacks_a_name_is_left_as_it_is() -> None:
    class Mapping(dict[str, object]):
        keymap: ClassVar[dict[str, str]] = {}

    get = Mapping.get
    strict = SimpleNamespace(decode_entities=None, _add_tag=None)
    api = SimpleNamespace(StrictFeedParser=strict, PREFERRED_XML_PARSERS=["one"])
    mixin, util = SimpleNamespace(_urljoin=str.join), SimpleNamespace(FeedParserDict=Mapping)
    for missing in ("StrictFeedParser", "PREFERRED_XML_PARSERS"):
        less = SimpleNamespace(**{key: value for key, value in vars(api).items() if key != missing})
        assert not hasten(less, mixin, util)
    assert not hasten(api, mixin, SimpleNamespace())
    assert not hasten(api, SimpleNamespace(), util)
    bare = SimpleNamespace(StrictFeedParser=SimpleNamespace(), PREFERRED_XML_PARSERS=[])
    assert not hasten(bare, mixin, util)
    assert (Mapping.get, api.PREFERRED_XML_PARSERS, strict.decode_entities) == (get, ["one"], None)
    assert mixin._urljoin is str.join
    assert hasten(api, mixin, util)
    assert Mapping.get is not get


def test_feeds_are_read_by_plain_feedparser_where_nothing_can_be_adjusted() -> None:
    plain = (
        "import traynews.feeds.child.syndication as syndication\n"
        "syndication.hasten = lambda *_: False\nread = syndication.read_feed"
    )
    bodies = [RSS.format(body) for body in BODIES.values()] + [ATOM]
    assert print_with(plain, bodies) == print_with(ADJUSTED, bodies)
