"""Quotations in a release: what was said, over as many paragraphs as it runs, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from traynews.core.data.document import Block, BlockKind
from traynews.core.release.pulled import CITE_LABEL, Pulled, bare
from traynews.core.release.speakers import (
    NOBODY,
    Speaker,
    named,
    speaker_after,
    speaker_before,
    speaker_told,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said; paragraphs are joined by a line feed. Who may be unknown."""

    text: str
    speaker: str = ""
    role: str = ""


_CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"”'}
_QUOTE_MARK = re.compile('[“”„«»"]')  # every opener and closer; there are few in a text
_FEWEST_WORDS = 3  # fewer are a scare quote or a title, not a statement

_LONGEST_SIGNED = 5000

_PULLED = re.compile(r"^[‘'“\"«](?P<text>.+)[’'”\"»]\s*[-–—]\s*(?P<who>[^‘“«]{2,150})$")
_SIGNED = re.compile(r"^(?P<text>.*?[.!?”\"»’])\s*[-–—]\s*(?P<who>[^“”]{2,150})$")


def find_quotes(
    standfirst: Sequence[str], passages: Sequence[Block], signed: Sequence[Pulled] = ()
) -> tuple[Quote, ...]:
    """Return the quotations of a release in their order, pull quotes with their signatures.

    A line pulled into the standfirst that the text has in full is not told twice.
    """
    said = _in_passages(passages, signed)
    pulled = [quote for line in standfirst if (quote := _pulled(line)) is not None]
    if not pulled:
        return said
    whole = [bare(quote.text) for quote in said]
    roles = {quote.speaker: quote.role for quote in said if quote.role}
    once = [
        Quote(quote.text, quote.speaker, quote.role or roles.get(quote.speaker, ""))
        for quote in pulled
        if not any(bare(quote.text) in text for text in whole)
    ]
    return (*once, *said)


def is_signed(line: str) -> bool:
    """Whether a line is a quotation with who said it: "‘They offered us tea’ - Paul Renouf"."""
    return _pulled(line) is not None


def _pulled(line: str) -> Quote | None:
    found = _PULLED.match(line.strip()) if len(line) <= _LONGEST_SIGNED else None
    if found is None:
        return None
    name, role = named(found["who"])
    return Quote(found["text"].strip(), name, role)


class _Listener:
    """Goes through the paragraphs and remembers who is speaking."""

    def __init__(self) -> None:
        self.found: list[Quote] = []
        self._introduced: Speaker | None = None  # by the paragraph before
        self._last: Speaker = NOBODY
        self._open = False  # the paragraph before did not close its quotation
        self._adjacent = False  # the paragraph before was a quotation

    def hear(self, block: Block, following: str = "") -> None:
        """Take in the next passage; `following` is the one behind it."""
        text = block.text.strip()
        if self._goes_on(text, following):
            before = self.found[-1]
            words = text.rstrip('”»"').strip()
            self.found[-1] = Quote(f"{before.text}\n{words}", before.speaker, before.role)
            self._open = words == text
            return
        if block.kind is BlockKind.QUOTE:
            self._hear_block(text)
        elif text[:1] in _CLOSERS:
            self._hear_paragraph(text)
        else:
            self._open = self._adjacent = False
            self._hear_inside(text)

    def _goes_on(self, text: str, following: str) -> bool:
        """Whether a paragraph of a speech lacks its opening mark: it closes, or the next opens."""
        if not self._open or not self.found or text[:1] in _CLOSERS:
            return False
        closes = text[-1:] in {"”", "»", '"'} and len(_QUOTE_MARK.findall(text)) == 1
        return closes or (following[:1] in _CLOSERS and not _QUOTE_MARK.search(text))

    def _hear_block(self, text: str) -> None:
        signed = _SIGNED.match(text) if len(text) <= _LONGEST_SIGNED else None
        who = named(signed["who"]) if signed else self._introduced or NOBODY
        words = signed["text"] if signed else text
        self._add(words.strip('“”«»" '), who)
        self._adjacent, self._open = True, False

    def _hear_paragraph(self, text: str) -> None:
        pieces = list(_pieces(text))
        words, closed = pieces[0].text, pieces[0].closed
        rest = text[pieces[0].end :] if closed else ""
        attributed = speaker_after(rest, self._last) if rest.strip() else None
        if attributed is not None or not rest.strip():
            for piece in _continued(text, pieces[1:]):
                words = f"{_ended(words, text[: piece.start])} {piece.text}"
        elif len(words.split()) < _FEWEST_WORDS:
            # A sentence that opens with a quoted word: “Operation Dawn” began in May.
            self._open = self._adjacent = False
            self._hear_inside(text)
            return
        if self._open and self.found and attributed is None:
            before = self.found[-1]
            self.found[-1] = Quote(f"{before.text}\n{words}", before.speaker, before.role)
        elif self._open and self.found and attributed is not None:
            before = self.found.pop()
            self._add(f"{before.text}\n{words}", attributed)
        else:
            unnamed = self._last if self._adjacent else NOBODY
            self._add(words, attributed or self._introduced or unnamed)
        self._open, self._adjacent = not closed, True

    def _hear_inside(self, text: str) -> None:
        """Find `X said: “…”` within a paragraph, and whom its end introduces."""
        start = 0
        for piece in _pieces(text):
            before = text[start : piece.start]
            lead = before.rstrip()
            if lead.endswith(","):  # "X said, “…”"
                lead = f"{lead[:-1]}:"
            if lead.endswith(":") and len(piece.text.split()) >= _FEWEST_WORDS:
                who = speaker_before(lead, self._last)
                if who is not None:
                    self._add(piece.text, who)
                    self._open, self._adjacent = not piece.closed, True
            start = piece.end
        if not self._adjacent:
            told = speaker_told(text)
            self._introduced = speaker_before(text, self._last) or told
            self._last = told or self._last

    def _add(self, text: str, who: Speaker) -> None:
        if text:
            self.found.append(Quote(text, *who))
            self._last = who if who[0] else self._last
        self._introduced = None


def _in_passages(passages: Sequence[Block], signed: Sequence[Pulled]) -> tuple[Quote, ...]:
    listener = _Listener()
    silent = {BlockKind.HEADING, BlockKind.CAPTION}
    said = [one for one in passages if one.kind not in silent and one.label != CITE_LABEL]
    by_text = {bare(line): one for one in signed for line in one.text.split("\n")}
    told: set[int] = set()
    for number, block in enumerate(said):
        following = said[number + 1].text.strip() if number + 1 < len(said) else ""
        own = by_text.get(bare(block.text)) if block.kind is BlockKind.QUOTE else None
        if own is None:
            listener.hear(block, following)
        elif own.place not in told:
            told.add(own.place)
            listener.found.append(Quote(own.text, *named(own.who)))
    return tuple(listener.found)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int
    closed: bool


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield what stands between quotation marks, the outermost ones; the last may be left open."""
    start, opener, depth = 0, "", 0
    for found in _QUOTE_MARK.finditer(text):
        place, char = found.start(), found[0]
        if not opener:
            if char in _CLOSERS and (char != '"' or not text[place - 1 : place].isalnum()):
                start, opener, depth = place, char, 1
        elif char in _CLOSERS[opener] and (char != '"' or opener == '"'):
            depth -= 1
            if depth == 0:
                yield _Piece(text[start + 1 : place].strip(), start, place + 1, closed=True)
                opener = ""
        elif char == opener:
            depth += 1
    if opener:
        # “… with a straight mark at its end" was closed, only untidily.
        words = text[start + 1 :].strip()
        closed = words.endswith('"')
        yield _Piece(words.rstrip('"').strip(), start, len(text), closed=closed)


def _ended(words: str, before: str) -> str:
    """Return words with the full stop of their sentence (“It is late,” she said. “We go.”)."""
    goes_on = not before.rstrip().endswith(".") or words.endswith((".", "!", "?", "…"))
    return words if goes_on else f"{words.rstrip(',')}."


def _continued(text: str, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield what the same person goes on to say in this paragraph after "said X."."""
    for piece in pieces:
        leads = text[: piece.start].rstrip()[-1:] in {".", ":", ","}
        if leads and len(piece.text.split()) >= _FEWEST_WORDS:
            yield piece
