"""What must be loaded before the cage closes: in it, no module can be opened any more."""

from __future__ import annotations

import codecs
import contextlib

from traynews.feeds.child.parse import parse_body

# The encodings that publishers use (those of the WHATWG Encoding Standard), under Python's names,
# and those of hosts in other scripts.
_CODECS = (
    "ascii utf-8 utf-8-sig utf-16-le utf-16-be utf-32-le utf-32-be latin-1 cp1250 cp1251 cp1252 "
    "cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r "
    "koi8-u mac-roman mac-cyrillic cp866 cp874 tis-620 gb2312 gbk gb18030 big5 big5hkscs euc-jp "
    "shift-jis cp932 iso2022-jp iso2022-kr euc-kr cp949 idna punycode"
)
# One of each kind, broken once, so that each reader has done its late imports.
_RSS = (
    b"<rss version='2.0'><channel><item><title>a &lt;b&gt; &eacute;</title><guid>%b</guid>"
    b"<pubDate>Di, 2. Nov 2026 5:00 pm</pubDate><description>&lt;p&gt;a</description></item>"
    b"</channel></rss>"
) % (b"endless" * 500)
_BROKEN = b"<rss><channel><item><title>a <br> b</title></item></channel></rss>"
_JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "<p>a"}]}'
_SAMPLES = (_RSS, _BROKEN, _JSON, b"<!doctype html><p>")


def load_all() -> None:
    """Import whatever reading a feed may need, by reading some."""
    for name in _CODECS.split():
        with contextlib.suppress(LookupError):  # a Python without the codecs of East Asia
            codecs.lookup(name)
    for body in _SAMPLES:
        found = parse_body(body, url="https://a.example/", content_type="", zone="UTC")
        del found
