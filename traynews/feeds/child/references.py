"""References in XML (`&amp;`, `&#8217;`) where their writer forgot them, or took HTML's for XML's.

One of either makes XML ill-formed, and what is left to read it by then guesses: an address with
`&lang=en` in it got a bracket, a guid got semicolons.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

# What is marked as plain text stays, also where its end is missing; no search begins twice there.
# It is most of many feeds, so it is passed over in runs: `.*?]]>` takes seven times as long.
_WRONG = re.compile(
    r"<!\[CDATA\[(?:[^]]++|](?!]>))*+(?:]]>)?"
    r"|&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)([A-Za-z][A-Za-z0-9]{1,30};)?"
)


def mend_references(text: str) -> str:
    """Return XML in which a named reference of HTML is its character, any other `&` itself."""
    return _WRONG.sub(_mend, text) if "&" in text else text


def _mend(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return found[0]
    name = found[1] or ""
    return escape(html5.get(name, f"&{name}"))
