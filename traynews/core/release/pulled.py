"""Pull quotes: what a publisher sets apart from the text, signed by a `<cite>`.

Amnesty's own WordPress theme writes `<blockquote><p>…</p><cite>Name, role</cite></blockquote>`, and
mostly repeats a sentence of the text, which is then not told twice. Source: its repository,
`includes/blocks/blockquote/render.php`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from traynews.core.data.document import Block, BlockKind
from traynews.core.text.fold import fold

CITE_LABEL = "cite"
_MARKS = "“”„«»\"'‘’ "


@dataclass(frozen=True, slots=True)
class Pulled:
    """A pull quote: its words, who is named below, and how many passages stand before it."""

    text: str
    who: str
    place: int


def take_pulled(passages: Sequence[Block]) -> tuple[list[Block], tuple[Pulled, ...]]:
    """Return the passages without signatures and repeated pull quotes, and all pull quotes."""
    kept: list[Block] = []
    pulled: list[Pulled] = []
    if not any(map(_is_signature, passages)):
        return list(passages), ()  # as nearly all; what stands below is slow for a long text
    plain = bare("".join(one.text for one in passages if one.kind is not BlockKind.QUOTE))
    run: list[Block] = []
    for block in passages:
        if _is_signature(block):
            text = "\n".join(one.text.strip(_MARKS) for one in run)
            if not bare(text):
                kept.append(block)  # a name above the words, or of none: it is not lost
            elif bare(text) not in plain:
                pulled.append(Pulled(text, block.text, len(kept)))
                kept += run
            run = []
            continue
        if block.kind is not BlockKind.QUOTE:
            kept += run
            run = []
            kept.append(block)
        else:
            run.append(block)
    return kept + run, tuple(pulled)


def _is_signature(block: Block) -> bool:
    return block.kind is BlockKind.QUOTE and block.label == CITE_LABEL


def bare(text: str) -> str:
    """Return the letters and digits of a text, for comparing."""
    return "".join(char for char in fold(text) if char.isalnum())
