"""From bytes to text, from HTML to blocks, from what publishers write to dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from traynews.core.data.document import Block, BlockKind
from traynews.core.text.clean import clean_line
from traynews.feeds.child.charset import decode_body
from traynews.feeds.child.markup import DEEPEST, LONGEST_BLOCK, MOST_BLOCKS, _flatten, blocks, line
from traynews.feeds.child.prolog import is_cut, mend_text
from traynews.feeds.child.references import mend_references

P, H, Q, L, C = (
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.QUOTE,
    BlockKind.LISTING,
    BlockKind.CAPTION,
)
DIV = '<div class="field--name-{}">'
LATIN = '<?xml version="1.0" encoding="{}"?><r>Свобода</r>'
PAGE = "<!doctype html><html><head><meta charset='{}'><title>Свобода</title></head></html>"
OLD_PAGE = (
    '<html><head><META http-equiv="Content-Type" content="text/html; charset=KOI8-R">'
    "<title>Свобода</title></head></html>"
)
TEXT = "<r>Ça “va” – Ελλάδα</r>"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (TEXT.encode(), "", TEXT),
        (b"\xef\xbb\xbf\xef\xbb\xbf\r\n" + TEXT.encode(), "", TEXT),
        (TEXT.encode("utf-16"), "", TEXT),
        (TEXT.encode("utf-16-be"), "", TEXT),
        (TEXT.encode("utf-16-le"), "", TEXT),
        (TEXT.encode("utf-32"), "", TEXT),
        (b'<?xml encoding="utf-16"?>' + TEXT.encode(), "", f'<?xml encoding="utf-16"?>{TEXT}'),
        ("<r>été</r>".encode("latin-1"), "text/xml; charset=ISO-8859-1", "<r>été</r>"),
        ("<r>été “”</r>".encode("cp1252"), "", "<r>été “”</r>"),
        ("<r>Привет</r>".encode("cp1251"), 'x; charset="windows-1251"', "<r>Привет</r>"),
        (
            LATIN.format("iso-8859-1").encode("cp1251"),
            "x; charset=cp1251",
            LATIN.format("iso-8859-1"),
        ),
        (LATIN.format("cp1251").encode("cp1251"), "x; charset=ISO-8859-1", LATIN.format("cp1251")),
        (LATIN.format("koi8-r").encode("cp1251"), "x; charset=cp1251", LATIN.format("koi8-r")),
        (
            '<?xml version="1.0" encoding="gb2312"?>镕'.encode("gb18030"),
            "text/xml; charset=utf-8",
            '<?xml version="1.0" encoding="gb2312"?>镕',
        ),
        (PAGE.format("windows-1251").encode("cp1251"), "text/html", PAGE.format("windows-1251")),
        (OLD_PAGE.encode("koi8-r"), "text/html; charset=iso-8859-1", OLD_PAGE),
        (PAGE.format("utf-16").encode("cp1251"), "x; charset=cp1251", PAGE.format("utf-16")),
        (PAGE.format("koi8-r").encode("cp1251"), "x; charset=cp1251", PAGE.format("koi8-r")),
        (PAGE.format("utf-8").encode(), "text/html", PAGE.format("utf-8")),
        ("<r>裏 恒 粧</r>".encode("cp950"), "x; charset=big5", "<r>裏 恒 粧</r>"),
        ("<r>①㈱</r>".encode("cp932"), "x; charset=x-sjis", "<r>①㈱</r>"),
        ("<r>①㈱</r>".encode("cp932"), "x; charset=Windows-31J", "<r>①㈱</r>"),
        ("<r>“สิทธิ”</r>".encode("cp874"), "x; charset=windows-874", "<r>“สิทธิ”</r>"),
        ("<r>“สิทธิ”</r>".encode("cp874"), "x; charset=TIS-620", "<r>“สิทธิ”</r>"),
        ("<r>Привет</r>".encode("cp1251"), "x; charset=cp-1251", "<r>Привет</r>"),
        ("<r>שלום</r>".encode("iso-8859-8"), "x; charset=ISO-8859-8-I", "<r>שלום</r>"),
        ("<r>été à côté".encode() + b"\x92 \xa0\x96</r>", "", "<r>été à côté’ \ufffd</r>"),
        (
            "<r>été à côté l".encode() + b"\x92a\xa0b\x81</r>",
            "",
            "<r>été à côté l’a\xa0b\ufffd</r>",
        ),
        ("<r>été à côté d’".encode()[:-1] + b"</r>", "", "<r>été à côté d\ufffd</r>"),
        (
            "<r>été à côté, été\xe9 ".encode() + b"caf\xe9</r>",
            "",
            "<r>été à côté, étéé caf\ufffd</r>",
        ),
        (b"<r>+ADw-script+AD4-</r>", "text/xml; charset=utf-7", "<r>+ADw-script+AD4-</r>"),
        (b"<r>a\x00b\x1bc\x0bd</r>", "", "<r>abcd</r>"),
        (b"<r>x\xff</r>", "text/xml; charset=zlib", "<r>xÿ</r>"),
        (b"", "", ""),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(body: bytes, content_type: str, text: str) -> None:
    assert decode_body(body, content_type) == text


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text", ["Ça coûte 3 €, paraît-il… à", "«Привет», сказал он", "don’t “go”"]
)
def test_what_was_encoded_twice_is_decoded_twice(text: str, wrong: str) -> None:
    """Seen in 15 of 280 feeds."""
    twice = "".join(
        bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode()
    ).encode()
    assert decode_body(twice) == text
    assert decode_body(text.encode()) == text


@pytest.mark.parametrize(
    "text",
    ["“CAFÉ” et «SOCIÉTÉ», «DIGNITÉ», «LIBERTÉ» é", "„CDU-Ä“ über „Ö“ und „Ü“", "Ã©", "Ã© Ã©",
     "“É” não é “À”, “Ê” à", "„Spaß“, „Gruß“, „Fuß“", "CAFÉ’S, RENÉ’S, JOSÉ’S", "ÉTÉ… É… É– É\xa0»",
     "Ü” Ö” Ä” Ñ”"],
)  # fmt: skip
def test_accents_beside_quotation_marks_are_no_second_encoding(text: str) -> None:
    assert decode_body(text.encode()) == text


def test_what_xml_forbids_is_gone_also_where_it_was_encoded_twice() -> None:
    twice = "don’t “go”\ufffe\uffff".encode().decode("latin-1").encode()
    assert decode_body(twice) == "don’t “go”"


_PARTS = st.sampled_from(["a", "]", ">", "<", "&eacute;", "&x;", "&", "]]>"])
_AROUND = st.lists(_PARTS).map("".join)
_MARKED = _AROUND.filter(lambda text: "]]>" not in f"{text}]]")


@given(st.lists(st.tuples(_AROUND, _MARKED)), _AROUND, _MARKED)
def test_references_stay_where_text_is_marked_as_plain(
    pieces: list[tuple[str, str]], end: str, cut: str
) -> None:
    plain = [f"<![CDATA[{marked}]]>" for _, marked in pieces] + [f"<![CDATA[{cut}"]
    others = [before for before, _ in pieces] + [end]
    mended = [mend_references(other) for other in others]
    assert mend_references(_zip(others, plain)) == _zip(mended, plain)


def _zip(one: list[str], other: list[str]) -> str:
    return "".join(a + b for a, b in zip(one, other, strict=True))


@given(st.binary(max_size=200), st.text(max_size=30))
def test_every_body_is_some_text_that_utf_8_can_hold(body: bytes, content_type: str) -> None:
    text = decode_body(body, content_type)
    assert "\0" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("<rss>&#8217;&#39;&#x41;</rss>", "<rss>&#8217;&#39;&#x41;</rss>"),
        ("<rss>&#x110000;&#xD800;&#65535;</rss>", "<rss>\ufffd\ufffd\ufffd</rss>"),
        ("<rss>&#99999999999;&#x0000000041;</rss>", "<rss>\ufffd&#x0000000041;</rss>"),
        ("<rss>&#x000d800;&#00000;&#x00001;</rss>", "<rss>\ufffd</rss>"),
        ("<rss>&#0;&#x1b;&#10;</rss>", "<rss>&#10;</rss>"),
        ('<?xml?><!DOCTYPE r [<!ENTITY a "\\b">]><rss/>', "<?xml?><rss/>"),
        ('<!DOCTYPE rss PUBLIC "-//N//" "http://n.example/x.dtd"><rss/>', "<rss/>"),
        ("<rss><![CDATA[<!DOCTYPE x>]]></rss>", "<rss><![CDATA[<!DOCTYPE x>]]></rss>"),
        ("<b>Warning</b> <?xml?><rss/>", "<?xml?><rss/>"),
        ("oops <rss/> ", "oops <rss/> "),
        ("oops <rss >", "<rss >"),
        ('<gml:Point srsName="EPSG:x">', "<gml:Point >"),
        (f"<author>{'a' * 5000}</author>", f"<author>{'a' * 500}</author>"),
        (f"<title>{'a' * 5000}</title>", f"<title>{'a' * 5000}</title>"),
    ],
)  # fmt: skip
def test_only_what_feedparser_chokes_on_is_mended(text: str, mended: str) -> None:
    assert mend_text(text) == mended


@pytest.mark.long
@pytest.mark.parametrize(
    ("start", "piece"), [("", "<author "), ("<author>", "a"), ("", "<!DOCTYPE ["), ("", "&#"),
                         ("&#x", "0"), ("", "]>"), ("", "srsName="), ("<name ", "x=y "),
                         ("", "<author>")],
)  # fmt: skip
def test_mending_takes_linear_time(start: str, piece: str) -> None:
    def mend(text: str) -> None:
        mend_text(start + text)
        is_cut(start + text)

    assert_linear(mend, piece, length=400_000)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("plain", [(P, "plain", "")]),
        ("<p>a</p><p> </p><p>b &amp; c</p>", [(P, "a", ""), (P, "b & c", "")]),
        ("a<br>b<br><br>c", [(P, "a b", ""), (P, "c", "")]),
        ("<h2>a</h2>b<h6>c</h6>", [(H, "a", ""), (P, "b", ""), (H, "c", "")]),
        ("<ul><li>a<li><p>b</p></ul>", [(L, "a", ""), (L, "b", "")]),
        ("<blockquote><p>a</p><ul><li>b</ul></blockquote>", [(Q, "a", ""), (Q, "b", "")]),
        ("<figure><img><figcaption>a <i>b</i></figcaption></figure>", [(C, "a b", "")]),
        ('<div class="wp-caption-text">a</div>', [(C, "a", "")]),
        ('<span class="field--name-field-image-credit">a</span>', [(C, "a", "image-credit")]),
        ('<p class="accredited">a</p>', [(P, "a", "")]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", [(P, "a b", ""), (P, "c", "")]),
        ("a<script>x</script><style>y</style>b<form>q</form>", [(P, "ab", "")]),
        ("a<svg><text>z</text></svg><math>1</math>b", [(P, "ab", "")]),
        ("a<!-- c --><template><p>x</p></template><iframe src=x>y</iframe>b", [(P, "ab", "")]),
        ("x<b>y</b>z<span>w</span>", [(P, "xyzw", "")]),
        ("<div>a<div>b</div>c</div>", [(P, "a", ""), (P, "b", ""), (P, "c", "")]),
        ('<div class="field field--name-body"><p>a</p></div>b', [(P, "a", "body"), (P, "b", "")]),
        ('<i class="FIELD field--name-field-x">a</i>b', [(P, "a", "x"), (P, "b", "")]),
        (f"{DIV.format('x')}{DIV.format('y')}a</div>b</div>", [(P, "a", "y"), (P, "b", "x")]),
    ],
)  # fmt: skip
def test_html_becomes_blocks(html: str, found: list[tuple[BlockKind, str, str]]) -> None:
    assert blocks(html) == tuple(Block(*each) for each in found)


@given(st.text(max_size=200) | st.text("<>/pdivlbr!-&;# ab\"'=", max_size=120))
def test_no_html_gives_unclean_text(html: str) -> None:
    for block in blocks(html):
        assert block.text
        assert block.text == clean_line(block.text, limit=LONGEST_BLOCK)
    assert line(html) == clean_line(line(html))


@pytest.mark.parametrize("closed", ["", "</div>"])
@pytest.mark.parametrize("inside", ["text", "<p>one</p>text"])
def test_what_lies_deeper_than_anything_is_read_all_the_same(inside: str, closed: str) -> None:
    deep = blocks("<div>" * 80_000 + inside + closed * 80_000 + "<p>after")
    assert [block.text for block in deep] == [
        *(["one"] if "one" in inside else []),
        "text",
        "after",
    ]


def test_depth_is_cut_to_what_browsers_read() -> None:
    """Counted, not timed: lexbor's time grows with depth squared."""
    flat = _flatten("<i>" * 9_000 + "x" + "</i>" * 9_000)
    assert flat == "<i>" * DEEPEST + "x" + "</i>" * DEEPEST
    long = "<p>a<br>b<ul><li>c</ul>" * 5_000
    assert _flatten(long) == long


def test_depth_and_size_are_bounded() -> None:
    assert len(blocks("<p>x" * 5000)) == MOST_BLOCKS
    assert [len(block.text) for block in blocks("w" * 50_000)] == [LONGEST_BLOCK]
    assert [block.text for block in blocks("<b>" * 5_000 + "x")] == ["x"]
    assert len(line("word " * 5000)) <= 2000
