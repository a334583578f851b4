"""Quotation marks as many languages set them, and what stands between them.

“English”, ‘British’, „German“, »German, too«, « French », ”Swedish”, "typed" and 'typed'. A mark
that is an apostrophe as well opens and closes only where no word can go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MARKS = "“”„«»\"‘’‚' "
"""What is stripped from around quoted words."""

_CLOSERS = {
    "“": "”“",
    "„": '“”"',
    "«": "»",
    "»": "«»",
    "”": "”",
    '"': '"”',
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
}
_LONGEST = 5_000  # characters: nobody's speech is longer in one piece
_MOST_UNCLOSED = 20
_SINGLE = frozenset("‘'‚")
_UNSURE = frozenset("”»") | _SINGLE  # what opens here closes elsewhere, or is no quotation mark
_DOUBLE_MARK = re.compile('[“”„«»"]')  # there are few in a text
_MARK = re.compile("[“”„«»\"‘’‚']")
_MOST_WITHIN = 20
_TYPED = re.compile('["“”]')
_AND = re.compile(r"(?<!\w)[’'‘]n[’'](?!\w)")  # rock ’n’ roll
_SINGLE_OPENER = re.compile(r"(?:^|[^\w’'])[‘'‚](?=[^\W\d]|[\[(¿¡“«\"…])")
_SINGLE_CLOSER = re.compile(r"(?<=\S)[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Quoted words, and where they stand, marks included; `closed` where their closer is there."""

    text: str
    start: int
    end: int
    closed: bool
    single: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether a sentence, or a part of one, ends within the marks, as speech is set."""
        return not self.closed or self.text.endswith((".", ",", "!", "?", "…"))


def begins_quoted(text: str) -> bool:
    """Whether a text opens a quotation with its first character."""
    return bool(text) and text[0] in _CLOSERS and _opens(text, 0)


def count_double_marks(text: str) -> int:
    """Return how many quotation marks a text has, apostrophes not counted."""
    return len(_DOUBLE_MARK.findall(text))


def find_quoted(text: str) -> Iterator[Piece]:
    """Yield what stands between quotation marks, the outermost ones; the last may be left open."""
    mark = _MARK if _SINGLE_OPENER.search(text) else _DOUBLE_MARK
    found, unclosed = mark.search(text), 0
    while found is not None:
        start = found.start()
        if found[0] not in _CLOSERS or not _opens(text, start):
            found = mark.search(text, start + 1)
            continue
        end = _find_end(text, start, mark)
        if end is not None:
            single = text[start] in _SINGLE
            yield Piece(text[start + 1 : end].strip(), start, end + 1, closed=True, single=single)
            found = mark.search(text, end + 1)
        elif text[start] in _UNSURE and start:
            unclosed += 1  # an apostrophe, and no quotation; each costs a look ahead
            found = mark.search(text, start + 1) if unclosed < _MOST_UNCLOSED else None
        else:
            yield _open_piece(text, start)
            return


def _open_piece(text: str, start: int) -> Piece:
    # “… with a straight mark at its end" was closed, only untidily.
    words, single = text[start + 1 :].strip(), text[start] in _SINGLE
    closed = words.endswith('"')
    return Piece(words.rstrip('"').strip(), start, len(text), closed=closed, single=single)


def _find_end(text: str, start: int, mark: re.Pattern[str]) -> int | None:
    """Return where the quotation that opens at `start` is closed; None where it is not."""
    if text[start] == '"':
        return _find_typed_end(text, start)
    opener, depth = text[start], 1
    for found in mark.finditer(text, start + 1, start + _LONGEST):
        place, char = found.start(), found[0]
        if opener in _SINGLE and (_AND.match(text, place) or _AND.match(text, place - 2)):
            continue
        if char in _CLOSERS[opener] and _closes(text, place, opener):
            depth -= 1
            if depth == 0:
                return place
        elif char == opener and _opens(text, place):
            depth += 1
    return None


def _find_typed_end(text: str, start: int) -> int | None:
    """Return the same of `"`, which closes as it opens; the next one where they do not pair."""
    found = islice(_TYPED.finditer(text, start + 1), _MOST_WITHIN)
    places, depth = [one.start() for one in found], 1
    for place in places:
        is_opener = text[place - 1].isspace() and text[place + 1 : place + 2].isalnum()
        depth += 1 if text[place] == "“" or (text[place] == '"' and is_opener) else -1
        if depth == 0:
            return place
    return next((place for place in places if text[place] != "“"), None)


def _opens(text: str, place: int) -> bool:
    char, before, after = (
        text[place],
        text[place - 1 : place] if place else "",
        text[place + 1 :][:1],
    )
    if char == '"':
        return not before.isalnum()
    if char == "“":
        return not before or before.isspace() or after.isalnum() or not before.isalnum()
    if char in _UNSURE:
        is_free = not before or not (before.isalnum() or before in "’'.,!?…")
        is_word = after.isalpha() or (after.isdigit() and not place)
        return is_free and (is_word or after in set('[(¿¡“«"…'))
    return True


def _closes(text: str, place: int, opener: str) -> bool:
    char, is_within = text[place], text[place + 1 : place + 2].isalnum()
    if opener in _SINGLE:
        is_end = not text[place - 1].isspace() and not is_within
        return is_end and not _is_possessive(text, place)
    if char == opener:
        return not text[place - 1].isspace() and not is_within
    return True


def _is_possessive(text: str, place: int) -> bool:
    """Whether it is the mark of "the students’ march", and no quotation ends there."""
    if text[place - 1] not in "sS" or not text[place + 1 : place + 3].lstrip(" ")[:1].islower():
        return False
    later = _SINGLE_CLOSER.search(text, place + 1)
    return later is None or _SINGLE_OPENER.search(text, place + 1, later.start()) is None
