"""The lead of a release: its first real sentence, which a pop-up shows below the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from traynews.core.data.document import Block, BlockKind
from traynews.core.text.clean import cut
from traynews.core.text.fold import same
from traynews.core.text.leftovers import says_nothing
from traynews.core.text.sentences import first_sentence

LONGEST_LEAD = 240
"""Characters of the first sentence, enough for a pop-up's body."""

_QUOTES = ("“", "«", "„", '"', "‘", "‹", "'")
_STOPS = ".!… "
_SHORTEST_REST = 40  # less of a quotation than this says nothing either


def find_lead(title: str, standfirst: Iterable[str], passages: Sequence[Block]) -> str:
    """Return the first sentence that is neither the title again nor empty words.

    One that announces a quotation ("… said:") goes on with it.
    """
    lines = [*standfirst, *(block.text for block in passages if block.kind is BlockKind.PARAGRAPH)]
    lines += [block.text for block in passages]
    for number, line in enumerate(lines):
        if not (same(line.rstrip(_STOPS), title.rstrip(_STOPS)) or says_nothing(line)):
            lead = first_sentence(line, limit=LONGEST_LEAD)
            if lead == line and lead.endswith(":"):
                following = _after(line, passages) or next(iter(lines[number + 1 :]), "")
                return _with_quotation(lead, following)
            return lead
    return ""


def _after(line: str, passages: Sequence[Block]) -> str:
    """Return the block that follows a line in the text, whatever kind it is of."""
    texts = [block.text for block in passages]
    return next(iter(texts[texts.index(line) + 1 :]), "") if line in texts else ""


def _with_quotation(lead: str, following: str) -> str:
    room = LONGEST_LEAD - len(lead) - 1
    if room < _SHORTEST_REST or not following.startswith(_QUOTES):
        return lead
    said = first_sentence(following, limit=room - 1)
    # A speech of several paragraphs closes none but the last.
    is_open = said.startswith("“") and "”" not in said
    return cut(f"{lead} {said}{'”' if is_open else ''}", LONGEST_LEAD)
