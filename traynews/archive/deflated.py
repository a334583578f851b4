"""Long texts as the archive keeps them: deflated, which takes a third of the whole file away.

In SQL both are functions of the same names (`schema.register_functions`); whoever reads or writes
`texts.text` or `revisions.text` calls them. Either form may stand there: short texts, and what was
revised before there was this, are plain (ADR 23).
"""

from __future__ import annotations

import contextlib
import zlib

_SHORTEST = 200  # characters; less does not become shorter by more than a few bytes
_LONGEST = 8_000_000  # bytes that a text may have: two million characters at most are taken in


def deflate(text: str) -> str | bytes:
    """Return a text as it is kept."""
    if len(text) < _SHORTEST:
        return text
    return zlib.compress(text.encode("utf-8", "replace"))


def inflate(kept: str | bytes | None) -> str:
    """Return what was kept; of what a failing disk has spoilt, whatever can be read."""
    if kept is None or isinstance(kept, str):
        return kept or ""
    try:
        text = zlib.decompressobj().decompress(kept, _LONGEST)
    except zlib.error:
        text = _inflate_bytewise(kept)
    return text.decode("utf-8", "replace")


def _inflate_bytewise(kept: bytes) -> bytes:
    """Return what stands before the place at which a text cannot be read on."""
    reader, text = zlib.decompressobj(), bytearray()
    with contextlib.suppress(zlib.error):
        for byte in kept:
            if len(text) > _LONGEST:
                break
            text += reader.decompress(bytes([byte]), _LONGEST)
    return bytes(text[:_LONGEST])
