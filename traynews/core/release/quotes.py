"""Quotations in a release: what was said, over as many paragraphs as it runs, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from traynews.core.data.document import Block, BlockKind
from traynews.core.release.pulled import CITE_LABEL, Pulled, bare
from traynews.core.release.quotation_marks import (
    MARKS,
    Piece,
    begins_quoted,
    count_double_marks,
    find_quoted,
)
from traynews.core.release.speakers import (
    NOBODY,
    Speaker,
    ends_in_verb,
    named,
    signature,
    signer,
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


_FEWEST_WORDS = 3  # fewer are a scare quote or a title, not a statement
_FEWEST_TOLD = 6  # where no colon and no name says that somebody speaks

_LONGEST_SIGNED = 5000
_LONGEST_WHOLE = 20_000  # characters in which a surname's full name is looked for

_PULLED = re.compile(r"^[‘'“\"«„»”](?P<text>.+)[’'”\"»“«]\s*[-–—]\s*(?P<who>[^‘“«]{2,150})$")
_SIGNED = re.compile(r"^(?P<text>.*?[.!?”\"»’])\s*[-–—]\s*(?P<who>[^“”]{2,150})$")
_CLOSING = ("”", "»", '"', "“", "’", "'", "«")


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


@dataclass(frozen=True, slots=True)
class _Set:
    """How a passage set apart was marked, which decides whether the next one goes on with it."""

    opened: bool
    closed: bool

    def goes_on(self, *, opens: bool) -> bool:
        """Whether a passage below is of the same speech; each of one opens, none but one closes."""
        return not self.closed and opens == self.opened


class _Listener:
    """Goes through the paragraphs of `whole` and remembers who is speaking."""

    def __init__(self, whole: str = "") -> None:
        self.found: list[Quote] = []
        self._whole = whole
        self._introduced: Speaker | None = None  # by the paragraph before
        self._last: Speaker = NOBODY
        self._open = False  # the paragraph before did not close its quotation
        self._adjacent = False  # the paragraph before was a quotation
        self._set: _Set | None = None  # likewise, set apart and not signed

    def hear(self, block: Block, following: str = "") -> None:
        """Take in the next passage; `following` is the one behind it."""
        text = block.text.strip()
        if block.kind is BlockKind.QUOTE:
            self._hear_block(text)
            return
        self._set = None
        if self._goes_on(text, following):
            words = text.rstrip('”»"').strip()
            self._lengthen(words)
            self._open = words == text
        elif begins_quoted(text):
            self._hear_paragraph(text, following)
        else:
            self._open = self._adjacent = False
            self._hear_inside(text, list(find_quoted(text)))

    def take(self, quote: Quote) -> None:
        """Take in a quotation set apart that has its signature; it breaks no speech."""
        self.found.insert(len(self.found) - self._open, quote)
        self._set = None

    def _goes_on(self, text: str, following: str) -> bool:
        """Whether a paragraph of a speech lacks its opening mark: it closes, or the next opens."""
        if not self._open or not self.found or begins_quoted(text):
            return False
        closes = text[-1:] in {"”", "»", '"'} and count_double_marks(text) == 1
        return closes or (begins_quoted(following) and not count_double_marks(text))

    def _hear_block(self, text: str) -> None:
        """Take in a passage set apart: a quotation, more of it, or the name below it."""
        before, self._set = self._set, None
        below = signature(text)
        if below is not None:
            if before is not None:
                self.found[-1] = Quote(self.found[-1].text, *below)
            self._adjacent = self._open = False
            return
        opens = begins_quoted(text)
        signed = _SIGNED.match(text) if len(text) <= _LONGEST_SIGNED else None
        first = next(find_quoted(text), None) if opens and signed is None else None
        if first is not None and self._attribute(text[first.end :]) is not None:
            self._hear_paragraph(text, "")
            return
        who = named(signed["who"]) if signed else None
        words = (signed["text"] if signed else text).strip(MARKS)
        if before is not None and before.goes_on(opens=opens) and words:
            self._lengthen(words, who)
        else:
            unnamed = self._last if self._adjacent else NOBODY
            self._add(words, who or self._introduced or unnamed)
        if signed is None and self.found:
            self._set = _Set(opens, text.endswith(_CLOSING))
        self._adjacent, self._open = signed is None, False

    def _hear_paragraph(self, text: str, following: str) -> None:
        signed = _PULLED.match(text) if len(text) <= _LONGEST_SIGNED else None
        if signed is not None and (who := signer(signed["who"])) is not None:
            self._add(signed["text"].strip(), who)
            self._open, self._adjacent = False, True
            return
        pieces = list(find_quoted(text))
        rest = text[pieces[0].end :] if pieces else ""  # nothing is left behind what is not closed
        attributed = self._attribute(rest)
        if not pieces or not self._is_speech(text, pieces[0], attributed, following):
            # A sentence that opens with a quoted word: “Operation Dawn” began in May.
            self._open = self._adjacent = False
            self._hear_inside(text, pieces)
            return
        is_all = attributed is not None or not rest.strip()
        words = _join(text, pieces) if is_all else pieces[0].text
        if self._open and self.found and attributed is None:
            self._lengthen(words)
        elif self._open and self.found and attributed is not None:
            before = self.found.pop()
            self._add(f"{before.text}\n{words}", attributed)
        else:
            unnamed = self._last if self._adjacent else NOBODY
            self._add(words, attributed or self._introduced or unnamed)
        self._open, self._adjacent = not pieces[0].closed, True

    def _attribute(self, rest: str) -> Speaker | None:
        """Return who is named behind a quotation; None where nobody is."""
        return speaker_after(rest, self._last, self._whole) if rest.strip() else None

    def _is_speech(
        self, text: str, first: Piece, attributed: Speaker | None, following: str
    ) -> bool:
        """Whether a paragraph that opens with quoted words is what somebody said."""
        if first.start != 0:
            return False
        if not first.closed:
            is_known = self._open or self._introduced is not None
            return not first.single or is_known or following[:1] == text[:1]
        rest = text[first.end :]
        if not rest.strip() or attributed is not None:
            is_long = len(first.text.split()) >= _FEWEST_WORDS
            return is_long or self._open or not first.single
        if len(first.text.split()) < _FEWEST_WORDS:
            return False
        # The sentence of which they are a part goes on: “Free and fair” elections were held.
        return first.is_sentence or not rest.lstrip()[:1].isalpha()

    def _hear_inside(self, text: str, pieces: Sequence[Piece]) -> None:
        """Find `X said: “…”` within a paragraph, and whom its end introduces."""
        start = 0
        for number, piece in enumerate(pieces):
            before, rest = text[start : piece.start], text[piece.end :]
            who = self._introduce(before, piece)
            if who is None and _is_told_apart(before, piece, rest):
                who = self._attribute(rest) if rest.strip() else NOBODY
                if who is not None:
                    self._add(_join(text, pieces[number:]), who)
                    self._open, self._adjacent = not pieces[-1].closed, True
                    return
            if who is not None:
                self._add(piece.text, who)
                self._open, self._adjacent = not piece.closed, True
            start = piece.end
        if not self._adjacent:
            told = speaker_told(text)
            self._introduced = speaker_before(text, self._last, self._whole) or told
            self._last = told or self._last

    def _introduce(self, before: str, piece: Piece) -> Speaker | None:
        """Return who is named before quoted words as who says them: `X said, “…”`."""
        words, lead = len(piece.text.split()), before.rstrip()
        if lead.endswith((",", ":")):
            lead = f"{lead[:-1]}:"
        elif words >= _FEWEST_TOLD and piece.is_sentence and lead[-1:].isalpha():
            lead = f"{lead}:" if ends_in_verb(lead) else ""
        if not lead.endswith(":") or words < _FEWEST_WORDS:
            return None
        return speaker_before(lead, self._last, self._whole)

    def _lengthen(self, words: str, who: Speaker | None = None) -> None:
        """Add a paragraph to what was said last, and who said it, where that was told only now."""
        said = self.found[-1]
        self.found[-1] = Quote(f"{said.text}\n{words}", *(who or (said.speaker, said.role)))

    def _add(self, text: str, who: Speaker) -> None:
        if text:
            self.found.append(Quote(text, *who))
            self._last = who if who[0] else self._last
        self._introduced = None


def _in_passages(passages: Sequence[Block], signed: Sequence[Pulled]) -> tuple[Quote, ...]:
    listener = _Listener(" . ".join(block.text for block in passages)[:_LONGEST_WHOLE])
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
            listener.take(Quote(own.text, *named(own.who)))
    return tuple(listener.found)


def _is_told_apart(before: str, piece: Piece, rest: str) -> bool:
    """Whether quoted words are a sentence of their own behind another one, or a dateline."""
    is_long = len(piece.text.split()) >= _FEWEST_TOLD and not piece.single
    stands_alone = before.rstrip().endswith((".", "!", "?", "…", "-", "–", "—"))
    return is_long and stands_alone and (piece.is_sentence or rest.lstrip().startswith(","))


def _join(text: str, pieces: Sequence[Piece]) -> str:
    """Return quoted words with what the same person goes on to say in this paragraph."""
    words = pieces[0].text
    for piece in _continued(text, pieces[1:]):
        words = f"{_ended(words, text[: piece.start])} {piece.text}"
    return words


def _ended(words: str, before: str) -> str:
    """Return words with the full stop of their sentence (“It is late,” she said. “We go.”)."""
    goes_on = not before.rstrip().endswith(".") or words.endswith((".", "!", "?", "…"))
    return words if goes_on else f"{words.rstrip(',')}."


def _continued(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what the same person goes on to say in this paragraph after "said X."."""
    for piece in pieces:
        leads = text[: piece.start].rstrip()[-1:] in {".", ":", ","}
        if leads and len(piece.text.split()) >= _FEWEST_WORDS:
            yield piece
