"""Tables for people: as wide as the terminal, coloured only there, dates on the user's clock."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from traynews.cli.output import local
from traynews.core.data.model import Entry
from traynews.core.text.width import fit, width_of, wrap
from traynews.core.tray.marks import mark_of

_READABLE = 88  # columns of running text; longer lines are hard to follow
_PIPED = 10_000  # nothing is cut for another program
_STYLES = {
    "bold": "1", "dim": "2", "breaking": "1;31", "found": "1;33", "bar": "36", "quote": "36",
}  # fmt: skip
_FOUND = re.compile("\x02([^\x02\x03]*)\x03")
_BLOCKS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is written on: so many columns, with or without colours."""

    columns: int
    colours: bool

    def paint(self, text: str, style: str) -> str:
        """Return text in a style, where there are any."""
        if not self.colours or not text:
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"

    def wrap(self, text: str, prefix: str = "", style: str = "") -> Iterator[str]:
        """Give running text in lines, each behind the prefix."""
        columns = min(self.columns, _READABLE) - width_of(prefix)
        for line in wrap(text, max(columns, 10)):
            yield self.paint(prefix, style) + line if style else prefix + line

    def lines(self, text: str, indent: str = "") -> Iterator[str]:
        """Give a sentence as wide as there is room, each line indented; whole where it is piped."""
        for line in wrap(text, max(self.columns - width_of(indent), 10)):
            yield indent + line


PIPED = Screen(_PIPED, colours=False)
"""What another program reads."""


def find_screen(stream: TextIO | None = None, environ: Mapping[str, str] = os.environ) -> Screen:
    """Return what standard output is. NO_COLOR, and a dumb terminal, get no colours.

    Source: https://no-color.org
    """
    if not (stream or sys.stdout).isatty():
        return PIPED
    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
    return Screen(shutil.get_terminal_size().columns, colours=not plain)


def entry_rows(entries: Sequence[Entry], screen: Screen) -> Iterator[str]:
    """Give the headlines, a line each; what is unread has a dot."""
    digits = max((len(str(entry.id)) for entry in entries), default=0)
    for entry in entries:
        start = f"{entry.id:>{digits}} {mark_of(entry) or ' '} {local(entry.published)}  "
        title = ("retracted: " if entry.retracted else "") + (entry.title or "(without a title)")
        title = fit(title, screen.columns - width_of(start))
        yield screen.paint(start, "dim") + screen.paint(title, _style_of(entry))


def hit_rows(hits: Iterable[tuple[Entry, str]], screen: Screen) -> Iterator[str]:
    """Give what was found, each with the place in its text, the words marked."""
    found = list(hits)
    rows = entry_rows([entry for entry, _ in found], screen)
    for (entry, snippet), row in zip(found, rows, strict=True):
        yield row
        if plain(snippet) and plain(snippet) != entry.title:
            cut = fit_marked(snippet, min(screen.columns, 2 * _READABLE) - 6)
            yield "      " + _FOUND.sub(lambda one: screen.paint(one[1], "found"), cut)


def plain(snippet: str) -> str:
    """Return a snippet without the marks around what was found."""
    return _FOUND.sub(r"\1", snippet)


def found_spans(snippet: str) -> list[list[int]]:
    """Return where in the plain snippet the words stand that were found: start and end."""
    return [
        [match.start() - 2 * number, match.end() - 2 * number - 2]
        for number, match in enumerate(_FOUND.finditer(snippet))
    ]


def fit_marked(snippet: str, columns: int) -> str:
    """Cut a snippet to so many columns without losing a closing mark."""
    if width_of(plain(snippet)) <= columns:
        return snippet
    pieces, left = [], columns
    for number, piece in enumerate(re.split("[\x02\x03]", snippet)):
        cut = fit(piece, left)
        pieces.append(f"\x02{cut}\x03" if number % 2 and cut else cut)
        left -= width_of(cut)
        if cut != piece or left <= 0:
            break
    return "".join(pieces)


def sparkline(counts: Sequence[int], most: int) -> str:
    """Return counts as a row of blocks, the highest for `most`; a little is never nothing."""
    top = len(_BLOCKS) - 1
    return "".join(
        _BLOCKS[0 if not count else min(top, max(1, round(top * count / most)))] for count in counts
    )


def _style_of(entry: Entry) -> str:
    if entry.read:
        return "dim"
    return "breaking" if entry.breaking else "bold"
