"""References in XML (`&amp;`, `&#8217;`) where their writer forgot them, or took HTML's for XML's.

One of either makes XML ill-formed, and what is left to read it by then guesses: an address with
`&lang=en` in it got a bracket, a guid got semicolons.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

_MARKED, _MARKED_END = "<![CDATA[", "]]>"
_WRONG = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)([A-Za-z][A-Za-z0-9]{1,30};)?"
)


def mend_references(text: str) -> str:
    """Return XML in which a named reference of HTML is its character, any other `&` itself.

    What is marked as plain text stays, also where its end is missing.
    """
    if "&" not in text:
        return text
    pieces: list[str] = []
    place, end = 0, len(text)
    while place < end:
        start = text.find(_MARKED, place)
        if start < 0:
            start = end
        pieces.append(_WRONG.sub(_mend, text[place:start]))
        closer = text.find(_MARKED_END, start)
        place = end if closer < 0 else closer + len(_MARKED_END)
        pieces.append(text[start:place])
    return "".join(pieces)


def _mend(found: re.Match[str]) -> str:
    name = found[1] or ""
    return escape(html5.get(name, f"&{name}"))
