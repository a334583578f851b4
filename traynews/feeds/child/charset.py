"""Bytes to text: the encoding a feed is really in, whatever it says.

Done here and not by feedparser, which reads a whole feed in a guessed charset as soon as one byte
of it is wrong (mojibake in every title), and cannot read UTF-16 without a mark.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"\0<\0", "utf-16-be"), (b"<\0", "utf-16-le"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
# Of a page, which has no such line (HTML Living Standard, 13.2.3.2: near its beginning).
_META = re.compile(
    rb"""<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
_FURTHEST_META = 4096  # bytes
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# What publishers write, and what they mean (after the WHATWG Encoding Standard).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
# Names that Python does not know: of vendors, of Windows, of Hebrew in visual or logical order.
_OTHER_NAMES = {"windows-31j": "cp932"}
_OF_WINDOWS = re.compile(r"(?:windows|win|cp)-?(\d{3,4})", re.IGNORECASE)
_VENDOR, _ORDER = re.compile("^(?:x-)+", re.IGNORECASE), re.compile("-[ie]$", re.IGNORECASE)
# What servers and generators say without having looked.
_DEFAULTS = frozenset({"ascii", "iso8859-1", "utf-8"})
_UTF8 = frozenset({"utf-8", "utf-8-sig"})
# Bytes that are plain ASCII until they are decoded: markup could be hidden in them (UTF-7), or they
# are no encodings of text at all.
_NEVER = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "hz"})
_BAD = re.compile("[\udc80-\udcff]+")  # bytes that are no UTF-8, as Python escapes them
_GOOD = re.compile("[^\0-\x7f\udc80-\udcff]")  # characters that several bytes spell as they should
# Characters that XML 1.0 forbids, and lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(128, 256)}
_BYTES |= {chr(byte): byte for byte in range(128, 256)}  # Latin-1
_TAIL = "[" + "".join(re.escape(char) for char, byte in _BYTES.items() if byte < 0xC0) + "]"  # noqa: PLR2004 -- UTF-8
# UTF-8 that somebody took for Windows-1252 and encoded again: "cafÃ©", "donâ€™t".
# One class in front of all, or three are tried at every letter: it takes five times as long.
_TWICE = re.compile(
    "[\xc2-\xf4](?:"
    f"(?<=[\xc2-\xdf]){_TAIL}|(?<=[\xe0-\xef]){_TAIL}{{2}}|(?<=[\xf0-\xf4]){_TAIL}{{3}})"
)
_CHANCE = re.compile("[^ÂÃ][\xa0«»‘’‚“”„–—…]+")  # "Spaß“", "RENÉ’S": punctuation behind a letter
_OTHER = re.compile("[^\0-\x7f]")
_FEWEST_TWICE = 3  # fewer may be by chance as well


def decode_body(body: bytes, content_type: str = "") -> str:
    """Return the text of a body, without marks, leading blanks and characters that XML forbids.

    Never fails: bytes that fit nowhere become U+FFFD. What is valid UTF-8 is read as that; then
    counts what the server says (RFC 7303, 3.2), unless that is a default and the document's own
    declaration, or that of a page, is none; at last Windows-1252. What was encoded twice is decoded
    twice.
    """
    text = _decode_again(_decode(body, content_type))
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("", text)
    return text.lstrip("\ufeff \t\r\n")


def _decode(body: bytes, content_type: str) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for start, encoding in _UNMARKED:
        if body.startswith(start):
            return body.decode(encoding, "replace")
    declared = _declarations(body, content_type)
    shifted = next((name for name in declared if name.startswith("iso2022")), "")
    for encoding in (shifted, "utf-8", *declared):
        try:
            if encoding:
                return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    if declared and declared[0] not in _UTF8:
        return body.decode(declared[0], "replace")
    return _mend(body)


def _decode_again(text: str) -> str:
    """Decode what was encoded twice, where hardly anything else has an accent."""
    if text.isascii():
        return text
    found = _TWICE.findall(text)
    sure = sum(not _CHANCE.fullmatch(one) for one in found)
    if sure < _FEWEST_TWICE or len(_OTHER.findall(text)) - sum(map(len, found)) > len(found):
        return text
    return _TWICE.sub(_decode_one, text)


def _decode_one(found: re.Match[str]) -> str:
    try:
        return bytes(map(_BYTES.__getitem__, found[0])).decode()
    except UnicodeDecodeError:
        return found[0]


def _declarations(body: bytes, content_type: str) -> list[str]:
    """Return the codecs that server and document name, as far as they exist, defaults last."""
    header = _IN_HEADER.search(content_type)
    found = _DECLARED.search(body[:512]) or _META.search(body[:_FURTHEST_META])
    own = _find_codec(found[1].decode("ascii")) if found else ""
    if own.startswith(("utf-16", "utf-32")):
        own = ""  # or it could not have been read here
    named = [_find_codec(header[1]) if header else "", own]
    found_codecs = sorted(named, key=_DEFAULTS.__contains__)
    return [_MEANT.get(name, name) for name in found_codecs if name]


def _find_codec(name: str) -> str:
    plain = _ORDER.sub("", _VENDOR.sub("", name))
    of_windows = _OF_WINDOWS.fullmatch(plain)
    name = f"cp{of_windows[1]}" if of_windows else _OTHER_NAMES.get(plain.lower(), plain)
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)  # raises for the codecs that are not about text
    except (LookupError, ValueError, TypeError):
        return ""
    found = codec.name
    return "" if found in _NEVER else found


def _mend(body: bytes) -> str:
    """Read what should be UTF-8 and is not: either a few bytes are bad, or it is Windows-1252.

    A bad one that stands alone is mostly a quote, a dash or a blank that was pasted into it.
    """
    text = body.decode("utf-8", "surrogateescape")
    bad = len(_BAD.findall(text))
    good = len(_GOOD.findall(text))
    return _BAD.sub(_mend_bad, text) if good > bad else body.decode("cp1252", "replace")


def _mend_bad(found: re.Match[str]) -> str:
    escaped = found[0].encode("utf-8", "surrogateescape")
    is_pasted = len(escaped) == 1 and escaped < b"\xc0"  # else half a sequence that was cut
    return escaped.decode("cp1252", "replace") if is_pasted else "\ufffd"
