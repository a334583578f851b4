"""The press contact that a release ends with: whom to ring, kept apart from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from traynews.core.data.document import Block, BlockKind

_LONGEST = 500
_MOST_LINES = 6
_OPENS = re.compile(
    r"(?:for (?:more|further|additional) (?:information|details)|(?:press|media) contacts?\b"
    r"|for (?:an )?interviews?\b|to (?:arrange|request) (?:an )?interviews?"
    r"|(?:please )?contact (?:the )?(?:amnesty|press|media)|media enquir|press enquir"
    r"|pour (?:plus d[’']informations?|toute (?:information|demande))|contacts? (?:presse|médias?)"
    r"|para (?:más|mayor) información|contacto (?:de|para) (?:la )?prensa|contacto:"
    r"|(?:für )?(?:weitere informationen|rückfragen)|(?:presse|medien)kontakt"
    r"|per (?:ulteriori|maggiori) informazioni|contatti? (?:stampa|per i media)"
    r"|para mais informaç|voor meer informatie)",
    re.IGNORECASE,
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d[\d\s().-]{7,}\d")
_END = re.compile(
    r"^(?:[-–—*#/]+\s*(?:[Ee]nds?|ENDS?|FIN|ENDE|FINE)\b|ENDS\b)[-–—\s*#/.]*$"
    r"|^Notes? to [Ee]ditors?:?$"
)


def take_contact(passages: Sequence[Block]) -> tuple[list[Block], str]:
    """Return the passages without the contact at their end, and the contact, a line each."""
    kept = list(passages)
    found: list[str] = []
    for number in range(max(len(kept) - _MOST_LINES, 1), len(kept)):
        block = kept[number]
        if block.kind is not BlockKind.HEADING and _is_contact(block.text):
            tail = kept[number:]
            if all(_belongs(one) for one in tail):
                found = [one.text for one in tail]
                del kept[number:]
                break
    while len(kept) > 1 and _END.match(kept[-1].text):
        kept.pop()
    return kept, "\n".join(found)


def _is_contact(text: str) -> bool:
    return len(text) <= _LONGEST and _OPENS.match(text) is not None


def _belongs(block: Block) -> bool:
    return _is_contact(block.text) or _REACHED.search(block.text) is not None
