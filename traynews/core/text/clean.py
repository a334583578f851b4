"""Foreign text, cleaned once: one plain line, no controls, cut at a word.

HTML is taken apart elsewhere (`feeds/child/markup.py`, a real HTML parser in the parse process);
what arrives here is text. What leaves here is safe to show on any surface that escapes its own
markup.
"""

from __future__ import annotations

import functools
import re
import unicodedata

ELLIPSIS = "…"

# Bidirectional overrides, embeddings and isolates, and the invisible marks that hide text (U+200B,
# U+2060…U+2064, U+FEFF) or smuggle it (tag characters U+E0000…). Joiners U+200C and U+200D stay:
# Persian spelling and emoji need them. LRM, RLM and ALM (U+200E, U+200F, U+061C) go with the rest.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Characters that need no look one by one: Latin, Greek, Cyrillic, Arabic, Hebrew, Chinese, Japanese
# and Korean letters, digits, punctuation, the space; none is a control or a mark, or composes with
# its neighbour. Nearly all text is made of them and of blanks, and is cleaned thirty times as fast
# for it.
_USUAL_CHARACTERS = (
    " -~\xa1-\xac\xae-\u02ff\u0384-\u0386\u0388-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0621-\u064a\u0660-\u066f\u0671-\u06d5\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
_USUAL = re.compile(f"[{_USUAL_CHARACTERS}]*")
_SEPARATORS = re.compile("[\x1c-\x1f]")  # controls, which `str.split` takes for blanks
_LAST_TWO = 0xFFFE  # the last two code points of each plane are noncharacters
# Where the blocks are that run from right to left, and a mark (Unicode, DerivedBidiClass.txt).
_RTL_BLOCKS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# What belongs to the character before it, though it is no mark: joiner, colours of skin, and AM of
# Thai and Lao, whose ring stands above the letter before.
_EXTENDING = frozenset("\u200d\u0e33\u0eb3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_LONGEST_STACK = 4  # combining marks on one letter; Vietnamese and Hebrew need up to three


def clean_line(text: str, *, limit: int = 2000) -> str:
    """Return `text` as one plain line of at most `limit` characters.

    Controls and surrogates go, blanks fold to one space, stacks of combining marks are cut to four,
    and the result is NFC. Idempotent.
    """
    text = text[: limit * 8]
    if "  " not in text and _USUAL.fullmatch(text):
        return cut(text.strip(" "), limit)  # one line already: no need to part its words
    folded = " ".join(text.split())
    if _USUAL.fullmatch(folded) and not _SEPARATORS.search(text):
        return cut(folded, limit)
    peculiar = _peculiar()
    text = _INVISIBLE.sub("", text)
    text = peculiar.sub(_sift, text)
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return cut(_thin_stacks(text) if peculiar.search(text) else text, limit)


def cut(text: str, limit: int) -> str:
    """Cut at a word so that at most `limit` characters remain, the ellipsis included.

    A single word longer than that is cut inside, as all text of scripts without spaces: never
    between a letter and its marks, nor within an emoji.
    """
    if len(text) <= limit:
        return text
    return break_off(text, limit - 1) if limit > 0 else ""


def break_off(text: str, longest: int) -> str:
    """Return the words among the first `longest` characters of a longer text, with an ellipsis."""
    end = longest
    while end > 0 and _belongs_together(text, end):
        end -= 1
    head = text[:end]
    space = head.rfind(" ") if text[end] != " " else end
    if space >= (longest + 1) // 3:
        head = head[:space]
    return head.rstrip(" ,;:-–—\u200d") + ELLIPSIS


def _belongs_together(text: str, place: int) -> bool:
    """Whether a cut before this character would fall within a sign (Unicode Annex 29, the gist)."""
    char = text[place]
    if char.isascii():
        return False
    if char in _EXTENDING or text[place - 1] == "\u200d" or unicodedata.category(char)[0] == "M":
        return True
    if char not in _FLAG_LETTERS:
        return False
    before = place - 1
    while before >= 0 and text[before] in _FLAG_LETTERS:
        before -= 1
    return (place - before) % 2 == 0  # two make a flag


def is_rtl(text: str) -> bool:
    """Whether the first strong character runs from right to left (Unicode bidi rule P2)."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def has_rtl(text: str) -> bool:
    """Whether any character runs from right to left: the digits after it may be drawn before it."""
    late = _RTL_BLOCKS.findall(text)  # of nearly every text nothing
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in late)


@functools.cache
def _peculiar() -> re.Pattern[str]:
    # Late: it takes a millisecond to make, and few texts need it.
    return re.compile(f"[^{_USUAL_CHARACTERS}\t\n\v\f\r\x85\xa0\u2028\u2029\u3000]+")


def _sift(found: re.Match[str]) -> str:
    return "".join(" " if _is_blank(char) else char for char in found[0] if not _is_junk(char))


def _is_blank(char: str) -> bool:
    return char in "\t\n\v\f\r\x85" or unicodedata.category(char) in {"Zs", "Zl", "Zp"}


def _is_junk(char: str) -> bool:
    # Unassigned code points stay, since they may be next year's letters; noncharacters go.
    if "\ufdd0" <= char <= "\ufdef" or ord(char) & _LAST_TWO == _LAST_TWO:
        return True
    return unicodedata.category(char) in {"Cc", "Cs", "Co"} and not _is_blank(char)


def _thin_stacks(text: str) -> str:
    if not any(unicodedata.combining(char) for char in text):
        return text
    kept: list[str] = []
    stack = 0
    for char in text:
        stack = stack + 1 if unicodedata.combining(char) else 0
        if stack <= _LONGEST_STACK:
            kept.append(char)
    return "".join(kept)
