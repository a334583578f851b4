"""Unpacking bodies: gzip and deflate, never beyond a limit, and never more work than bytes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from traynews.core.data.document import TroubleKind
from traynews.feeds.http.patience import ExchangeError, too_large

_OTHERS = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi"})
"""The codings of the IANA's registry that are not undone here."""

_GZIP = b"\x1f\x8b"
_MOST_MEMBERS = 1000  # of one gzip body: those that pack in blocks make one for each 64 kB
_SLICE = 64 * 1024
_GZIP_BITS, _ZLIB_BITS, _RAW_BITS = 31, 15, -15


def unpack(body: bytes, codings: Sequence[str], limit: int) -> bytes:
    """Undo the codings of a body, the last one first; raises `ExchangeError`.

    What is no coding packs nothing: servers say `none`, `utf-8`, `8bit` there, as browsers know.
    A body that is gzip all the same, as of a file `feed.xml.gz`, is unpacked, too.
    """
    for coding in reversed(codings):
        try:
            body = _undo(coding, body, limit)
        except zlib.error as error:
            raise _fail("the answer is packed wrongly") from error
    if body.startswith(_GZIP):
        try:
            return _gunzip(body, limit)
        except zlib.error:
            return body
    return body


def _undo(coding: str, body: bytes, limit: int) -> bytes:
    match coding:
        case "identity":
            return body
        case "gzip" | "x-gzip":
            return _gunzip(body, limit)
        case "deflate":
            try:
                return _inflate(body, _ZLIB_BITS, limit)[0]
            except zlib.error:  # many servers send it bare
                return _inflate(body, _RAW_BITS, limit)[0]
    if coding in _OTHERS:
        raise _fail(f"the answer is packed in a way not asked for ({coding})")
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """Unpack the members of a gzip body; what follows the last one is padding (RFC 1952)."""
    unpacked, at, members = bytearray(), 0, 0
    while body and (not members or body.startswith(_GZIP, at)):
        members += 1
        if members > _MOST_MEMBERS:
            raise _fail("the answer is packed in too many parts")
        member, at = _inflate(body, _GZIP_BITS, limit, at, len(unpacked))
        unpacked += member
    return bytes(unpacked)


def _inflate(body: bytes, bits: int, limit: int, at: int = 0, before: int = 0) -> tuple[bytes, int]:
    """Unpack one stream that begins at a place, and ends; `before` counts what came out already.

    In slices: what a stream leaves over is copied, and must not be the whole rest each time.
    """
    room, stream, unpacked = limit - before, zlib.decompressobj(bits), bytearray()
    while at < len(body) and not stream.eof:
        piece = body[at : at + _SLICE]
        unpacked += stream.decompress(piece, room + 1 - len(unpacked))
        at += len(piece) - len(stream.unused_data)
        if len(unpacked) > room:
            raise too_large(limit)
    return bytes(unpacked), at


def _fail(reason: str) -> ExchangeError:
    return ExchangeError(TroubleKind.NETWORK, reason)
