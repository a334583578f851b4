"""Where what stands in the text of a settings file: tomllib tells no positions.

For texts that `tomllib` has read without a mistake; what is no TOML gives nonsense here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

KeyPath = tuple[str | int, ...]
"""The way to a value: tables and keys by name, what stands in an array by number."""

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^']|'(?!''))*'{3,5}|'[^'\n]*'"""
)
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+")
_KEY_PART = re.compile(rf"[ \t]*(?:([A-Za-z0-9_-]+)|({_STRING.pattern}))[ \t]*(\.?)")


@dataclass(frozen=True, slots=True)
class Piece:
    """The head of a table, a key with its value, or what stands in an array.

    `text[start:end]` is all of it, `text[value:end]` the value; in a head, both are the brackets
    with what they enclose. `inline` where it stands within another value.
    """

    path: KeyPath
    start: int
    value: int
    end: int
    is_head: bool = False
    inline: bool = False


def read_layout(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in their order, the outer before the inner."""
    return tuple(_Reading(text).pieces())


def find_piece(pieces: Sequence[Piece], path: KeyPath) -> Piece | None:
    """Return what stands at `path`."""
    return next((piece for piece in pieces if piece.path == path), None)


def find_gap_end(text: str, start: int) -> int:
    """Return where blanks, line ends and comments end that begin at `start`."""
    found = _GAP.match(text, start)
    return found.end() if found else start


def find_lines(text: str) -> dict[KeyPath, int]:
    """Return the line (from 1) of everything that stands in a text."""
    lines, line, at = dict[KeyPath, int](), 1, 0
    for piece in read_layout(text):
        line += text.count("\n", at, piece.start)
        at = piece.start
        lines.setdefault(piece.path, line)
    return lines


def find_line(text: str, path: KeyPath) -> int:
    """Return the line of what stands at `path`, or else of the table that it is in."""
    lines = find_lines(text)
    ways = (path[:depth] for depth in range(len(path), 0, -1))
    return next((lines[way] for way in ways if way in lines), 1)


class _Reading:
    """One reading of a text, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._here: KeyPath = ()
        self._last: dict[KeyPath, int] = {}  # the number of the last table of each array of tables

    def pieces(self) -> Iterator[Piece]:
        self._skip_gap()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                yield self._read_head()
            else:
                yield from self._read_pair(self._here, inline=False)
            self._skip_gap()

    def _read_head(self) -> Piece:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 1 + is_array
        *above, name = self._read_key()
        path: KeyPath = ()
        for step in above:
            path = (*path, step)
            if path in self._last:
                path = (*path, self._last[path])
        path = (*path, name)
        if is_array:
            self._last[path] = self._last.get(path, -1) + 1
            path = (*path, self._last[path])
        self._at += 1 + is_array
        self._here = path
        return Piece(path, start, start, self._at, is_head=True)

    def _read_pair(self, above: KeyPath, *, inline: bool) -> list[Piece]:
        start = self._at
        path = (*above, *self._read_key())
        self._at += 1  # the equals sign
        self._skip_gap()
        return self._read_value(path, start, inline=inline)

    def _read_key(self) -> list[str]:
        parts: list[str] = []
        more = "."
        while more:
            found = _KEY_PART.match(self._text, self._at)
            if found is None:  # no TOML: let the caller come to an end
                self._at = len(self._text)
                return [*parts, ""]
            bare, quoted, more = found.groups()
            parts.append(bare or tomllib.loads(f"x = {quoted}")["x"])
            self._at = found.end()
        return parts

    def _read_value(self, path: KeyPath, start: int, *, inline: bool) -> list[Piece]:
        value = self._at
        inner: list[Piece] = []
        match self._text[value : value + 1]:
            case "[":
                inner = self._read_array(path)
            case "{":
                inner = self._read_inline_table(path)
            case _:
                found = _STRING.match(self._text, value) or _SCALAR.match(self._text, value)
                self._at = found.end() if found else len(self._text)
        return [Piece(path, start, value, self._at, inline=inline), *inner]

    def _read_array(self, path: KeyPath) -> list[Piece]:
        pieces: list[Piece] = []
        for number in self._parts("]"):
            pieces += self._read_value((*path, number), self._at, inline=True)
        return pieces

    def _read_inline_table(self, path: KeyPath) -> list[Piece]:
        pieces: list[Piece] = []
        for _ in self._parts("}"):
            pieces += self._read_pair(path, inline=True)
        return pieces

    def _parts(self, closing: str) -> Iterator[int]:
        """Stand before each part of an array or an inline table in turn, give its number."""
        self._at += 1
        for number in count():
            self._skip_gap()
            if self._text.startswith(",", self._at):
                self._at += 1
                self._skip_gap()
            if self._text[self._at : self._at + 1] in ("", closing):
                self._at += 1
                return
            yield number

    def _skip_gap(self) -> None:
        self._at = find_gap_end(self._text, self._at)
