"""The fields of an item that every format shares, cleaned the same way."""

from __future__ import annotations

import re
from typing import Any

from traynews.core.data.document import Block, BlockKind
from traynews.core.text.clean import clean_line
from traynews.feeds.child.markup import LONGEST_BLOCK, LONGEST_MARKUP, MOST_BLOCKS

LONGEST_TITLE = 1000
LONGEST_AUTHOR = 200
_LONGEST_GUID = 2000
EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_NAME = re.compile("[a-z]+")
# ISO 639-1, and of the longer codes those of languages that Amnesty publishes in; "US" is none.
_LANGUAGES = frozenset(
    _NAME.findall(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
        "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
        "ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw ja ji jv ka kg ki kj kk kl km kn ko "
        "kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd "
        "ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg "
        "sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug "
        "uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ckb fil gsw haw kmr mni prs sat yue "
    )
)


def text_of(holder: Any, name: str) -> str:
    """Return what stands in a field of feedparser's, empty where that is no text."""
    found = dict.get(holder, name)
    return found if isinstance(found, str) else ""


def clean_guid(raw: str) -> str:
    """Return a guid trimmed and otherwise verbatim; an endless one keeps its beginning and a hash.

    Source: identity rule I1. A guid is a key, compared and never shown.
    """
    # JSON can spell half a character, which no text file, archive or pipe can hold.
    guid = raw.strip().replace("\0", "").encode("utf-8", "replace").decode()
    if len(guid) <= _LONGEST_GUID:
        return guid
    import hashlib  # noqa: PLC0415 -- late: it loads OpenSSL, and few guids need it

    digest = hashlib.sha256(guid.encode()).hexdigest()
    return f"{guid[: _LONGEST_GUID // 2]}#sha256:{digest}"


def clean_language(raw: str) -> str:
    """Return a language tag such as `en-GB`, empty where it is none."""
    tag = raw.strip().replace("_", "-")
    known = tag.partition("-")[0].lower() in _LANGUAGES
    return tag if known and len(tag) <= 35 and _LANGUAGE.fullmatch(tag) else ""  # noqa: PLR2004 -- BCP 47


def paragraphs(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of plain text, which are parted by empty lines."""
    pieces = EMPTY_LINE.split(text[:LONGEST_MARKUP], MOST_BLOCKS)[:MOST_BLOCKS]
    lines = (clean_line(piece, limit=LONGEST_BLOCK) for piece in pieces)
    return tuple(Block(BlockKind.PARAGRAPH, line) for line in lines if line)
