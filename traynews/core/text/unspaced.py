"""Scripts that put no blanks between words: a word of theirs may stand anywhere in a sentence."""

from __future__ import annotations

SIGNS = (
    "[\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""One sign of them, as a pattern: Thai, Lao, Burmese, Khmer; kana; Han and its extensions."""
