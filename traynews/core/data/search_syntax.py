"""How one searches: what may be typed and what it finds, for the command line's help and the page.

`archive/search_words.py` understands it.
"""

from __future__ import annotations

SYNTAX = (
    ("sudan darfur", "both words, anywhere, in any case, with or without accents"),
    ('"death penalty"', "these words next to each other"),
    ("imprison*", "words that begin so"),
    ("-sudan", "not this word; NOT sudan is the same"),
    ("sudan OR chad", "one of the two, or both; OR in capitals"),
    ("country:Iran", "it is about this place"),
    ("topic:refugees", "it has this topic"),
    ("said-by:Callamard", "this person is quoted"),
    ("feed:uk", "it came from this feed, as `traynews feeds` names it"),
    ("year:2024", "it was published in that year"),
    ("month:2024-05", "it was published in that month"),
    ("kind:report", "it is of this kind: statement, urgent, preview, report, correction, news"),
    ("is:unread, is:read", "only what was not, or was, read"),
    ("is:breaking", "only statements and urgent ones"),
)
"""What is typed, and what it means."""

LITERAL_COLON = 'In quotes, a colon is a colon: "breaking: protest".'
