"""Word borders for scripts that write none, so that full-text search finds words in them.

SQLite's tokenizer takes a Chinese sentence for one word. Here each sign of such a script becomes a
word of its own by zero-width spaces around it, in the index and in the query alike; a word of
several signs is then a phrase. Clean text holds no zero-width space, so `close_up` is exact.
"""

from __future__ import annotations

import re

from traynews.core.text.unspaced import SIGNS

_ZERO_WIDTH_SPACE = "\u200b"

_SIGN = re.compile(SIGNS)


def space(text: str | None) -> str:
    """Put zero-width spaces around each sign of a script that writes without spaces."""
    if not text:
        return ""
    if text.isascii():
        return text
    return _SIGN.sub(rf"{_ZERO_WIDTH_SPACE}\g<0>{_ZERO_WIDTH_SPACE}", text)


def close_up(text: str) -> str:
    """Undo `space`."""
    return text.replace(_ZERO_WIDTH_SPACE, "")
