"""The language of a release: which it is, and whether it is one that TrayNews reads.

Read means judged: whole in the first five, by their formulae in the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from traynews.core.text.languages import name_of_language

UNREAD = ""
"""The tongue of a text that is in none of those that are read."""

_MOST_WORDS = 80
_PLAINLY = 2
_SURELY = 6  # one word in six is common, as in most texts of a language
_FEWEST = 6  # words that tell a language by what they lack
_SELDOM = 12  # where fewer than one word in twelve is common, it is in another language

_COMMON = {
    tongue: frozenset(words.split())
    for tongue, words in {
        "en": "the of and to in for is by that has must said with from on as it",
        "fr": "le la les des du et est une un dans pour par qui au aux a l d avec sur ce cette",
        "es": "el la los las de del y una un es en para por que al ha se con su sus como esta",
        "de": "der die das und den dem des im ist nicht von zu mit auf fur ein eine wird sich hat",
        "it": "il la le di del della e che in per un una sono con ha gli dei nel da non si alla",
        "pt": "o a os as de do da e que em um uma para por no na dos das com foi nao ao",
        "nl": "de het een van en in is op te dat die voor met zijn niet wordt door aan",
        "ru": "и в на не что с по за из для о от к это был года",
        "ar": "في من على إلى أن التي الذي عن مع هذا وقد بعد قال",
    }.items()
}


def tongue_of(language: str, words: Sequence[str]) -> str:
    """Return the code of the tongue to read in, `UNREAD` where it is none of ours.

    A Spanish release may stand in an English feed, so the words have the last say; without a tag,
    and with few words, English is meant.
    """
    code = _code(language)
    head = words[:_MOST_WORDS]
    counts = {tongue: sum(map(common.__contains__, head)) for tongue, common in _COMMON.items()}
    own = counts.get(code, 0)
    if own * _SURELY > len(head):
        return code
    likely = max(counts, key=lambda tongue: counts[tongue])
    if counts[likely] > own * _PLAINLY + 1:
        return likely
    if code in _COMMON:
        return code
    is_strange = code or (len(head) >= _FEWEST and counts[likely] * _SELDOM < len(head))
    return UNREAD if is_strange else (likely if counts[likely] else "en")


def name_of(language: str) -> str:
    """Return the English name of a language that is not read: "Turkish"."""
    return name_of_language(_code(language)) or "its language"


def _code(language: str) -> str:
    return language.casefold().replace("_", "-").split("-")[0]
