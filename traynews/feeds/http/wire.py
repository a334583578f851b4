"""One answer of HTTP/1.1, read from a socket (RFC 9112): status, headers, body, and no more.

Read here, since what must hold is in nobody's library: limits by wall clock and bytes for every
part of it, hints before the answer (102, 103), headers in any number and length within one limit,
and no work beyond what was sent: the connection ends with the answer, so that trailers and
whatever else may follow are never looked at.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from traynews.core.data.document import TroubleKind
from traynews.feeds.http.patience import ExchangeError, Patience, too_large
from traynews.feeds.http.unpack import unpack

_LONGEST_HEAD = 256 * 1024  # bytes of status and header lines, those of hints before it included
_MOST_HEADERS = 1000
_FRAMING = 256 * 1024  # bytes by which the heads of chunks may outweigh what is in them
_CHUNK = 64 * 1024
_STATUS = re.compile(rb"HTTP/1\.\d +(\d{3})(?: |$)")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?")
_WITH_BODY = frozenset({200, 203, 226})
_HINTS = range(100, 200)
_SWITCHING = 101
_LISTS = frozenset({"cache-control", "content-encoding", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Reply:
    """One server's answer to one hop; `body` is None where it was not read."""

    status: int
    headers: dict[str, str]
    body: bytes | None = None


class OddAnswerError(Exception):
    """What came is no HTTP; the text says in a few words why."""


class Wire:
    """A connected socket, read within what is left of the patience."""

    def __init__(self, sock: socket.socket, patience: Patience) -> None:
        self._socket = sock
        self._patience = patience
        self._data = bytearray()  # received
        self._at = 0  # how much of it was taken

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self._socket.settimeout(self._patience.left())
        self._socket.sendall(data)

    def read_exactly(self, length: int) -> bytes:
        """Read so many bytes."""
        return b"".join(self._exactly(length))

    @property
    def has_more(self) -> bool:
        """Whether more came than was read."""
        return bool(self._data)

    def read_head(self) -> tuple[int, dict[str, str]]:
        """Read status and headers of the answer, past the hints before it."""
        room = _LONGEST_HEAD
        while True:
            lines = []
            while line := self._line(room):
                room -= len(line) + 2
                lines.append(line)
                if len(lines) > _MOST_HEADERS:
                    raise OddAnswerError("too many headers")
            found = _STATUS.match(lines[0]) if lines else None
            if found is None:
                raise OddAnswerError("no status line")
            status = int(found[1])
            if status not in _HINTS or status == _SWITCHING:
                return status, _headers(lines[1:])

    def read_reply(self, *, limit: int, has_body: bool) -> Reply:
        """Read the whole answer; a body only of 200, 203 and 226, and none for a HEAD."""
        status, headers = self.read_head()
        self._patience.expect_body()
        if status not in _WITH_BODY:
            return Reply(status, headers)
        if not has_body:
            return Reply(status, headers, b"")
        transfer = _codings(headers.get("transfer-encoding", ""))
        is_chunked = bool(transfer) and transfer[-1] == "chunked"
        length = headers.get("content-length", "")
        pieces = self._until_end()
        if is_chunked:
            pieces = self._chunks()
        elif length.isascii() and length.isdigit():
            if int(length[:20]) > limit:
                raise too_large(limit)
            pieces = self._exactly(int(length))
        codings = [*_codings(headers.get("content-encoding", "")), *transfer]
        packed = bytearray()
        for piece in pieces:
            packed += piece
            if len(packed) > limit:
                raise too_large(limit)
        body = unpack(bytes(packed), [one for one in codings if one != "chunked"], limit)
        return Reply(status, headers, body)

    # --- pieces of a body ----------------------------------------------------------------------

    def _until_end(self) -> Iterator[bytes]:
        while piece := self._some():
            yield piece

    def _exactly(self, length: int) -> Iterator[bytes]:
        while length:
            piece = self._some(length)
            if not piece:
                raise cut_short()
            length -= len(piece)
            yield piece

    def _chunks(self) -> Iterator[bytes]:
        framing = _FRAMING
        while True:
            head = self._line(_CHUNK)
            found = _CHUNK_SIZE.fullmatch(head)
            if found is None:
                raise OddAnswerError("a chunk without its size")
            size = int(found[1], 16)
            if not size:
                return
            framing += size - len(head) - 4
            if framing < 0:
                raise OddAnswerError("more frame than body")
            yield from self._exactly(size)
            if self._line(2):
                raise OddAnswerError("a chunk longer than its size")

    # --- bytes ---------------------------------------------------------------------------------

    def _line(self, most: int) -> bytes:
        """Return the next line without its end."""
        seen = self._at
        while (end := self._data.find(b"\n", seen)) < 0:
            seen = len(self._data)
            if seen - self._at > most:
                raise OddAnswerError("a line too long")
            more = self._receive(_CHUNK)
            if not more:
                raise cut_short()
            self._data += more
        if end - self._at > most:
            raise OddAnswerError("a line too long")
        return self._take(end + 1).removesuffix(b"\n").removesuffix(b"\r")

    def _some(self, most: int = _CHUNK) -> bytes:
        """Return what is there, or comes next; nothing at the end."""
        there = len(self._data) - self._at
        return (
            self._take(self._at + min(most, there)) if there else self._receive(min(most, _CHUNK))
        )

    def _take(self, end: int) -> bytes:
        taken = bytes(self._data[self._at : end])
        self._at = end
        if end == len(self._data):
            self._data.clear()
            self._at = 0
        return taken

    def _receive(self, most: int) -> bytes:
        self._socket.settimeout(self._patience.left())
        return self._socket.recv(most)


def cut_short() -> ExchangeError:
    """Return the error for an answer that ended before its end."""
    return ExchangeError(TroubleKind.NETWORK, "the answer was cut short")


def _headers(lines: list[bytes]) -> dict[str, str]:
    """Return the headers by lower-case name, byte for byte (Latin-1); lines without name are lost.

    A repeated one counts as it last stood, but for lists.
    """
    headers: dict[str, str] = {}
    name = ""
    for line in lines:
        text = line.decode("latin-1")
        if text[0] in " \t":  # a folded line, as servers of old sent them
            if name:
                headers[name] += " " + text.strip(" \t")
            continue
        before, colon, value = text.partition(":")
        name = before.rstrip(" \t").lower() if colon else ""
        if name in _LISTS and name in headers:
            headers[name] += ", " + value.strip(" \t")
        elif name:
            headers[name] = value.strip(" \t")
    return headers


def _codings(value: str) -> list[str]:
    return [one for one in (part.strip().lower() for part in value.split(",")) if one]
