r"""Which regular expressions may take for ever, seen from how they are built.

Python's `re` tries every way to split a text between two repetitions that can take the same
characters: `(a+)+$` needs twice the time for each further letter, and nothing can interrupt it. The
expressions told here are all that can do so, and some that cannot: `(\w+ )+` repeats what varies,
though the blank keeps it in bounds. Rules for alerts need neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FEW = 3  # times that something variable may be repeated: then the time only grows by a power
_ENDLESS = 1 << 30
_COUNT = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
_OPENING = re.compile(r"\((?:\?(?:P?<\w+>|P[=>]|<?[=!]|[:>]|\(\w+\)|[a-zA-Z]*-?[a-zA-Z]*:))?")
_FLAGS = re.compile(r"\(\?[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]")


def find_danger(pattern: str) -> str:
    """Say what in a regular expression that compiles can take for ever; nothing where all is well.

    `pattern` is without the slashes around it.
    """
    if any("x" in flags[0] for flags in _FLAGS.finditer(pattern)):
        return "write it without the flag x"
    reading = _Reading(pattern)
    reading.read_choice()
    if not reading.danger:
        return ""
    return f"{reading.danger} repeats what varies in itself, and may take for ever"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an expression: the letter it must begin with, if that is one, and if it varies."""

    start: str = ""
    varies: bool = False


class _Reading:
    """One reading of an expression, from left to right. `danger` is the first dangerous part."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self.danger = ""

    def read_choice(self) -> _Piece:
        """Read alternatives up to the end of their group."""
        branches = [self._read_sequence()]
        while self._take("|"):
            branches.append(self._read_sequence())
        if len(branches) == 1:
            return branches[0]
        starts = [one.start for one in branches]
        alike = "" in starts or len(set(starts)) < len(starts)
        return _Piece(varies=alike or any(one.varies for one in branches))

    def _read_sequence(self) -> _Piece:
        pieces = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            begin = self._at
            atom = self._read_atom()
            least, most = self._read_repeat()
            if most > _FEW and atom.varies and not self.danger:
                self.danger = self._pattern[begin : self._at]
            start = atom.start if least else ""
            pieces.append(_Piece(start, varies=atom.varies or least != most))
        start = pieces[0].start if pieces else ""
        return _Piece(start, varies=any(one.varies for one in pieces))

    def _read_atom(self) -> _Piece:
        char = self._pattern[self._at]
        match char:
            case "(":
                return self._read_group()
            case "[":
                self._skip_class()
                return _Piece()
            case "\\":
                return self._read_escape()
            case _:
                self._at += 1
                return _Piece("" if char in ".^$" else char.casefold())

    def _read_group(self) -> _Piece:
        if self._pattern.startswith("(?#", self._at):
            self._at = self._pattern.index(")", self._at) + 1
            return _Piece()
        flags = _FLAGS.match(self._pattern, self._at)
        if flags and flags[0].endswith(")"):
            self._at = flags.end()
            return _Piece()
        opening = _OPENING.match(self._pattern, self._at)
        self._at = opening.end() if opening else self._at + 1
        inner = self.read_choice()
        self._take(")")
        return inner

    def _read_escape(self) -> _Piece:
        char = self._pattern[self._at + 1]
        self._at += 2
        if char == "N" and self._pattern.startswith("{", self._at):
            self._at = self._pattern.index("}", self._at) + 1
        # A group's number may stand for what varies. Other escapes stand for one character, and the
        # digits that some go on with are read as characters, too.
        return _Piece("" if char.isalnum() else char, varies=char.isdigit())

    def _skip_class(self) -> None:
        self._at += 2 if self._pattern.startswith("[^", self._at) else 1
        first = self._at
        while self._pattern[self._at] != "]" or self._at == first:
            self._at += 2 if self._pattern[self._at] == "\\" else 1
        self._at += 1

    def _read_repeat(self) -> tuple[int, int]:
        """Read what repeats the atom before it: how often at least and at most."""
        least, most = 1, 1
        while self._at < len(self._pattern):
            char, count = self._pattern[self._at], _COUNT.match(self._pattern, self._at)
            if char in "*+?":
                self._at += 1
                # The second is one that makes the first lazy or possessive, and only narrows it.
                if (least, most) == (1, 1):
                    least, most = int(char == "+"), 1 if char == "?" else _ENDLESS
            elif count and count[0] != "{}":
                self._at = count.end()
                least = int(count[1] or 0)
                most = least if not count[2] else int(count[3] or _ENDLESS)
            else:
                break
        return least, most

    def _take(self, char: str) -> bool:
        found = self._pattern.startswith(char, self._at)
        self._at += found
        return found
