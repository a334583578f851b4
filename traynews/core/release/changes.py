"""What was changed in a release since it was published: each change, word by word."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest

from traynews.core.data.model import Record, Revision

_MOST_WORDS = 600  # in a paragraph; a longer one is told whole: comparing takes the square of it
_MOST_PARAGRAPHS = 400
_AROUND = 1  # paragraphs that stayed, shown beside one that did not
_ALIKE = 0.3  # of the words; what has less in common is another paragraph


class Mark(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


Piece = tuple[Mark, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What differed from `moment` on. `title` is empty where it stayed.

    `text` has the paragraphs that differ, with one around them; an empty one stands for those left
    out between.
    """

    moment: datetime
    changed: tuple[str, ...]
    title: tuple[Piece, ...] = ()
    text: tuple[tuple[Piece, ...], ...] = ()


def find_changes(record: Record) -> Iterator[Change]:
    """Give every change of a release, the newest first, found by what stood there before it."""
    title, text = record.entry.title, "\n".join(block.text for block in record.item.blocks)
    for revision in reversed(record.revisions):
        yield _compare(revision, title, text)
        title = revision.title if "title" in revision.changed else title
        text = revision.text if "text" in revision.changed else text


def _compare(revision: Revision, title: str, text: str) -> Change:
    changed = revision.changed
    return Change(
        revision.replaced,
        changed,
        compare_words(revision.title, title) if "title" in changed else (),
        compare_texts(revision.text, text) if "text" in changed else (),
    )


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both, those that stayed once."""
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _MOST_WORDS:
        return _spaced(_replaced(old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _spaced(_replaced(old, new))
    pieces: list[Piece] = []
    for what, start, end, first, last in matcher.get_opcodes():
        gone, came = " ".join(before[start:end]), " ".join(after[first:last])
        pieces += [(Mark.KEPT, came)] if what == "equal" else _replaced(gone, came)
    return _spaced(pieces)


def compare_texts(old: str, new: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs that differ, and those around them."""
    before, after = old.split("\n"), new.split("\n")
    if max(len(before), len(after)) > _MOST_PARAGRAPHS:
        return (_replaced(old, new),)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    shown: list[tuple[Piece, ...]] = []
    for group in matcher.get_grouped_opcodes(_AROUND):
        if shown:
            shown.append(())
        for _, start, end, first, last in group:
            shown += _compare_paragraphs(before[start:end], after[first:last])
    return tuple(shown)


def _compare_paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    for old, new in zip_longest(before, after, fillvalue=""):
        if old == new:
            yield ((Mark.KEPT, new),)
        else:
            yield compare_words(old, new) if old and new else _replaced(old, new)


def _spaced(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return (*((mark, f"{words.rstrip()} ") for mark, words in pieces[:-1]), *pieces[-1:])


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    return tuple((mark, words) for mark, words in ((Mark.GONE, old), (Mark.NEW, new)) if words)
