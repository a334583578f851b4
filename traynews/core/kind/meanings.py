"""What words mean, as far as it tells the sort of a release: "verurteilt" is VERDICT in German.

`meanings.txt` lists them by meaning and language, folded: whole words, stems (`condemn*`), endings
(`-ed`, `!need` is none of them) and phrases. One meaning has one name in all languages, so what was
learned of English releases holds for Italian ones, too.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

_SHORTEST_WITH_ENDING = 5
_LONGEST_ENDING = 13  # "-abschiebungen"
_BEGINNING = 3  # letters, so that a phrase may begin with a stem: "condannat* a morte"
_MOST_MET = 8192  # words that are remembered: those of a language are met again, numbers never

Phrase = tuple[tuple[str, ...], str]
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Meanings:
    """The words of one language; see `read_meanings`."""

    words: dict[str, set[str]] = field(default_factory=dict)
    stems: dict[str, set[str]] = field(default_factory=dict)
    endings: dict[str, set[str]] = field(default_factory=dict)
    barred: dict[str, set[str]] = field(default_factory=dict)  # words whose ending means nothing
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)  # by how they begin
    met: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, word: str) -> frozenset[str]:
        """Return what a word means."""
        found = self.met.get(word)
        if found is None:
            if len(self.met) >= _MOST_MET:
                self.met.clear()
            found = self.met[word] = self._of(word) or NOTHING  # an empty set weighs 200 bytes
        return found

    def phrase_at(self, words: Sequence[str], number: int) -> Phrase | None:
        """Return the longest phrase that begins with this word."""
        for phrase in self.phrases.get(words[number][:_BEGINNING], ()):
            parts = phrase[0]
            if len(words) - number >= len(parts) and all(
                words[number + ahead].startswith(part[:-1])
                if part[-1] == "*"
                else words[number + ahead] == part
                for ahead, part in enumerate(parts)
            ):
                return phrase
        return None

    def _of(self, word: str) -> frozenset[str]:
        found = set(self.words.get(word, NOTHING))
        for length in range(len(word), 2, -1):
            if word[:length] in self.stems:
                found |= self.stems[word[:length]]
                break
        if len(word) >= _SHORTEST_WITH_ENDING:
            for length in range(2, _LONGEST_ENDING + 1):
                found |= self.endings.get(word[-length:], NOTHING) - self.barred.get(word, NOTHING)
        return frozenset(found)


@cache
def read_meanings(tongue: str) -> Meanings:
    """Return the words of a tongue of `tongue.tongue_of`."""
    made = Meanings()
    meaning = ""
    for line in (pkgutil.get_data(__name__, "meanings.txt") or b"").decode().splitlines():
        if line.startswith("["):
            meaning = line[1:-1]
        elif line.startswith(f"{tongue} "):
            for entry in line.removeprefix(f"{tongue} ").split(", "):
                _add(made, entry, meaning)
    for phrases in made.phrases.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return made


def _add(made: Meanings, entry: str, meaning: str) -> None:
    parts = tuple(entry.split())
    if len(parts) > 1:
        made.phrases.setdefault(parts[0].rstrip("*")[:_BEGINNING], []).append((parts, meaning))
        return
    for mark, among in (("-", made.endings), ("!", made.barred)):
        if entry.startswith(mark):
            among.setdefault(entry[1:], set()).add(meaning)
            return
    among = made.stems if entry.endswith("*") else made.words
    among.setdefault(entry.removesuffix("*"), set()).add(meaning)
