"""Text as rules compare it: small letters without marks, plain quotes, and as long as it was."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
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
    }
)


def fold(text: str) -> str:
    """Return `text` in small letters without marks, dashes and quotes plain.

    Every character becomes exactly one, so that a place found here is the same place in `text`.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_one, text.translate(_PLAIN)))


@lru_cache(maxsize=2048)
def _fold_one(char: str) -> str:
    if char.isascii():
        return char.lower()
    base = unicodedata.normalize("NFKD", char)[:1]
    small = base.lower()
    return small if len(small) == 1 else char
