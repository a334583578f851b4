"""The parts of a release: each block goes where it belongs, and template leftovers go.

Leftovers are told by the publisher's own label, or by wording that only a template has; never by
their looks. A line that merely looks like a name is text. Everything else is kept, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.release.contact import take_contact
from traynews.core.release.pulled import Pulled, take_pulled
from traynews.core.release.quotes import is_signed
from traynews.core.text.clean import ELLIPSIS
from traynews.core.text.fold import fold, same
from traynews.core.text.leftovers import (
    is_boilerplate,
    says_nothing,
    without_footer,
    without_shortcodes,
)
from traynews.core.text.sentences import first_sentence

STANDFIRST_LABELS = frozenset(
    {"standfirst", "strapline", "subtitle", "teaser", "entradilla", "chapo"}
)
AUTHOR_LABELS = frozenset({"uid", "author", "byline"})
CREDIT_LABELS = frozenset({"credit", "image-credit", "copyright"})
TITLE_LABEL = "title"
BODY_LABEL = "body"

# Field labels that amnesty.org.uk's template prints as text, and what stands after each.
_PICTURE_LABEL = "issue small image"
_COPY_LABEL = "issues short copy"
_PICTURE_FIELDS = frozenset({"small-image", "image"})  # where the label stands within the field
_LONGEST_CAPTION = 300
_LONGEST_TEMPLATE = 40
_LONGEST_POINT = 200
_FEWEST_WORDS = 4  # fewer are a place, a date or a name
_ENDS = (".", "!", "?", "…", "...", ":", ";", ",", "”", "»", '"', "’", "'", ")", "]", "。", "؟")
_LONGEST_FILING = 80

# Fields that say what a page is filed under; they are no text.
_FILING = re.compile(r"(?:^|-)(?:tags?|topics?|date|categor(?:y|ies)|countr(?:y|ies)|regions?)$")

_CREDIT = re.compile(
    r"^(?:©|\(c\) |(?:photo|image|picture) credit\s*:|crédit photo\s*:)", re.IGNORECASE
)
# So a caption begins that is none; a paragraph may begin so as well.
_CREDIT_ALONE = re.compile(
    r"^(?:(?:photos?|images?|picture|foto|bild)(?: source| by)?|source|quelle|fuente)\s*:",
    re.IGNORECASE,
)
_CREDIT_INSIDE = re.compile(r"\s*(?=©)")
_CUT_HERE = ("[…]", "[...]")
_WHOLE = (".", "!", "?", "…", "”", "»", "’", '"', "'", ":", "。", "؟")


@dataclass(frozen=True, slots=True)
class Image:
    """What is said of the picture, and whose it is."""

    caption: str = ""
    credit: str = ""


NO_IMAGE = Image()


@dataclass(frozen=True, slots=True)
class Parts:
    """A release sorted: what remains of its blocks is in `passages`, in order."""

    standfirst: tuple[str, ...] = ()
    passages: tuple[Block, ...] = ()
    author: str = ""
    image: Image = NO_IMAGE
    pulled: tuple[Pulled, ...] = ()
    contact: str = ""


def sort_blocks(item: Item, title: str) -> Parts:
    """Sort the blocks of an item whose clean title is `title`; the summary where there are none."""
    blocks: Sequence[Block] = item.blocks
    if not any(block.text.strip() for block in blocks):
        blocks = (Block(BlockKind.PARAGRAPH, item.summary),)
    sorter = _Sorter(titles=(title, item.title), author=item.author)
    for block in blocks:
        text = without_shortcodes(block.text.strip())
        if text:
            sorter.take(block if text == block.text else replace(block, text=text))
    return sorter.finish()


def is_leftover(text: str, titles: Iterable[str] = (), author: str = "") -> bool:
    """Whether a line is one of the known leftovers: a template's words, title or user name."""
    known = (_PICTURE_LABEL, _COPY_LABEL, author, *titles)
    return _is_one_of(text, known) or is_boilerplate(text) or not _uncut(text)


def _template_label(block: Block) -> str:
    is_field = block.label in {"", *_PICTURE_FIELDS}
    if not is_field or block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST_TEMPLATE:
        return ""
    folded = fold(block.text)
    return folded if folded in {_PICTURE_LABEL, _COPY_LABEL} else ""


def _is_point(block: Block) -> bool:
    """Whether it is one of a list, or a line that is no sentence: "Nine cities, one acquittal"."""
    if block.kind is BlockKind.LISTING:
        return True
    is_line = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST_POINT
    if not is_line or says_nothing(block.text) or len(block.text.split()) < _FEWEST_WORDS:
        return False
    is_fragment = not block.text.endswith(_ENDS) and first_sentence(block.text) == block.text
    return is_fragment or is_signed(block.text)


def _is_one_of(text: str, known: Iterable[str]) -> bool:
    return any(one.strip() and same(text.strip(), one.strip()) for one in known)


def _is_credit(block: Block) -> bool:
    """Whether it says whose the picture is."""
    if block.label in CREDIT_LABELS or _CREDIT.match(block.text):
        return True
    return block.kind is BlockKind.CAPTION and _CREDIT_ALONE.match(block.text) is not None


@dataclass(slots=True)
class _Sorter:
    titles: tuple[str, ...]
    author: str
    standfirst: list[str] = field(default_factory=list)
    passages: list[Block] = field(default_factory=list)
    caption: str = ""
    credit: str = ""
    expected: str = ""  # the template's label that stood before

    def take(self, block: Block) -> None:
        """Put one block where it belongs."""
        expected, self.expected = self.expected, ""
        template = _template_label(block)
        if self._is_title(block) or self._is_filing(block):
            return
        if block.label in AUTHOR_LABELS:
            self.author = self.author or block.text
        elif block.label in STANDFIRST_LABELS:
            self.standfirst.append(block.text)
        elif template:
            self.expected = template
        elif self._is_picture(block, expected):
            self._take_picture(block)
        elif expected == _COPY_LABEL and not block.label:
            self._take_copy(block.text)
        else:
            self.passages.append(block)

    def finish(self) -> Parts:
        """Return the parts, what the template put at the end taken off."""
        while self.passages and self._ends_in_leftover(self.passages[-1]):
            self.passages.pop()
        if self.passages:
            last = self.passages[-1]
            self.passages[-1] = replace(last, text=_mend_end(without_footer(last.text)))
        passages, contact = take_contact(self._take_points())
        passages, pulled = take_pulled(passages)
        image = Image(self.caption, self.credit)
        return Parts(tuple(self.standfirst), tuple(passages), self.author, image, pulled, contact)

    def _take_points(self) -> list[Block]:
        """Take what stands before the first sentence for the standfirst: a list, or fragments."""
        count = next((at for at, one in enumerate(self.passages) if not _is_point(one)), 0)
        points = self.passages[:count]
        if self.standfirst or any(len(one.text) > _LONGEST_POINT for one in points):
            return self.passages
        self.standfirst += [one.text for one in points]
        return self.passages[count:]

    def _is_title(self, block: Block) -> bool:
        in_text = block.kind is not BlockKind.CAPTION and block.label in {"", BODY_LABEL}
        is_labelled = block.label == TITLE_LABEL
        may_be = is_labelled or (in_text and not self.passages and not self.standfirst)
        text = _without_references(block.text) if is_labelled else block.text
        return may_be and _is_one_of(text, self.titles)

    def _is_filing(self, block: Block) -> bool:
        return len(block.text) <= _LONGEST_FILING and _FILING.search(block.label) is not None

    def _is_picture(self, block: Block, expected: str) -> bool:
        if len(block.text) > _LONGEST_CAPTION:
            return False
        if _is_credit(block) and block.label != BODY_LABEL:
            return not self.credit
        announced = expected == _PICTURE_LABEL and not block.label
        is_caption = announced or block.kind is BlockKind.CAPTION
        return is_caption and not self.caption and not (self.credit and "©" in block.text)

    def _take_picture(self, block: Block) -> None:
        if _is_credit(block):
            self.credit = block.text
            return
        caption, *credit = _CREDIT_INSIDE.split(block.text, maxsplit=1)
        self.caption = caption
        if credit:
            self.credit = credit[0]

    def _take_copy(self, text: str) -> None:
        # A shorter standfirst for lists; usually the first line of it, word for word.
        if not _is_one_of(text, [*self.standfirst, *(block.text for block in self.passages)]):
            self.standfirst.append(text)

    def _ends_in_leftover(self, block: Block) -> bool:
        if is_boilerplate(block.text) or not _uncut(block.text):
            return True
        is_user = not block.label and _is_one_of(block.text, [self.author])
        return is_user and len(self.passages) > 1


def _mend_end(text: str) -> str:
    """Turn the "[…]" of a cut excerpt into a plain ellipsis, or into nothing after a full stop."""
    head = _uncut(text)
    if head == text.rstrip() or head.endswith(_WHOLE):
        return head
    return head + ELLIPSIS


def _without_references(text: str) -> str:
    """Return a title that Drupal may have escaped once or twice more than the feed's own."""
    if "&" not in text:
        return text
    from html import unescape  # noqa: PLC0415 - half a megabyte, and few titles need it

    return unescape(unescape(text))


def _uncut(text: str) -> str:
    end = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        mark = next((mark for mark in _CUT_HERE if text.endswith(mark, 0, end)), "")
        if not mark:
            return text[:end]
        end -= len(mark)
