"""Text as rules compare it: small letters without marks, plain quotes, and as long as it was."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = {
    "’": "'",
    "‘": "'",
    "‛": "'",
    "ʼ": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "‒": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "ς": "σ",  # at the end of a word, and never in capitals
    "ı": "i",  # which capitals do not tell from the other, either
}


_LETTERS = re.compile(
    "[\u3040-\u30ff\uac00-\ud7a3]"
)  # kana and Hangul fall apart, but not into marks
_PECULIAR = re.compile("[^\x00-_a-\x7f]")  # the backtick is one of those that become plain


def fold(text: str) -> str:
    """Return `text` in small letters without marks, dashes and quotes plain.

    Every character becomes exactly one, so that a place found here is the same place in `text`.
    """
    if not text.isascii():
        text = _PECULIAR.sub(_fold_found, text)
    return text.lower()  # now this changes no length: of all letters only İ would


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, apart from case, marks and the kind of quotes."""
    return one == other or (len(one) == len(other) and fold(one) == fold(other))


def _fold_found(found: re.Match[str]) -> str:
    return _fold_one(found[0])


@lru_cache(maxsize=2048)
def _fold_one(char: str) -> str:
    char = _PLAIN.get(char, char)
    if char.isascii():
        return char.lower()
    if _LETTERS.match(char):
        return char
    base = unicodedata.normalize("NFKD", char)[:1]
    small = base.lower()
    return small if len(small) == 1 else char
