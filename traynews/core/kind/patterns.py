"""Patterns of meanings within a sentence, the same in all languages.

An event has no end of words, but a grammar: somebody has done something, on a day that has just
been. Reports, previews and campaigns have their own. The weights are learned (`model`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

FRESH = frozenset(("TODAY", "WEEKDAY", "RECENT"))
_HARD = frozenset(("ARREST", "KILL", "EXECUTE", "VERDICT", "RELEASE", "LAW", "ANNOUNCE"))
_DEEDS = _HARD | {"DEED", "EVENT"}
_US = frozenset(("I", "WE"))
_STALE = frozenset(
    ("AHEAD", "PASTSPAN", "ANNIVERSARY", "STUDY", "CAMPAIGN", "YEARNO", "PROBED", "ESSAY")
)

# What stands in a sentence, and what must not beside it.
_BESIDE: tuple[tuple[str, tuple[AbstractSet[str], ...], AbstractSet[str]], ...] = (
    ("fresh deed", (FRESH, _DEEDS), _STALE),
    ("fresh hard deed", (FRESH, _HARD), _STALE),
    ("deed", (_HARD,), _STALE | FRESH | {"MUST"}),
    ("must deed", (frozenset(("MUST",)), _HARD), _STALE | FRESH),
    ("dated deed", (frozenset(("MONTH",)), frozenset(("NUM",)), _HARD), _STALE),
    # "welcomed the decision that it will go to court" answers what has been decided.
    (
        "coming",
        (frozenset(("FUTURE", "AHEAD")), frozenset(("TRIAL", "LAW"))),
        frozenset(("WELCOME", "CONDEMN")),
    ),
    (
        "doom",
        (frozenset(("FUTURE", "AHEAD")), frozenset(("EXECUTE",))),
        frozenset(("ANNIVERSARY",)),
    ),
    ("person in peril", (frozenset(("PERIL",)), frozenset(("PERSON", "ARREST"))), _STALE),
    ("we condemn", (_US, frozenset(("CONDEMN",))), frozenset()),
    (
        "study shows",
        (frozenset(("STUDY",)), frozenset(("PROBED",))),
        frozenset(),
    ),
    ("voice study", (frozenset(("VOICE",)), frozenset(("STUDY", "PROBED"))), frozenset()),
    (
        "voice house",
        (frozenset(("VOICE",)), frozenset(("CAMPAIGN", "LEISURE"))),
        frozenset(),
    ),
    ("must after", (frozenset(("MUST",)), FRESH, _HARD), _STALE),
    ("tone", (frozenset(("TONE",)),), _STALE),
)
_STALE_DEED = "fresh deed stale"
_ONLY_STALE = "stale"

# One before another; whether "stale" beside them forbids it, or is told in its name.
_IN_ORDER: tuple[tuple[str, AbstractSet[str], AbstractSet[str], bool], ...] = (
    ("after deed", frozenset(("AFTER",)), _HARD, True),
    ("react deed", frozenset(("REACTING",)), _DEEDS, False),
    ("response deed", frozenset(("RESPONSE",)), _DEEDS, False),
    ("voice reacts", frozenset(("VOICE",)), frozenset(("CONDEMN", "WELCOME")), False),
)


def patterns_in(sentence: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield the names of what a sentence fits, given its meanings and where they stand."""
    meanings = {meaning for meaning, _ in sentence}
    stale = bool(meanings & _STALE)
    for name, wanted, barred in _BESIDE:
        if not meanings & barred and all(meanings & one for one in wanted):
            yield name
    if stale:
        if not meanings & FRESH:
            yield _ONLY_STALE
        elif meanings & _DEEDS:
            yield _STALE_DEED
    for name, first, second, needs_fresh in _IN_ORDER:
        if not (stale and needs_fresh) and _follows(sentence, first, second):
            yield f"{name} stale" if stale else name


_EVENTFUL = frozenset(
    ("fresh deed", "after deed", "react deed", "dated deed", "must after", "voice reacts")
)
_ALONE = (
    ("demand alone", ("T/MUST", "A/MUST")),
    ("deed alone", ("T%deed", "A%deed")),
    ("tone alone", ("A/CONDEMN", "A/TONE", "T/TONE")),
    ("peril alone", ("T/PERIL", "A/PERIL")),
    ("research alone", ("A/STUDY", "A/PROBED", "O/PROBED", "T/STUDY")),
    ("house alone", ("A/CAMPAIGN", "T/CAMPAIGN", "A/I", "A/WE", "A/YOU", "T/I", "T/WE", "T/YOU")),
)


def patterns_of(names: Collection[str]) -> Iterator[str]:
    """Yield patterns of a whole text, given its evidence: above all whether anything is fresh."""
    if any(f"{region}%{name}" in names for region in "TA" for name in _EVENTFUL):
        yield "eventful"
        return
    yield "uneventful"
    for name, any_of in _ALONE:
        if any(one in names for one in any_of):
            yield name


def _follows(
    sentence: Sequence[tuple[str, int]], first: AbstractSet[str], second: AbstractSet[str]
) -> bool:
    starts = [where for meaning, where in sentence if meaning in first]
    ends = [where for meaning, where in sentence if meaning in second]
    return bool(starts and ends) and min(starts) < max(ends)
